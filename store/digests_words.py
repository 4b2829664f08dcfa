"""What the digests say in words, the same in each form. Pure."""

import re
from collections.abc import Iterator, Sequence

from store.digests import GRAVE, Digest, DigestArticle, DigestReference
from store.model import Article, Author, Reference
from store.model_paper import Notice, PaperStatus
from store.parse.markup_clean import clean_line
from store.parse.markup_links import safe_link
from store.references.identifiers_links import link

WARNING = "⚠"
_MOST_AUTHORS = 6
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
"""In what was written in prose; the address of the work stands behind it anyway."""
_NOTICES = {
    "retracted": "Retracted", "withdrawn": "Withdrawn", "concern": "Expression of concern", "corrected": "Corrected",
    "reinstated": "reinstated",
}  # fmt: skip
_SAID = {
    "retracted": "retracted", "withdrawn": "withdrawn", "concern": "that there is concern", "corrected": "corrected",
}  # fmt: skip


def status_words(status: PaperStatus, said: str = "") -> str:
    """Say whether a paper stands; `said` is what its own title says. Nobody asked is never "none known"."""
    gravest = next((one for one in status.notices if one.kind == status.kind), None)
    if gravest is not None:
        return f"{WARNING} {_notice(gravest)}"
    if status.kind in _NOTICES:
        return f"{WARNING} {_NOTICES[status.kind]}"
    words = "not checked"
    if status.kind == "none":
        as_of = f" as of {status.as_of[:10]}" if status.as_of else ""
        again = next((one for one in status.notices if one.kind == "reinstated"), None)
        words = f"{_notice(again)}; no other notice known{as_of}" if again else f"no notice known{as_of}"
    return f"{WARNING} its title says: {_SAID[said]}; {words}" if said in _SAID else words


def _notice(notice: Notice) -> str:
    date = f" {notice.day}" if notice.date else ""
    reason = f": {clean_line(notice.reason)}" if notice.reason else ""
    where = f" (notice {clean_line(notice.doi)})" if notice.doi else ""
    return f"{_NOTICES[notice.kind]}{date}{reason}{where}"


def warnings(entry: DigestArticle, references: dict[int, DigestReference]) -> Iterator[str]:
    """Say at an article what it rests on that does not stand, and what its own title says of that."""
    found = False
    for n in (*entry.about, *entry.cites):
        one = references[n]
        if one.status.kind in GRAVE or one.said in GRAVE or (n in entry.about and is_noticed(one)):
            found = True
            yield f"[{n}] {status_words(one.status, one.said).removeprefix(f'{WARNING} ')}"
    if not found and (said := entry.article.notice) in _SAID:
        yield f"A title says: {_SAID[said]}"


def is_noticed(one: DigestReference) -> bool:
    """Whether anything is known against a paper, a correction too."""
    return one.status.kind in _SAID or one.said in _SAID


def head(digest: Digest) -> str:
    """How much there is, and the query that found it."""
    noticed = sum(map(is_noticed, digest.references))
    counts = f"{_many(digest.count, 'article')}, {_many(len(digest.references), 'reference')}"
    marked = f", {WARNING} {noticed} of them with a notice" if noticed else ""
    return f"{counts}{marked} · {clean_line(digest.query) or 'every article'}"


def heading(digest: Digest, name: str, articles: int) -> str:
    """A group's heading; a paper's says how many articles report it."""
    reported = f" (reported by {articles})" if digest.by == "paper" and articles > 1 else ""
    return clean_line(name) + reported


def headline(title: str) -> str:
    """The title of an article, or that there is none."""
    return clean_line(title) or "(no title)"


def origin(article: Article) -> str:
    """Who says it, and when."""
    day = article.published[:10] if article.published else "no date stated"
    return " · ".join(filter(None, (clean_line(article.source or article.feed or ""), day)))


def also(entry: DigestArticle, digest: Digest) -> str:
    """Its tags: beside the one it is listed under, they are said to be others."""
    tags = ", ".join(f"#{clean_line(tag)}" for tag in entry.also)
    return f"also {tags}" if tags and digest.by == "tag" else tags


def rests_on(entry: DigestArticle) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The numbers an article rests on, with the words before them."""
    told = (("About", entry.about), ("also cites" if entry.about else "Cites", entry.cites))
    return tuple((words, numbers) for words, numbers in told if numbers)


def cited(reference: Reference) -> tuple[str, str, str]:
    """A work in three parts: who wrote it, its title, and where and when it stands; else as it was written."""
    if not reference.title:
        return "", _LINK.sub(r"\1", clean_line(reference.raw)), ""
    where = ", ".join(filter(None, (clean_line(reference.container or ""), str(reference.year or ""))))
    return _people(reference.authors, et_al=reference.et_al), clean_line(reference.title), where


def address(reference: Reference) -> tuple[str, str] | None:
    """Where a work is found, and what to call that: its DOI, else the address itself."""
    found = safe_link(link(reference.ids) or reference.url)
    doi = reference.ids.get("doi")
    return (found, f"doi:{clean_line(doi)}" if doi else found) if found else None


def ended(text: str) -> str:
    """A text with a full stop, unless it ends in one or the like."""
    return text if not text or text[-1] in ".?!…" else f"{text}."


def _people(authors: Sequence[Author], *, et_al: bool) -> str:
    """Name authors, six at most."""
    named = [clean_line(author.name) for author in authors[:_MOST_AUTHORS]]
    more = ["et al."] if named and (et_al or len(authors) > _MOST_AUTHORS) else []
    return ", ".join([*named, *more])


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
