"""State files from strangers: each bad line is told by its number, and nothing else happens."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Store
from store.model import Draft
from store.parse.markup import clean, clean_line
from store.state_lines import MOST_LINE, LineError, read_line, written
from tests.store.parse.hostile_inputs import hostile, needs_hostile

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
AT = "2026-06-01T10:00:00+00:00"


def article(**fields: Any) -> dict[str, Any]:
    return {"kind": "article", "key": "k", "feed": None, "page": None, "text": None, "title": "T", **fields}


def said(value: Any, at: Any = AT) -> dict[str, Any]:
    return {"is": value, "at": at}


GOOD: list[dict[str, Any]] = [
    article(read=said(True), starred=said(False, None), note=said("x"), place=said(2), tags={"a": said(None)}),
    {"kind": "view", "name": "V", "saved": said(True), "filter": said("lung"), "sort": said("newest")},
    {"kind": "view", "name": "W", "unread": said(True)},
    {"kind": "rule", "filter": "lung", "gives": said(["a"])},
    {"kind": "colour", "tag": "a", "colour": said(None)},
    {"kind": "subscription", "url": "https://e.example/f", "title": None, "type": "feed", "subscribed": said(True)},
    {"kind": "paper", "scheme": "doi", "id": "10.1000/x<>(1)", "reason": "why", "since": AT, "state": said("aside")},
    {"kind": "paper", "scheme": "pmid", "id": "1", "reason": "", "since": None, "state": said(None)},
    {"kind": "citation_key", "work": "doi:10.1000/x", "key": "doe2020"},
    {"kind": "own_work", "key": "o", "title": None, "container": None, "year": 2020, "authors": [], "ids": {"a": "b"}},
]  # fmt: skip


@pytest.mark.parametrize("value", GOOD, ids=lambda value: value["kind"])
def test_what_is_written_is_read_back(value: dict[str, Any]) -> None:
    line = read_line(json.dumps(value).encode(), NOW)
    assert line
    assert read_line(written(line).encode(), NOW) == line


BAD: list[bytes | dict[str, Any]] = [
    b"{", b"[]", b"1", b'"x"', b"nul", b"\xff\xfe{}", b"\x80", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 10_000,
    b'{"kind": "article", "key": "k", "place": {"is": NaN}}',
    b'{"kind": "article", "key": "k", "place": {"is": 1e999}}',
    b'{"kind": "article", "key": "k", "place": {"is": ' + b"9" * 5000 + b"}}",
    b'{"kind": "article", "key": "\\ud800"}', b'{"kind": "article", "key": "a\\u0000b"}',
    {}, {"kind": "nosuch"}, {"kind": 1}, {"kind": ["article"]}, {"kind": {"a": 1}}, {"sciread": "opml"},
    {"sciread": "state", "version": 2},
    {"kind": "article"}, article(key=""), article(key=1), article(key="x" * 30_000), article(feed=3), article(page=[]),
    article(read=True), article(read={}), article(read=said("yes")), article(read=said(1)), article(read=said(None)),
    article(read=said(True, "yesterday")), article(read=said(True, 1)), article(read=said(True, "2026-06-01")),
    article(read=said(True, "0001-01-01T00:00:00+14:00")), article(read=said(True, ["x"])),
    article(note=said(1)), article(note=said(None)), article(place=said(-1)), article(place=said(True)),
    article(place=said(10**400)), article(tags=[]), article(tags={"a": True}), article(tags={"a": said("x")}),
    article(tags={str(n): said(True) for n in range(2000)}),
    {"kind": "view", "name": ""}, {"kind": "view", "name": "V", "sort": said("sideways")},
    {"kind": "view", "name": "V", "sort": said(["newest"])}, {"kind": "view", "name": "V", "filter": said(5)},
    {"kind": "rule", "filter": "x", "gives": said([])}, {"kind": "rule", "filter": "x", "gives": said([1])},
    {"kind": "colour", "tag": "a", "colour": said("#ff0000")}, {"kind": "colour", "tag": "a", "colour": said({})},
    {"kind": "subscription", "url": "https://e.example/f", "type": "exec"},
    {"kind": "subscription", "url": "https://e.example/f", "type": "feed", "interval": said(0)},
    {"kind": "subscription", "url": "https://e.example/f", "type": "feed", "interval": said(2**70)},
    {"kind": "paper"}, {"kind": "paper", "scheme": "url", "id": "x"}, {"kind": "paper", "scheme": ["doi"], "id": "x"},
    {"kind": "paper", "scheme": "doi", "id": ""}, {"kind": "paper", "scheme": "doi", "id": 1},
    {"kind": "paper", "scheme": "doi", "id": "a\x1b[2J"}, {"kind": "paper", "scheme": "doi", "id": "a\u202eb"},
    {"kind": "paper", "scheme": "doi", "id": "\ud800"}, {"kind": "paper", "scheme": "doi", "id": "x" * 3000},
    {"kind": "paper", "scheme": "doi", "id": "x", "reason": 1},
    {"kind": "paper", "scheme": "doi", "id": "x", "since": 1},
    {"kind": "paper", "scheme": "doi", "id": "x", "since": "2026-06-01"},
    {"kind": "paper", "scheme": "doi", "id": "x", "state": "read"},
    {"kind": "paper", "scheme": "doi", "id": "x", "state": said("later")},
    {"kind": "paper", "scheme": "doi", "id": "x", "state": said(["read"])},
    {"kind": "paper", "scheme": "doi", "id": "x", "state": said("read", "tomorrow")},
    {"kind": "own_work", "key": "o", "authors": "A", "ids": {}},
    {"kind": "own_work", "key": "o", "authors": [], "ids": []},
    {"kind": "own_work", "key": "o", "authors": [], "ids": {}, "year": 10**30},
]  # fmt: skip


def data(value: bytes | dict[str, Any]) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@pytest.mark.parametrize("value", BAD, ids=lambda value: repr(value)[:40])
def test_bad_lines_are_told_in_a_few_words(value: bytes | dict[str, Any]) -> None:
    with pytest.raises(LineError) as caught:
        read_line(data(value), NOW)
    told = str(caught.value)
    assert clean_line(told) == told
    assert len(told) < 200


@pytest.mark.parametrize("value", [b"", b"\n", b"  \r\n", b"\xef\xbb\xbf", b'{"sciread": "state", "version": 1}'])
def test_empty_lines_and_the_first_say_nothing(value: bytes) -> None:
    assert read_line(value, NOW) is None


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(LineError, match="longer than 4 MB"):
        read_line(b" " * (MOST_LINE + 1), NOW)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "library.db", now=lambda: NOW) as store:
        store.save([Draft("k", "Title", "Text.")])
        yield store


def test_bad_lines_among_good_ones(library: Store) -> None:
    lines = [data(value) for pair in zip(BAD, GOOD * 20, strict=False) for value in pair]
    done = library.import_state(lines)
    assert done.faulty == len(BAD)
    assert [number for number, _ in done.faults] == list(range(1, 2 * len(BAD), 2))[: len(done.faults)]
    assert done.read == len(BAD)
    assert library.views()[0].name == "V"
    assert library._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


REFUSED = [
    {"kind": "subscription", "url": "javascript:alert(1)", "type": "feed", "subscribed": said(True)},
    {"kind": "subscription", "url": "exec:id", "type": "feed", "subscribed": said(True)},
    {"kind": "subscription", "url": "|id", "type": "feed", "subscribed": said(True)},
    {"kind": "subscription", "url": "file:///etc/passwd", "type": "feed", "subscribed": said(True)},
    {"kind": "subscription", "url": "/nowhere/at/all", "type": "folder", "subscribed": said(True)},
    {"kind": "view", "name": "X", "saved": said(True), "filter": said("is:odd"), "sort": said("newest")},
    {"kind": "view", "name": "X", "saved": said(True)},
    {"kind": "rule", "filter": "( ", "gives": said(["a"])},
]


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: json.dumps(value)[:60])
def test_what_this_library_cannot_have_is_told_and_leaves_no_trace(library: Store, value: dict[str, Any]) -> None:
    before = list(library._conn.iterdump())
    done = library.import_state([data(value)])
    assert [number for number, _ in done.faults] == [1]
    assert list(library._conn.iterdump()) == before


@needs_hostile
def test_hostile_texts_in_every_field(library: Store) -> None:
    texts = [*hostile().TITLES, *hostile().FTS]
    lines = []
    for text in texts:
        lines.append(article(note=said(text), tags={text: said(True)}, title=text))
        lines.append(article(key=text or "k"))
        lines.append({"kind": "view", "name": text, "saved": said(True), "filter": said(text), "sort": said("newest")})
        lines.append({"kind": "rule", "filter": text, "gives": said([text])})
        lines.append({"kind": "colour", "tag": text, "colour": said("accent")})
        lines.append({"kind": "citation_key", "work": text, "key": text})
        lines.append({"kind": "subscription", "url": text, "title": text, "type": "feed", "subscribed": said(True)})
        lines.append({"kind": "own_work", "key": text, "title": text, "authors": [text], "ids": {text: text}})
    done = library.import_state([json.dumps(line).encode() for line in lines])
    assert done.read + done.faulty >= len(lines)
    assert all(clean_line(told) == told for _, told in done.faults)
    assert clean(library.note(1)) == library.note(1)
    shown = [v.name for v in library.views()] + [t.name for t in library.tags()] + [f.title for f in library.feeds()]
    assert all(clean_line(name) == name for name in shown)
    assert not [feed for feed in library.feeds() if feed.url and not feed.url.startswith("http")]
    assert [line for line in library.export_state() if not line.isascii()] == []
    library.undo()
    assert library.note(1) == ""


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(AT)
pairs = st.fixed_dictionaries({}, optional={"is": values | st.lists(values, max_size=3), "at": values})
json_values = values | pairs | st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=4), pairs, max_size=3)
kinds = st.sampled_from(["article", "view", "rule", "colour", "subscription", "citation_key", "own_work"])


@given(kinds, st.dictionaries(st.sampled_from(sorted({name for value in GOOD for name in value})), json_values))
def test_any_object_is_a_line_or_a_fault(kind: str, fields: dict[str, Any]) -> None:
    try:
        line = read_line(json.dumps({**fields, "kind": kind}).encode(), NOW)
    except LineError:
        return
    assert line
    assert read_line(written(line).encode(), NOW) == line


@given(st.binary(max_size=200))
def test_any_bytes_are_a_line_or_a_fault(value: bytes) -> None:
    try:
        read_line(value, NOW)
    except LineError as error:
        assert clean_line(str(error)) == str(error)
