"""Citation keys: `britschgi2012jak2`, from the first author's family name, the year and the title's first word."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from store.model import Reference

_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
     "ł": "l", "Ł": "l", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i", "ħ": "h", "Ħ": "h"}
)  # fmt: skip
"""Letters that Unicode does not take apart into an ASCII letter and a mark."""

_PARTICLES_TEXT = (
    "van von vom de der den des del della di da do dos das du la le les el al il bin ibn ben bint ten ter te"
    " zu zum zur af av y e st d l"
)
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_INSIGNIFICANT_TEXT = (
    "a an and are as at be by can do does for from how in into is it its of on or that the their this to towards toward"
    " upon using via was were what when why with without new novel"
    " der die das den dem des ein eine einer eines im zur zum und von fur"
    " le la les un une des du de et sur dans el los las una y en del il lo gli i o os as um uma"
)
_INSIGNIFICANT = frozenset(_INSIGNIFICANT_TEXT.split())
_LONGEST_FAMILY = 40
_LONGEST_WORD = 30
_READ = 1000  # no name and no first word of a title lies deeper
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_:.+/-]+")


def citation_key(reference: Reference, taken: Collection[str]) -> str:
    """Return a key that is not in `taken`: family, year and first significant word, then a, b … z, aa.

    Only lower-case ASCII letters and digits; parts that are unknown are left out, "anon" when all are.
    """
    year = reference.year
    parts = (_author(reference), str(year) if year and 0 < year < 10_000 else "", _word(reference.title or ""))
    return free_key("".join(parts) or "anon", taken)


def free_key(wanted: str, taken: Collection[str]) -> str:
    """Return the wanted key, or with the first suffix that makes it new."""
    if wanted not in taken:
        return wanted
    return next(key for suffix in _suffixes() if (key := wanted + suffix) not in taken)


def unique_keys(references: Sequence[Reference], wanted: Sequence[str]) -> list[str]:
    """Make keys that BibTeX can read and that differ in more than case; the first to want a key keeps it."""
    keys = [_NOT_IN_KEYS.sub("", key) for key in wanted]
    taken = {key.casefold() for key in keys}
    given: set[str] = set()
    for at, key in enumerate(keys):
        if not key:
            keys[at] = citation_key(references[at], taken)
        elif key.casefold() in given:
            keys[at] = free_key(key.casefold(), taken)
        given.add(keys[at].casefold())
        taken.add(keys[at].casefold())
    return keys


def _suffixes() -> Iterator[str]:
    """a, b … z, aa, ab …"""
    number = 0
    while True:
        number += 1
        suffix, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            suffix = chr(ord("a") + letter) + suffix
        yield suffix


def _author(reference: Reference) -> str:
    """The first author's family name without particles, or the first word of a group's name."""
    if not reference.authors:
        return ""
    first = reference.authors[0]
    if not first.family:
        return _word(first.name)
    words = [part for part in re.split(r"[\s’'ʼ-]+", _fold(first.family)) if part]
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    return "".join(re.findall("[a-z0-9]", "".join(words)))[:_LONGEST_FAMILY]


def _word(text: str) -> str:
    """The first word that says something: no article, no lone letter, no bare number."""
    words = re.findall("[a-z0-9]+", _fold(text))
    telling = (word for word in words if len(word) > 1 and not word.isdigit() and word not in _INSIGNIFICANT)
    return next(telling, next(iter(words), ""))[:_LONGEST_WORD]


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:_READ].translate(_LETTERS)).lower()
    return "".join(char for char in plain if not unicodedata.combining(char))
