"""The library on real SQLite files."""

import os
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import Author, LibraryError, NotFoundError, Query, QueryError, Reference, Store
from store.model import Draft, FeedDraft
from tests.conftest import NOW
from tests.store.parse.hostile_inputs import hostile, needs_hostile

PAPER = "10.1038/s41586-021-03819-2"
FEED = FeedDraft("Folding News", (), "https://news.example/feed", "https://news.example")


def draft(title: str = "Proteins fold in silico", **fields: object) -> Draft:
    made = Draft(
        key="", title=title, body=f"{title}. A program predicts the shape of proteins.", url=None,
        categories=("Biology", "protein folding"),
        references=(
            Reference(1, "Jumper et al. (2021)", "main", "high", "trailer", {"doi": PAPER}, title="Structures",
                      authors=(Author("Jumper, J.", "Jumper", "J."),), et_al=True, issued=(2021, 7, 15)),
            Reference(None, "This page", "self", "high", "own"),
        ),
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]  # names are checked by replace


def titles(store: Store, text: str = "") -> list[str]:
    return [article.title for article in store.articles(store.ids(Query(text)))]


def test_a_draft_is_stored_and_read_back_whole(store: Store) -> None:
    made = draft(
        url="https://news.example/1", key="https://news.example/1", authors=("A. Writer",), source="Press Office",
        published=datetime(2026, 6, 1, 8, 2, tzinfo=UTC), original="<p>raw</p>", media_type="text/html",
    )  # fmt: skip
    saved = store.save([made], feed=FEED)
    article = store.article(saved.added[0])
    assert (article.title, article.url, article.feed, article.source) == (
        made.title, made.url, "Folding News", "Press Office",
    )  # fmt: skip
    assert article.published == "2026-06-01T08:02:00+00:00"
    assert article.tags == ("Biology", "protein folding")
    assert article.references == 1
    assert article.main is not None
    assert article.main.url == f"https://doi.org/{PAPER}"
    assert store.body(article.id) == made.body
    kept = [replace(reference, paper=None) for reference in store.references(article.id)]
    assert kept == list(made.references)


def test_the_same_thing_twice_adds_nothing_and_keeps_marks(store: Store) -> None:
    made = draft(children=(draft("One item"), draft("Another item")))
    first = store.save([made], place="/docs/a.md")
    store.mark(first.articles, read=True, starred=True)
    before = store.articles(first.articles)
    for place in ("/docs/a.md", "/copy/b.md", None):
        again = store.save([made], place=place)
        assert (again.added, again.updated, again.articles) == ((), (), first.articles)
    assert store.articles(first.articles) == before


def test_a_changed_text_updates_the_article_and_keeps_what_the_reader_did(store: Store) -> None:
    (one,) = store.save([draft()], place="/docs/a.md").added
    store.mark([one], starred=True)
    store.tag([one], ["mine"])
    store.set_note(one, "check figure 2")
    changed = draft(body="Proteins fold in silico. Now with membranes.", categories=("Physics",))
    saved = store.save([changed], place="/docs/a.md")
    assert (saved.added, saved.updated) == ((), (one,))
    article = store.article(one)
    assert article.starred
    assert article.tags == ("mine", "Physics")
    assert store.note(one) == "check figure 2"
    assert titles(store, "membranes") == [article.title]
    assert titles(store, "predicts") == []
    assert titles(store, '"check figure"') == [article.title]


def test_another_text_at_the_same_place_is_another_article(store: Store) -> None:
    store.save([draft()], place="/docs/today.txt")
    other = draft("Gravitational waves heard", body="Two black holes merged far away long ago.")
    (new,) = store.save([other], place="/docs/today.txt").added
    assert len(titles(store)) == 2
    changed = replace(other, body=other.body + " Again.")
    assert store.save([changed], place="/docs/today.txt").updated == (new,)


def test_an_article_in_two_feeds_and_a_moved_scheme_make_no_double(store: Store) -> None:
    made = draft(key="https://News.example/a?utm_source=x#top", url="https://news.example/a")
    (one,) = store.save([made], feed=FEED).added
    again = replace(made, key="http://news.example/a")
    assert store.save([again], feed=replace(FEED, url="https://other.example/feed")).articles == (one,)


def test_a_plain_guid_counts_only_inside_its_feed(store: Store) -> None:
    made = draft(key="1")
    store.save([made], feed=FEED)
    assert len(store.save([made], feed=replace(FEED, url="https://other.example/feed")).added) == 1


