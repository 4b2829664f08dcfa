"""What services say is kept, says how articles stand, and raises what was read when its paper is retracted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store import NotFoundError, Query, Store
from store.db.paper_notices import gravest, merged, standings
from store.model_paper import Access, Asked, Copy, Notice, Record, Told
from tests.conftest import NOW
from tests.store.papers import RETRACTED, asked, cite, told

CONCERN = Notice("concern", (2026, 2), source="retraction-watch")
CORRECTED = Notice("corrected", (2025, 1, 2), "10.1000/correction")


def test_what_was_never_asked_is_not_checked(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    paper = store.paper_named("https://doi.org/10.1000/X")
    assert store.paper_statuses([paper])[paper].kind == "unchecked"
    assert store.record(paper) is None
    assert store.record_asked(paper) is None
    assert store.access(paper) is None


def test_what_nobody_cites_has_no_paper(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"10\.1000/x"):
        store.paper_named("10.1000/x")


def test_a_check_without_a_notice_is_none_known_as_of_then(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x"))
    status = store.paper_statuses([one.paper])[one.paper]
    assert (status.kind, status.as_of, status.notices) == ("none", "2026-06-03T12:00:00+00:00", ())


def test_a_fault_writes_nothing(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    assert store.tell(one, Told(fault="Could not ask Crossref: it was away.")) == ()
    assert store._rows("SELECT * FROM paper_records") == []
    assert store.paper_statuses([one.paper])[one.paper].kind == "unchecked"


def test_metadata_without_a_check_leaves_it_unchecked(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, Told(Record("datacite", {"doi": "10.1000/x"}, title="Data")))
    assert store.paper_statuses([one.paper])[one.paper].kind == "unchecked"
    assert store.due_papers([one.paper]) == []


def test_a_record_comes_back_as_it_was_told(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    record = Record(
        "crossref", {"doi": "10.1000/x"}, "Titel", issued=(2026, 5), abstract="Erst.\n\nDann.",
        preprints=("10.1101/1",), updates=(("10.1000/y", CORRECTED),),
    )  # fmt: skip
    store.tell(one, Told(record, ()))
    assert store.record(one.paper) == record


def test_a_retraction_of_what_was_read_raises_it_and_undo_takes_that_back(store: Store) -> None:
    about, aside = cite(store, "a", "doi:10.1000/x"), cite(store, "b", "doi:10.1000/z", cited=("doi:10.1000/x",))
    store.mark([about, aside], read=True)
    one = asked(store, "doi:10.1000/x")
    assert store.tell(one, told("10.1000/x", RETRACTED)) == (about,)
    assert not store.article(about).read
    assert store.article(aside).read
    assert (store.article(about).standing, store.article(aside).standing) == ("retracted", "")
    assert list(store.ids(Query("is:retracted"))) == [about]
    assert store.counts().unread == 1
    undone = store.undo()
    assert undone is not None
    assert "retracted" in undone.label
    assert store.article(about).read
    assert store.tell(one, told("10.1000/x", RETRACTED)) == ()
    assert store.article(about).read


def test_what_is_worse_than_a_concern_raises_and_a_concern_does_not(store: Store) -> None:
    about = cite(store, "a", "doi:10.1000/x")
    store.mark([about], read=True)
    one = asked(store, "doi:10.1000/x")
    assert store.tell(one, told("10.1000/x", CONCERN)) == ()
    assert store.article(about).standing == "concern"
    assert store.tell(one, told("10.1000/x", CONCERN, RETRACTED)) == (about,)


def test_an_article_that_comes_later_stands_as_its_paper_does(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", RETRACTED))
    later = cite(store, "b", "doi:10.1000/x")
    assert store.article(later).standing == "retracted"
    kept = set(store._rows("SELECT * FROM article_standings"))
    assert kept == standings(store._conn)


def test_a_notice_that_is_gone_at_its_service_goes(store: Store) -> None:
    about = cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x", RETRACTED))
    store.tell(one, told("10.1000/x"))
    assert store.article(about).standing == ""
    assert store.paper_statuses([one.paper])[one.paper].kind == "none"


def test_what_pubmed_said_stays_until_pubmed_is_asked_again(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    said = Notice("retracted", source="pubmed")
    store.tell(one, Told(Record("pubmed", {"doi": "10.1000/x"}), (said,)))
    store.tell(one, told("10.1000/x"))
    assert store.paper_statuses([one.paper])[one.paper].kind == "retracted"
    store.tell(one, Told(Record("pubmed", {"doi": "10.1000/x"}), ()))
    assert store.paper_statuses([one.paper])[one.paper].kind == "none"


def test_a_notice_tells_of_the_work_it_is_about(store: Store) -> None:
    about = cite(store, "a", "doi:10.1000/x")
    cite(store, "b", "doi:10.1000/notice")
    store.mark([about], read=True)
    raised = store.tell(asked(store, "doi:10.1000/notice"), told("10.1000/notice", updates=(("10.1000/x", RETRACTED),)))
    assert raised == (about,)
    assert store.paper_statuses([store.paper_named("10.1000/x")]).popitem()[1].notices == (RETRACTED,)


def test_a_service_may_make_two_papers_one(store: Store) -> None:
    first, second = cite(store, "a", "pmid:12345678"), cite(store, "b", "doi:10.1000/x")
    one = asked(store, "pmid:12345678")
    store.tell(one, Told(Record("pubmed", {"pmid": "12345678", "doi": "10.1000/x"}, title="Both"), ()))
    assert [citing.article.id for citing in store.cites("10.1000/x")] == [second, first]
    assert store.paper_named("12345678") == store.paper_named("10.1000/x")


def test_a_service_that_speaks_of_another_work_makes_nothing_one(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    cite(store, "b", "doi:10.1000/y")
    store.tell(asked(store, "doi:10.1000/x"), Told(Record("crossref", {"doi": "10.1000/y"}), ()))
    assert store.paper_named("10.1000/x") != store.paper_named("10.1000/y")


def test_a_list_replaces_the_one_before_and_says_how_far_it_goes(store: Store) -> None:
    about, other = cite(store, "a", "doi:10.1000/x"), cite(store, "b", "pmid:12345678")
    store.mark([about, other], read=True)
    listed = [((("doi", "10.1000/x"),), RETRACTED), ((("doi", "10.1000/q"), ("pmid", "12345678")), RETRACTED)]
    assert store.load_notices(listed, "2026-05-01") == (2, (about, other))
    assert store.load_notices(listed[:1], "2026-06-01") == (1, ())
    statuses = store.paper_statuses([store.paper_named("10.1000/x"), store.paper_named("12345678")])
    assert [(one.kind, one.as_of) for one in statuses.values()] == [("retracted", "2026-06-01"), ("none", "2026-06-01")]
    assert store.article(other).standing == ""


def test_a_list_that_breaks_off_changes_nothing(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = ((("doi", "10.1000/x"),), RETRACTED)
    store.load_notices([one], "2026-05-01")

    def broken() -> object:
        yield one
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.load_notices(broken(), "2026-06-01")  # type: ignore[arg-type]
    assert store.article(1).standing == "retracted"
    assert store._rows("SELECT as_of FROM notice_lists") == [("2026-05-01",)]


@pytest.mark.parametrize(
    ("days", "absent", "due"),
    [
        (0, False, ()), (6, False, ()), (8, False, ("status",)), (31, False, ("metadata", "status")),
        (0, True, ()), (2, True, ("metadata", "status")),
    ],
)  # fmt: skip
def test_when_a_work_may_be_asked_about_again(tmp_path: Path, days: int, absent: bool, due: tuple[str, ...]) -> None:
    moment = NOW
    with Store(tmp_path / "l.db", now=lambda: moment) as store:
        cite(store, "a", "doi:10.1000/x")
        one = asked(store, "doi:10.1000/x")
        store.tell(one, Told(absent=True) if absent else told("10.1000/x"))
        moment = NOW + timedelta(days=days)
        assert [found.due for found in store.due_papers()] == ([due] if due else [])


def test_access_is_due_only_where_it_is_asked_for(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x"))
    assert store.due_papers() == []
    assert [found.due for found in store.due_papers(access=True)] == [("access",)]
    best = Access("green", (Copy("https://repository.example/1", version="accepted"),))
    store.tell_access(one, best)
    assert store.access(one.paper) == replace(best, as_of="2026-06-03T12:00:00+00:00")
    assert store.due_papers(access=True) == []


def test_what_only_has_an_isbn_is_asked_of_nobody(store: Store) -> None:
    cite(store, "a", "isbn:9783161484100")
    assert store.due_papers(all=True) == []


@pytest.mark.parametrize(
    ("notices", "kind"),
    [
        ([], None),
        ([CORRECTED], "corrected"),
        ([CORRECTED, CONCERN], "concern"),
        ([RETRACTED, CONCERN], "retracted"),
        ([RETRACTED, Notice("reinstated", (2026, 4))], None),
        ([RETRACTED, CONCERN, Notice("reinstated", (2026, 4))], "concern"),
        ([RETRACTED, Notice("reinstated", (2020,))], "retracted"),
    ],
)
def test_the_gravest_notice_that_holds(notices: list[Notice], kind: str | None) -> None:
    assert gravest(notices) == kind


def test_the_same_notice_of_two_sources_is_one() -> None:
    bare = Notice("retracted", source="pubmed")
    watch = replace(
        RETRACTED,
        date=(2026,),
        reason="Concerns about the data; investigation by the institution",
        source="retraction-watch",
    )
    (one,) = merged([bare, watch, RETRACTED])
    assert (one.date, one.doi, one.reason) == (
        (2026, 3, 5),
        "10.1000/notice",
        "Concerns about the data; investigation by the institution",
    )
    assert one.source == "publisher, pubmed, retraction-watch"


def test_a_record_that_cannot_be_read_any_more_is_not_kept(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x"))
    for broken in ("{", "[]", '{"service": "crossref", "nonsense": 1}', '{"service": "crossref", "authors": [1]}'):
        with store._write() as conn:
            conn.execute("UPDATE paper_records SET record = ? WHERE kind = 'metadata'", (broken,))
        assert store.record(one.paper) is None
        assert store.records([one.paper]) == {}


def test_asking_keeps_the_order_given(store: Store, clock: Callable[[], datetime]) -> None:
    cite(store, "a", "doi:10.1000/x", cited=("doi:10.1000/b", "doi:10.1000/a"))
    wanted = store.papers_of([1])
    assert [one.ids["doi"] for one in store.due_papers(wanted)] == ["10.1000/x", "10.1000/b", "10.1000/a"]
    assert store.papers_of([1], main=True) == wanted[:1]
    assert isinstance(store.due_papers(wanted)[0], Asked)
