"""A text as labelled fields: each label with its value, where both stand, and the lines of a list of works."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.references.citations_dates import read_date
from store.references.citations_labels import Label, Name, extent, is_everyday, is_heading, read_label
from store.references.citations_marks import collapse


class Line(NamedTuple):
    """A line without the white space around it; `start` and `end` are its place. Blank lines have text ""."""

    text: str
    start: int
    end: int
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value. `entries` are groups of lines: list items or paragraphs; `start` is the label's place."""

    name: Name
    label: str
    entries: tuple[tuple[Line, ...], ...]
    start: int
    end: int
    colon: bool = True

    def value(self, text: str) -> str:
        """The value as written, in one line without marks."""
        return collapse(" ".join(text[entry[0].start : entry[-1].end] for entry in self.entries))


_ITEM = re.compile(r"(?:[-*+•‣]|\[?\d{1,3}[.)\]]|\(\d{1,3}\))\s+\S")
_INDENTS = (" ", "\t")
_STYLES = frozenset(("mla", "apa", "chicago", "vancouver", "harvard", "ama", "ieee"))
_RULE = re.compile(r"(?:[-*_]\s?){3,}|[-–—]{1,3}")
_WORK = re.compile(
    r"10\.\d{4,9}/|\b(?:doi|arXiv|PMID)\b|\((?:1[89]|20)\d\d\)|\b(?:1[89]|20)\d\d\s?;|\bet al\b", re.IGNORECASE
)
_SIGN = re.compile(_WORK.pattern.removesuffix(r"|\bet al\b"), re.IGNORECASE)
_DATED = re.compile(
    r"[*_]{0,2}[^\W\d].{1,100}[\s,;(](?:1[89]|20)\d\d[).*_]{0,3}"
)  # "Physical Review Letters; 11 February, 2016"
_QUOTED_WORK = re.compile(r"[*_]*[“\"‘'].{8,600}?[”\"’'][*_]*,? by\s+[^\W\d_a-z].{0,800}\b(?:1[89]|20)\d\d\b")


def read_lines(text: str) -> list[Line]:
    """Every line of `text`, stripped, with its place. Quotation marks of Markdown (`> `) are left out."""
    lines: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped[:2] == "> ":
            stripped = stripped[2:].strip()
        start = at + raw.find(stripped) if stripped and stripped is not raw else at
        lines.append(Line(stripped, start, start + len(stripped), raw[:1] in _INDENTS and raw.startswith(("  ", "\t"))))
        at += len(raw) + 1
    return lines


def read_fields(lines: Sequence[Line]) -> list[Field]:
    """The labelled fields of a text, in reading order. Linear in the text."""
    labels = [_label(lines, at) for at in range(len(lines))]
    following = _following(lines)
    fields: list[Field] = []
    at = 0
    while at < len(lines):
        label = labels[at]
        if label is None:
            at += 1
            continue
        entries, after = _value(lines, labels, following, at, label)
        if entries or label.name == "stop":
            first = lines[at]
            end = entries[-1][-1].end if entries else first.end
            fields.append(Field(label.name, label.written, entries, first.start, end, label.colon))
            at = max(after, at + 1)
        else:
            at += 1
    return fields


