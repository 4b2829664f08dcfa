"""References of all kinds to one list: a work once, its role with the reason, numbered in reading order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from store.model import Confidence, Identifier, Reference, Role

REASONS: Mapping[str, str] = {
    "trailer": "stands under a label that names the paper the article is about",
    "label": "its identifier stands under a label such as DOI",
    "declared": "the page's metadata name it",
    "title": "bears the same title as the page",
    "only": "is the only work a short text names",
    "listed": "stands in a list of references",
    "linked": "the text links to it",
    "mentioned": "the text names its identifier",
    "own": "is the page itself",
}
"""Every word `Reference.reason` can hold, and what it says. Shown to readers as "main, because it …"."""

# News items of journals have DOIs of their own: Nature Portfolio's d41586-025-…, the news of Science.
_NEWS_DOI = re.compile(r"10\.1038/d4\d{4}-\d{3}-\d{5}-[\dxw]|10\.1126/science\.z[a-z0-9]{5,8}", re.IGNORECASE)
_FILLED = (
    "title", "authors", "container", "issued", "volume", "issue", "pages", "article_number", "status", "url", "label",
    "how", "version",
)  # fmt: skip


def is_news_doi(doi: str) -> bool:
    """Whether a DOI is of a journal's news section, so that it names a page and no paper."""
    return _NEWS_DOI.fullmatch(doi) is not None


def is_own_id(scheme: str, id: str, url: str | None) -> bool:
    """Whether an id names the page itself: a news item's DOI that the page's address repeats."""
    suffix = id.partition("/")[2]
    return scheme == "doi" and is_news_doi(id) and bool(url) and suffix.casefold() in (url or "").casefold()


def trailer_role(reference: Reference, *, listed: bool) -> Reference:
    """Role of a string from a labelled block: a list cites, any other label names the paper."""
    sure: Confidence
    if listed:
        sure = "low" if not _papers(reference.ids) else "high" if reference.how in ("url", "label") else "medium"
        return replace(reference, role="cited", confidence=sure, reason="listed")
    sure = "high" if reference.ids else "medium" if reference.issued and reference.title else "low"
    return replace(reference, role="main", confidence=sure, reason="trailer")


def merge(references: Iterable[Reference]) -> list[Reference]:
    """Each work once: a later reference with a known id adds what the earlier lacks, and may raise its role."""
    merged: list[Reference] = []
    known: dict[tuple[str, str], int] = {}
    for reference in references:
        keys = [(scheme, id.casefold()) for scheme, id in reference.ids.items()]
        at = next((known[key] for key in keys if key in known), None)
        if at is None:
            at = len(merged)
            merged.append(reference)
        else:
            merged[at] = _fill(merged[at], reference)
        for key in keys:
            known.setdefault(key, at)
    return merged


def _fill(first: Reference, other: Reference) -> Reference:
    gaps = {name: getattr(other, name) for name in _FILLED if not getattr(first, name)}
    if first.authors:
        gaps.pop("authors", None)
    filled = replace(
        first, ids={**other.ids, **first.ids}, et_al=first.et_al or (not first.authors and other.et_al), **gaps
    )
    if first.role == "cited" and other.role == "main":
        return replace(filled, role="main", reason=other.reason, confidence=_surer(first.confidence, other.confidence))
    return replace(
        filled, confidence=_surer(first.confidence, other.confidence) if first.role == other.role else first.confidence
    )


def _surer(one: Confidence, other: Confidence) -> Confidence:
    order: tuple[Confidence, ...] = ("high", "medium", "low")
    return min(one, other, key=order.index)


def raise_roles(references: Sequence[Reference], title: str | None, words: int) -> list[Reference]:
    """The main paper where no label names one: the page's own title, or the only work of a short text."""
    if any(reference.role == "main" for reference in references):
        return list(references)
    if title and len(title.split()) > 3:
        folded = _fold(title)
        same = [one for one in references if one.title and _fold(one.title) == folded]
        if len(same) == 1:
            return [replace(one, role="main", reason="title") if one is same[0] else one for one in references]
    papers = [one for one in references if _papers(one.ids) and one.role == "cited"]
    if len(papers) == 1 and papers[0].reason in ("linked", "mentioned") and words <= SHORT:
        return [_only(one) if one is papers[0] else one for one in references]
    return list(references)


SHORT = 1500
"""Words of a text that may be news of the single work it names."""


def _only(reference: Reference) -> Reference:
    return replace(reference, role="main", reason="only", confidence="medium")


def number(references: Iterable[Reference], own: Reference | None) -> tuple[Reference, ...]:
    """The main paper first, then reading order, n from 1; the page's own citation last and without n."""
    place: dict[Role, int] = {"main": 0, "cited": 1, "self": 2}
    ordered = sorted(references, key=lambda one: (place[one.role], one.start is None, one.start or 0))
    numbered = [replace(reference, n=n) for n, reference in enumerate(ordered, 1)]
    return (*numbered, *([own] if own else []))


def declared_references(
    declared: Sequence[Identifier], url: str | None, links: Mapping[str, str | None]
) -> list[Reference]:
    """References to the works that metadata declare, the page's own id left out; `links` by id."""
    return [
        Reference(
            None, f"{one.scheme}:{one.id}", "main", "high", "declared",
            ids={one.scheme: one.id}, url=links.get(one.id), how=one.how, version=one.version,
        )
        for one in declared
        if not is_own_id(one.scheme, one.id, url) and not (one.scheme == "doi" and is_news_doi(one.id))
    ]  # fmt: skip


def _papers(ids: Mapping[str, str]) -> bool:
    return any(scheme in ids for scheme in ("doi", "pmid", "pmcid", "arxiv"))


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
