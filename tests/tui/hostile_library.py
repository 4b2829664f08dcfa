"""A library in which every field that a screen shows is a hostile text, written past all cleaning."""

import importlib.util
import json
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from store import Reference, Store
from store.model import Author, Draft, FeedDraft
from store.model_paper import Access, Asked, Copy, Notice, Record, Told
from store.references.library_works import OwnWork
from tests.conftest import SHARED
from tests.tui.screen_text import NOW, put

OWN = (
    "[Retracted] an old claim", "[/bold] closed before it was opened", "[@click=app.quit]leave[/]",
    "[link=https://other.example/]a link[/link]", "before\x1b]0;a window title\x07after", "before\x1b[31;5mblink",
    "before\x1b[2J\x1b[Hgone", "before\x9b31mC1", "before\x90q#\x9cDCS", "before\x1bPq\x1b\\after", "\x00nul\x00",
    "cod\u202egpj.exe\u202c", "\u2066isolated\u2069", "\u200fmarked\u200e", "one\r\ntwo\vthree\ffour\ttab",
    "bell\x07 backspace\x08\x08\x08", "answer\x1b[6n\x1b[c", "copy\x1b]52;c;b3duZWQ=\x07", "$(touch x) `id` ; | &",
    "👩‍👩‍👧‍👦 family", "日本語の題", "عنوان", "é" + "\u0301" * 300, "y" * 20_000, "", "   ",
)  # fmt: skip
SHARED_TITLES = SHARED / "hostile" / "hostile.py"
LONGEST = 600
"""Characters of a field; a title may be as long as it likes."""

_FIELDS = {  # table → columns that hold what others wrote
    "articles": ("title", "source", "url", "authors"),
    "feeds": ("title", "error"),
    "bodies": ("markdown",),
    "article_references": (
        *("raw", "title", "authors", "container", "journal", "volume", "pages", "status", "label", "url"),
    ),
    "papers": ("title", "container"),
    "tags": ("name",),
    "notes": ("text",),
    "journal": ("label",),
    "subscriptions": ("name", "folder"),
    "views": ("name",),
    "tag_rules": ("tags",),
    "own_works": ("title", "key"),
}
_KEPT = {"service", "kind"}
"""What a record says of itself in words of ours."""
_UNIQUE = {("views", "name"), ("own_works", "key")}


def shared_titles() -> tuple[str, ...]:
    """The titles that are kept beside the project."""
    return tuple(_load(SHARED_TITLES).TITLES)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_hostile", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def storable(words: Sequence[str]) -> list[str]:
    """What a SQLite file can hold: lone surrogates it cannot."""
    return [word for word in words if word.encode("utf-8", "ignore").decode() == word]


def make_hostile(path: Path, words: Sequence[str]) -> Path:
    """One article, feed, tag, view and note for each text; all cite one paper, and the first one cites every text."""
    return put(path, _hostile(tuple(words)))


