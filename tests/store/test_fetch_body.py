"""Unpacking within bounds."""

import gzip
import zlib
from collections.abc import Iterable

import pytest

from store.fetch_asks import FetchError
from store.fetch_body import PIECE, Body

TEXT = b"research news, again and again. " * 4000  # compresses well and is longer than a chunk


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def unpacked(encoding: Iterable[str], data: bytes, *, chunk: int = 1000, limit: int = 1 << 20) -> bytes:
    body = Body(list(encoding), limit)
    for start in range(0, len(data), chunk):
        for _ in body.take(data[start : start + chunk]):
            pass
    return body.close()


@pytest.mark.parametrize("chunk", [1, 7, 1000, 1 << 20])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ([], TEXT),
        (["identity"], TEXT),
        (["gzip"], gzip.compress(TEXT)),
        (["X-GZIP"], gzip.compress(TEXT)),
        (["identity, gzip"], gzip.compress(TEXT)),
        (["deflate"], zlib.compress(TEXT)),
        (["deflate"], zlib.compress(TEXT, wbits=9)),
        (["deflate"], bare(TEXT)),
        (["gzip"], gzip.compress(TEXT[:5000]) + gzip.compress(TEXT[5000:])),
        (["gzip"], gzip.compress(TEXT) + bytes(20)),
        (["gzip"], gzip.compress(TEXT) + b"rubbish"),
    ],
)
def test_what_was_packed_comes_out(encoding: list[str], data: bytes, chunk: int) -> None:
    assert unpacked(encoding, data, chunk=chunk) == TEXT


@pytest.mark.parametrize("encoding", [[], ["gzip"], ["deflate"]])
def test_nothing_is_nothing(encoding: list[str]) -> None:
    assert unpacked(encoding, b"") == b""


@pytest.mark.parametrize(
    ("encoding", "data", "why"),
    [
        (["br"], b"x", "not asked for"),
        (["zstd"], b"x", "not asked for"),
        (["\x1b[31m"], b"x", "not asked for"),
        (["gzip, gzip"], b"x", "more than once"),
        (["gzip", "gzip"], b"x", "more than once"),
        (["gzip"], TEXT, "damaged"),
        (["deflate"], b"\x78\x9c" + TEXT, "damaged"),
        (["gzip"], gzip.compress(TEXT)[:-9], "broke off"),
        (["gzip"], gzip.compress(TEXT) + gzip.compress(TEXT)[:50], "broke off"),
        (["deflate"], zlib.compress(TEXT)[:40], "broke off"),
        ([], bytes((1 << 20) + 1), "larger than 1 MB"),
        (["gzip"], gzip.compress(bytes((1 << 20) + 1)), "larger than 1 MB"),
        (["deflate"], bare(bytes((1 << 20) + 1)), "larger than 1 MB"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(encoding: list[str], data: bytes, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        unpacked(encoding, data)


def test_the_limit_itself_is_allowed() -> None:
    assert len(unpacked(["gzip"], gzip.compress(bytes(1 << 20)), chunk=1 << 20)) == 1 << 20


def test_a_bomb_is_stopped_piece_by_piece() -> None:
    bomb = gzip.compress(bytes(50 << 20))
    body = Body(["gzip"], 4 * PIECE)
    pieces = 0
    with pytest.raises(FetchError, match="larger than 1 MB"):  # noqa: PT012 -- how far it came is the point
        for _ in body.take(bomb[:1000000]):
            pieces += 1
    assert pieces == 4
