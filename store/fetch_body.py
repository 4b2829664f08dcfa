"""Bytes as they came to bytes as they were meant, never past a limit. Pure."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from store.fetch_asks import FetchError

OFFERED = "gzip, deflate"
"""The only compressions we ask for: zlib can stop after a number of bytes, the others cannot."""

PIECE = 256 * 1024
_GZIP, _ZLIB, _RAW = 31, 15, -15
_NAMES = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


class Body:
    """Takes in an answer's bytes and unpacks them piece by piece.

    Holds at most `limit` bytes and one piece. A small bomb (100 MB of zeros in 100 kB) is refused when its
    output passes the limit, and before more of it exists.
    """

    def __init__(self, encodings: list[str], limit: int) -> None:
        self._packing = _packing(encodings)
        self._limit = limit
        self._came = 0
        self._bytes = BytesIO()
        self._unpacker: zlib._Decompress | None = None

    def take(self, chunk: bytes) -> Iterator[None]:
        """Take in a chunk; yields after each piece, so that the caller can let others run. Raises FetchError."""
        self._came += len(chunk)
        if self._came > self._limit:
            raise too_large(self._limit)
        if self._packing is None:
            self._bytes.write(chunk)
            yield
            return
        full = False
        while chunk or full:
            chunk, full = self._unpack(chunk)
            yield

    def close(self) -> bytes:
        """Everything that came, unpacked. Raises FetchError where the compression ended too early."""
        if self._came and self._packing and (self._unpacker is None or not self._unpacker.eof):
            raise FetchError("the answer broke off before its end")
        return self._bytes.getvalue()

    def _unpack(self, chunk: bytes) -> tuple[bytes, bool]:
        """Unpack one piece; the rest of the chunk, and whether zlib may hold more output back."""
        if self._unpacker is None:
            self._unpacker = zlib.decompressobj(_window(self._packing, chunk))
        elif self._unpacker.eof:  # gzip files may follow one another; anything else behind the end is padding
            if self._packing != "gzip" or not chunk.startswith(b"\x1f"):
                return b"", False
            self._unpacker = zlib.decompressobj(_GZIP)
        try:
            piece = self._unpacker.decompress(chunk, PIECE)
        except zlib.error:
            raise FetchError("it came damaged: its compression cannot be undone") from None
        if self._bytes.tell() + len(piece) > self._limit:
            raise too_large(self._limit)
        self._bytes.write(piece)
        rest = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
        return rest, len(piece) == PIECE and not self._unpacker.eof


def too_large(limit: int) -> FetchError:
    """The refusal for more bytes than are taken in."""
    size = f"{limit // 1024**2} MB" if limit >= 1024**2 else f"{limit // 1024} kB"
    return FetchError(f"it is larger than {size}", "Nothing of it was kept.")


def _packing(encodings: list[str]) -> str | None:
    """Name the compression of a Content-Encoding header's values; None for none."""
    named = [name for value in encodings for part in value.lower().split(",") if (name := part.strip())]
    named = [name for name in named if name != "identity"]
    if len(named) > 1:
        raise FetchError("it came compressed more than once, which is not taken in", "Nothing of it was kept.")
    if named and named[0] not in _NAMES:
        raise FetchError("it came compressed in a way that was not asked for", "Nothing of it was kept.")
    return _NAMES[named[0]] if named else None


def _window(packing: str | None, chunk: bytes) -> int:
    """zlib's format number. "deflate" means zlib (RFC 9110 §8.4.1.2), and some servers send it bare."""
    if packing == "gzip":
        return _GZIP
    return _ZLIB if chunk[0] & 0x0F == 8 else _RAW
