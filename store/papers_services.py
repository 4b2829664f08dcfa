"""The services that are asked about papers: where they are, and the address of each question. Pure, cheap to import."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from store.fetch_asks import Ask

if TYPE_CHECKING:
    from store.model_paper import Service

NAMES: Mapping[str, str] = {
    "crossref": "Crossref", "doi.org": "doi.org", "datacite": "DataCite", "pubmed": "PubMed", "unpaywall": "Unpaywall",
}  # fmt: skip
"""What people call the services."""

_JSON = "application/json"
_CSL = "application/vnd.citationstyles.csl+json"
_DATACITE = "application/vnd.api+json, application/json;q=0.9"
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,100}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,100})\.[A-Za-z]{2,30}")


@dataclass(frozen=True, slots=True)
class Services:
    """The base addresses of the services, and the mail address they may know; "" for none: none is ever made up.

    `trust_env` obeys the proxies of the environment.
    """

    crossref: str = "https://api.crossref.org"
    doi: str = "https://doi.org"
    datacite: str = "https://api.datacite.org"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    unpaywall: str = "https://api.unpaywall.org/v2"
    contact: str = ""
    trust_env: bool = False

    @property
    def mail(self) -> str:
        """The contact, if it has the shape of a mail address."""
        return self.contact.strip() if _MAIL.fullmatch(self.contact.strip()) else ""


def ask_crossref(services: Services, doi: str) -> Ask:
    """What Crossref knows of a DOI."""
    return _ask(services, f"{_base(services.crossref)}/works/{_encoded(doi)}", _JSON, mailto=services.mail)


def ask_doi(services: Services, doi: str) -> Ask:
    """What the agency of a DOI, whichever it is, says of it in CSL-JSON."""
    return _ask(services, f"{_base(services.doi)}/{_encoded(doi)}", _CSL)


def ask_datacite(services: Services, doi: str) -> Ask:
    """What DataCite knows of a DOI."""
    return _ask(services, f"{_base(services.datacite)}/dois/{_encoded(doi)}", _DATACITE, mailto=services.mail)


def ask_pubmed(services: Services, id: str, scheme: str = "pmid") -> Ask:
    """What PubMed knows of a PMID, or PMC of a PMCID."""
    address = f"{_base(services.pubmed)}/esummary.fcgi"
    database = "pubmed" if scheme == "pmid" else "pmc"
    return _ask(
        services, address, _JSON, db=database, id=id.removeprefix("PMC"), retmode="json", tool="sciread",
        email=services.mail,
    )  # fmt: skip


def ask_unpaywall(services: Services, doi: str) -> Ask | None:
    """Which open copies Unpaywall knows of a DOI; None without a mail address, which it insists on."""
    if not services.mail:
        return None
    return _ask(services, f"{_base(services.unpaywall)}/{_encoded(doi)}", _JSON, email=services.mail)


def named(service: "Service", id: str, why: str, then: str) -> str:
    """The sentence for a question that was not answered."""
    return f"Could not ask {NAMES[service]} about {id}: {why}. {then}"


def _ask(services: Services, address: str, accept: str, **values: str) -> Ask:
    query = urlencode({name: value for name, value in values.items() if value}, quote_via=quote)
    return Ask(f"{address}?{query}" if query else address, accept=accept, contact=services.mail)


def _base(address: str) -> str:
    return address.strip().rstrip("/")


def _encoded(doi: str) -> str:
    """A DOI as one part of a path: its slashes, and all that means something in an address, are encoded."""
    return quote(doi, safe="")
