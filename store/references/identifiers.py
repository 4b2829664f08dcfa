"""The identifiers a text names: DOI, PMID, PMCID, arXiv, ISBN and trial numbers, with their places in the text.

Read in this order, each step blanking what it understood, so that no part of a DOI is taken for something else:
addresses, DOIs, the rest. `identify` does so only near places where `identifiers_anchors` sees a chance.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from store.model import How, Identifier, Scheme
from store.references.identifiers_anchors import windows
from store.references.identifiers_doi import find_dois
from store.references.identifiers_fold import Folded, fold_text, fold_window
from store.references.identifiers_links import RESOLVERS as RESOLVERS
from store.references.identifiers_links import link as link
from store.references.identifiers_other import find_others
from store.references.identifiers_shape import Hit, blank
from store.references.identifiers_urls import find_addresses

_CERTAINTY: Mapping[How, int] = {"url": 0, "label": 1, "derived": 2, "bare": 3}

_LABELS: Mapping[Scheme, str] = {
    "doi": "doi:",
    "pmid": "PMID: ",
    "pmcid": "PMCID: ",
    "arxiv": "arXiv:",
    "isbn": "ISBN ",
    "nct": "NCT",
    "isrctn": "ISRCTN",
    "eudract": "EudraCT ",
    "euct": "EU CT ",
}
"""What makes a bare value of a field its scheme's."""


def identify(text: str) -> list[Identifier]:
    """Each identifier once, in reading order, with its most certain place and all others. Never raises."""
    source = fold_text(text)
    return _merged(_hits(source))


def declared(value: str, scheme: Scheme | None = None) -> list[Identifier]:
    """What one metadata value (citation_doi, dc:identifier, …) names; `scheme` is what its field is for.

    Spans are those in `value`. What a field declares counts as labelled.
    """
    label = _LABELS.get(scheme, "") if scheme else ""
    found = identify(value)
    if not found and label:
        found = [_shifted(one, len(label), len(value)) for one in identify(label + value)]
    return [one if one.how == "url" else _as_label(one) for one in found]


def _hits(source: Folded) -> Iterator[Hit]:
    """Hits in the text as it was given."""
    for low, high in windows(source.text):
        for hit in read_window(source.text[low:high]):
            start, end = source.span(low + hit.start, low + hit.end)
            yield hit._replace(start=start, end=end)


def read_window(text: str) -> Iterator[Hit]:
    """Everything a stretch of text names, with its places there."""
    folded = fold_window(text)
    rest = folded.text
    found: list[Hit] = []
    places = []
    for start, end, hits in find_addresses(rest):
        places.append((start, end))
        found += hits
    rest = blank(rest, places)
    dois = list(find_dois(rest))
    found += dois
    rest = blank(rest, sorted({(hit.start, hit.end) for hit in dois}))
    found += find_others(rest)
    for hit in found:
        start, end = folded.span(hit.start, hit.end)
        yield hit._replace(start=start, end=end)


def _merged(hits: Iterable[Hit]) -> list[Identifier]:
    """One identifier for all hits of the same."""
    works: dict[tuple[Scheme, str], list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        works.setdefault((hit.scheme, hit.id), []).append(hit)
    return [_identifier(places) for places in works.values()]


def _identifier(places: list[Hit]) -> Identifier:
    best = min(places, key=lambda hit: _CERTAINTY[hit.how])
    version = best.version or next((hit.version for hit in places if hit.version), None)
    spans = tuple(sorted({(hit.start, hit.end) for hit in places}))
    return Identifier(best.scheme, best.id, best.start, best.end, best.how, version, spans)


def _as_label(one: Identifier) -> Identifier:
    return replace(one, how="label")


def _shifted(one: Identifier, by: int, length: int) -> Identifier:
    spans = tuple((max(0, start - by), min(length, end - by)) for start, end in one.spans)
    return replace(one, start=max(0, one.start - by), end=one.end - by, spans=spans)
