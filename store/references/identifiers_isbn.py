"""ISBNs in text: with a label of either length, without one only if the form shows it (references.md §2.18)."""

import re
from collections.abc import Iterator

from store.references.identifiers_forms import isbn13
from store.references.identifiers_shape import Hit

_LABEL = re.compile(
    r"isbns?(?:-?\s?1[03](?![0-9]))?(?:\s?\((?:[a-z-]+|1[03])\))?"
    r"(?:[\s:=.#\"'*_>|\]\[(-]|<[^<>]{0,80}>|content|value|no\b|number|is\b)*",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"[0-9](?:[ \t\xa0\u202f]{0,2}[-]?[ \t\xa0\u202f]{0,2}[0-9x]){8,16}(?![0-9a-z])", re.IGNORECASE)
_AGAIN = re.compile(r"\s?(?:\([^()]{0,60}\))?[\s,;/&]*(?:(?:and|or|und|et)\s)?\s*", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![0-9a-z.$-])(?:97[89](?:[0-9]{10}|-[0-9]{10}|-[0-9]{9}-[0-9]"
    r"|(?:\s?-\s?[0-9]{1,7}){3}\s?-\s?[0-9]|(?<![0-9] ...)(?: [0-9]{1,7}){3} [0-9])"
    r"|[0-9]{1,5}-[0-9]{1,7}-[0-9]{1,6}-[0-9x])(?![0-9a-z]|-[0-9])",
    re.IGNORECASE,
)
_BEFORE_LABEL = re.compile(r"(?<![0-9-])([0-9](?:[ -]?[0-9]){8,11}[ -]?[0-9x])\s?[(\[]?isbn", re.IGNORECASE)
_SIZES = (13, 10)


def find_isbns(text: str) -> Iterator[Hit]:
    """ISBNs with a right check digit."""
    read = -1
    for label in _LABEL.finditer(text):
        at = label.end()
        if at < read:
            continue
        while found := _WRITTEN.match(text, at):
            hit = _best(text, found)
            if not hit:
                break
            yield hit
            read = hit.end
            gap = _AGAIN.match(text, hit.end)
            at = gap.end() if gap else hit.end
            if at == hit.end:
                break
    for found in _BEFORE_LABEL.finditer(text):
        if name := isbn13(found[1]):
            yield Hit("isbn", name, found.start(1), found.end(1), "label")
    yield from _bare(text)


def _best(text: str, found: re.Match[str]) -> Hit | None:
    """The run itself, or as many of its digits as make an ISBN and end at a space or the run's end."""
    written = found[0]
    digits = [place for place, char in enumerate(written) if char.isdigit() or char in "xX"]
    for size in _SIZES:
        if len(digits) < size:
            continue
        end = digits[size - 1] + 1
        name = isbn13(written[:end])
        if name and (end == len(written) or written[end] in " \t\xa0\u202f"):
            return Hit("isbn", name, found.start(), found.start() + end, "label")
    return None


def _bare(text: str) -> Iterator[Hit]:
    for found in _BARE.finditer(text):
        if name := isbn13(found[0]):
            yield Hit("isbn", name, found.start(), found.end(), "bare")