@cache
def _hostile(words: Sequence[str]) -> bytes:
    """The file, made once for all tests of a run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        _write(path, words)
        _overwrite(path, words)
        return path.read_bytes()


def _write(path: Path, words: Sequence[str]) -> None:
    with Store(path, now=lambda: NOW) as store:
        for n, _ in enumerate(words):
            store.save([_draft(n, len(words))], feed=FeedDraft(f"Feed {n}", (), f"https://feeds.example/{n}"))
            store.save_view(f"View {n}", "zebra" if n % 2 else "is:read")
            store.set_note(n + 1, f"Note {n} on the zebra")
            store.subscribe(f"https://feeds.example/{n}", folder=f"Folder {n % 5}")
        store.add_rule("zebra", [f"by rule {n}" for n in range(3)])
        store.import_own(
            [OwnWork(f"key{n}", {"doi": f"10.1000/{n}"}, f"Own {n}", (), 2026, None) for n, _ in enumerate(words)]
        )
        store.tag([1], add=[f"given {n}" for n, _ in enumerate(words)])
        _write_papers(store, len(words))


def _write_papers(store: Store, count: int) -> None:
    """Something known of every paper: the record, two notices, an open copy, and a reason to set it aside."""
    for name in ["10.1000/one", *(f"10.1000/{n}" for n in range(count))]:
        notices = (Notice("retracted", (2026, 3, 5), f"10.1000/n{name[-2:]}", "why"), Notice("corrected", (2025,)))
        record = Record(
            "crossref", {"doi": name}, "T", (Author("A B", "B", "A"),) * 3, "C", "C", "P", "article-journal", (2026, 2),
            "1", "2", "3", "4", "Abstract.\n\nOf the zebra.", "en", "l", "https://x.example", True, ("10.1000/p",),
            ("10.1000/q",), ("NCT01234567",), ("F",),
        )  # fmt: skip
        id = store.paper_named(name)
        asked = Asked(id, store.ids_of([id])[id], ("metadata", "status", "access"))
        copies = (Copy("https://x.example/1", None, "accepted", "x.example", "cc-by"),)
        store.tell(asked, Told(record, notices))
        store.tell_access(asked, Access("green", copies))
        store.queue_papers([id], "aside", "why")


def _draft(n: int, count: int) -> Draft:
    main = Reference(1, "zebra", role="main", confidence="high", ids={"doi": "10.1000/one"}, title="One")
    cited = tuple(
        Reference(
            k + 2,
            f"zebra {k}",
            ids={"doi": f"10.1000/{k}"},
            title="T",
            authors=(Author("A B", "B", "A"),),
            container="C",
        )
        for k in range(count if n == 0 else 1)
    )
    return Draft(
        f"key{n}", f"Zebra {n}", "The zebra.", f"https://news.example/{n}", ("Ada",), NOW - timedelta(hours=n),
        "Source", (f"category {n}",), (main, *cited),
        children=(Draft(f"item{n}", f"Item {n}", "The zebra item."),) if n < 3 else (),
    )  # fmt: skip


def _overwrite(path: Path, words: Sequence[str]) -> None:
    """Put a text into every row of every field, past the store: as if its cleaning had a hole."""
    file = sqlite3.connect(path)
    with file:
        for table, columns in _FIELDS.items():
            ids = [row[0] for row in file.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
            for column in columns:
                for place, id in enumerate(ids):
                    text = _text(table, column, words[place % len(words)], id)
                    file.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (text, id))
        _overwrite_papers(file, words)
        file.execute("UPDATE feeds SET failures = 1")
        file.execute("INSERT INTO search (search) VALUES ('rebuild')")
    file.close()


def _overwrite_papers(file: sqlite3.Connection, words: Sequence[str]) -> None:
    """The same for what services said, whose rows have names and no numbers."""
    records = file.execute("SELECT scheme, id, kind, record FROM paper_records ORDER BY 1, 2, 3").fetchall()
    for place, (*key, record) in enumerate(records):
        if record:
            text = json.dumps(_replaced(json.loads(record), words[place % len(words)][:LONGEST]))
            file.execute("UPDATE paper_records SET record = ? WHERE scheme = ? AND id = ? AND kind = ?", (text, *key))
    for table, columns in (("paper_notices", ("reason", "doi")), ("paper_states", ("reason",))):
        for column in columns:
            rows = file.execute(f"SELECT scheme, id, kind FROM {table}" if table == "paper_notices" else
                                f"SELECT scheme, id FROM {table}").fetchall()  # fmt: skip
            for place, key in enumerate(rows):
                same = " AND ".join(f"{name} = ?" for name in ("scheme", "id", "kind")[: len(key)])
                text = words[place % len(words)][:LONGEST]
                file.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", (text, *key))


def _replaced(value: Any, text: str) -> Any:
    """The value with the text in place of every text in it."""
    if isinstance(value, dict):
        return {name: one if name in _KEPT else _replaced(one, text) for name, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, text) for one in value]
    return text if isinstance(value, str) else value


def _text(table: str, column: str, word: str, id: int) -> str:
    """The text as the column holds it: lists as JSON, unique names with a number, long texts with a word to find."""
    text = word if (table, column) == ("articles", "title") else word[:LONGEST]
    if column in ("authors", "tags"):
        return json.dumps([[text, text, text]] if table == "article_references" else [text])
    if (table, column) in _UNIQUE:
        return f"{text} {id}"
    return f"zebra {text} zebra" if table in ("bodies", "notes") else text
