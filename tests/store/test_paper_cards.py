"""The card of a paper: who reported it, its other versions, its trials."""

from datetime import timedelta

import pytest

from store import NotFoundError, Reference, Store
from store.db.paper_cards import MOST_ARTICLES
from store.model import Draft
from store.model_paper import Access, Copy, Record, Told
from tests.conftest import NOW
from tests.store.papers import RETRACTED, asked, cite, told


def save(store: Store, key: str, days: int, *references: Reference) -> int:
    """An article of so many days ago."""
    when = NOW - timedelta(days=days)
    return store.save([Draft(key, f"News {key}", "Text.", published=when, references=references)]).articles[0]


def work(role: str = "main", n: int = 1, **ids: str) -> Reference:
    return Reference(n, f"Work {ids}", role=role, ids=ids)  # type: ignore[arg-type]


def test_who_reported_it_and_who_cites_it_the_oldest_first(store: Store) -> None:
    newer = save(store, "a", 1, work(doi="10.1000/x"), work("cited", 2, doi="10.1000/x"))
    older = save(store, "b", 9, work(doi="10.1000/x"))
    hidden = save(store, "c", 5, work(doi="10.1000/x"))
    cites = save(store, "d", 3, work("cited", doi="10.1000/x"))
    store.mark([hidden], hidden=True)
    card = store.card(store.paper_named("10.1000/x"))
    assert [article.id for article in card.reported] == [older, newer]
    assert [article.id for article in card.cited] == [cites]
    assert (card.paper.cited, card.paper.reported) == (3, 2)
    assert (card.record, card.asked, card.access, card.related, card.trials) == (None, None, None, (), ())


def test_a_paper_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no longer in the library"):
        store.card(7)
    with pytest.raises(NotFoundError, match="no longer"):
        store.card(2**70)


def test_what_services_said_is_on_it(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x", RETRACTED, abstract="Words.", funders=("A fund",)))
    store.tell_access(one, Access("green", (Copy("https://a.example/x"),)))
    store.queue_papers([one.paper], "to-read")
    card = store.card(one.paper)
    assert card.record
    assert (card.record.abstract, card.record.funders) == ("Words.", ("A fund",))
    assert card.asked == "2026-06-03T12:00:00+00:00"
    assert card.access
    assert card.access.copies[0].url == "https://a.example/x"
    assert card.paper.status.kind == "retracted"
    assert card.paper.queued
    assert card.paper.queued.state == "to-read"


def test_versions_are_found_from_both_sides(store: Store) -> None:
    before = cite(store, "a", "doi:10.1101/pre")
    after = cite(store, "b", "doi:10.1000/pub_1")
    other = cite(store, "c", "doi:10.1000/pubx1")
    preprint, published = store.paper_named("10.1101/pre"), store.paper_named("10.1000/pub_1")
    record = Record("crossref", {"doi": "10.1101/pre"}, is_preprint=True, published=("10.1000/PUB_1", "10.1000/else"))
    store.tell(asked(store, "doi:10.1101/pre"), Told(record, ()))
    told_by_itself, told_by_the_other = store.card(preprint), store.card(published)
    assert [(one.kind, one.doi, one.paper) for one in told_by_itself.related] == [
        ("published", "10.1000/pub_1", published), ("published", "10.1000/else", None),
    ]  # fmt: skip
    assert [article.id for article in told_by_itself.related[0].articles] == [after]
    assert told_by_itself.related[1].articles == ()
    assert [(one.kind, one.doi, one.paper) for one in told_by_the_other.related] == [
        ("preprint", "10.1101/pre", preprint)
    ]
    assert [article.id for article in told_by_the_other.related[0].articles] == [before]
    assert store.card(store.papers_of([other])[0]).related == ()  # _ is no wild card


def test_a_version_that_both_sides_tell_is_told_once(store: Store) -> None:
    cite(store, "a", "doi:10.1101/pre")
    cite(store, "b", "doi:10.1000/pub")
    for doi, other in (
        ("10.1101/pre", {"published": ("10.1000/pub",)}),
        ("10.1000/pub", {"preprints": ("10.1101/pre",)}),
    ):
        store.tell(asked(store, f"doi:{doi}"), Told(Record("crossref", {"doi": doi}, **other), ()))  # type: ignore[arg-type]
    assert [one.kind for one in store.card(store.paper_named("10.1101/pre")).related] == ["published"]
    assert [one.kind for one in store.card(store.paper_named("10.1000/pub")).related] == ["preprint"]


def test_that_a_work_names_itself_is_no_other_version(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", preprints=("10.1000/x",)))
    assert store.card(store.paper_named("10.1000/x")).related == ()


def test_trials_are_those_of_the_record_and_of_the_articles_about_it(store: Store) -> None:
    about = save(store, "a", 3, work(doi="10.1000/x"), work("cited", 2, nct="NCT00000001"))
    again = save(store, "b", 1, work("cited", nct="NCT00000001"), work("cited", 2, isrctn="ISRCTN12345678"))
    save(store, "c", 2, work("cited", doi="10.1000/x"), work("cited", 2, nct="NCT00000002"))
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", trials=("isrctn12345678", "NCT00000009")))
    card = store.card(store.paper_named("10.1000/x"))
    assert [(number, [article.id for article in articles]) for number, articles in card.trials] == [
        ("ISRCTN12345678", [again]), ("NCT00000009", []), ("NCT00000001", [again, about]),
    ]  # fmt: skip


def test_of_a_trial_that_is_everywhere_the_newest_articles_are_listed(store: Store) -> None:
    many = [save(store, f"k{n}", n, work(nct="NCT00000001")) for n in range(MOST_ARTICLES + 5)]
    save(store, "x", 99, work(doi="10.1000/x"), work("cited", 2, nct="NCT00000001"))
    ((number, articles),) = store.card(store.paper_named("10.1000/x")).trials
    assert number == "NCT00000001"
    assert [article.id for article in articles] == many[:MOST_ARTICLES]
