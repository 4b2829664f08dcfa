"""What the card of a paper says, passage by passage. Pure; all that services say is cleaned here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store import Article, clean, clean_line, shared_terms
from tui.paper_words import (
    DOUBTED,
    SERVICE_WORDS,
    access_text,
    date_words,
    main_notice,
    notice_text,
    queue_words,
    status_text,
    title_notice,
)
from tui.widgets.card_rows import Beside, Passage, Target, spanned, text
from tui.widgets.dates import long_date
from tui.widgets.markdown_lines_wrap import Piece, safe
from tui.widgets.paper_rows import authors_line, ids_line, title_of

if TYPE_CHECKING:
    from store import Card, Claim, Fact, Record, Related
    from tui.access import Rung

_MOST_AUTHORS, _MOST_FUNDERS, _MOST_CITED = 12, 8, 20
_LEAD = 20
"""Cells of the date beside an article, and of the name beside a fact."""
_MOST_ABSTRACT, _LONGEST_HEADING = 20_000, 60
_UNREAD = "●"
_FACTS = ("design", "population", "n", "review", "funding")
_TYPES = {
    "article-journal": "journal article", "article": "preprint or report", "paper-conference": "conference paper",
    "chapter": "chapter", "book": "book", "dataset": "data set", "thesis": "thesis", "report": "report",
}  # fmt: skip
UNASKED = "Not checked: nobody has said anything of this paper. r asks Crossref whether it still stands."
UNTOLD = "Not checked: nobody who was asked says whether this paper still stands."

Page = list[Passage | Beside]


@dataclass(frozen=True, slots=True)
class Said:
    """What an article claims, and what it says of the study; without an article, what the abstract says of it."""

    article: Article | None = None
    claims: "tuple[Claim, ...]" = ()
    facts: "tuple[Fact, ...]" = ()


def card_page(card: "Card", said: Said, ways: "Sequence[Rung]", now: datetime) -> Page:
    """Everything the card shows, from the top."""
    page: Page = [*_standing(card, now), Passage(), *_paper(card, now), *_ways(card, ways, now)]
    page += [Passage(), *_abstract_and_claims(card.record, said)]
    page += [Passage(), *_facts(said)]
    page += _section("Reported by", _articles(card.reported, now), "No article of your library is about this paper.")
    page += _section("Cited in", _cited(card.cited, now), "")
    for one in card.related:
        page += _related(one, now)
    for number, articles in card.trials:
        head = f"Trial {clean_line(number, 40)}, named in"
        page += _section(head, _articles(articles, now), "no article of your library")
    return page


def _standing(card: "Card", now: datetime) -> Iterator[Passage]:
    """Status first: what nobody was asked about is said as plainly as a retraction."""
    status = card.paper.status
    said = title_notice(card.paper.title or "")
    if status.kind == "unchecked":
        yield text(UNTOLD if card.asked else UNASKED, "strong")
    else:
        words = status_text(status, now)
        yield text(words[:1].upper() + words[1:], "error" if words.startswith(DOUBTED) else "strong")
    for other in (one for one in status.notices if one is not main_notice(status)):
        yield text(notice_text(other), "" if status.kind == "none" or other.kind == "corrected" else "error")
    if status.notices and status.as_of:
        yield text(f"Last checked {long_date(status.as_of, now)}.", "dim")
    if said and status.kind in ("none", "unchecked"):
        yield text(f"{said[:1].upper()}{said[1:]}.", "error" if said.startswith(DOUBTED) else "")


def _paper(card: "Card", now: datetime) -> Iterator[Passage]:
    """Title, authors, where it came out, identifiers, who paid; what nobody states is left out."""
    paper, record = card.paper, card.record
    yield text(title_of(paper), "strong")
    if names := authors_line([author.name for author in paper.authors], _MOST_AUTHORS):
        yield text(names)
    if came_out := _came_out(card):
        yield text(came_out)
    if ids := ids_line(paper):
        yield text(ids, "dim")
    if record and record.funders:
        yield text(f"Funding: {authors_line(record.funders, _MOST_FUNDERS)}", "dim")
    if record and card.asked:
        service = SERVICE_WORDS.get(record.service, record.service)
        yield text(f"As {service} says, asked {long_date(card.asked, now)}.", "dim")
    elif card.asked:
        yield text(f"No service knew this paper when asked, {long_date(card.asked, now)}.", "dim")


def _came_out(card: "Card") -> str:
    """Nature Medicine 30 (4), 12-19 · 5 March 2026 · journal article."""
    paper, record = card.paper, card.record
    if record is None:
        kind = "preprint" if paper.is_preprint else ""
        return " · ".join(filter(None, (clean_line(paper.container or ""), str(paper.year or ""), kind)))
    volume = f"{record.volume or ''}{f' ({record.issue})' if record.issue else ''}"
    where = " ".join(filter(None, (paper.container or record.publisher, volume)))
    place = ", ".join(filter(None, (where, record.pages or record.article_number)))
    kind = "preprint: not peer-reviewed" if record.is_preprint else _TYPES.get(record.type or "", record.type or "")
    when = date_words(record.issued) or str(paper.year or "")
    return " · ".join(clean_line(one, 300) for one in (place, when, kind) if one)


def _ways(card: "Card", ways: "Sequence[Rung]", now: datetime) -> Iterator[Passage]:
    """Its place in the queue, open copies, and the ways to it, each to be opened."""
    yield Passage()
    yield _named("queue", queue_words(card.paper.queued) or "not in your queue (b)")
    if known := access_text(card.access, now):
        yield _named("access", known)
    for place, way in enumerate(ways):
        pieces = (Piece(safe(clean_line(way.label, 120))), Piece(f"  {safe(clean_line(way.url, 200))}", "dim"))
        yield Passage(pieces, "" if place else "ways to it", _LEAD, Target("url", url=way.url))


def _named(name: str, words: str) -> Passage:
    return Passage((Piece(safe(words)),), name, _LEAD)


def _abstract_and_claims(record: "Record | None", said: Said) -> Page:
    """The abstract beside what the article says; words that stand in both are underlined."""
    abstract = clean(record.abstract)[:_MOST_ABSTRACT].strip() if record else ""
    claims = "\n".join(claim.text for claim in said.claims)
    left = [text("Abstract", "heading")]
    left += _paragraphs(abstract, claims)
    if not abstract:
        left += [text("No abstract is known." + " r asks the services." * (record is None), "dim")]
    if not said.claims:
        return [*left]
    right = [text("The article says", "heading")]
    for claim in said.claims:
        shared = shared_terms(claim.text, abstract)
        right += [Passage(spanned(claim.text, (claim.strong, "twice", "‹›"), (shared, "shared", ""))), Passage()]
    right.append(text("underlined: in both · ‹ ›: a strong word, worth a second look", "dim"))
    return [Beside(tuple(left), tuple(right))]


def _paragraphs(abstract: str, claims: str) -> Iterator[Passage]:
    """An abstract: its headings strong and right above their text, an empty line between paragraphs."""
    under_heading = True
    for line in filter(None, map(clean_line, abstract.split("\n"))):
        if not under_heading:
            yield Passage()
        under_heading = len(line) <= _LONGEST_HEADING and line[-1] not in '.;!?)”"'
        if under_heading:
            yield text(line, "strong")
        else:
            yield Passage(spanned(line, (shared_terms(line, claims), "shared", "")))


def _facts(said: Said) -> Iterator[Passage]:
    """Each fact with the sentence that states it; what no sentence states is not stated."""
    whose, before = "article" if said.article else "abstract", ""
    yield text(f"The study, as the {whose} states it", "heading")
    for name in _FACTS:
        found = [fact for fact in said.facts if fact.name == name]
        for fact in found:
            yield Passage((Piece(safe(clean_line(fact.value)), "strong"),), name, _LEAD)
            same = fact.sentence == before
            yield text("the same sentence" if same else f"“{clean_line(fact.sentence)}”", "dim", indent=_LEAD)
            before = fact.sentence
        if not found:
            yield Passage((Piece("not stated", "dim"),), name, _LEAD)


def _section(head: str, inside: Sequence[Passage], none: str) -> Page:
    """A heading and what stands under it; without `none` an empty one is left out."""
    if not inside and not none:
        return []
    return [Passage(), text(head, "heading"), *(inside or [text(none, "dim")])]


def _articles(articles: Sequence[Article], now: datetime) -> list[Passage]:
    return [_article(one, now) for one in articles]


def _article(one: Article, now: datetime) -> Passage:
    """Unread or not, the day, title and source; Enter goes there."""
    source = clean_line(one.source or one.feed or "", 80)
    title = clean_line(one.title) or "(no title)"
    pieces = (Piece(safe(title), "" if one.read else "strong"), Piece(safe(f" · {source}") if source else "", "dim"))
    lead = f"{' ' if one.read else _UNREAD} {long_date(one.published, now)}"
    return Passage(pieces, lead, _LEAD, Target("article", one.id))


def _cited(articles: Sequence[Article], now: datetime) -> list[Passage]:
    """The articles that cite it beside others; of many the newest."""
    shown = _articles(articles[-_MOST_CITED:], now)
    more = len(articles) - len(shown)
    return [*([text(f"{more:,} older ones: c lists all", "dim", indent=_LEAD)] if more else []), *shown]


def _related(one: "Related", now: datetime) -> Page:
    """The same work before or after peer review, and the articles about that."""
    words = "Preprint of this paper" if one.kind == "preprint" else "Published after peer review"
    doi = clean_line(one.doi, 200)
    target = Target("paper", one.paper) if one.paper is not None else Target("url", url=f"https://doi.org/{doi}")
    where = "in your library" if one.paper is not None else "not in your library"
    lead = Passage((Piece(safe(f"doi {doi}")), Piece(f" · {where}", "dim")), "", _LEAD, target)
    return [Passage(), text(words, "heading"), lead, *_articles(one.articles, now)]
