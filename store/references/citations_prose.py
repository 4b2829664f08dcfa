"""Works that stand in the running text: ids with the sentence around them, and what the text says of the main paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.model import DateParts, Identifier, Reference
from store.references.citations_blocks import Line, read_lines
from store.references.citations_dates import DATE, MONTH, read_date
from store.references.citations_marks import collapse, unlink
from store.references.citations_pubmed import read_record
from store.references.citations_strings import BULLET, Work
from store.references.citations_titles import linked_title, told_work
from store.references.citations_trimmed import without_ids
from store.references.citations_works import CERTAINTY, Places, line_groups, read_group, reference

SENTENCE = 500
"""Characters of a sentence that are kept as a reference's raw."""
PARAGRAPH = 1500
"""Characters to either side of an id that are looked at for a whole reference string."""

SHORT = 160
"""Characters of a sentence that may be nothing but an id."""

_END = re.compile(
    r"(?<![\s(.][A-Z])[.!?][”\"’')\]*_]*\s+(?=[A-ZÀ-ÞΑ-Ω\d“\"(\[*_])|\n\s*\n|\n(?=\s*(?:[-*+•|]|\d{1,3}\.)\s)"
)
_LEAD = re.compile(r"[\s#>|•]{0,40}(?:[-*+]\s+)?")
_GAP = re.compile(
    r"[\s.,;:|/()\[\]<>–—-]*(?:(?:PMC ?ID|PMID|PubMed(?: ID)?|doi|arXiv|PMC|and|also)[\s:]*){0,2}"
    r"(?:https?://\S{0,60}?)?[\s(\[]*",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\W{0,6}\[[^\[\]\n]{3,1000}\]\(\S{1,1000}\)\W{0,4}(?:\([^()\n]{2,80}\))?\W{0,3}")
_PAPERS = ("doi", "pmid", "pmcid", "arxiv")


def read_prose(text: str, found: Sequence[Identifier]) -> Iterator[Reference]:
    """One cited reference for each work in `found`; ids of different schemes side by side name one work.

    A paragraph that is a reference string, or a PubMed block, gives its fields; else the sentence is all there is.
    """
    places = Places.of(found)
    done = 0
    read: tuple[tuple[int, int], list[Reference]] = ((-1, -1), [])
    for works in _neighbours(text, sorted(found, key=lambda one: one.start)):
        at = works[0].start
        if at < done:
            continue
        paragraph = _paragraph(text, at)
        if paragraph != read[0]:
            read = paragraph, list(_whole(text, *paragraph, places))
        made = next((one for one in read[1] if (one.start or 0) <= at < (one.end or 0)), None)
        done = (made.end or 0) if made else done
        yield _weighed(text, made or _sentence(text, works), works[0])


def _weighed(text: str, made: Reference, first: Identifier) -> Reference:
    """The reference with its reason (listed, linked, mentioned) and its confidence by how the id was found."""
    listed = made.start is not None and BULLET.match(text[_line_start(text, made.start) :][:12]) is not None
    reason = "listed" if listed else "linked" if first.how in ("url", "derived") else "mentioned"
    return replace(made, confidence=CERTAINTY[first.how], reason=reason)


def _sentence(text: str, works: Sequence[Identifier]) -> Reference:
    """The sentence around ids as a reference of which nothing more is known."""
    start, end = sentence(text, works[0].start, works[-1].end)
    if start > 1 and end - start < SHORT and not _words(text[start:end]):  # "DOI: 10.…" and no more
        before, _ = sentence(text, start - 2, start - 1)
        start = start if "\n\n" in text[before:start] else before
    told = told_work(text[start:end]) if end - start <= PARAGRAPH else None
    work = Work(told.title, told.authors, told.et_al, told.container) if told else Work(title=_linked(text[start:end]))
    made = reference(text[start:end], work, works, None, start, end)
    stated = ("title", "authors", "container") if told else ()
    return replace(made, raw=made.raw[:SENTENCE], inferred=tuple(name for name in stated if getattr(made, name)))


def _words(text: str) -> str:
    """What of a sentence is no id."""
    return without_ids(collapse(unlink(text)))[0].strip(" .:()")


def _linked(sentence: str) -> str | None:
    """The title that is a whole sentence or list item by itself, as a link to the paper."""
    alone = _ALONE.fullmatch(sentence) if "](" in sentence else None
    return linked_title(alone[0]) if alone else None


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """Bounds of the paragraph around a place; an empty one where it is too long for a reference."""
    start = text.rfind("\n\n", max(0, at - PARAGRAPH), at)
    stop = text.find("\n\n", at, at + PARAGRAPH)
    if (start < 0 and at > PARAGRAPH) or (stop < 0 and len(text) > at + PARAGRAPH):
        return (at, at)
    return (start + 2 if start >= 0 else 0, stop if stop >= 0 else len(text))


def _whole(text: str, start: int, stop: int, places: Places) -> Iterator[Reference]:
    """The reference strings or the PubMed block of a paragraph: those whose fields can all be read."""
    lines = tuple(
        Line(line.text, line.start + start, line.end + start) for line in read_lines(text[start:stop]) if line.text
    )
    if not lines or len(lines) > 12:
        return
    if record := read_record(text, lines[0].start, lines[-1].end):
        work, end = record
        yield reference(
            text[lines[0].start : lines[-1].end], work, places.within(start, end), None, lines[0].start, end
        )
        return
    for group in line_groups(lines):
        work = read_group(tuple(line.text for line in group))
        if work.issued and work.container and ((work.authors and work.title) or _is_terse(group, work)):
            first, end = group[0].start, group[-1].end
            bullet = BULLET.match(text[first : first + 12])
            first += bullet.end() if bullet else 0
            yield reference(text[first:end], work, places.within(first, end), None, first, end)


def _is_terse(group: Sequence[Line], work: Work) -> bool:
    """Whether a line is a citation without title: `N Engl J Med. 2021;384:989-1002.`"""
    length = group[-1].end - group[0].start
    return (
        not work.title and length <= 300 and (bool(work.volume) or len(work.issued) > 1) and group[0].text[-1:] != "?"
    )


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", max(0, at - PARAGRAPH), at) + 1


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
        rf"\b(?:published|report(?:s|ed)?|appear(?:s|ed|ing)?|described|detailed|out)"
        rf"(?: (?:online|today|this week|recently))*"
        rf"(?: (?:on )?(?i:{MONTH}) \d\d?(?!,? \d))?"
        rf"(?:,? on)?(?: (?P<date>{DATE}),?)?(?: (?:online|today))? in (?:the |this \w+[’']s |today[’']s )?"
        rf"(?:(?:[a-z-]+ ){{0,2}}journals? )?"
        rf"(?:{_STARRED}|{_NAME})",
        rf"\bin the (?:[\w-]+ )?journal (?:{_STARRED}|{_NAME})",
    )
)
_YEAR_BEHIND = re.compile(r"[*_]{0,2},?\s?\(((?:19|20)\d\d)\)")


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
                year = _YEAR_BEHIND.match(plain, found.end())
                date = date or (year and year[1])
                names[name] = names.get(name) or (read_date(date) if date else ())
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
