"""What is typed or imported by the line: queries, lines of state, subscription lists, the `:` line."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from store import Query, QueryError, SourceError, Store
from store.model import Draft
from store.parse.markup import clean_line
from store.parse.opml import parse_opml, write_opml
from store.query import compile_query, parse, quoted
from store.query_hits import hit_spans
from store.state_lines import LineError, read_line, written
from tests.conftest import SHARED
from tests.fuzz.hunting import Target
from tests.fuzz.start import hostile_bytes, shared_seeds
from tests.fuzz.target_checks import refused, text_of
from tests.store.test_state_lines import AT, GOOD
from tui.actions import ACTIONS
from tui.command_line import CommandError, CommandLine

_NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
_QUERIES = (
    "lung cancer", '"lung cancer" -tag:pdac', "is:unread or (has:doi refs:>2)", 'tag:"a b*" feed:4',
    "cites:10.1000/a.1 doi:10.1038/*", 'before:2026-05 after:"2 weeks" added:3d', "id:3,7-9 parent:3",
    "title:folding author:One journal:Nature source:x folder:B", "trial:nct0438* in:library is:hidden",
    "immuno* C/EBPγ https://e.example/x", ":mark-read", ": sort newest", ":tag +a -b",
)  # fmt: skip
_OPML = (
    '<?xml version="1.0"?><opml version="2.0"><head><title>L</title></head><body><outline text="A"><outline '
    'type="rss" text="F" title="F &amp; G" xmlUrl="https://u:p@f.example/feed?token=x&amp;a=1" '
    'htmlUrl="https://f.example/"/><outline text="B"><outline text="G" xmlUrl="feed://g.example/rss" '
    'category="/x/y,z"/></outline></outline><outline xmlUrl="exec:id"/></body></opml>'
)
_SCRAPS = (
    "(", ")", "-", " or ", " OR ", '"', "*", ":", "tag:", "feed:", "is:", "doi:", "cites:", "id:", "refs:", "before:",
    "added:", "title:", "trial:", "journal:", "has:", "in:", "parent:", "folder:", "author:", "source:", "unread",
    "starred", "hidden", "paper", "library", "2026-02-30", "0000", "9999-12", "3d", "999999 years", ">=",
    "10.1000/a.1", "NCT01234567", "lung", "NEAR(", " AND ", " NOT ", "+", "^", "{", "}", "'", ";--", "%", "_", "\\",
    "\\\"", "ß", "İ", "e\u0301", "\u0345", "日本", "<outline ", "xmlUrl=", "/>", "</outline>", "<outline text='x'>",
    '"https://e.example/"', "<opml>", "</body>", "&amp;", "javascript:x", "feed:https://", "|id", " category='a/b'",
    '{"kind": "article", ', '"key": "k", ', '"is": ', '"at": null', f'"{AT}"', "true", "null", '"tags": {',
    '"note": ', '"place": ', "[1]", '"sciread": "state", "version": 1', ", ", "mark-read", "sort ", "newest", "+a",
    "-b", "\ud800", "\x00",
)  # fmt: skip


def _start() -> Sequence[bytes]:
    lines = [json.dumps(value).encode() for value in GOOD]
    made = [text.encode() for text in (*_QUERIES, _OPML)]
    return [
        *made,
        *lines,
        *hostile_bytes("FTS"),
        *hostile_bytes("TITLES"),
        *hostile_bytes("URLS"),
        *shared_seeds(SHARED)[2:3],
    ]


def _make(chance: Random) -> bytes:
    """Some terms of a query, or a thing of the state with some of its fields from another."""
    if chance.random() < 0.6:
        return " ".join(chance.choice(_QUERIES[:10]).partition(" ")[0] for _ in range(chance.randint(1, 5))).encode()
    first, second = chance.choice(GOOD), chance.choice(GOOD)
    return json.dumps({**{name: second[name] for name in second if chance.random() < 0.4}, **first}).encode()


@cache
def _library() -> Store:
    """A small library in a folder that goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="sciread-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(folder / "library.db", now=lambda: _NOW)
    atexit.register(store.close)
    store.save(
        [Draft("k", "Lung cancer and mites", "Text of 10.1000/a.1. Title of the folding."), Draft("l", "Other", "B")]
    )
    return store


def _answer(data: bytes) -> Hashable:
    start = data.lstrip()[:1]
    if start == b"{":
        return _state(data)
    if start == b"<":
        return _opml(data)
    text = text_of(data)
    return _command(text) if start == b":" else _query(text)


def _query(text: str) -> Hashable:
    try:
        condition = parse(text)
    except QueryError as error:
        assert 0 <= error.column <= len(text)
        return refused(error)
    store, answers = _library(), list[Hashable]()
    for query in (
        Query(text),
        Query(text, typing=True, sort="relevance"),
        Query("mites", scope=text, unread=True, sort="title"),
    ):
        try:
            compile_query(query)
            answers.append(tuple(store.ids(query)))
            store.snippets([1, 2], query)
        except QueryError as error:
            answers.append(refused(error))
        for title in ("Lung cancer and mites", text[:300]):
            spans = hit_spans(query, title)
            assert all(0 <= start < end <= len(title) for start, end in spans)
    assert parse(f"tag:{quoted(text)}").values if text and len(text) < 4000 else True
    return condition.sql if len(condition.sql) < 300 else len(condition.values), *answers


def _state(data: bytes) -> Hashable:
    try:
        line = read_line(data, _NOW)
    except LineError as error:
        return refused(error)
    if line is not None:
        assert read_line(written(line).encode(), _NOW) == line
    store = _library()
    before = _undoable(store)
    done = store.import_state([data])
    assert all(clean_line(told) == told for _, told in done.faults)
    exported = [one.encode() for one in store.export_state()]
    assert all(read_line(one, _NOW) or number == 0 for number, one in enumerate(exported))
    if done.read:
        store.undo()
        assert _undoable(store) == before
    return line and (line.kind, frozenset(line.said)), tuple(refused(LineError(told)) for _, told in done.faults)


def _undoable(store: Store) -> list[dict[str, Any]]:
    """What the library holds of a reader's doings, but for what undo leaves: it has no time to decide by."""
    lines = [json.loads(line) for line in list(store.export_state())[1:]]
    for line in lines:
        line.pop("place", None)
    return [line for line in lines if line["kind"] not in ("citation_key", "own_work") and len(line) > 6]


def _opml(data: bytes) -> Hashable:
    try:
        listed = parse_opml(data)
    except SourceError as error:
        return refused(error)
    for title, url, folder in listed.feeds:
        assert url.lower().startswith(("http://", "https://"))
        assert (clean_line(title), clean_line(folder)) == (title, folder)
    for text, reason in listed.refused:
        assert (clean_line(text), clean_line(reason)) == (text, reason)
    again = parse_opml(write_opml(listed.feeds, secrets=True).encode()) if listed.feeds else listed
    assert sorted(again.feeds) == sorted(listed.feeds)
    return (
        min(3, len(listed.feeds)),
        frozenset(reason for _, reason in listed.refused),
        len({f for _, _, f in listed.feeds}),
    )


def _command(text: str) -> Hashable:
    line, text = CommandLine(ACTIONS, lambda _: "", {}), clean_line(text)  # what can be typed
    start, offers = line.complete(text)
    assert 0 <= start <= len(text)
    try:
        return line.read(text).action.id, len(offers) > 0
    except CommandError as error:
        return refused(error)


LINES = Target("lines", _answer, _start, _make, [scrap.encode("utf-8", "surrogatepass") for scrap in _SCRAPS])
