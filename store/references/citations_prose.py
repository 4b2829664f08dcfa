"""Works that stand in the running text: ids with the sentence around them, and what the text says of the main paper."""

import re
from collections.abc import Iterator, Sequence

from store.model import DateParts, Identifier, Reference
from store.references.citations_dates import DATE, read_date
from store.references.citations_marks import collapse, unlink
from store.references.citations_strings import Work
from store.references.citations_works import CERTAINTY, reference

SENTENCE = 500
"""Characters of a sentence that are kept as a reference's raw."""

_END = re.compile(r"[.!?][”\"’')\]*_]*\s+(?=[A-ZÀ-ÞΑ-Ω\d“\"(\[*_])|\n\s*\n|\n(?=\s*(?:[-*+•|]|\d{1,3}\.)\s)")
_LEAD = re.compile(r"[\s#>|•]{0,40}(?:[-*+]\s+)?")
_GAP = re.compile(
    r"[\s.,;:|/()\[\]<>–—-]*(?:(?:PMC ?ID|PMID|PubMed(?: ID)?|doi|arXiv|PMC|and|also)[\s:]*)?(?:https?://\S{0,60}?)?[\s(\[]*",
    re.IGNORECASE,
)
_PAPERS = ("doi", "pmid", "pmcid", "arxiv")


def read_prose(text: str, found: Sequence[Identifier]) -> Iterator[Reference]:
    """One cited reference for each work in `found`; ids of different schemes side by side name one work."""
    for works in _neighbours(text, sorted(found, key=lambda one: one.start)):
        first = works[0]
        start, end = sentence(text, first.start, works[-1].end)
        made = reference(text[start:end], Work(), works, None, start, end)
        yield Reference(
            n=None,
            raw=made.raw[:SENTENCE],
            role="cited",
            confidence=CERTAINTY[first.how],
            reason="linked" if first.how in ("url", "derived") else "mentioned",
            ids=made.ids,
            url=made.url,
            how=first.how,
            version=made.version,
            start=start,
            end=end,
        )


def _neighbours(text: str, found: Sequence[Identifier]) -> Iterator[tuple[Identifier, ...]]:
    group: list[Identifier] = []
    for one in found:
        schemes = {other.scheme for other in group}
        near = group and one.scheme in _PAPERS and one.scheme not in schemes and schemes <= set(_PAPERS)
        gap = text[group[-1].end : one.start] if group and one.start - group[-1].end < 120 else "?"
        if near and _GAP.fullmatch(gap):
            group.append(one)
            continue
        if group:
            yield tuple(group)
        group = [one]
    if group:
        yield tuple(group)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, looked for in a window, so that a text in one line costs no more."""
    low = max(0, start - SENTENCE // 2)
    begin = low
    for stop in _END.finditer(text, low, start):
        begin = stop.end()
    stop_after = _END.search(text, end, min(len(text), max(end, begin + SENTENCE)))
    finish = stop_after.start() + 1 if stop_after else min(len(text), max(end, begin + SENTENCE))
    lead = _LEAD.match(text[begin:finish])
    trail = len(text[begin:finish].rstrip())
    return min(begin + (lead.end() if lead else 0), start), max(begin + trail, end)


_NAME = r"(?P<name>[A-Z][\w&.’'-]*(?:[ ](?:of|the|and|in|for|on|&|[A-Z][\w&.’'-]*)){0,9})"
_STARRED = r"[*_]{1,2}(?P<star>[A-Z][^*_\n]{1,90})[*_]{1,2}"
_JOURNAL = re.compile(
    r"\b(?:Journal|Nature|Science|Cell|Lancet|PNAS|PLO?S|Proceedings|Letters|Reviews?|Annals|Archives|Advances|Communications"
    r"|Reports?|Transactions|Bulletin|BMJ|BMC|JAMA|eLife|Neuron|Immunity|Gut|Blood|Brain|Nanotechnology|Metabolism"
    r"|Frontiers|Acta|Genetics|Immunology|Neuroscience|Oncology|Chemistry|Physics|Biology|Medicine|Physiology|arXiv|bioRxiv|medRxiv)\b"
)
_SAYINGS = tuple(
    re.compile(saying)
    for saying in (
        rf"\bin (?:the|its|an) (?P<date>{DATE}),?(?: online)? (?:issue|edition) of (?:the journal )?"
        rf"(?:{_STARRED}|{_NAME})",
        rf"\b(?:published|reported?|reports|appear(?:s|ed|ing)?|described|detailed|out)(?: (?:online|today|this week|recently))*"
        rf"(?:,? on)?(?: (?P<date>{DATE}),?)?(?: (?:online|today))? in (?:the )?(?:\w+ )?(?:journals? )?"
        rf"(?:{_STARRED}|{_NAME})",
        rf"\bin the (?:\w+ )?journal (?:{_STARRED}|{_NAME})",
    )
)


def infer(text: str) -> tuple[str | None, DateParts]:
    """Journal and date of the one paper a text is about, where the text says so of exactly one journal.

    A name counts if it stands in italics, behind the word journal, or holds a word that journals are named by.
    """
    names: dict[str, DateParts] = {}
    plain = unlink(text)
    for saying in _SAYINGS:
        for found in saying.finditer(plain):
            if name := _named(found, plain):
                date = found.groupdict().get("date")
                known = names.get(name, ())
                names[name] = known or (read_date(date) if date else ())
    if len(names) != 1:
        return None, ()
    return next(iter(names.items()))


def _named(found: re.Match[str], text: str) -> str | None:
    """The journal of a saying, or None where a capitalised word may as well be a place or a month."""
    if found["star"]:
        return collapse(found["star"]).strip(" ,.")
    name = re.sub(r"(?: (?:of|the|and|in|for|on|&))+$", "", found["name"].rstrip(".,’'"))
    name = re.sub(r"\.\s.*", "", name)
    journal = "journal" in found[0].casefold() or text[found.end("name") :][:9].startswith(" journal")
    if len(name) < 2 or read_date(name) or not (journal or _JOURNAL.search(name)):
        return None
    return name
