"""What an examination of the papers found: each was a fault once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from store import Author, Store, export
from store.db.paper_notices import standings
from store.model import Draft
from store.model_paper import Notice, Record, Told
from tests.conftest import NOW
from tests.store.papers import RETRACTED, asked, cite, told

LISTED = ((("doi", "10.1000/x"),), RETRACTED)


def test_an_identifier_that_brings_a_known_retraction_raises_what_was_read(store: Store) -> None:
    about = cite(store, "a", "pmcid:PMC1234567")
    store.mark([about], read=True)
    assert store.load_notices([LISTED], "2026-05-01") == (1, ())
    one = asked(store, "pmcid:PMC1234567")
    both = Record("pubmed", {"pmcid": "PMC1234567", "doi": "10.1000/x"}, "Both")
    assert store.tell(one, Told(both)) == (about,)
    assert store.article(about).standing == "retracted"
    assert set(store._rows("SELECT * FROM article_standings")) == standings(store._conn)


def test_papers_that_become_one_raise_what_was_read_about_the_one_that_stood(store: Store) -> None:
    known, about = cite(store, "a", "doi:10.1000/x"), cite(store, "b", "pmid:12345678")
    store.load_notices([LISTED], "2026-05-01")
    store.mark([known, about], read=True)
    one = asked(store, "pmid:12345678")
    raised = store.tell(one, Told(Record("pubmed", {"pmid": "12345678", "doi": "10.1000/x"}, "Both"), ()))
    assert raised == (about,)
    assert store.article(known).read


def test_of_two_notices_without_a_number_the_later_counts(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    work = (("doi", "10.1000/x"),)
    first, back, again = (
        Notice("retracted", (2018, 1, 1)), Notice("reinstated", (2019, 1, 1)), Notice("retracted", (2020, 1, 1)),
    )  # fmt: skip
    for listed in ([first, back, again], [again, back, first]):
        store.load_notices([(work, one) for one in listed], "2026-05-01")
        assert store.article(1).standing == "retracted"


def test_a_notice_that_names_the_work_stays_when_the_work_does_not_name_it(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    cite(store, "b", "doi:10.1000/notice")
    store.tell(asked(store, "doi:10.1000/notice"), told("10.1000/notice", updates=(("10.1000/x", RETRACTED),)))
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x"))
    assert store.article(1).standing == "retracted"
    store.tell(asked(store, "doi:10.1000/notice"), told("10.1000/notice"))
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x"))
    assert store.article(1).standing == ""


def test_what_is_known_of_a_work_stays_when_nobody_knows_it_any_more(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x"))
    store.tell(one, Told(absent=True))
    record = store.record(one.paper)
    assert record is not None
    assert store.paper_statuses([one.paper])[one.paper].kind == "none"


def test_a_check_stays_when_a_later_answer_tells_nothing_of_notices(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x"))
    before = store.paper_statuses([one.paper])
    store.tell(one, Told(Record("doi.org", {"doi": "10.1000/x"}, "Again")))
    assert store.paper_statuses([one.paper]) == before


def test_a_queued_paper_that_no_article_cites_any_more_is_exported(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    one = asked(store, "doi:10.1000/x")
    store.tell(one, told("10.1000/x", RETRACTED, authors=(Author("Roe, Jane", "Roe", "Jane"),), issued=(2026, 3)))
    store.queue_papers([one.paper], "to-read")
    store.save([Draft("a", "News a", "It names no work any more.", "https://news.example/a")])
    assert store.papers_of([1]) == []
    (entry,) = store.paper_entries([one.paper])
    assert (entry.reference.issued, entry.seen_in) == ((2026, 3), ())
    text = export([entry], "bibtex")
    assert "author = {Roe, Jane}" in text
    assert "Retracted 2026-03-05" in text


def test_what_was_never_told_of_a_paper_is_not_made_up(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    paper = store.paper_named("10.1000/x")
    store.queue_papers([paper], "get")
    store.save([Draft("a", "News a", "It names no work any more.", "https://news.example/a")])
    lines = export(store.paper_entries([paper]), "ris").split("\r\n")
    assert [line[:2] for line in lines if line] == ["TY", "ID", "DO", "ER"]


def test_a_paper_is_found_by_its_doi_as_it_is_listed(store: Store) -> None:
    for doi in ('10.1000/a<b>()#%;,2"', "10.1000/é?x=1&y=2#f", "10.1000/%2e%2e"):
        article = cite(store, doi, f"doi:{doi}")
        assert [store.paper_named(doi.upper().replace("É", "é"))] == store.papers_of([article])


def test_a_queued_paper_that_no_article_cites_any_more_is_still_asked_about(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x", cited=("doi:10.1000/y",))
    paper = store.paper_named("10.1000/x")
    store.queue_papers([paper], "to-read")
    store.save([Draft("a", "News a", "It names no work any more.", "https://news.example/a")])
    assert [one.paper for one in store.due_papers()] == [paper]


def test_open_copies_are_due_only_of_what_has_a_doi(store: Store) -> None:
    cite(store, "a", "pmid:12345678")
    one = asked(store, "pmid:12345678")
    assert [found.due for found in store.due_papers(access=True)] == [("metadata", "status")]
    store.tell(one, Told(Record("pubmed", {"pmid": "12345678"}, "Known"), ()))
    assert store.due_papers(access=True) == []


@pytest.mark.parametrize(
    ("stated", "bibtex", "ris", "csl"),
    [
        ("article-journal", "@article{", "JOUR", "article-journal"), ("chapter", "@incollection{", "CHAP", "chapter"),
        ("paper-conference", "@inproceedings{", "CPAPER", "paper-conference"), ("book", "@book{", "BOOK", "book"),
        ("dataset", "@misc{", "DATA", "dataset"), ("thesis", "@misc{", "THES", "thesis"),
        ("report", "@misc{", "RPRT", "report"), ("preprint", "@misc{", "UNPB", "article"),
    ],
)  # fmt: skip
def test_a_work_is_exported_as_what_its_service_says_it_is(
    store: Store, stated: str, bibtex: str, ris: str, csl: str
) -> None:
    cite(store, "a", "doi:10.1000/x")
    parts = {"type": stated} if stated != "preprint" else {"type": "article", "is_preprint": True}
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", container="Proceedings of Ponds", **parts))
    entries = store.entries([1])
    assert export(entries, "bibtex").startswith(bibtex)
    assert export(entries, "ris").startswith(f"TY  - {ris}\r\n")
    assert json.loads(export(entries, "csl-json"))[0]["type"] == csl


def test_a_paper_in_two_states_by_two_names_is_counted_once_by_the_latest(
    tmp_path: Path,
) -> None:
    moment = NOW
    with Store(tmp_path / "l.db", now=lambda: moment) as store:
        cite(store, "a", "pmid:12345678")
        cite(store, "b", "doi:10.1000/x")
        store.queue_papers([store.paper_named("12345678")], "to-read")
        moment = NOW + timedelta(minutes=1)
        store.queue_papers([store.paper_named("10.1000/x")], "aside")
        both = Record("pubmed", {"pmid": "12345678", "doi": "10.1000/x"}, "Both")
        store.tell(asked(store, "pmid:12345678"), Told(both, ()))
        assert dict(store.statistics().queue) == store.queue_counts()
        assert store.queue_counts()["to-read"] == 0
