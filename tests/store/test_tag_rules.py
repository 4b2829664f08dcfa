"""Tag rules on a real library: run in order, at ingest and on demand, never against the reader's own word."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store import NotFoundError, Query, QueryError, Reference, Rule, Store, StoreError, add
from store.model import Draft
from tests.conftest import NOW


def draft(name: str, body: str = "Text.", categories: tuple[str, ...] = (), doi: str = "") -> Draft:
    references = (Reference(1, "See.", "main", ids={"doi": doi}),) if doi else ()
    return Draft(name, name, body, categories=categories, references=references)


@pytest.fixture
def library(store: Store) -> Store:
    """Lung one (1), Lung two (2), Heart (3)."""
    store.save([draft("Lung one"), draft("Lung two", "On trials."), draft("Heart")])
    return store


def carriers(store: Store, tag: str) -> list[int]:
    return sorted(store.ids(Query(f'tag:"{tag}"')))


def told(store: Store) -> list[tuple[str, tuple[str, ...], int]]:
    return [(rule.filter, rule.tags, rule.count) for rule in store.rules()]


def test_a_rule_tags_what_is_there_and_what_comes(library: Store) -> None:
    rule = library.add_rule(" lung ", ["#thorax", "Thorax", "organs"])
    assert rule == Rule(rule.id, "lung", ("Thorax", "organs"), 2)
    assert carriers(library, "thorax") == [1, 2]
    assert library.article(1).reader_tags == ("Thorax", "organs")
    library.save([draft("Lung three"), draft("Liver")])
    assert carriers(library, "thorax") == [1, 2, 4]


def test_what_no_longer_fits_loses_the_tag(library: Store) -> None:
    library.add_rule("trials", ["trial"])
    library.save([draft("Lung two", "On something else."), draft("Heart", "Two trials.")])
    assert carriers(library, "trial") == [3]
    assert library.rules()[0].count == 1


def test_a_later_rule_sees_the_tags_of_an_earlier_one(library: Store) -> None:
    first = library.add_rule("tag:thorax", ["organ"])
    second = library.add_rule("lung", ["thorax"])
    assert carriers(library, "organ") == []
    assert library.run_rules() == 0  # what a later rule gave does not count when the first one runs again
    assert library.move_rule(second.id, 1)
    assert carriers(library, "organ") == [1, 2]
    assert [rule.id for rule in library.rules()] == [second.id, first.id]
    assert not library.move_rule(second.id, 1)
    library.save([draft("Lung three")])
    assert carriers(library, "organ") == [1, 2, 4]


def test_the_word_of_the_reader_wins(library: Store) -> None:
    library.add_rule("lung", ["thorax"])
    assert library.tag([1], remove=["Thorax"]) == 1
    library.tag([3], add=["thorax"])
    assert library.run_rules() == 0
    assert carriers(library, "thorax") == [2, 3]
    assert library.rules()[0].count == 2
    library.undo()
    library.undo()
    assert carriers(library, "thorax") == [1, 2]


def test_every_change_is_taken_back_also_after_a_restart(library: Store) -> None:
    steps: list[Callable[[], object]] = [
        lambda: library.add_rule("lung", ["thorax"]),
        lambda: library.add_rule("heart", ["thorax", "beat"]),
        lambda: library.change_rule(1, "trials", ["study"]),
        lambda: library.move_rule(2, 1),
        lambda: library.remove_rule(1),
    ]
    seen = []
    for step in steps:
        seen.append((told(library), library.tags()))
        step()
    with Store(library.path) as again:
        for before in reversed(seen):
            undone = again.undo()
            assert undone is not None
            assert undone.what == "rule"
            assert (told(again), again.tags()) == before
        assert again.undo() is None


def test_rules_follow_the_name_of_a_tag(library: Store) -> None:
    library.add_rule("lung", ["thorax", "organ"])
    library.tag([2], remove=["thorax"])
    library.tag([3], add=["thorax"])
    assert library.rename_tag("thorax", "chest") == 2
    assert told(library) == [("lung", ("chest", "organ"), 2)]
    assert carriers(library, "chest") == [1, 3]  # 2 had lost it by the reader's hand, and does not get it back
    library.save([draft("Lung four")])
    assert carriers(library, "chest") == [1, 3, 4]
    assert library.delete_tag("organ") == 3
    assert told(library) == [("lung", ("chest",), 3)]
    assert library.delete_tag("chest") == 3
    assert library.rules() == []
    assert library.tags() == []
    for _ in range(3):
        library.undo()
    assert told(library) == [("lung", ("thorax", "organ"), 3)]
    assert carriers(library, "thorax") == [1, 3, 4]
    assert carriers(library, "organ") == [1, 2, 4]


def test_a_rule_that_no_longer_parses_says_so_and_stops_nothing(library: Store) -> None:
    library.add_rule("lung", ["thorax"])
    library.add_rule("heart", ["beat"])
    library._conn.execute("UPDATE tag_rules SET filter = 'gone:1' WHERE id = 1")
    saved = library.save([draft("Heart two")])
    assert len(saved.added) == 1
    assert carriers(library, "beat") == [3, 4]
    broken, good = library.rules()
    assert "gone" in (broken.error or "")
    assert good.error is None
    library.run_rules()
    assert carriers(library, "thorax") == []


@pytest.mark.parametrize(
    ("filter", "tags", "kind"),
    [
        ("(lung", ["x"], QueryError),
        ("nofield:x", ["x"], QueryError),
        (" ", ["x"], StoreError),
        ("lung", ["#"], StoreError),
    ],
)
def test_a_rule_that_is_none_is_not_made(library: Store, filter: str, tags: list[str], kind: type[StoreError]) -> None:
    with pytest.raises(kind):
        library.add_rule(filter, tags)
    rule = library.add_rule("lung", ["thorax"])
    with pytest.raises(kind):
        library.change_rule(rule.id, filter, tags)
    assert told(library) == [("lung", ("thorax",), 2)]


def test_a_rule_that_is_not_there(library: Store) -> None:
    calls: list[Callable[[], object]] = [
        lambda: library.change_rule(7, "lung", ["x"]),
        lambda: library.move_rule(7, 1),
        lambda: library.remove_rule(7),
    ]
    for call in calls:
        with pytest.raises(NotFoundError):
            call()


def test_a_time_counts_when_the_rule_runs(tmp_path: Path) -> None:
    clock = [NOW]

    def now() -> datetime:
        return clock[0]

    with Store(tmp_path / "l.db", now=now) as store:
        store.save([draft("Lung one")])
        store.add_rule("added:3d", ["new"])
        assert carriers(store, "new") == [1]
        clock[0] = NOW + timedelta(days=9)
        store.save([draft("Lung two")])
        assert carriers(store, "new") == [1, 2]
        assert store.run_rules() == 1
        assert carriers(store, "new") == [2]


def test_hidden_articles_are_tagged_and_not_counted_and_pruned_ones_lose_it(library: Store) -> None:
    library.mark([1], hidden=True)
    assert library.add_rule("lung", ["thorax"]).count == 1
    library.mark([1], hidden=False)
    assert library.rules()[0].count == 2
    assert library.prune([1]) == 1  # what a rule tags is not kept for it: the rule may fit everything
    assert library.rules()[0].count == 1
    library.run_rules()
    assert library.rules()[0].count == 1


@pytest.mark.parametrize(
    "filter",
    [
        'trial or "lung thr*" -title:"lung two" or (te* -tag:none is:unread)',
        "tag:odd or text",
        "(-tag:o* or has:paper) text",
        "-feed:nowhere -journal:none refs:>0",
        "has:doi",
        "doi:10.1000/1* or cites:10.1000/2 or text",
    ],
)
def test_the_same_is_found_in_few_and_in_many(library: Store, filter: str) -> None:
    """Few articles are looked up one by one, many by the whole index: the same rule must give the same."""
    library.add_rule(filter, ["few"])
    bodies = enumerate(["Trial.", "Nothing", "A test", "Text"] * 3)
    odd = [("odd",) * (n % 2) for n in range(12)]
    dois = [f"10.1000/{n}" if n % 3 else "" for n in range(12)]
    library.save([draft(f"Lung {n}", body, odd[n], dois[n]) for n, body in bodies])
    by_few = carriers(library, "few")
    saved = library.save([draft(f"More {n}", doi="10.1000/1") for n in range(300)])
    assert by_few
    assert carriers(library, "few") == [*by_few, *saved.added]
    library.run_rules()
    assert carriers(library, "few") == [*by_few, *saved.added]


def test_tags_given_while_adding_are_seen_by_rules(store: Store, tmp_path: Path) -> None:
    store.add_rule("tag:inbox", ["later"])
    path = tmp_path / "note.md"
    path.write_text("# A note on cells\n\nSome words about cells and what becomes of them in the end.\n")
    (added,) = add(store, str(path), tags=["inbox"])
    assert carriers(store, "later") == list(added.articles)


def test_the_counts_are_those_of_the_lists(library: Store) -> None:
    """Categories, tags of two rules, the reader's own, refused, read and hidden, all on the same articles."""
    library.save([draft(f"Lung {n}", "Text.", categories=("chest", "news")[: n % 3]) for n in range(40)])
    library.add_rule("lung", ["chest", "organ"])
    library.add_rule("text", ["chest"])
    library.tag(range(1, 9), add=["chest", "own"])
    library.tag(range(5, 15), remove=["chest", "organ", "news"])
    library.mark(range(1, 44, 4), read=True)
    library.mark(range(2, 44, 7), hidden=True)
    for tag in library.tags():
        found = library.ids(Query(f"tag:{tag.name}"))
        assert (tag.count, tag.unread) == (len(found), len(library.without("read", found))), tag.name
        assert tag.reader == any(tag.name in one.reader_tags for one in library.articles(found))
    assert {tag.name for tag in library.tags()} == {"chest", "organ", "own", "news"}


def test_a_rule_that_only_gets_another_number_keeps_what_it_gave(library: Store) -> None:
    gone, *kept = [library.add_rule(query, [tag]) for query, tag in (("heart", "a"), ("lung", "b"), ("trials", "c"))]
    library.remove_rule(gone.id)  # the others stand at 2 and 3
    last = library.add_rule("heart", ["d"])
    assert library.move_rule(last.id, 2)  # now at 1, 2 and 3
    assert [rule.id for rule in library.rules()] == [kept[0].id, last.id, kept[1].id]
    assert [carriers(library, tag) for tag in "bcd"] == [[1, 2], [2], [3]]
    library.undo()
    assert [carriers(library, tag) for tag in "bcd"] == [[1, 2], [2], [3]]
