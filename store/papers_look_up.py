"""What the services say of one work, asked in the order in which they know most of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from store import papers_crossref, papers_csl, papers_datacite, papers_pubmed, papers_unpaywall
from store.fetch_asks import LATER, Ask
from store.model_paper import Access, Notice, Record, Service, Told
from store.papers_asking import Asking, RefusedError
from store.papers_services import (
    Services,
    ask_crossref,
    ask_datacite,
    ask_doi,
    ask_pubmed,
    ask_unpaywall,
    named,
)
from store.papers_shapes import AnswerError

Read = Callable[[bytes], Told | None]

_DATACITE = ("10.48550/", "10.5281/", "10.5061/", "10.6084/")
"""Prefixes of arXiv, Zenodo, Dryad and figshare, which are at DataCite and nowhere else."""
_UNKNOWN: Mapping[Service, tuple[int, ...]] = {
    "crossref": (404, 410), "doi.org": (204, 404, 406, 410), "datacite": (404, 410), "pubmed": (),
    "unpaywall": (404, 410),
}  # fmt: skip
"""How each service says that it does not know a work, or has no description of it; PubMed does it in words."""
NO_MAIL = "Could not ask Unpaywall: it wants a mail address. Write yours into config.toml, [papers], contact."


class FaultError(Exception):
    """A service could not be asked, or its answer not used: the sentence for the reader."""


class Looking:
    """Looks works up within one run. Nothing is kept here, and nothing a service does is raised."""

    def __init__(self, asking: Asking, services: Services) -> None:
        self._asking = asking
        self._services = services

    async def look_up(self, ids: Mapping[str, str]) -> Told:
        """What services say of the work with these ids."""
        doi = ids.get("doi") or (papers_datacite.ARXIV + ids["arxiv"].lower() if ids.get("arxiv") else None)
        try:
            told = await self._by_doi(doi) if doi else None
            if told is None and (ids.get("pmid") or ids.get("pmcid")):
                told = await self._by_number(ids, further=doi is None)
        except FaultError as fault:
            return Told(fault=str(fault))
        if told is None and not doi and not ids.get("pmid") and not ids.get("pmcid"):
            return Told(
                fault="Could not ask about this work: it has no DOI, PMID, PMCID or arXiv id. Nobody was asked."
            )
        if told is None:
            return Told(absent=True)
        return _with_ids(told, ids)

    async def access(self, doi: str) -> Access | None:
        """Which open copies Unpaywall knows; one without any where it does not know the work. Raises FaultError."""
        ask = ask_unpaywall(self._services, doi)
        if ask is None:
            raise FaultError(NO_MAIL)
        found: list[Access] = []

        def read(data: bytes) -> None:
            found.append(papers_unpaywall.read(data, doi))

        await self._ask("unpaywall", doi, ask, read)
        return found[0] if found else Access()

    async def _by_doi(self, doi: str) -> Told | None:
        """The first description of a DOI that there is. None: no service knows it. Raises FaultError."""
        at_datacite = doi.startswith(_DATACITE)
        if at_datacite and ((told := await self._datacite(doi)) or doi.startswith(papers_datacite.ARXIV)):
            return told
        if told := await self._crossref(doi):
            return told
        try:
            ask = ask_doi(self._services, doi)
            told = await self._ask("doi.org", doi, ask, lambda data: papers_csl.read(data, doi))
        except FaultError:
            if not at_datacite and (told := await self._datacite(doi)):
                return told
            raise
        return told or (None if at_datacite else await self._datacite(doi))

    async def _by_number(self, ids: Mapping[str, str], *, further: bool) -> Told | None:
        """What PubMed says of a PMID or PMCID and, where this names a DOI nobody was asked about, Crossref of that."""
        scheme = "pmid" if ids.get("pmid") else "pmcid"
        told = await self._pubmed(ids[scheme], scheme)
        doi = told.record.ids.get("doi") if told and told.record else None
        if told is None or doi is None or not further:
            return told
        try:
            return _united(await self._crossref(doi), told)
        except FaultError as fault:
            return replace(told, notices=told.notices or None, fault=None if told.notices else str(fault))

    async def _crossref(self, doi: str) -> Told | None:
        ask = ask_crossref(self._services, doi)
        return await self._ask("crossref", doi, ask, lambda data: papers_crossref.read(data, doi))

    async def _datacite(self, doi: str) -> Told | None:
        ask = ask_datacite(self._services, doi)
        return await self._ask("datacite", doi, ask, lambda data: papers_datacite.read(data, doi))

    async def _pubmed(self, id: str, scheme: str) -> Told | None:
        ask = ask_pubmed(self._services, id, scheme)
        return await self._ask("pubmed", id, ask, lambda data: papers_pubmed.read(data, id, scheme))

    async def _ask(self, service: Service, id: str, ask: Ask, read: Callable[[bytes], Told | None]) -> Told | None:
        """Ask one service; None where it does not know the work. Raises FaultError."""
        busy = papers_pubmed.busy if service == "pubmed" else lambda data: False
        try:
            answer = await self._asking.ask(service, ask, busy)
            if answer.status in _UNKNOWN[service]:
                return None
            if answer.page is None:
                raise RefusedError(answer.why or "it gave no answer")
            told = read(answer.page.data)
            self._asking.used(service)
            return told
        except RefusedError as refused:
            raise FaultError(named(service, id, refused.why, refused.then)) from None
        except AnswerError as error:
            self._asking.unusable(service, str(error))
            raise FaultError(named(service, id, str(error), LATER)) from None


def _united(told: Told | None, other: Told) -> Told:
    """What both say: the first where it says anything, the ids and the notices of both."""
    if told is None or told.record is None or other.record is None:
        return other
    stated = {name: value for name in Record.__dataclass_fields__ if (value := getattr(told.record, name))}
    ids = dict(other.record.ids) | dict(told.record.ids)
    notices: tuple[Notice, ...] = (*(told.notices or ()), *(other.notices or ()))
    return Told(replace(other.record, **stated | {"ids": ids}), notices)


def _with_ids(told: Told, ids: Mapping[str, str]) -> Told:
    """What was told, with the id by which it was asked, which an answer about an arXiv DOI need not repeat."""
    if told.record is None or "arxiv" not in ids or "doi" in ids:
        return told
    return replace(told, record=replace(told.record, ids={"arxiv": ids["arxiv"], **told.record.ids}))
