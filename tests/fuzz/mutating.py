"""New inputs out of old ones: cut into pieces as their languages are, and put together otherwise."""

import re
from collections.abc import Callable, Sequence
from random import Random

Pieces = list[bytes]

LARGEST = 60_000
"""Bytes of an input: what takes quadratic time shows at this size, and thousands of them can be tried."""
_PIECE = re.compile(rb"<[^<>]{0,400}>|&#?\w{1,12};|\s+|\w+|.", re.DOTALL)
_ODD = (
    b"\x00", b"\x1b[2J", b"\x1b]52;c;eA==\x07", b"\x9b", b"\xc2\x9b2J", b"\xff", b"\xc3", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", "\u202e".encode(), "\u200d".encode(), "\u0301".encode() * 40, "\ufdd0".encode(),
    "\uffff".encode(), "\u2028".encode(), "\u2009".encode(), "\u0130".encode(), "\u1e9b\u0323".encode(), "ﬁ".encode(),
    "\U0001f468".encode(), "\xa0".encode(), "\u0627".encode(), b"\r\n", b"\r", b"\t", b"\x0b", b"\n\n", b" " * 30,
    b"&#27;", b"&#x9b;", b"&#0;", b"&#xD800;", b"&amp;#27;", b"&#1114112;", b"]]>", b"<!--", b"-->", b"<![CDATA[",
    b"<?x", b"\\", b'"', b"'", b"`", b"{", b"}", b"%", b"[", b"](", b"*", b"_", b"0", b"-1", b"99999999999999999999",
    b"1e309", b"NaN", b"0001-01-01", b"9999-12-31",
)  # fmt: skip


def pieces_of(data: bytes) -> Pieces:
    """Cut an input into tags, references, words, blanks and single signs."""
    return _PIECE.findall(data)


class Mutator:
    """Changes inputs by chance, from a seed; `scraps` are the words of the target's language."""

    def __init__(self, chance: Random, scraps: Sequence[bytes]) -> None:
        self._chance = chance
        self._scraps = [*scraps]
        self._ways: tuple[Callable[[Pieces, Pieces], Pieces], ...] = (
            self._drop, self._double, self._swap, self._insert, self._insert, self._replace, self._replace,
            self._splice, self._wrap, self._odd, self._odd, self._bend, self._cut_off, self._escape, self._repeat,
        )  # fmt: skip

    def changed(self, pieces: Pieces, other: Pieces) -> Pieces:
        """Return a new input: `pieces` changed in one to eight ways, some of them with what stands in `other`."""
        found = list(pieces)
        for _ in range(self._chance.choice((1, 1, 2, 2, 3, 5, 8))):
            found = self._chance.choice(self._ways)(found, other)
        return _within(found)

    def made(self) -> Pieces:
        """Return an input that is nothing but scraps."""
        return _within(self._chance.choices(self._scraps, k=self._chance.choice((2, 4, 8, 16, 40))))

    def _range(self, pieces: Pieces, most: int = 30) -> tuple[int, int]:
        start = self._chance.randrange(len(pieces) + 1)
        return start, min(len(pieces), start + self._chance.randint(1, most))

    def _scrap(self) -> bytes:
        return self._chance.choice(self._scraps)

    def _drop(self, pieces: Pieces, other: Pieces) -> Pieces:
        start, end = self._range(pieces)
        return pieces[:start] + pieces[end:]

    def _double(self, pieces: Pieces, other: Pieces) -> Pieces:
        start, end = self._range(pieces)
        return pieces[:end] + pieces[start:]

    def _swap(self, pieces: Pieces, other: Pieces) -> Pieces:
        start, end = self._range(pieces)
        at, _ = self._range(pieces)
        moved, rest = pieces[start:end], pieces[:start] + pieces[end:]
        return rest[:at] + moved + rest[at:]

    def _insert(self, pieces: Pieces, other: Pieces) -> Pieces:
        at, _ = self._range(pieces)
        return [*pieces[:at], self._scrap(), *pieces[at:]]

    def _replace(self, pieces: Pieces, other: Pieces) -> Pieces:
        start, end = self._range(pieces, 3)
        return [*pieces[:start], self._scrap(), *pieces[end:]]

    def _splice(self, pieces: Pieces, other: Pieces) -> Pieces:
        at, _ = self._range(pieces)
        start, end = self._range(other, 200)
        return pieces[:at] + other[start:end] + pieces[at:]

    def _wrap(self, pieces: Pieces, other: Pieces) -> Pieces:
        start, end = self._range(pieces)
        return [*pieces[:start], self._scrap(), *pieces[start:end], self._scrap(), *pieces[end:]]

    def _odd(self, pieces: Pieces, other: Pieces) -> Pieces:
        at, _ = self._range(pieces)
        return [*pieces[:at], self._chance.choice(_ODD), *pieces[at:]]

    def _bend(self, pieces: Pieces, other: Pieces) -> Pieces:
        """Change one byte, or the case of a piece."""
        at, end = self._range(pieces, 1)
        if at == end or not pieces[at]:
            return pieces
        piece, place = bytearray(pieces[at]), self._chance.randrange(len(pieces[at]))
        piece[place] = self._chance.randrange(256)
        return [*pieces[:at], pieces[at].swapcase() if self._chance.random() < 0.3 else bytes(piece), *pieces[end:]]

    def _cut_off(self, pieces: Pieces, other: Pieces) -> Pieces:
        at, _ = self._range(pieces)
        return pieces[:at] if self._chance.random() < 0.5 else pieces[at:]

    def _escape(self, pieces: Pieces, other: Pieces) -> Pieces:
        """Write what stands somewhere as HTML, an address or a number would have it."""
        start, end = self._range(pieces, 4)
        words = b"".join(pieces[start:end])[:300]
        way = self._chance.randrange(3)
        if way == 0:
            written = words.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
        else:
            written = b"".join(b"&#%d;" % code if way == 1 else b"%%%02X" % code for code in words)
        return [*pieces[:start], written, *pieces[end:]]

    def _repeat(self, pieces: Pieces, other: Pieces) -> Pieces:
        """Say something very often: what takes quadratic time takes long now."""
        start, end = self._range(pieces, 3)
        often = self._chance.choice((3, 30, 30, 300, 3000, 20_000))
        return pieces[:end] + pieces[start:end] * often + pieces[end:]


def _within(pieces: Pieces) -> Pieces:
    """Cut an input off at LARGEST bytes."""
    room = LARGEST
    for at, piece in enumerate(pieces):
        room -= len(piece)
        if room < 0:
            return pieces[:at]
    return pieces
