"""References of all kinds to one list: a work once, its role with the reason, numbered in reading order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from store.model import Confidence, Identifier, Reference, Role
from store.references.identifiers import link

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


def declared_references(declared: Sequence[Identifier], url: str | None) -> list[Reference]:
    """References to what metadata declare, the page's own id left out.

    A DOI, PMID and PMCID declared side by side, one of each, name one work; a trial's number is no paper.
    """
    named = [one for one in declared if not is_own_id(one.scheme, one.id, url)]
    named = [one for one in named if not (one.scheme == "doi" and is_news_doi(one.id))]
    papers = [one for one in named if one.scheme in PAPERS]
    one_work = len({one.scheme for one in papers}) == len(papers)
    groups = [papers] if one_work and papers else [[one] for one in papers]
    return [_declared(group) for group in (*groups, *([one] for one in named if one.scheme not in PAPERS))]


def _declared(group: Sequence[Identifier]) -> Reference:
    first = group[0]
    ids: dict[str, str] = {one.scheme: one.id for one in group}
    raw = " ".join(f"{scheme}:{id}" for scheme, id in ids.items())
    role: Role = "main" if first.scheme in (*PAPERS, "isbn") else "cited"
    found = Reference(None, raw, role, "high", "declared", ids=ids, url=link(ids), how=first.how)
    return replace(found, version=first.version)


PAPERS = ("doi", "pmid", "pmcid", "arxiv")
"""The schemes that name papers."""


def _papers(ids: Mapping[str, str]) -> bool:
    return any(scheme in ids for scheme in PAPERS)


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