def _following(lines: Sequence[Line]) -> list[int]:
    """For every line the number of the next line that is not blank (itself, if it is not)."""
    following = [len(lines)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        following[at] = at if lines[at].text else following[at + 1]
    return following


def _label(lines: Sequence[Line], at: int) -> Label | None:
    """The label of a line, unless an everyday word stands there without colon, marks or a short value below."""
    line = lines[at].text
    label = read_label(line) if line else None
    if label is None or (line.startswith("|") and line.endswith("|")):
        return None
    if label.name == "release":
        return label if read_date(line[label.value : label.value + 40]) else None
    if not label.colon and is_everyday(label):
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        return label if below and len(below) <= 160 and not below.endswith((".", "!", "?")) else None
    return label


def _value(
    lines: Sequence[Line], labels: Sequence[Label | None], following: Sequence[int], at: int, label: Label
) -> tuple[tuple[tuple[Line, ...], ...], int]:
    """The entries of a label's value and the number of the line after it."""
    reach = extent(label.name)
    if reach == "none":
        return (), at + 1
    line = lines[at]
    first = _rest(line, label)
    below = following[at + 1]
    if first is None and (
        below >= len(lines) or labels[below] or is_heading(lines[below].text) or _RULE.fullmatch(lines[below].text)
    ):
        return (), at + 1
    if reach == "line":
        return ((first or lines[below],),), (at if first else below) + 1
    if reach == "paragraph":
        return _paragraph(lines, labels, at + 1 if first else below, [first] if first else [])
    return _works(lines, labels, following, at + 1 if first else below, first, label)


def _rest(line: Line, label: Label) -> Line | None:
    """What stands behind the label on its own line."""
    text = line.text[label.value :].strip()
    if not label.colon or not text.strip("*_ "):
        return None
    start = line.start + line.text.index(text, label.value)
    return Line(text, start, start + len(text))


def _paragraph(
    lines: Sequence[Line], labels: Sequence[Label | None], at: int, group: list[Line]
) -> tuple[tuple[tuple[Line, ...], ...], int]:
    """Lines up to a blank one, a heading, a rule or the next label."""
    while at < len(lines) and lines[at].text and not _ends(lines, labels, at):
        group.append(lines[at])
        at += 1
    return ((tuple(group),) if group else ()), at


def _works(
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    following: Sequence[int],
    at: int,
    first: Line | None,
    label: Label,
) -> tuple[tuple[tuple[Line, ...], ...], int]:
    """Entries of a list of works: items, or paragraphs as long as they look like works."""
    entries: list[tuple[Line, ...]] = []
    joined: list[Line] = [first] if first else []
    while True:
        at = _stretch(lines, labels, at, joined)
        ahead = following[at]
        ended = ahead >= len(lines) or ahead == at or _ends(lines, labels, ahead)
        if not ended and joined and _joins(joined, lines, ahead):
            at = ahead
            continue
        if (
            not ended
            and joined
            and (label.name == "works" or (label.marked and not entries))
            and (to := _spread(lines, labels, following, joined, ahead, label))
        ):
            at = to
            continue
        entries.extend(_items(joined, label.name == "self"))
        joined = []
        if ended or not _continues(lines[ahead].text, entries, label):
            return tuple(entries), at
        at = ahead


def _stretch(lines: Sequence[Line], labels: Sequence[Label | None], at: int, joined: list[Line]) -> int:
    """Put the lines from `at` to the next blank one or the block's end into `joined`; the number of the line there."""
    while at < len(lines) and lines[at].text:
        if _ends(lines, labels, at) and not (joined and _is_doi(labels[at])):
            break
        joined.append(lines[at])
        at += 1
    return at


def _items(lines: Sequence[Line], own: bool) -> list[tuple[Line, ...]]:
    """The lines of a paragraph as list items; in the page's own citation the names of styles part them, too."""
    entries: list[list[Line]] = [[]]
    for line in lines:
        style = own and line.text.strip("-+•*_: ").casefold() in _STYLES
        if entries[-1] and (style or _ITEM.match(line.text)):
            entries.append([])
        if not style:
            entries[-1].append(line)
    return [tuple(entry) for entry in entries if entry]


def _ends(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> bool:
    return labels[at] is not None or is_heading(lines[at].text) or _RULE.fullmatch(lines[at].text) is not None


def _is_doi(label: Label | None) -> bool:
    """Whether a line "DOI: 10.…" right under a reference belongs to it."""
    return label is not None and label.name == "doi" and label.colon


def _joins(joined: Sequence[Line], lines: Sequence[Line], ahead: int) -> bool:
    """Whether the next paragraph belongs to this one: indented under its item, or the address it ends on."""
    line = lines[ahead]
    if _ITEM.match(line.text):
        return False
    inside = line.indented and _ITEM.match(joined[0].text) is not None
    return inside or (
        joined[-1].text[-1:].isalnum() and line.text.startswith(("[www", "[http", "<http", "http", "www."))
    )


def _spread(
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    following: Sequence[int],
    joined: list[Line],
    ahead: int,
    label: Label,
) -> int:
    """Take paragraphs of authors, title and citation under one label as one entry; the line after them, or 0.

    They do so if the first shows no sign of a work and a later, short one does: the next one, or one of the next
    three where the label is a heading or stands alone.
    """
    if any(_SIGN.search(line.text) for line in joined) or _ITEM.match(joined[0].text):
        return 0
    taken: list[Line] = []
    for _ in range(1 if label.colon else 3):
        if ahead >= len(lines) or _ends(lines, labels, ahead) or len(lines[ahead].text) > 400:
            return 0
        taken.append(lines[ahead])
        if _WORK.search(lines[ahead].text) or _DATED.fullmatch(lines[ahead].text):
            joined.extend(taken)
            return ahead + 1
        ahead = following[ahead + 1]
    return 0


def _continues(line: str, entries: Sequence[tuple[Line, ...]], label: Label) -> bool:
    """Whether the paragraph after a blank line is one more work: another item, or a text with the signs of one."""
    if label.name == "self":
        return len(entries) < 6 and (
            "retrieved" in line.casefold() or "accessed" in line.casefold() or "“" in line or '"' in line
        )
    if entries and _ITEM.match(entries[-1][0].text):
        return _ITEM.match(line) is not None
    return not entries or (len(line) <= 1500 and (_WORK.search(line) or _QUOTED_WORK.match(line)) is not None)
