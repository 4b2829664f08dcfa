"""What is like an article: on a real library of made-up news, by words and by papers."""

import pytest

from store import NotFoundError, Reference, Store, Suggestion
from store.model import Draft

FISH = "Zebrafish grow a heart again after an injury. Cardiomyocytes divide, and the scar of the ventricle goes."
SLEEP = "Sleep clears waste from the brain. Glymphatic flow rises at night, and astrocytes swell and shrink."
PAPER = Reference(1, "See.", "main", ids={"doi": "10.1000/one"}, title="Night and the brain")


def draft(name: str, body: str, *references: Reference, tags: tuple[str, ...] = ()) -> Draft:
    return Draft(name, name, body, references=references, categories=tags)


@pytest.fixture
def library(store: Store) -> Store:
    """Articles 1 to 4 on fish hearts, 5 to 7 on sleep, 8 on neither but on the paper of 5; 9 to 28 of other things."""
    store.save(
        [
            draft("Zebrafish mend their heart", FISH, tags=("regeneration", "Biology")),
            draft("A heart that heals", FISH.replace("again", "anew"), tags=("Regeneration", "Biology")),
            draft(
                "Fish and the ventricle", "The ventricle of zebrafish: cardiomyocytes divide.", tags=("regeneration",)
            ),
            draft("No scar in fish", "An injury to the heart of zebrafish leaves no scar.", tags=("fish",)),
            draft("Why the brain sleeps", SLEEP, PAPER, tags=("brain", "IT")),
            draft("Astrocytes at night", "Glymphatic flow and astrocytes in sleep. It was seen.", tags=("brain",)),
            draft("A night of good sleep", SLEEP.replace("rises", "grows")),
            draft("In other words", "Nothing in common.", PAPER),
            *(draft(f"Notes {n}", f"Plain talk of weather number{n} and trains.", tags=("News",)) for n in range(20)),
        ]
    )
    return store


@pytest.mark.parametrize(("article", "like"), [(1, {2, 3, 4}), (4, {1, 2}), (5, {8, 6, 7}), (8, {5})])
def test_related_articles_share_a_paper_or_rare_words(library: Store, article: int, like: set[int]) -> None:
    found = library.related(article)
    assert like <= set(found)
    assert article not in found
    assert not {i for i in found if i > 8}


def test_the_same_paper_comes_first_and_the_limit_holds(library: Store) -> None:
    assert library.related(5)[0] == 8
    assert len(library.related(5, 2)) == 2
    assert library.related(5, 0) == []


def test_hidden_and_pruned_articles_are_not_related(library: Store) -> None:
    library.mark([8, 6], hidden=True)
    library.prune([7])
    assert not {6, 7, 8} & set(library.related(5))


def test_a_digest_and_its_items_are_not_related(store: Store) -> None:
    items = tuple(Draft(f"i{n}", f"Zebrafish heart {n}", FISH) for n in range(3))
    digest, *children = store.save([Draft("d", "Zebrafish heart this week", FISH, children=items)]).articles
    assert digest not in store.related(children[0])
    assert not set(children) & set(store.related(digest))
    assert set(children[1:]) <= set(store.related(children[0]))


def test_words_of_queries_and_marks_harm_nothing(store: Store) -> None:
    odd = 'OR AND NOT NEAR ("zebrafish") * ^heart: {title} - "" \'; café ﬁsh 心臓 number_one'
    first, second = store.save([draft("One " + odd, odd), draft("Two " + odd, odd)]).articles
    assert store.related(first) == [second]
    store.suggest_tags(first)
    empty = store.save([Draft("e", "…", "")]).articles[0]
    assert store.related(empty) == []
    assert store.suggest_tags(empty) == []


def test_tags_are_suggested_by_words_and_by_what_is_like_it(library: Store) -> None:
    library.tag([20], add=["zebra-fish", "cardiomyocyte"])
    found = library.suggest_tags(4)
    assert found == [Suggestion("regeneration", "on similar articles"), Suggestion("Biology", "on similar articles")]
    named = {one.name: one.reason for one in library.suggest_tags(3)}
    assert named["fish"] == "in its words"
    assert next(iter(named)) == "cardiomyocyte"  # the reader's own, and in the singular
    assert "regeneration" not in named  # it has it
    assert "News" not in named
    assert len(library.suggest_tags(3, 1)) == 1


def test_what_the_reader_took_away_is_not_suggested(library: Store) -> None:
    assert "brain" in [one.name for one in library.suggest_tags(7)]
    library.tag([7], add=["brain"])
    library.tag([7], remove=["brain"])
    assert "brain" not in [one.name for one in library.suggest_tags(7)]


def test_a_short_tag_must_stand_in_capitals(library: Store) -> None:
    assert "IT" not in [one.name for one in library.suggest_tags(6)]
    library.save([draft("IT in the clinic", "Screens.")])
    assert library.suggest_tags(29)[0] == Suggestion("IT", "in its words")


def test_a_tag_that_nobody_carries_is_not_suggested(library: Store) -> None:
    library.tag([20], add=["ventricle"])
    library.undo()
    assert "ventricle" not in [one.name for one in library.suggest_tags(3)]


def test_an_article_that_is_not_there(library: Store) -> None:
    for call in (library.related, library.suggest_tags):
        with pytest.raises(NotFoundError):
            call(999)