def test_digest_items_follow_their_page(store: Store) -> None:
    items = tuple(draft(f"Item {n}", references=()) for n in range(1, 4))
    old = draft("Older page", published=NOW - timedelta(days=2))
    saved = store.save([draft("The digest", published=NOW - timedelta(hours=1), children=items), old])
    page = saved.added[0]
    assert titles(store) == ["The digest", "Item 1", "Item 2", "Item 3", "Older page"]
    store.mark([saved.added[2]], read=True)
    assert (store.article(page).children, store.article(page).children_read) == (3, 1)
    assert store.article(saved.added[1]).parent == page
    assert store.article(saved.added[1]).published is None


def test_a_date_in_the_future_is_no_date(store: Store) -> None:
    (one,) = store.save([draft(published=NOW + timedelta(days=400))]).added
    assert store.article(one).published is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["b", "a"]),
        ("tag:BIOLOGY", ["a"]),
        ("-tag:biology", ["b"]),
        ('tag:"protein folding"', ["a"]),
        ("tag:prot*", ["a"]),
        ("feed:folding", ["b"]),
        ("is:starred", ["a"]),
        ("is:unread", ["b"]),
        ("is:read or feed:news", ["b", "a"]),
        ("is:read feed:news", []),
        ("program", ["b", "a"]),
        ("programs", ["b", "a"]),
        ('"shape of proteins"', ["b", "a"]),
        ('"proteins of shape"', []),
        ("jumper", ["b", "a"]),
        (PAPER, ["b", "a"]),
        ("-- ?!", []),
    ],
)
def test_queries_find_articles(store: Store, query: str, found: list[str]) -> None:
    (a,) = store.save([draft("a", published=NOW - timedelta(days=1))]).added
    store.save([draft("b", key="x", categories=())], feed=FEED)
    store.mark([a], read=True, starred=True)
    assert titles(store, query) == found


@needs_hostile
def test_text_a_user_can_type_never_raises(store: Store) -> None:
    store.save([draft()])
    for text in hostile().FTS:
        try:
            store.ids(Query(text))
        except QueryError as error:
            assert 0 <= error.column <= len(text)


def test_marks_change_once_and_are_undone_in_order(store: Store) -> None:
    ids = store.save([draft("a"), draft("b"), draft("c")]).added
    assert store.mark(ids[:2], read=True) == 2
    assert store.mark([*ids, 999], read=True) == 1
    assert store.mark(ids, read=True) == 0
    assert store.counts().unread == 0
    undone = store.undo()
    assert undone is not None
    assert (undone.label, undone.count) == ("marked read", 1)
    assert [article.read for article in store.articles(ids)] == [True, True, False]
    store.undo()
    assert store.counts().unread == 3
    assert store.undo() is None


def test_tags_are_given_taken_and_undone(store: Store) -> None:
    a, b = store.save([draft("a"), draft("b", categories=())]).added
    assert store.tag([a, b], ["Later", "biology"], []) == 2
    assert set(store.article(a).reader_tags) == {"Biology", "Later"}
    assert store.tag([a, b], ["later"]) == 0
    assert store.tag([a], [], ["protein folding"]) == 1
    assert "protein folding" not in store.article(a).tags
    assert titles(store, 'tag:"protein folding"') == []
    for _ in range(2):
        store.undo()
    assert store.article(a).tags == ("Biology", "protein folding")
    assert store.article(a).reader_tags == ()
    assert store.article(b).tags == ()
    assert store.tag([a], [" ", "#"]) == 0


def test_a_tag_the_reader_took_away_stays_away(store: Store) -> None:
    (a,) = store.save([draft()], place="/a").added
    store.tag([a], remove=["Biology"])
    store.save([draft(body="Proteins fold in silico. More.")], place="/a")
    assert store.article(a).tags == ("protein folding",)


def test_tag_counts_tell_unread_and_the_readers_own_first(store: Store) -> None:
    a, _ = store.save([draft("a"), draft("b")]).added
    store.tag([a], ["zeta"])
    store.mark([a], read=True)
    assert [(t.name, t.count, t.unread, t.reader) for t in store.tags()] == [
        ("zeta", 1, 0, True), ("Biology", 2, 1, False), ("protein folding", 2, 1, False),
    ]  # fmt: skip


def test_one_work_is_one_row(store: Store) -> None:
    def cites(n: int, **ids: str) -> Draft:
        return draft(f"Article {n}", references=(Reference(1, f"raw {n}", "main", ids=ids),))

    store.save([cites(1, doi=PAPER), cites(2, pmid="34265844"), cites(3, doi=PAPER, pmid="34265844")])
    papers = {store.references(i)[0].paper for i in (1, 2, 3)}
    assert len(papers) == 1
    (work,) = store.works(store.ids(Query(sort="oldest")))
    assert work.articles == (1, 2, 3)
    assert dict(work.reference.ids) == {"doi": PAPER, "pmid": "34265844"}


