"""Works asked about at the services on loopback: who is asked in what order, and what the library keeps of it."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from store import Services, Store, fetch_access, fetch_papers
from store.fetch_net import Limits, Web
from store.model_paper import Access, PaperStep, Told
from store.papers_asking import LIMITS, Asking
from store.papers_look_up import Looking
from tests.server import LoopbackServer
from tests.store.papers import cite
from tests.store.services import MANY, ServicesServer, cite_samples, samples
from tests.store.services_bad import BAD

MAIL = "reader@library.example"


@pytest.fixture
def server() -> Iterator[ServicesServer]:
    with ServicesServer() as running:
        yield running


async def at_once(seconds: float) -> None:
    """Do not wait."""
    await asyncio.sleep(0)


async def look_up(server: ServicesServer, **ids: str) -> Told:
    async with Web(LIMITS) as web:
        return await Looking(Asking(web, sleep=at_once), server.services()).look_up(ids)


async def fetched(store: Store, services: Services, *papers: int, **how: Any) -> list[PaperStep]:
    return [step async for step in fetch_papers(store, papers or None, services=services, sleep=at_once, **how)]


def where(server: LoopbackServer) -> list[str]:
    return [seen.path.split("/")[1] for seen in server.seen]


async def test_a_doi_is_asked_of_crossref_only(server: ServicesServer) -> None:
    told = await look_up(server, doi="10.5555/work.0010", pmid="1")
    assert told.record
    assert (told.record.service, told.notices, told.fault) == ("crossref", (), None)
    assert where(server) == ["crossref"]


async def test_a_doi_of_another_agency_is_found_through_doi_org(server: ServicesServer) -> None:
    told = await look_up(server, doi="10.5556/other.0007")
    assert told.record
    assert (told.record.service, told.notices, told.fault) == ("doi.org", None, None)
    assert where(server) == ["crossref", "doi", "agency"]
    assert server.seen[2].headers["accept"] == "application/vnd.citationstyles.csl+json"


async def test_only_pubmed_must_know_what_it_is_asked(server: ServicesServer) -> None:
    server.spoil("eutils", "missing")
    told = await look_up(server, pmid="30000005")
    assert told.fault
    assert "there is no such page (404)" in told.fault


async def test_what_crossref_does_not_know_pubmed_may(server: ServicesServer) -> None:
    server.spoil("crossref", "missing")
    told = await look_up(server, pmid="30000005")
    assert told.record
    assert (told.record.service, told.notices, told.fault) == ("pubmed", (), None)


async def test_data_are_asked_of_datacite_first(server: ServicesServer) -> None:
    told = await look_up(server, doi="10.5061/dryad.0004")
    assert told.record
    assert (told.record.service, told.notices) == ("datacite", None)
    assert where(server) == ["datacite"]


async def test_an_arxiv_id_is_asked_of_datacite_only(server: ServicesServer) -> None:
    told = await look_up(server, arxiv="2601.00006")
    assert told.record
    assert told.record.ids == {"arxiv": "2601.00006", "doi": "10.48550/arxiv.2601.00006"}
    assert told.record.is_preprint
    assert (await look_up(server, arxiv="2601.99999")).absent
    assert where(server) == ["datacite", "datacite"]


async def test_a_pmid_leads_to_its_doi_and_both_answers_become_one(server: ServicesServer) -> None:
    told = await look_up(server, pmid="30000005")
    assert told.record
    assert told.record.ids == {"pmid": "30000005", "doi": "10.5555/work.0005"}
    assert (told.record.service, told.record.title, told.record.language) == ("crossref", "Sample study 5", "en")
    assert told.notices == ()
    assert where(server) == ["eutils", "crossref"]


async def test_a_pmcid_is_asked_of_pmc(server: ServicesServer) -> None:
    told = await look_up(server, pmcid="PMC9000005")
    assert told.record
    assert told.record.ids == {"pmcid": "PMC9000005", "pmid": "30000005", "doi": "10.5555/work.0005"}
    assert "db=pmc&id=9000005&" in server.seen[0].path


async def test_a_pmid_is_asked_for_where_nobody_knows_the_doi(server: ServicesServer) -> None:
    told = await look_up(server, doi="10.5557/nobody.0008", pmid="30000005")
    assert told.record
    assert told.record.service == "pubmed"
    assert where(server) == ["crossref", "doi", "datacite", "eutils"]


@pytest.mark.parametrize("ids", [{"doi": "10.5557/nobody.0008"}, {"pmid": "999"}, {"pmcid": "PMC12345"}])
async def test_what_nobody_knows_is_absent(server: ServicesServer, ids: dict[str, str]) -> None:
    assert await look_up(server, **ids) == Told(absent=True)


@pytest.mark.parametrize("how", ["missing", "nothing"])
async def test_doi_org_has_several_ways_to_know_nothing(server: ServicesServer, how: str) -> None:
    server.spoil("doi", how)
    server.spoil("agency", how)
    assert await look_up(server, doi="10.5556/other.0007") == Told(absent=True)


async def test_books_are_not_asked_about_and_that_is_said(server: ServicesServer) -> None:
    told = await look_up(server, isbn="9780000000002")
    assert told.fault == "Could not ask about this work: it has no DOI, PMID, PMCID or arXiv id. Nobody was asked."
    assert not server.seen


async def test_metadata_are_kept_where_only_the_check_for_notices_failed(server: ServicesServer) -> None:
    server.spoil("crossref", "failing")
    told = await look_up(server, pmid="30000005")
    assert told.record
    assert (told.record.service, told.notices) == ("pubmed", None)
    assert told.fault == (
        "Could not ask Crossref about 10.5555/work.0005: the server failed (500). It will be tried again later."
    )


async def test_datacite_answers_where_doi_org_fails(server: ServicesServer) -> None:
    works = dict(samples())
    assert works
    server.spoil("doi", "page")
    server.spoil("crossref", "missing")
    told = await look_up(server, doi="10.5061/dryad.0054")
    assert told.record
    assert told.record.service == "datacite"


FAILS = {
    "nothing": "is empty",
    "forbidden": "does not allow it (403)", "unprocessable": "(422)", "failing": "the server failed (500)",
    "busy": "left alone for a while (429)", "busy for long": "left alone for a while (429)", "page": "a web page",
    "cut": "broken or not whole", "empty": "is empty", "list": "another shape", "no object": "holds no work",
    "limit": "holds no work", "other work": "about another work", "huge": "larger than 8 MB",
    "broken off": "broke off", "private": "private address", "elsewhere": "private address",
}  # fmt: skip
"""What is said of each bad answer of Crossref's."""
HARMLESS = {"missing", "no arrays", "null dates"}


