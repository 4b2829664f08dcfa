"""Folding: a text as its identifiers mean it, with the way back to where each character stood.

Two folds, because of speed. `fold_text` is for whole texts and touches only what hides an identifier from a
literal search (invisible and full-width characters); `fold_window` undoes escapes, entities and odd dashes, and is
meant for the few hundred characters round a find. Both only ever shorten, so that every character has one origin.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote


class Edit(NamedTuple):
    """Put `text` for what stands from `start` to `end`; never longer than what it replaces."""

    start: int
    end: int
    text: str


class Folded:
    """A folded text; `span` leads from its offsets to those of the original."""

    __slots__ = ("_folded", "_pieces", "text")

    def __init__(self, original: str, edits: Iterable[Edit] = ()) -> None:
        parts: list[str] = []
        self._folded: list[int] = []  # where each piece begins in the folded text
        self._pieces: list[tuple[int, int | None]] = []  # its origin; the end too where it was replaced as a whole
        at = length = 0
        for edit in edits:
            self._add(length, at)
            parts += (original[at : edit.start], edit.text)
            length += edit.start - at
            if edit.text:
                self._add(length, edit.start, edit.end)
            at, length = edit.end, length + len(edit.text)
        self._add(length, at)
        parts.append(original[at:])
        self.text = "".join(parts) if at else original

    def _add(self, folded: int, start: int, end: int | None = None) -> None:
        self._folded.append(folded)
        self._pieces.append((start, end))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stood in the original; `start` < `end`."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, offset: int) -> tuple[int, int]:
        """Where one folded character came from."""
        piece = bisect_right(self._folded, offset) - 1
        start, end = self._pieces[piece]
        if end is not None:
            return start, end
        start += offset - self._folded[piece]
        return start, start + 1


# Zero-width and direction marks, soft hyphens (also the ¬ some PDF readers leave), byte order mark, U+FFFD.
_INVISIBLE = re.compile("[\u00ac\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffd]+")
# Full-width comma, semicolon, quotes, ! and ? stay as they are: they end an identifier, never belong to it.
_WIDE = {0xFF01 + n: chr(0x21 + n) for n in range(94) if chr(0x21 + n) not in "!\"',;?"} | {0x3000: " "}
_IS_WIDE = re.compile("[\uff01-\uff5e\u3000]")

# Hyphens and slashes as typesetters write them; U+0130 is the one letter that grows when lower-cased.
_THIN = tuple(zip("\u2010\u2011\u2012\u2013\u2212\u2043\ufe63\u2044\u2215\u29f8\u0130", "-------///I", strict=True))
_INLINE = r"</?(?:span|i|b|em|strong|u|font|mark|tt|code)(?:\s[^<>]{0,120})?>"
_ESCAPES = re.compile(
    r"&(?:amp;)*(?:\#x[0-9a-f]{1,6}|\#[0-9]{1,7}|[a-z]{2,8});"
    r"|\{?\\text(?P<named>underscore|less|greater|percent)\b\s?(?:\{\})?\}?"
    r"|\{\\(?P<braced>[_%\#&<>])\}|\$(?P<math>[<>_])\$"
    r"|\\u00(?P<code>[2-7][0-9a-f])|\\(?P<escaped>[!-/:-@\[\]^_`{|}~])"
    r"|(?P<gone><wbr\s?/?>|(?<=[0-9]/)" + _INLINE + r"(?=[\w(<])|(?<=[0-9]/)</?a>)|\[(?P<dot>\.)\]"
    r"|(?<=[0-9])[\u2014\u2015](?=[0-9])",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = {"underscore": "_", "less": "<", "greater": ">", "percent": "%"}
_MAY_ESCAPE = re.compile(r"[&\\$\u2014\u2015]|\[\.\]|<[wW]|/<")  # something of each escape
_PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)


def fold_text(text: str) -> Folded:
    """Without invisible characters and with ASCII for full-width ones."""
    if text.isascii():
        return Folded(text)
    edits = [Edit(found.start(), found.end(), "") for found in _INVISIBLE.finditer(text)]
    folded = Folded(text, edits)
    if _IS_WIDE.search(folded.text):
        folded.text = folded.text.translate(_WIDE)
    return folded


def fold_window(text: str) -> Folded:
    """With entities, Markdown, LaTeX and JSON escapes undone, plain hyphens and slashes, and `<wbr>` gone."""
    edits = []
    if _MAY_ESCAPE.search(text):
        for found in _ESCAPES.finditer(text):
            escape = _plain(found)
            if escape is not None:
                edits.append(Edit(found.start(), found.end(), escape))
    folded = Folded(text, edits)
    if not folded.text.isascii():
        for char, plain in _THIN:  # several times faster than translate()
            folded.text = folded.text.replace(char, plain)
    return folded


def _plain(found: re.Match[str]) -> str | None:
    """What an escape stands for; None where it stands for itself."""
    groups = found.groupdict()
    if groups["gone"]:
        return ""
    if groups["named"]:
        return _NAMED[groups["named"].lower()]
    if groups["code"]:
        return chr(int(groups["code"], 16))
    for kind in ("braced", "math", "escaped", "dot"):
        if groups[kind]:
            return found[kind]
    return _entity(found[0]) if found[0].startswith("&") else "-"


def _entity(entity: str) -> str | None:
    """The character of an entity, escaped once or more often; "" for an invisible one."""
    char = entity
    for _ in range(4):
        char, before = unescape(char), char
        if char == before:
            break
    if len(char) != 1:
        return None
    return "" if _INVISIBLE.match(char) else char


def decode(text: str, times: int = 3) -> str:
    """Percent-decoded until nothing is left to decode, at most `times`: addresses in addresses are encoded again."""
    for _ in range(times):
        if not _PERCENT.search(text):
            break
        text = unquote(text, errors="replace")
    return text


def fold_percent(text: str) -> Folded:
    """Percent-decoded once, with the way back."""
    edits = (Edit(found.start(), found.end(), unquote(found[0])) for found in _PERCENT.finditer(text))
    return Folded(text, edits)
