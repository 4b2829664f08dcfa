"""Papers as lines for people: one of the list, and the whole card."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from store import Article, Card, Paper, Record, clean_line
from tui.paper_words import access_text, date_words, queue_mark, queue_text, status_mark, status_text

_RELATED = {"preprint": "As a preprint", "published": "As published after peer review"}
_MOST_AUTHORS = 12


def paper_line(paper: Paper) -> str:
    """Write one paper on a line: marks (does it stand, the queue), articles that cite it, year, id, title, journal."""
    marks = status_mark(paper.status.kind) + queue_mark(paper.queued.state if paper.queued else "")
    where = f". {clean_line(paper.container)}" if paper.container else ""
    title = clean_line(paper.title or "(no title is stated)").rstrip(".")
    return f"{marks} {paper.cited:>4} {paper.year or '–':>4}  {name(paper)}  {title}{where}"


def name(paper: Paper) -> str:
    """The identifier a paper is named by, as `papers show` takes it; with its scheme where that does not show."""
    scheme, id = next(iter(paper.ids.items()), ("", "(no id)"))
    return clean_line(id if scheme in ("doi", "pmcid", "") else f"{scheme}:{id}", 300)


def card_text(card: Card, now: datetime) -> str:
    """Write the card of a paper, whether it stands first."""
    paper = card.paper
    parts = [
        "\n".join(_head(card, now)),
        f"Abstract\n{card.record.abstract}" if card.record and card.record.abstract else "",
        _listed("Reported by", card.reported),
        _listed("Also cited by", card.cited),
        *(_listed(f"{_RELATED[one.kind]}: {clean_line(one.doi, 300)}", one.articles, "") for one in card.related),
        *(_listed(f"Trial {clean_line(number, 100)}", articles, "") for number, articles in card.trials),
    ]
    if not card.reported and not paper.cited:
        parts.append("No article cites it any more.")
    return "\n\n".join(part for part in parts if part)


def _head(card: Card, now: datetime) -> Iterator[str]:
    paper = card.paper
    yield status_text(paper.status, now)
    yield clean_line(paper.title or "(no title is stated)")
    names = [clean_line(author.name) for author in paper.authors]
    if names:
        yield ", ".join(names[:_MOST_AUTHORS]) + (" et al." if len(names) > _MOST_AUTHORS else "")
    if published := _published(paper, card.record):
        yield published
    yield " · ".join(f"{scheme} {clean_line(id, 300)}" for scheme, id in paper.ids.items())
    if paper.is_preprint:
        yield "a preprint: not peer-reviewed"
    if card.record and card.record.funders:
        yield clean_line(f"funded by {', '.join(card.record.funders)}", 1000)
    if access := access_text(card.access, now):
        yield access
        yield from (clean_line(copy.pdf or copy.url, 1000) for copy in (card.access.copies if card.access else ()))
    if paper.queued:
        yield f"in your queue: {queue_text(paper.queued)} (since {clean_line(paper.queued.since)[:10]})"


def _published(paper: Paper, record: Record | None) -> str:
    """Journal, volume, pages and date, as far as they are stated."""
    place = paper.container or ""
    if record:
        issue = f"({record.issue})" if record.issue else ""
        place = " ".join(filter(None, (place, f"{record.volume or ''}{issue}", record.pages or record.article_number)))
    when = date_words(record.issued) if record and record.issued else str(paper.year or "")
    return clean_line(", ".join(filter(None, (place, when))), 500)


def _listed(heading: str, articles: Iterable[Article], empty: str | None = None) -> str:
    """A heading and its articles; `empty` None: no heading without articles."""
    lines = [f"  {(one.published or one.added)[:10]} {one.id:>5}  {_told(one)}" for one in articles]
    return "\n".join([heading, *lines]) if lines or empty is not None else ""


def _told(article: Article) -> str:
    source = article.source or article.feed
    return clean_line(article.title) + (f" ({clean_line(source)})" if source else "")