def test_every_bad_answer_is_tried() -> None:
    assert FAILS.keys() | HARMLESS == BAD.keys()


def dump(store: Store) -> list[str]:
    """Every row of the library, as it stands in the file."""
    return list(store._conn.iterdump())


@pytest.mark.parametrize("how", FAILS)
async def test_a_bad_answer_changes_nothing_and_is_never_none_known(
    store: Store, server: ServicesServer, how: str
) -> None:
    cite(store, "news", "doi:10.5555/work.0010")
    paper = store.paper_named("10.5555/work.0010")
    before = dump(store)
    server.spoil("crossref", how)
    step, *others = await fetched(store, server.services())
    assert not others
    assert (step.done, step.total, step.paper, step.found, step.status) == (1, 1, paper, False, "unchecked")
    assert step.fault
    assert step.fault.startswith("Could not ask Crossref about 10.5555/work.0010: ")
    assert FAILS[how] in step.fault
    assert step.fault.endswith(".")
    assert dump(store) == before
    assert store.paper_statuses([paper])[paper].kind == "unchecked"
    assert store.due_papers()


@pytest.mark.parametrize("how", FAILS)
async def test_a_bad_answer_takes_nothing_from_what_is_known(store: Store, server: ServicesServer, how: str) -> None:
    cite(store, "news", "doi:10.5555/work.0000")
    paper = store.paper_named("10.5555/work.0000")
    assert [step.status for step in await fetched(store, server.services())] == ["retracted"]
    before = dump(store)
    server.spoil("crossref", how)
    assert [step.status for step in await fetched(store, server.services(), all=True)] == ["retracted"]
    assert dump(store) == before
    assert store.paper_statuses([paper])[paper].kind == "retracted"


