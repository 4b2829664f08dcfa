"""Tags as a whole on a real library: each change counted, in one entry of the journal, and taken back exactly."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from store import TAG_COLOURS, NotFoundError, Query, Store, StoreError
from store.model import Draft

TABLES = ("reader_tags", "rule_tags", "tag_rules", "tag_colours", "source_tags")


@pytest.fixture
def library(store: Store) -> Store:
    """Articles 1 to 4; 1 and 2 have a category, 2 and 3 a tag of the reader's."""
    store.save(
        [
            Draft("a", "Lung one", "Text.", categories=("Oncology",)),
            Draft("b", "Lung two", "Text.", categories=("Oncology", "Trials")),
            Draft("c", "Heart", "Text."),
            Draft("d", "Liver", "Text."),
        ]
    )
    store.tag([2, 3], add=["mine"])
    return store


def carriers(store: Store, tag: str) -> list[int]:
    return sorted(store.ids(Query(f'tag:"{tag}"')))


def names(store: Store) -> dict[str, int]:
    return {tag.name: tag.count for tag in store.tags()}


def state(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that is known of tags in use; names made on the way may stay in the table of names."""
    used = "SELECT id, name FROM tags WHERE id IN (SELECT tag_id FROM article_tags) ORDER BY id"
    rows = {table: sorted(store._rows(f"SELECT * FROM {table}")) for table in TABLES}
    return {**rows, "names": store._rows(used)}


CHANGES: dict[str, tuple[Callable[[Store], int], int, dict[str, int]]] = {
    "rename": (lambda s: s.rename_tag("mine", "later"), 2, {"later": 2, "Oncology": 2, "Trials": 1}),
    "rename with signs": (lambda s: s.rename_tag("#MINE", " #later "), 2, {"later": 2, "Oncology": 2, "Trials": 1}),
    "rename to one that is there": (lambda s: s.rename_tag("mine", "trials"), 2, {"Trials": 2, "Oncology": 2}),
    "rename a category": (lambda s: s.rename_tag("Oncology", "Cancer"), 2, {"mine": 2, "Cancer": 2, "Trials": 1}),
    "letter case": (lambda s: s.rename_tag("mine", "MINE"), 2, {"MINE": 2, "Oncology": 2, "Trials": 1}),
    "merge": (lambda s: s.merge_tags(["mine", "Oncology"], "all"), 3, {"all": 3, "Trials": 1}),
    "merge into one of them": (lambda s: s.merge_tags(["mine", "trials"], "mine"), 1, {"mine": 2, "Oncology": 2}),
    "delete": (lambda s: s.delete_tag("mine"), 2, {"Oncology": 2, "Trials": 1}),
    "delete a category": (lambda s: s.delete_tag("oncology"), 2, {"mine": 2, "Trials": 1}),
    "adopt": (lambda s: s.adopt_tag("oncology"), 2, {"Oncology": 2, "mine": 2, "Trials": 1}),
    "colour": (lambda s: int(s.colour_tag("mine", "warning")), 1, {"mine": 2, "Oncology": 2, "Trials": 1}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_counts_and_is_taken_back_after_a_restart(library: Store, change: str) -> None:
    act, count, after = CHANGES[change]
    before = state(library)
    assert act(library) == count
    assert names(library) == after
    assert state(library) != before
    with Store(library.path) as again:
        undone = again.undo()
        assert undone is not None
        assert undone.what in ("article", "tag")
        assert state(again) == before
        again.undo()
        assert not [tag for tag in again.tags() if tag.reader]  # the entry before it: the tags of the fixture


def test_a_category_of_another_name_comes_again_with_new_articles(library: Store) -> None:
    library.rename_tag("Oncology", "Cancer")
    library.save([Draft("e", "Lung three", "Text.", categories=("Oncology",))])
    assert (carriers(library, "Cancer"), carriers(library, "Oncology")) == ([1, 2], [5])
    library.save([Draft("a", "Lung one", "Changed.", categories=("Oncology",))])
    assert carriers(library, "Oncology") == [5]


def test_an_adopted_category_stays_when_its_source_says_it_no_more(library: Store) -> None:
    library.adopt_tag("Oncology")
    library.save([Draft("a", "Lung one", "Changed.")])
    assert carriers(library, "Oncology") == [1, 2]
    assert library.article(1).reader_tags == ("Oncology",)
    assert library.adopt_tag("Oncology") == 0


def test_what_the_reader_refused_is_not_adopted(library: Store) -> None:
    library.tag([1], remove=["Oncology"])
    assert library.adopt_tag("Oncology") == 1
    assert carriers(library, "Oncology") == [2]


def test_a_colour_goes_with_its_tag(library: Store) -> None:
    assert library.colour_tag("mine", "accent")
    assert not library.colour_tag("Mine", "accent")
    library.rename_tag("mine", "later")
    assert {tag.name: tag.colour for tag in library.tags()} == {"later": "accent", "Oncology": "", "Trials": ""}
    library.merge_tags(["later"], "Trials")
    assert {tag.name: tag.colour for tag in library.tags()} == {"Trials": "accent", "Oncology": ""}
    library.undo()
    library.undo()
    assert {tag.name: tag.colour for tag in library.tags()} == {"mine": "accent", "Oncology": "", "Trials": ""}
    assert library.colour_tag("mine", None)
    assert not library.colour_tag("mine", None)


@pytest.mark.parametrize("colour", TAG_COLOURS)
def test_the_colours_are_words_of_the_theme(library: Store, colour: str) -> None:
    assert library.colour_tag("mine", colour)


def test_queries_that_ask_for_the_old_name_are_named(library: Store) -> None:
    for name, filter in (("one", "tag:mine"), ("two", 'lung or tag:"#MINE"'), ("three", 'tag:mines "tag:mine"')):
        library.save_view(name, filter)
    rule = library.add_rule("-tag:Mine", ["other"])
    assert library.views_asking("mine") == ["one"]
    assert library.views_asking("#Mine") == ["one"]
    assert library.rules_asking("mine") == [rule.id]
    library.rename_tag("mine", "later")
    assert library.view("one").filter == "tag:mine"


FAULTS: Sequence[tuple[type[StoreError], Callable[[Store], object]]] = [
    (NotFoundError, lambda s: s.rename_tag("none", "x")),
    (NotFoundError, lambda s: s.merge_tags(["mine", "none"], "x")),
    (NotFoundError, lambda s: s.delete_tag("none")),
    (NotFoundError, lambda s: s.adopt_tag("")),
    (NotFoundError, lambda s: s.colour_tag("none", "accent")),
    (StoreError, lambda s: s.rename_tag("mine", " # ")),
    (StoreError, lambda s: s.merge_tags(["mine"], "MINE")),
    (StoreError, lambda s: s.colour_tag("mine", "#ff0000")),
    (StoreError, lambda s: s.colour_tag("mine", "red")),
]


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_what_cannot_be_done_changes_nothing(library: Store, number: int) -> None:
    kind, act = FAULTS[number]
    before = state(library)
    with pytest.raises(kind) as error:
        act(library)
    assert str(error.value).endswith(".")
    assert state(library) == before
    undone = library.undo()
    assert undone is not None
    assert undone.label == "tagged #mine"


def test_a_tag_that_is_gone_is_not_there(library: Store) -> None:
    library.rename_tag("mine", "later")
    with pytest.raises(NotFoundError):
        library.rename_tag("mine", "x")


def test_a_name_that_nobody_uses_is_spelled_as_it_is_written_now(library: Store) -> None:
    library.delete_tag("mine")
    library.rename_tag("Trials", "MINE")
    assert "MINE" in names(library)
    library.undo()
    library.undo()
    assert "mine" in names(library)


def test_hostile_names_are_cleaned(library: Store) -> None:
    library.rename_tag("mine", "a\x1b[31m\u202eb\nc")
    (name,) = [tag.name for tag in library.tags() if tag.reader]
    assert name.isprintable()
    assert "\u202e" not in name


def test_a_rename_of_nothing_leaves_no_entry(library: Store, tmp_path: Path) -> None:
    assert library.rename_tag("mine", "mine") == 0
    undone = library.undo()
    assert undone is not None
    assert undone.label == "tagged #mine"