def test_strings_without_an_id_are_never_bound_to_one(store: Store) -> None:
    bare = Reference(1, "Structures. Nature.", "cited", title="Structures")
    store.save([draft("a"), draft("b", references=(bare,))])
    assert store.references(2)[0].paper is None


def test_next_unread_looks_both_ways(store: Store) -> None:
    ids = store.save([draft(str(n)) for n in range(450)]).added
    store.mark(ids[1:-1], read=True)
    assert store.next_unread(ids, 0) == 449
    assert store.next_unread(ids, 449, -1) == 0
    assert store.next_unread(ids, 449) is None


def test_the_index_equals_the_text_after_any_change(store: Store) -> None:
    ids = store.save([draft(str(n)) for n in range(5)], place=None).added
    store.set_note(ids[0], "remember the mice")
    store.undo()
    store.save([draft("0", body="0. Entirely new words.")])
    store._conn.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    assert titles(store, "mice") == []


def test_a_missing_article_is_told(store: Store) -> None:
    for ask in (store.article, store.body):
        with pytest.raises(NotFoundError, match="no article 7"):
            ask(7)
    with pytest.raises(NotFoundError):
        store.set_note(7, "x")


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Store(tmp_path / "new" / "library.db") as store:
            store.save([draft()])
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert len(modes) == 3
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_wal_and_foreign_keys_are_on(store: Store) -> None:
    assert store._rows("PRAGMA journal_mode")[0][0] == "wal"
    assert store._rows("PRAGMA foreign_keys")[0][0] == 1


def _text_file(path: Path) -> None:
    path.write_text("not a database, but long enough to be looked at")


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE other (x)")
    conn.close()


def _newer(path: Path) -> None:
    with Store(path) as store:
        store._conn.execute("INSERT INTO _sqlite_migrations VALUES (99, 'sciread', 'm999_future', '2030-01-01')")
        store._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("make", [_text_file, _foreign, _newer])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "x.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="Could not open"):
        Store(path)
    assert path.read_bytes() == before


def test_two_programs_write_side_by_side(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "library.db"

    def work(name: str) -> None:
        with Store(path) as own:
            for n in range(15):
                (i,) = own.save([draft(f"{name} {n}")]).added
                own.mark([i], read=True)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    with Store(path) as own:
        assert own.counts().articles == 60
        assert own.counts().unread == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"doi:{PAPER}", ["b", "a"]),
        ("doi:10.1038/*", ["b", "a"]),
        ("doi:10.9999/*", []),
        (f"cites:{PAPER}", ["b", "a"]),
        (f"cites:https://doi.org/{PAPER}", ["b", "a"]),
        ("cites:34265844", ["b", "a"]),  # b names only the DOI, yet it is the same paper
        ("journal:nature", ["a"]),
        ("trial:NCT04381936", ["a"]),
        ("trial:NCT0438*", ["a"]),
        ("refs:0", ["c"]),
        ("refs:>1", ["a"]),
        ("has:doi", ["b", "a"]),
        ("has:paper", ["b", "a"]),
        ("has:note", ["c"]),
        ("author:writer", ["c"]),
        ("source:office", ["c"]),
        ("source:folding", ["c"]),
        ("title:c", ["c"]),
        ("before:2026-05-21", ["a"]),
        ("after:2026-05-21", ["c", "b"]),
        ('after:"2 weeks"', ["c", "b"]),
        ("added:2026-06", ["c", "b", "a"]),
        ("added:2025", []),
    ],
)
def test_fields_of_references_and_dates(store: Store, query: str, found: list[str]) -> None:
    ids = {"doi": PAPER, "pmid": "34265844"}
    trial = Reference(2, "Trial", "cited", ids={"nct": "NCT04381936"}, container="Nature Medicine")
    main = Reference(1, "raw", "main", ids=ids)
    store.save([draft("a", published=NOW - timedelta(days=20), references=(main, trial))])
    store.save([draft("b", published=NOW - timedelta(days=1))])
    (c,) = store.save([draft("c", references=(), authors=("A. Writer",), source="Press Office")], feed=FEED).added
    store.set_note(c, "why")
    assert titles(store, query) == found


def test_cites_gives_each_article_with_its_sentence(store: Store) -> None:
    body = "Before. The fold was predicted (doi:10.1000/x1) in May. After."
    at = body.index("10.1000/x1")
    told = Reference(1, "raw", "cited", ids={"doi": "10.1000/x1"}, start=at, end=at + 10)
    labelled = Reference(1, "Doe. Title. 10.1000/x1", "main", label="DOI", ids={"doi": "10.1000/x1"})
    store.save([draft("old", body=body, references=(told,), published=NOW - timedelta(days=9)),
                draft("new", references=(labelled,)),
                draft("other")])  # fmt: skip
    found = store.cites("https://doi.org/10.1000/X1")
    assert [(c.article.title, c.reference.role, c.sentence) for c in found] == [
        ("new", "main", "Doe. Title. 10.1000/x1"),
        ("old", "cited", "The fold was predicted (doi:10.1000/x1) in May."),
    ]
    assert store.cites("10.1000/none") == []