@pytest.mark.parametrize("how", ["no arrays", "null dates"])
async def test_an_answer_with_little_in_it_is_an_answer(store: Store, server: ServicesServer, how: str) -> None:
    cite(store, "news", "doi:10.5555/work.0010")
    server.spoil("crossref", how)
    step = (await fetched(store, server.services()))[0]
    assert (step.found, step.status, step.fault) == (True, "none", None)


@pytest.mark.parametrize(
    ("service", "how"),
    [
        (service, how)
        for service in ("datacite", "doi", "eutils", "unpaywall")
        for how in FAILS
        if (service, how) != ("doi", "nothing")
    ],
)
async def test_every_service_may_answer_badly(store: Store, server: ServicesServer, service: str, how: str) -> None:
    cite(
        store,
        "news",
        "doi:10.5061/dryad.0004",
        cited=("doi:10.5556/other.0007", "pmid:30000055", "doi:10.5555/work.0010"),
    )
    server.spoil(service, how)
    server.spoil("agency" if service == "doi" else service, how)
    steps = await fetched(store, server.services(MAIL), access=True)
    assert len(steps) == 4
    faults = [step for step in steps if step.fault]
    assert faults
    for step in faults:
        assert step.fault
        assert step.fault.startswith("Could not ask ")
        assert step.fault.endswith(".")
        assert step.found == (service == "unpaywall")
        assert step.status == (
            "unchecked" if service != "unpaywall" else store.paper_statuses([step.paper])[step.paper].kind
        )
        if service == "unpaywall":
            assert store.access(step.paper) is None


async def test_offline_every_work_is_told_so_at_once(store: Store) -> None:
    cite_samples(store, 30)
    with ServicesServer() as gone:
        services = gone.services()
    steps = await fetched(store, services)
    assert len(steps) == 30
    assert all(step.fault and step.status == "unchecked" for step in steps)
    assert {step.fault for step in steps if step.title == "10.5555/work.0009"} == {
        "Could not ask Crossref about 10.5555/work.0009: no connection came about. Check that you are online."
    }


async def test_a_service_that_only_talks_nonsense_is_left_in_the_end(store: Store, server: ServicesServer) -> None:
    cite_samples(store, 40)
    server.spoil("crossref", "page")
    steps = await fetched(store, server.services())
    assert len(steps) == 40
    assert len(server.asked("crossref")) == 10
    assert store.paper_statuses([step.paper for step in steps]).keys() == {step.paper for step in steps}
    assert {status.kind for status in store.paper_statuses([step.paper for step in steps]).values()} == {"unchecked"}


async def test_what_is_kept_is_not_asked_again_before_its_time(store: Store, server: ServicesServer) -> None:
    cite(store, "news", "doi:10.5555/work.0010", cited=("doi:10.5557/nobody.0008",))
    assert len(await fetched(store, server.services())) == 2
    asked = len(server.seen)
    assert await fetched(store, server.services()) == []
    assert len(server.seen) == asked
    assert len(await fetched(store, server.services(), all=True)) == 2


async def test_copies_are_asked_for_with_a_mail_address_only(store: Store, server: ServicesServer) -> None:
    cite(store, "news", "doi:10.5555/work.0010", cited=("doi:10.5061/dryad.0004", "pmid:30000005"))
    open_, unknown = store.paper_named("10.5555/work.0010"), store.paper_named("10.5061/dryad.0004")
    how: dict[str, Any] = {"services": server.services(), "sleep": at_once}
    steps = [step async for step in fetch_access(store, [open_], **how)]
    assert [step.fault for step in steps] == [
        "Could not ask Unpaywall: it wants a mail address. Write yours into config.toml, [papers], contact."
    ]
    assert not server.seen
    how["services"] = server.services(MAIL)
    papers = store.papers_of([1])
    steps = [step async for step in fetch_access(store, papers, **how)]
    assert [(step.paper, step.found, step.fault) for step in steps] == [(open_, True, None), (unknown, False, None)]
    known = store.access(open_)
    assert known
    assert [copy.version for copy in known.copies] == ["published", "accepted", "submitted"]
    assert store.access(unknown) == Access("", (), known.as_of)
    assert set(where(server)) == {"unpaywall"}


