"""What the detail pane shows of an article, built from what the library holds. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from store import Article, Reference, clean_line
from tui.choosing import address
from tui.paper_words import (
    DOUBTED,
    access_text,
    cited_doubt,
    queue_words,
    quiet_status,
    status_text,
    title_notice,
)
from tui.screens.detail_background import Background, Papers
from tui.widgets.article_view import Document, Entry
from tui.widgets.dates import MONTHS, day_date, long_date

WORDS_A_MINUTE = 230
_MOST_AUTHORS = 3
_MOST_ALSO = 5
_MOST_RAW = 300
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
NO_REFERENCE = "No reference found in this article."

_LABELS = {
    "doi": "doi", "pmid": "PubMed", "pmcid": "PMC", "arxiv": "arXiv", "isbn": "ISBN", "nct": "trial",
    "isrctn": "ISRCTN", "eudract": "EudraCT", "euct": "EU CT",
}  # fmt: skip

_REASONS = {
    "trailer": "named in the trailer", "label": "named under a label", "declared": "named by the page",
    "title": "has the page's title", "only": "the only work named", "linked": "linked in the text",
    "mentioned": "named in the text",
}  # fmt: skip
"""Why a reference has its role, where that tells a reader something: a list of references speaks for itself."""


def document(
    article: Article,
    references: Sequence[Reference],
    body: str,
    now: datetime,
    known: Background = Background(),  # noqa: B008  # frozen and empty
) -> Document:
    """Everything the detail pane draws, cleaned line by line."""
    also = _also_lines(references, known.also, now)
    pairs = zip_longest(references, known.own_keys[: len(references)])
    return Document(
        article_id=article.id,
        title=clean_line(article.title) or "(no title)",
        facts=tuple(filter(None, (facts(article, now), items_read(article), *standing(references, known, now)))),
        tags=tuple((tag, tag in article.reader_tags) for tag in article.tags),
        body=body,
        references=tuple(
            paper_entry(one, known.papers, now, key, also.get(place, ())) for place, (one, key) in enumerate(pairs)
        ),
        notes=known.note,
        empty="" if article.children else NO_REFERENCE,
        items=tuple((clean_line(item.title) or "(no title)", item.read) for item in known.items),
    )


def nothing(text: str) -> Document:
    """A pane without an article: one sentence."""
    return Document(article_id=0, title="", facts=(), tags=(), body="", references=(), empty=text)


def facts(article: Article, now: datetime) -> str:
    """Source, authors, date and reading time: what is unknown is left out."""
    source = article.source or article.feed or ""
    minutes = f"{max(1, round(article.words / WORDS_A_MINUTE))} min" if article.words else ""
    authors = names(article.authors)
    parts = (
        source,
        "" if authors.casefold() == source.casefold() else authors,
        long_date(article.published, now),
        minutes,
    )
    return " · ".join(filter(None, map(clean_line, parts)))


def items_read(article: Article) -> str:
    """2 of 5 items read; "" for an article that is no digest."""
    count = article.children
    return f"{article.children_read} of {count} {'item' if count == 1 else 'items'} read" if count else ""


def names(authors: Sequence[str], et_al: bool = False) -> str:
    """At most three names, then "et al."."""
    more = et_al or len(authors) > _MOST_AUTHORS
    return ", ".join(authors[:_MOST_AUTHORS]) + (" et al." if more and authors else "")


def paper_entry(
    reference: Reference, papers: Papers, now: datetime, own_key: str | None = None, also: Sequence[str] = ()
) -> Entry:
    """A reference as a few lines, with what services state of its paper in place of what the article does."""
    if record := papers.records.get(reference.paper or 0):
        from store import stated  # here: nothing is known of papers at the first paint

        reference = stated(reference, record)
    return entry(reference, own_key, also, paper_lines(reference, papers, now))


def entry(
    reference: Reference, own_key: str | None = None, also: Sequence[str] = (), known: Sequence[str] = ()
) -> Entry:
    """A reference as a few lines: title, who and where, identifiers, what is known of it here.

    `own_key` is its key in the reader's own library; `also` are lines about other articles on it, `known` those about
    the paper: whether it stands, where it is to be had, its place in the queue.
    """
    title = heading(reference)
    people = names([author.family or author.name for author in reference.authors], reference.et_al)
    where = " ".join(filter(None, (reference.container, _when(reference.issued))))
    says = "" if known and known[0].startswith(DOUBTED) else title_notice(reference.title or "")  # once is enough
    here = _here(reference, own_key, says)
    lines = (title, " · ".join(filter(None, (people, where))), identifiers(reference), here, *known)
    return Entry(
        n=reference.n,
        lines=tuple(line for line in map(clean_line, lines) if line),
        role=reference.role,
        url=address(reference),
        also=tuple(also),
    )


def heading(reference: Reference) -> str:
    """What a reference is called: its title, else as it is written, links of Markdown as their texts, cut."""
    return reference.title or clean_line(_LINK.sub(r"\1", reference.raw), _MOST_RAW)


def identifiers(reference: Reference) -> str:
    """doi 10.1000/x · PubMed 123, or the address when there is no identifier; why it is here, in a quiet word."""
    found = [_labelled(_LABELS.get(scheme, scheme), id) for scheme, id in reference.ids.items()]
    found = found or [reference.url or ""]
    return " · ".join(filter(None, (*found, _REASONS.get(reference.reason))))


def _labelled(label: str, id: str) -> str:
    """PubMed 123, but PMC7745181: some identifiers say themselves what they are."""
    return id if id.startswith(label) else f"{label} {id}"


def paper_lines(reference: Reference, papers: Papers, now: datetime) -> tuple[str, ...]:
    """Whether the paper stands, where it is to be had, its place in the queue: what is known of it, in two lines.

    That nobody was asked is said of the main paper only: what is quiet in a list of references was not checked.
    """
    id = reference.paper
    if id is None:
        return ()
    status, main = papers.statuses.get(id), reference.role == "main"
    told = "" if status is None or (status.kind == "unchecked" and not main) else quiet_status(status, now)
    access = access_text(known, now) if (known := papers.access.get(id)) and (known.copies or main) else ""
    return tuple(filter(None, (told, " · ".join(filter(None, (queue_words(papers.queued.get(id)), access))))))


def standing(references: Sequence[Reference], known: Background, now: datetime) -> list[str]:
    """Lines under the title: what is wrong with its papers, that it cites a retracted one, what its study was."""
    statuses = [(one, known.papers.statuses.get(one.paper or 0)) for one in references]
    mains = [status for one, status in statuses if status and one.role == "main"]
    others = [(one.n, status) for one, status in statuses if status and one.role == "cited"]
    wrong = [status_text(one, now) for one in mains if one.kind not in ("none", "unchecked")]
    return [*wrong, cited_doubt(others), study_line(known)]


def study_line(known: Background) -> str:
    """randomised trial · n 1,204 · funding not stated; "" where the text states nothing at all."""
    if not known.facts:
        return ""
    from store import facts_line

    return facts_line(known.facts)


def _here(reference: Reference, own_key: str | None, says: str) -> str:
    """⚠ retracted, says its title · ✓ roe2026switch · Online ahead of print · uncertain."""
    parts = (
        says,
        f"✓ {own_key}" if own_key else "",
        reference.status,
        "uncertain" if reference.confidence == "low" else "",
    )
    return " · ".join(part for part in parts if part)


def _also_lines(references: Sequence[Reference], also: Sequence[Article], now: datetime) -> dict[int, list[str]]:
    """Which lines "also reported by …" stand under which reference, by its place in the sequence."""
    mains = [place for place, one in enumerate(references) if one.role == "main"]
    lines: dict[int, list[str]] = {}
    for article in also if mains else ():
        ids = set(article.main.ids.items()) if article.main else set()
        place = next((n for n in mains if ids & set(references[n].ids.items())), mains[0])
        lines.setdefault(place, []).append(_reported(article, now))
    return {
        place: texts[:_MOST_ALSO] + [f"and {len(texts) - _MOST_ALSO} more: c"] * (len(texts) > _MOST_ALSO)
        for place, texts in lines.items()
    }


def _reported(article: Article, now: datetime) -> str:
    who = article.source or article.feed or article.title or "(no title)"
    return ", ".join(filter(None, (f"also reported by {clean_line(who, 80)}", day_date(article.published, now))))


def _when(issued: Sequence[int]) -> str:
    if not issued:
        return ""
    return f"{MONTHS[issued[1] - 1][:3]} {issued[0]}" if len(issued) > 1 and 1 <= issued[1] <= 12 else str(issued[0])