def test_articles_about_the_same_paper_know_each_other(store: Store) -> None:
    a, b, c = store.save([draft("a"), draft("b"), draft("c", references=())]).added
    assert [article.id for article in store.also_reporting(a)] == [b]
    assert store.also_reporting(c) == []


def test_a_citation_key_stays_once_given(store: Store) -> None:
    store.save([draft("a")])
    (one,) = store.entries([1])
    assert one.key == "jumper2021structures"
    fuller = Reference(1, "raw", "main", ids={"doi": PAPER}, title="Another title", issued=(2022,))
    store.save([draft("b", references=(fuller,))])
    assert [entry.key for entry in store.entries([2])] == ["jumper2021structures"]
    twin = Reference(1, "twin", "main", ids={"doi": "10.1000/x"}, title="Structures", issued=(2021,),
                     authors=(Author("Jumper", "Jumper"),))  # fmt: skip
    store.save([draft("c", references=(twin,))])
    assert [entry.key for entry in store.entries([3])] == ["jumper2021structuresa"]


def test_entries_carry_the_reader_s_tags_and_where_they_were_seen(store: Store) -> None:
    a, b = store.save([draft("a", url="https://n.example/a"), draft("b")]).added
    store.tag([a], ["folding"])
    (entry,) = store.entries([a, b])
    assert entry.tags == ("folding",)
    assert entry.seen_in == (("a", "https://n.example/a"), ("b", None))
    news = store.news_entries([a])[0]
    assert (news.kind, news.reference.url, news.tags) == ("news", "https://n.example/a", ("folding",))


def test_a_moved_guid_with_the_same_page_makes_no_double(store: Store) -> None:
    made = [draft(f"t{n}", key=f"guid-{n}", url=f"https://n.example/{n}") for n in range(3)]
    ids = store.save(made, feed=FEED).added
    store.mark(ids, read=True)
    moved = [replace(one, key=f"new-{one.key}") for one in made]
    assert store.save(moved, feed=FEED).added == ()
    assert store.counts().unread == 0


def test_a_podcast_whose_items_share_one_page_loses_none(store: Store) -> None:
    made = [draft(f"t{n}", key=f"guid-{n}", url="https://n.example/show") for n in range(3)]
    assert len(store.save(made, feed=FEED).added) == 3
    later = [draft("t3", key="guid-3", url="https://n.example/show"), *made]
    assert len(store.save(later, feed=FEED).added) == 1


def test_the_same_page_through_two_feeds_is_one_article_with_two_sources(store: Store) -> None:
    other = replace(FEED, title="Digest of Digests", url="https://other.example/feed")
    (one,) = store.save([draft(key="a1", url="https://n.example/1")], feed=FEED).added
    again = store.save([draft(key="b7", url="http://n.example/1/", body="A teaser.")], feed=other)
    assert (again.added, again.updated, again.articles) == ((), (), (one,))
    assert titles(store, "feed:folding") == titles(store, "feed:digests") == [store.article(one).title]
    assert "predicts" in store.body(one)


def test_a_page_read_in_full_is_not_cut_back_by_its_feed(store: Store) -> None:
    teaser = draft(key="a1", url="https://n.example/1", body="A teaser of it.", published=NOW - timedelta(days=2))
    (one,) = store.save([teaser], feed=FEED).added
    full = draft("Full | The Site", url="https://n.example/1", body="The whole long story. " * 9, categories=("extra",))
    assert store.save([full]).updated == (one,)
    assert store.save([full]).updated == ()
    article = store.article(one)
    assert article.title == teaser.title
    assert article.published == "2026-06-01T12:00:00+00:00"
    assert set(article.tags) == {"Biology", "protein folding", "extra"}
    for body in ("A teaser of it.", "Another teaser."):
        assert store.save([replace(teaser, body=body)], feed=FEED).updated == ()
    assert "whole long story" in store.body(one)
    poor = replace(full, body="Please enable JavaScript.")
    assert store.save([replace(poor, url="https://n.example/1")]).updated in ((), (one,))


def test_a_page_that_gives_less_than_its_feed_changes_nothing(store: Store) -> None:
    (one,) = store.save([draft(key="a1", url="https://n.example/1", body="All of the story. " * 20)], feed=FEED).added
    poor = draft(url="https://n.example/1", body="Please enable JavaScript.")
    assert store.save([poor]).updated == ()
    assert "All of the story" in store.body(one)