async def test_a_fault_of_the_copies_takes_nothing_from_the_rest(store: Store, server: ServicesServer) -> None:
    cite(store, "news", "doi:10.5555/work.0010")
    server.spoil("unpaywall", "forbidden")
    step = (await fetched(store, server.services(MAIL), access=True))[0]
    assert (step.found, step.status) == (True, "none")
    assert step.fault == (
        "Could not ask Unpaywall about 10.5555/work.0010: the server does not allow it (403). "
        "It is not asked again this time."
    )
    assert [one.due for one in store.due_papers(access=True)] == [("access",)]


async def test_who_closes_the_steps_stops_the_questions(store: Store, server: ServicesServer) -> None:
    cite_samples(store, 100)
    async with aclosing(fetch_papers(store, services=server.services(), sleep=at_once)) as steps:  # type: ignore[type-var]
        async for step in steps:
            assert step.total == 100
            if step.done == 10:
                break
    asked = len(server.seen)
    assert asked < 60
    left = len(store.due_papers())
    assert left == 90
    steps_left = await fetched(store, server.services())
    assert len(steps_left) == left


async def test_a_thousand_works_side_by_side_and_one_question_at_a_time(store: Store, server: ServicesServer) -> None:
    cite_samples(store)
    steps = await fetched(store, server.services())
    assert [step.done for step in steps] == list(range(1, MANY + 1))
    assert not [step.fault for step in steps if step.fault]
    kinds = [step.status for step in steps]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "none": 860, "unchecked": 80, "retracted": 20, "corrected": 20, "concern": 20,
    }  # fmt: skip
    assert sum(step.found for step in steps) == 980
    assert store.due_papers() == []
    crossref = server.asked("crossref")
    assert len(crossref) == len(set(crossref))


async def test_a_read_article_comes_up_again_when_its_paper_is_retracted(store: Store, server: ServicesServer) -> None:
    article = cite(store, "news", "doi:10.5555/work.0050")
    store.mark([article], read=True)
    step = (await fetched(store, server.services()))[0]
    assert (step.status, step.raised) == ("retracted", (article,))


async def test_an_answer_has_its_bounds_in_size_and_time() -> None:
    assert (LIMITS.max_bytes, LIMITS.total, LIMITS.per_host) == (8 * 1024 * 1024, 30.0, 1)
    assert isinstance(LIMITS, Limits)


async def test_a_library_that_cannot_be_written_is_a_sentence(
    store: Store, server: ServicesServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.errors import LibraryError

    cite(store, "news", "doi:10.5555/work.0010")

    def full(*_: object) -> tuple[int, ...]:
        raise LibraryError("Could not write to the library: the disk is full. Make room.")

    monkeypatch.setattr(store, "tell", full)
    step = (await fetched(store, server.services()))[0]
    assert step.fault == "Could not write to the library: the disk is full. Make room."
    assert step.status == "unchecked"


async def test_nobody_is_asked_for_what_cannot_be_kept(
    store: Store, server: ServicesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.errors import LibraryError

    cite(store, "news", "doi:10.5555/work.0010")
    monkeypatch.setattr(store, "read_only", "The library can only be read.")
    with pytest.raises(LibraryError, match="only be read"):
        await fetched(store, server.services())
    assert server.seen == []


async def test_a_disk_that_stays_full_ends_the_asking(
    store: Store, server: ServicesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.errors import LibraryError

    cite(store, "news", *(f"doi:10.5555/work.{n:04}" for n in range(10, 40)))

    def full(*_: object) -> tuple[int, ...]:
        raise LibraryError("The disk is full.")

    monkeypatch.setattr(store, "tell", full)
    with pytest.raises(LibraryError, match="full"):
        await fetched(store, server.services())
    assert len(server.seen) < 20
