"""The texts that bodies were made from come back as they were, whatever they have in common with the body."""

import re
import sqlite3
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import NotFoundError, Store
from store.db.originals import packed, unpacked
from store.model import Draft, FeedDraft, Page
from store.parse import parse
from tests.conftest import ROOT

SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.is_file())
WORDS = [f"word{n * n}" for n in range(20_000)]


def html(markdown: str) -> str:
    return "".join(f"<p>{part}</p>\n" for part in markdown.split("\n\n"))


@given(st.text(), st.text())
@example("", "")
@example("é" * 40_000, "é" * 20_000)  # pieces end inside a character
@example("a", "b" * 100_000)
@example("a" * 100_000, "b")
@example("<p>a</p>" * 9000, "a\n\n" * 9000)
def test_an_original_comes_back_as_it_was(original: str, markdown: str) -> None:
    assert unpacked(packed(original, markdown), markdown) == original


@pytest.mark.parametrize("count", [1000, 20_000], ids=["short", "long"])
def test_what_the_body_says_takes_no_room_again(count: int) -> None:
    markdown = "\n\n".join(" ".join(WORDS[at : at + 60]) for at in range(0, count, 60))
    original = html(markdown)
    alone, beside = zlib.compress(original.encode()), packed(original, markdown)
    assert len(beside) < len(alone) / 8
    assert unpacked(beside, markdown) == original


def test_half_a_character_is_lost_and_no_more() -> None:
    assert unpacked(packed("a\ud800b", "ab"), "ab") == "a?b"


def test_what_an_earlier_sciread_wrote_is_read() -> None:
    assert unpacked(zlib.compress("<p>Ärzte</p>".encode()), "Ärzte") == "<p>Ärzte</p>"
    assert unpacked(zlib.compress(b"<p>a</p>" * 9000), "a\n\n" * 90_000) == "<p>a</p>" * 9000


def test_an_original_beside_another_text_is_refused_and_not_misread() -> None:
    with pytest.raises(zlib.error):
        unpacked(packed("<p>A text</p>", "A text"), "Another text")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_library_gives_back_what_each_body_was_made_from(store: Store, path: Path) -> None:
    drafts = parse(Page(path.read_bytes(), str(path))).drafts
    saved = store.save(drafts, place=str(path))
    flat = [one for draft in drafts for one in (draft, *draft.children)]
    assert [store.original(i) for i in saved.articles] == [one.original or one.body for one in flat]


def test_it_follows_every_change_of_the_body(store: Store) -> None:
    feed = FeedDraft("News", (), "https://news.example/feed")
    first = Draft("https://news.example/1", "One", "A teaser.", "https://news.example/1", original="<p>A teaser.</p>")
    (one,) = store.save([first], feed=feed).added
    second = Draft(first.key, "One", "A longer teaser.", first.url, original="<p>A longer teaser.</p>")
    assert store.save([second], feed=feed).updated == (one,)
    assert store.original(one) == "<p>A longer teaser.</p>"
    page = Draft("", "One", "The whole text of it.", first.url, original="<main>The whole text of it.</main>")
    assert store.save_full(one, page)
    assert (store.body(one), store.original(one)) == (page.body, page.original)
    store.set_note(one, "a note")
    store.mark([one], read=True)
    assert store.original(one) == page.original


def test_only_one_statement_writes_bodies() -> None:
    """A body that is changed without its original could never be read again."""
    writes = re.compile(r"(?:INTO|UPDATE(?: OR \w+)?)\s+bodies\b", re.IGNORECASE)
    found = [
        (path.relative_to(ROOT).as_posix(), hit[0])
        for folder in ("store", "tui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for hit in writes.finditer(path.read_text("utf-8"))
    ]
    assert found == [("store/db/rows.py", "INTO bodies")]


def test_a_missing_original_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.original(7)


def test_a_row_as_it_was_written_before_is_read(store: Store, tmp_path: Path) -> None:
    (one,) = store.save([Draft("a", "One", "A text.", original="<p>A text.</p>")]).added
    with sqlite3.connect(store.path) as old:
        old.execute("UPDATE bodies SET original = ?", (zlib.compress(b"<p>A text, by an older one.</p>"),))
    old.close()
    assert store.original(one) == "<p>A text, by an older one.</p>"
