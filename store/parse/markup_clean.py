"""Text that is safe to draw on a terminal: without controls, bidi tricks, invisible characters or piled-up marks.

Everything from outside passes here twice: when it is stored (after the last decoding) and when it is drawn.
Both functions are idempotent and take linear time.
"""

import re
import unicodedata
from functools import lru_cache

MARKS_PER_BASE = 4
_MARKS_BEFORE_NFC = 30  # normalize() sorts a run of marks in quadratic time, so it never gets a long one
_JOINERS = "\u200c\u200d"  # ZWNJ, ZWJ: Persian, Indic scripts and emoji need them
_INVISIBLE = (
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # drawn as nothing, although Unicode calls them letters or marks
)
_SEEN_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"

_PLAIN = bytes((*b"\t\n", *range(0x20, 0x7F)))
_ESCAPES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI
    r"|\x9b[0-?]{1,64}[ -/]{0,8}[@-~]"  # CSI as one C1 character; a stray one must not eat a letter
    r"|(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\n\x07\x1b\x90\x98\x9b-\x9f]{0,1024}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS …
    r"|\x1b[ #%()*+./-][0-~]"  # character sets
    r"|\x1b\\"
)


def clean(text: str) -> str:
    """Return the text fit for a terminal, its line ends `\\n`, in NFC; tabs and joiners stay."""
    if text.isascii() and not text.encode().translate(None, _PLAIN):  # five times as fast as a pattern
        return text
    distinct = set(text)
    changed = {ord(char): _fate(char) for char in distinct if _fate(char) != char}
    if changed:
        text = _ESCAPES.sub("", text.replace("\r\n", "\n")).translate(changed)
    if unicodedata.is_normalized("NFC", text) and not any(map(_is_mark, distinct)):
        return text
    text = unicodedata.normalize("NFC", _thin(text, _MARKS_BEFORE_NFC))
    return unicodedata.normalize("NFC", _thin(text, MARKS_PER_BASE))


def clean_line(text: str, limit: int = 4096) -> str:
    """Return the text as one clean line of at most `limit` characters; what was cut ends in `…`."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def _fate(char: str) -> str | None:
    """Tell what becomes of a character: itself, a line end, or None to drop it."""
    if char in "\n\t" or char in _JOINERS or char in _SEEN_FORMATS:
        return char
    if char in _LINE_ENDS:
        return "\n"
    code = ord(char)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in _INVISIBLE
    return None if noncharacter or hidden else char


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    """Tell whether a character is drawn upon the one before it, or joins it with the next."""
    return char in _JOINERS or unicodedata.category(char) in ("Mn", "Me")


def _thin(text: str, allowed: int) -> str:
    """Keep at most `allowed` marks and one joiner of each run of them."""
    marks = sorted(filter(_is_mark, set(text)))
    if not marks:
        return text
    run = "[" + "".join(map(re.escape, marks)) + "]{2,}"
    return re.sub(run, lambda found: _thin_run(found[0], allowed), text)


def _thin_run(run: str, allowed: int) -> str:
    kept: list[str] = []
    marks = joiners = 0
    for char in run:
        joiner = char in _JOINERS
        if (joiner and joiners == 0) or (not joiner and marks < allowed):
            kept.append(char)
        joiners += joiner
        marks += not joiner
    return "".join(kept)
