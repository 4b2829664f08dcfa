"""What is doubtful about a reference: malformed, a component, a preprint, without id, low confidence. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.model import Reference
from store.query import fold

FAULTS = {
    "malformed": "the DOI has a shape that is hardly ever registered",
    "doubtful": "the reference was understood only in part",
    "double": "the same work is listed more than once",
    "component": "the DOI names a figure, table or supplement, not the work itself",
    "preprint": "the DOI names a preprint",
    "no id": "nothing in the reference can be opened for certain",
}
"""Each kind of fault, and what it means."""

_PREPRINTS = (
    "10.1101/", "10.64898/", "10.48550/", "10.21203/", "10.20944/", "10.26434/", "10.31234/", "10.31219/",
    "10.31235/", "10.2139/ssrn", "10.31222/", "10.12688/", "10.22541/", "10.36227/",
)  # fmt: skip
"""Prefixes of preprint servers: bioRxiv and medRxiv (two), arXiv, Research Square, Preprints.org, ChemRxiv,
PsyArXiv, OSF, SocArXiv, SSRN, MetaArXiv, F1000Research, Authorea, TechRxiv."""

_COMPONENT = re.compile(r"\.(?:[gts]\d{3}|s\d{3}|f\d+|t\d+)$|/(?:suppl|supplementary|figures?|tables?)(?:/|_|$)")
_MALFORMED = re.compile(r"[\s\"{}^`\\]|\.\.|[,;:.(\[]$|^10\.\d{4,9}/.{0,2}$|^10\.\d{4,9}/.*https?:")


@dataclass(frozen=True, slots=True)
class Fault:
    """One doubt about one reference of an article."""

    kind: str
    reference: Reference


def doubts(references: Iterable[Reference]) -> Iterator[Fault]:
    """Yield what is doubtful about the references of one article; its own citation is never."""
    cited = [reference for reference in references if reference.role != "self"]
    strings = Counter(fold(reference.raw) for reference in cited)
    papers = Counter(reference.paper for reference in cited if reference.paper is not None)
    for reference in cited:
        doi = reference.ids.get("doi", "")
        if _MALFORMED.search(doi):
            yield Fault("malformed", reference)
        if _COMPONENT.search(doi):
            yield Fault("component", reference)
        if doi.startswith(_PREPRINTS) or (not doi and "arxiv" in reference.ids):
            yield Fault("preprint", reference)
        if strings[fold(reference.raw)] > 1 or (reference.paper is not None and papers[reference.paper] > 1):
            yield Fault("double", reference)
        if not reference.ids:
            yield Fault("no id", reference)
        elif reference.confidence == "low":
            yield Fault("doubtful", reference)
