"""The texts that bodies were made from, kept beside them: nearly the same text, so written by what differs. Pure.

`bodies.original` is zlib (RFC 1950). Where its header asks for a preset dictionary, that is the article's Markdown in
UTF-8: all of it up to 16 KB; of a longer one, piece by piece of the original, the Markdown around the same share of
the text, for zlib looks back no further than 32 KB. Without one it was written by an earlier sciread, or has no text.
"""

import zlib
from collections.abc import Iterator

_PIECE = 8192
"""Bytes of Markdown for each piece of the original, and how far its dictionary reaches before and behind them."""
_WHOLE = 2 * _PIECE
_LEVEL = 3
"""Beside its Markdown a text becomes no smaller by a higher one, and takes half as long again."""


def packed(original: str, markdown: str) -> bytes:
    """Write the text a body was made from, given that body. What is not Unicode is lost."""
    data, dictionaries = original.encode("utf-8", "replace"), list(_dictionaries(markdown))
    size = -(-len(data) // len(dictionaries)) or 1
    return b"".join(_deflated(data[i * size : (i + 1) * size], words) for i, words in enumerate(dictionaries))


def unpacked(data: bytes, markdown: str) -> str:
    """Read what packed() wrote beside the same Markdown.

    Raises zlib.error beside any other, and where a byte of either was changed; UnicodeDecodeError where that left none.
    """
    parts: list[bytes] = []
    for words in _dictionaries(markdown):
        if not data:
            break
        stream = zlib.decompressobj(zdict=words)
        parts += (stream.decompress(data), stream.flush())
        if not stream.eof:
            raise zlib.error("cut off")
        data = stream.unused_data
    return b"".join(parts).decode("utf-8")


def _dictionaries(markdown: str) -> Iterator[bytes]:
    text = markdown.encode("utf-8")
    if len(text) <= _WHOLE:
        yield text
        return
    for at in range(0, len(text), _PIECE):
        yield text[max(0, at - _PIECE) : at + 2 * _PIECE]


def _deflated(piece: bytes, words: bytes) -> bytes:
    stream = zlib.compressobj(_LEVEL, zdict=words) if words else zlib.compressobj(_LEVEL)
    return stream.compress(piece) + stream.flush()
