"""Saving many drafts in one go: the same library as one after the other, at the cost of what is new."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from store import Author, Query, Reference, Store
from store.identity import draft_hash, text_hash
from store.model import Draft, FeedDraft
from store.schema import migrations
from tests.conftest import NOW

FEED = FeedDraft("News", (), "https://news.example/feed")
TEXTS = ("articles", "bodies", "tags", "source_tags", "papers", "paper_ids", "sightings", "tag_counts", "feed_counts")


def reference(pick: random.Random) -> Reference:
    ids = {scheme: str(pick.randrange(40)) for scheme in ("doi", "pmid", "nct") if pick.random() < 0.5}
    title = pick.choice([None, "On moths", "On cells"])
    return Reference(
        1, f"Li, A. {title}.", pick.choice(["main", "cited", "self"]), "high", "x", ids, title=title,
        authors=(Author("Li, A.", "Li", "A."),), container=pick.choice([None, "Journal"]),
    )  # fmt: skip


def draft(number: int, pick: random.Random) -> Draft:
    """An article on a page of its own, that shares tags, papers and words with others."""
    url = f"https://news.example/{number}"
    tags = tuple(pick.sample(["Cells", "cells", "Émile", "Moths", "Lung"], pick.randrange(5)))
    body = " ".join(f"word{pick.randrange(60)}" for _ in range(pick.randrange(1, 40)))
    references = tuple(reference(pick) for _ in range(pick.randrange(4)))
    return Draft(
        url, f"Title {number}", body, url, ("A. Writer",), NOW - timedelta(hours=number), None, tags, references
    )


def told(store: Store) -> dict[str, Any]:
    """All that the library holds of what sources say. Row ids of references may differ, what they say may not."""
    rows: dict[str, Any] = {name: sorted(store._conn.execute(f"SELECT * FROM {name}")) for name in TEXTS}
    for name in ("tag_counts", "feed_counts"):
        rows[name] = [row for row in rows[name] if any(row[1:])]
    cursor = store._conn.execute("SELECT * FROM article_references ORDER BY article_id, place")
    rows["references"] = [row[1:] for row in cursor]
    rows["ids"] = store._conn.execute(
        "SELECT i.scheme, i.id, r.article_id, r.place FROM reference_ids i JOIN article_references r "
        "ON r.id = i.reference_id ORDER BY 1, 2, 3, 4"
    ).fetchall()
    rows["found"] = [sorted(store.ids(Query(f"word{n}"))) for n in range(60)]
    return rows


def check_index(store: Store) -> None:
    """Raise where the full-text index is not what the texts say."""
    store._conn.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("seed", range(4))
def test_many_at_once_are_as_one_after_the_other(tmp_path: Path, seed: int) -> None:
    """New ones, and then old and new, changed or not, in any order; more than are written at once."""
    pick = random.Random(seed)
    first = [draft(n, pick) for n in range(130)]
    second = [draft(n, pick) if pick.random() < 0.6 else one for n, one in enumerate(first)]
    second += [draft(n, pick) for n in range(200, 230)]
    pick.shuffle(second)
    with Store(tmp_path / "a.db", now=lambda: NOW) as one_go, Store(tmp_path / "b.db", now=lambda: NOW) as in_turn:
        for drafts in (first, second):
            saved = one_go.save(drafts, feed=FEED)
            singly = [in_turn.save([one], feed=FEED) for one in drafts]
            assert saved.added == tuple(i for one in singly for i in one.added)
            assert saved.updated == tuple(i for one in singly for i in one.updated)
            assert saved.articles == tuple(i for one in singly for i in one.articles)
            assert told(one_go) == told(in_turn)
            check_index(one_go)


def test_one_article_twice_in_a_feed_is_new_once_and_then_changed(store: Store) -> None:
    made = Draft("1", "Moths", "First words.", categories=("a",))
    drafts = [made, Draft("2", "Cells", "Others."), replace(made, body="Second words.", categories=("b",)), made]
    saved = store.save(drafts, feed=FEED)
    assert (saved.added, saved.updated, saved.articles) == ((1, 2), (1, 1), (1, 2, 1, 1))
    assert (store.body(1), store.article(1).tags) == ("First words.", ("a",))
    assert list(store.ids(Query("second"))) == []
    check_index(store)


def test_items_of_one_title_in_a_digest_are_one(store: Store) -> None:
    items = (Draft("", "Moths", "Of moths."), Draft("", "moths", "Of other moths."), Draft("", "Cells", "Of cells."))
    saved = store.save([Draft("", "Digest", "Of all.", children=items)], place="/docs/a.md")
    assert (saved.added, saved.updated, saved.articles) == ((1, 2, 3), (2,), (1, 2, 2, 3))
    assert [store.article(i).parent for i in (2, 3)] == [1, 1]
    check_index(store)


def test_a_file_whose_text_was_moved_within_one_save_is_found(store: Store) -> None:
    made = Draft("", "Moths", "A text on moths.")
    saved = store.save([made, made], place="/docs/a.md")
    assert (saved.added, saved.articles) == ((1,), (1, 1))


def test_what_is_told_unchanged_costs_nothing_for_each(store: Store) -> None:
    """The same statements, whether five articles are as they were or fifty."""
    pick = random.Random(1)
    drafts = [draft(n, pick) for n in range(50)]
    store.save(drafts, feed=FEED)
    ran: list[list[str]] = []
    for count in (5, 50):
        seen: list[str] = []
        store._conn.set_trace_callback(seen.append)
        store.save(drafts[:count], feed=FEED)
        store._conn.set_trace_callback(None)
        ran.append(seen)
    assert len(ran[0]) == len(ran[1])


WHOLE = Draft(
    "k", 'A "title"', "One\nline, a \\ and a “quote”.", "https://blog.example/a", ("A. Writer",),
    datetime(2026, 6, 1, 8, tzinfo=UTC), "Press", ("Biology",),
    (
        Reference(1, "Li, A. Cells. 2021.", "main", "high", "trailer", {"doi": "10.5555/a"}, title="Cells",
                  authors=(Author("Li, A.", "Li", "A."),), issued=(2021, 7), start=3, end=9),
    ),
    language="en",
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "whole", "text"),
    [
        (WHOLE, "40123add2f0de24f3d10488d455b2084", "0aa11dab1e0757303c43f4b59ec4b4f6"),
        (Draft("", "", ""), "8ceb3232eae8b46e62a03ce9cafba45f", "a49884894fdad1926b236f90690b6e5b"),
        (Draft("", "T", "a\x00b\tc\x1bd"), "a6e84176c1687cf9ae3f53dd998072c0", "7f4c783f9aef3147dd2e07b478c43e94"),
        (Draft("", "T", "half \ud800 a pair"), "73b6b989ab62bc58eb47c1047551f140", "f4db9e9dbd6fec11776d7ec4df78629f"),
    ],
    ids=["whole", "empty", "controls", "surrogate"],
)
def test_digests_are_those_of_the_first_release(made: Draft, whole: str, text: str) -> None:
    """Libraries hold them: another digest of the same draft would call every article changed."""
    assert (draft_hash(made), text_hash(made)) == (whole, text)


@pytest.mark.parametrize(
    ("words", "raw", "title", "author"),
    [
        ("moths", "Li, A. (2021)", "On moths", "Li, A."),
        ('"on moths"', "Li, A. On moths. (2021)", "On moths", "Li, A."),
        ("li", "Lithium in cells", "Cells", "Li"),  # the name is part of a word there, and no word
        ("cells", "Microcells", "Cells", "Li"),
        ("journal", "See there.", None, "Li"),
        ("10.5555/a", "See there.", None, "Li"),
    ],
)
def test_search_finds_what_a_reference_says_and_what_was_made_of_it(
    store: Store, words: str, raw: str, title: str | None, author: str
) -> None:
    cited = Reference(
        1, raw, "cited", ids={"doi": "10.5555/a"}, title=title, authors=(Author(author),), container="A Journal"
    )
    store.save([Draft("1", "News", "Text.", references=(cited,)), Draft("2", "Other", "Text.")])
    assert list(store.ids(Query(words))) == [1]


def library_of(path: Path, before: str) -> sqlite_utils.Database:
    """A library as it was before a migration, with two articles of a file and one of a feed."""
    database = sqlite_utils.Database(path)
    database.execute("PRAGMA application_id = 0x53434952")
    migrations.apply(database, stop_before=before)
    rows: Sequence[tuple[str, str, str]] = (
        ("place:/docs/a.md", "Moths", "A text on lamps."), ("place:/docs/b.md", "Lamps", "A text on moths."),
        ("https://news.example/1", "Cells", "A text on cells."),
    )  # fmt: skip
    with database.conn:
        for number, (key, title, body) in enumerate(rows, 1):
            digest = text_hash(Draft("", title, body))
            database.execute(
                "INSERT INTO articles (id, key, root, position, title, authors, added, sorted, text_hash, words, "
                "reference_count, reference_text) VALUES (?, ?, ?, 0, ?, '[]', '2026', '2026', ?, 4, 0, 'Li, A.')",
                (number, key, number, title, digest),
            )
            database.execute("INSERT INTO bodies VALUES (?, ?, x'789c030000000001', 'text/plain', 1)", (number, body))
        columns = "title, body, refs, notes"
        database.execute(f"INSERT INTO search (rowid, {columns}) SELECT id, {columns} FROM search_text")
    return database


def test_an_older_library_is_searched_as_before(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    library_of(path, "m007_search").close()
    with Store(path, now=lambda: NOW) as store:
        check_index(store)
        assert list(store.ids(Query("moths", sort="relevance"))) == [1, 2]  # the title counts for more
        assert list(store.ids(Query("lamps", sort="relevance"))) == [2, 1]
        assert list(store.ids(Query("li"))) == [3, 2, 1]
        assert store.snippets([1, 2], Query("moths")) == {1: "Moths", 2: "A text on moths."}
        moved = Draft("", "Moths", "A text on lamps.")
        assert store.save([moved], place="/elsewhere/a.md").articles == (1,)
        changed = Draft("", "Moths", "A text on lanterns.")
        assert store.save([changed], place="/docs/a.md").updated == (1,)
        assert list(store.ids(Query("lamps"))) == [2]
        assert list(store.ids(Query("title:moths"))) == [1]
        check_index(store)


def test_a_moved_text_is_found_by_an_index(store: Store) -> None:
    """The index holds texts of files only; SQLite takes it because the question says so in the same words."""
    question: list[str] = []
    store._conn.set_trace_callback(question.append)
    store.save([Draft("", "Moths", "A text.")], place="/docs/a.md")
    store._conn.set_trace_callback(None)
    (sql,) = {one for one in question if one.startswith("SELECT id FROM articles WHERE text_hash")}
    plan = str(store._conn.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
    assert "articles_by_text" in plan
