"""Where in a long text an identifier can be at all: literal searches first, so that ordinary prose costs nothing."""

import re
from collections.abc import Iterator

from store.references.identifiers_forms import ARCHIVES

_BEFORE, _AFTER = 120, 320  # characters round an anchor that may belong to its identifier: labels, lists, line breaks
_TOKEN = 2000  # how far an unbroken run (an address) is followed beyond these
_LARGEST = 32_768  # characters of a window, so that the work of each stays bounded

_LITERALS = (
    "pmid", "pubmed", "ncbi", "pmc", "arxiv", "ar5iv", "alphaxiv", "lanl.gov", "huggingface.co/papers", "isbn", "isrctn",
    "eudract", "eudra-ct", "eudra ct", "clinicaltrialsregister", "clinical trials register", "nature.com", "nature%2",
    "nature-com", "elifesciences", "thelancet", "biorxiv", "medrxiv", "peerj.com", "eprint", "[uid]", "/dp/",
)  # fmt: skip
"""Found by `str.find`, at memory speed; all of them are rare in prose."""

_DASH = "[-\u2010-\u2013\u2212]"
_PATTERNS = (
    # Patterns begin with a literal, which the engine looks for without trying to match at every character.
    re.compile(r"10(?:\.(?:[0-9]{4}|97[89]\.|[&<\\\[]|%)|%(?:25)*2e[0-9]|&[#p]|\[\.\]|\\\.)"),
    re.compile(r"doi(?:s?(?:[^a-z]|$)|10)"),
    re.compile(r"nct[\s:#-]{0,2}[0-9]{8}(?![0-9])"),
    re.compile(rf"97[89](?:[0-9]{{10}}(?![0-9])|\s?{_DASH}|[ \xa0][0-9]{{1,5}}[ \xa0])"),
    re.compile(rf"20[2-9][0-9]{_DASH}5[0-9]{{5}}{_DASH}[0-9]{{2}}"),
    re.compile(rf"{_DASH}[0-9]{{1,7}}{_DASH}[0-9]{{1,6}}{_DASH}[0-9x](?![0-9a-z]|-[0-9])"),
)
_OLD_ARXIV = re.compile(r"/[09][0-9]{6}(?![0-9])")
_ARCHIVE = re.compile(rf"(?:{'|'.join(ARCHIVES)})(?:\.[a-z]{{2}})?")
_LISTED = re.compile(rf"(?<![0-9.])[0-9]{{4}}\.[0-9]{{4,5}}(?:v[0-9]{{1,3}})?\s?\[(?:{'|'.join(ARCHIVES)})[.\]]")
_SPACE = re.compile(r"\s")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that may hold an identifier, in order, not overlapping."""
    begin = end = -1
    for at in sorted(_anchors(text)):
        if at < end - _AFTER // 2:
            continue
        start, stop = _start(text, at, end), _stop(text, at)
        if start <= end and stop - begin <= _LARGEST:
            end = stop
            continue
        if end > begin:
            yield begin, end
        begin, end = max(start, end), stop
    if end > begin:
        yield begin, end


def _anchors(text: str) -> list[int]:
    low = text.replace("\u0130", "I").lower()  # the one letter that grows when lower-cased
    found = []
    for literal in _LITERALS:
        at = low.find(literal)
        while at >= 0:
            found.append(at)
            at = low.find(literal, at + len(literal))
    for pattern in _PATTERNS:
        found += [match.start() for match in pattern.finditer(low)]
    for match in _OLD_ARXIV.finditer(low):
        if _ARCHIVE.search(low, max(0, match.start() - 12), match.start()):
            found.append(match.start())
    if "[" in low:
        found += [match.start() for match in _LISTED.finditer(low)]
    return found


def _start(text: str, at: int, last: int) -> int:
    """The beginning of the unbroken run an anchor stands in, and room for a label before it."""
    low = max(last, at - _TOKEN, 0)
    word = max(text.rfind(" ", low, at), text.rfind("\n", low, at), low)
    begin = max(word - _BEFORE, low, 0)
    space = _SPACE.search(text, begin, word) if begin else None
    return space.end() if space else begin


def _stop(text: str, at: int) -> int:
    space = _SPACE.search(text, min(len(text), at + _AFTER), at + _AFTER + _TOKEN)
    return space.start() if space else min(len(text), at + _AFTER + _TOKEN)
