"""The five services on loopback: a thousand invented works, answered as the real ones do, or badly where a test wants.

`python -m tests.store.services [PORT [LIBRARY]]` serves until it is stopped, and prints the table for config.toml; into
a library that is named it saves articles that cite the works.
"""

import copy
import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from store import Reference, Services, Store
from store.model import Draft
from tests.conftest import ROOT
from tests.server import Handler, LoopbackServer, Route, reply
from tests.store.services_bad import BAD

SAMPLES = ROOT / "tests" / "data" / "services"
MANY = 1000
KINDS = ("retracted", "corrected", "concern", "preprint", "datacite", "pmid", "arxiv", "other", "unknown")
"""What the first nine of every fifty works are; the others are plain. "other": of an agency that doi.org leads to."""

_UPDATES = {"retracted": "retraction", "corrected": "erratum", "concern": "Expression-of-Concern"}
Json = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """One of the works: its number, its kind, and the id that articles cite it by."""

    n: int
    kind: str
    scheme: str
    id: str

    @property
    def title(self) -> str:
        return f"Sample study {self.n}"


def sample(n: int) -> Sample:
    """The work with that number."""
    kind = KINDS[n % 50] if n % 50 < len(KINDS) else "plain"
    named = {
        "datacite": ("doi", f"10.5061/dryad.{n:04}"), "pmid": ("pmid", str(30_000_000 + n)),
        "arxiv": ("arxiv", f"2601.{n:05}"), "other": ("doi", f"10.5556/other.{n:04}"),
        "unknown": ("doi", f"10.5557/nobody.{n:04}"),
    }  # fmt: skip
    return Sample(n, kind, *named.get(kind, ("doi", f"10.5555/work.{n:04}")))


@cache
def samples() -> Mapping[str, Sample]:
    """The works by their ids; that of a PMID by its DOI too, that of an arXiv id by its DOI there."""
    works = {work.id: work for work in map(sample, range(MANY))}
    works |= {f"10.5555/work.{work.n:04}": work for work in works.values() if work.kind == "pmid"}
    return works | {f"10.48550/arxiv.{work.id}": work for work in works.values() if work.kind == "arxiv"}


def cite_samples(store: Store, count: int = MANY, each: int = 10) -> list[int]:
    """Save articles that cite the first works, a few each, the first of them as what they are about."""
    works = [sample(n) for n in range(count)]
    drafts = [_article(works[at : at + each]) for at in range(0, count, each)]
    return list(store.save(drafts).articles)


def _article(works: list[Sample]) -> Draft:
    references = tuple(
        Reference(n, work.title, role="main" if n == 1 else "cited", ids={work.scheme: work.id}, title=work.title)
        for n, work in enumerate(works, 1)
    )
    first = works[0]
    return Draft(
        f"news-{first.n}", f"News of {first.title}", "Text.", f"https://news.example/{first.n}", references=references
    )


@cache
def recorded(name: str) -> Json:
    """One of the recorded answers. Copy it before it is changed."""
    found: Json = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return found


def crossref(doi: str) -> Json | None:
    """What Crossref says of a DOI; None: 404. DOIs that are none of the works are plain ones."""
    work = samples().get(doi)
    if doi.startswith("10.5555/notice."):
        answer = copy.deepcopy(recorded("crossref_notice"))
        answer["message"]["DOI"] = doi
        answer["message"]["update-to"][0]["DOI"] = doi.replace("notice", "work").upper()
        return answer
    if doi.startswith(("10.5061/", "10.48550/", "10.5556/", "10.5557/")):
        return None
    answer = copy.deepcopy(recorded("crossref"))
    message = answer["message"]
    message |= {"DOI": doi.upper(), "URL": f"https://doi.org/{doi}"}
    if work is not None:
        _as(message, work)
    return answer


def _as(message: Json, work: Sample) -> None:
    message["title"] = [work.title]
    if update := _UPDATES.get(work.kind):
        notice = {"DOI": f"10.5555/notice.{work.n:04}", "type": update, "updated": {"date-parts": [[2026, 3, 5]]}}
        message["updated-by"] = [notice | {"source": "publisher"}, notice | {"source": "retraction-watch"}]
    if work.kind == "preprint":
        published = [{"id": f"10.5555/work.{work.n + 7:04}", "id-type": "doi"}]
        message |= {"type": "posted-content", "subtype": "preprint", "container-title": []}
        message |= {"institution": [{"name": "Invented Archive"}], "relation": {"is-preprint-of": published}}


def csl(doi: str) -> Json | None:
    """What the agency of a DOI says of it; None: 404."""
    work = samples().get(doi)
    if work is None or work.kind != "other":
        return None
    return recorded("csl") | {"DOI": doi, "title": work.title}


def datacite(doi: str) -> Json | None:
    """What DataCite says of a DOI; None: 404."""
    work = samples().get(doi)
    if work is None or work.kind not in ("datacite", "arxiv"):
        return None
    answer = copy.deepcopy(recorded("datacite"))
    answer["data"]["id"] = doi
    answer["data"]["attributes"] |= {"doi": doi, "titles": [{"title": work.title}]}
    if work.kind == "arxiv":
        answer["data"]["attributes"]["types"] = {"resourceTypeGeneral": "Preprint", "citeproc": "article"}
    return answer


def pubmed(number: str, database: str) -> Json:
    """What PubMed or PMC says of a number."""
    wanted = str(int(number) + 21_000_000) if database == "pmc" and number.isdecimal() else number
    work = samples().get(wanted)
    if work is None:
        return {
            "header": {},
            "result": {"uids": [number], number: {"uid": number, "error": "cannot get document summary"}},
        }
    summary = copy.deepcopy(recorded("pubmed")["result"]["30000005"]) | {"uid": number, "title": f"{work.title}."}
    ids = {"doi": f"10.5555/work.{work.n:04}", "pubmed" if database == "pubmed" else "pmid": work.id}
    summary["articleids"] = [{"idtype": kind, "value": value} for kind, value in ids.items()]
    return {"header": {}, "result": {"uids": [number], number: summary}}


def unpaywall(doi: str) -> Json | None:
    """What Unpaywall says of a DOI; None: 404. Every third work is closed."""
    work = samples().get(doi)
    if work is not None and work.kind not in ("plain", *KINDS[:4]):
        return None
    if work is not None and work.n % 3 == 2:
        return {"doi": doi, "is_oa": False, "oa_status": "closed", "best_oa_location": None, "oa_locations": []}
    return json.loads(json.dumps(recorded("unpaywall")).replace("10.5555/work.0010", doi).replace("0010", doi[-4:]))  # type: ignore[no-any-return]


class ServicesServer(LoopbackServer):
    """All five services on one port. `spoil()` makes one answer badly; `asked()` are the paths it was asked for."""

    def __init__(self, port: int = 0) -> None:
        self._port = port
        super().__init__()
        self.routes = _Routes(self)
        self.spoiled: dict[str, tuple[str, float]] = {}

    def server_bind(self) -> None:
        self.server_address = ("127.0.0.1", self._port)
        super().server_bind()

    def services(self, contact: str = "") -> Services:
        """The addresses to ask."""
        base = self.url("")
        return Services(
            f"{base}/crossref", f"{base}/doi", f"{base}/datacite", f"{base}/eutils", f"{base}/unpaywall", contact
        )

    def spoil(self, service: str, how: str, times: float = float("inf")) -> None:
        """Make a service (crossref, doi, datacite, eutils, unpaywall) answer as BAD says, that many times."""
        assert how in BAD
        self.spoiled[service] = (how, times)

    def asked(self, service: str) -> list[str]:
        """The paths below a service that were asked for, decoded, in order."""
        begin = f"/{service}/"
        return [unquote(seen.path.removeprefix(begin)) for seen in self.seen if seen.path.startswith(begin)]

    def answer(self, handler: Handler) -> None:
        """Answer one question, well or badly."""
        parts = urlsplit(handler.path)
        _, service, path = [*parts.path.split("/", 2), "", ""][:3]
        value = _VALUES[service](unquote(path), parse_qs(parts.query)) if service in _VALUES else None
        good = b"" if value is None else json.dumps(value).encode()
        how, times = self.spoiled.get(service, ("", 0))
        if times > 0:
            self.spoiled[service] = (how, times - 1)
            BAD[how](handler, good or b'{"message": {}, "data": {}}')
            return
        if service == "doi" and value is not None:
            handler.wfile.write(reply(302, Location=f"/agency/{path}"))
            return
        limits = {"x_rate_limit_limit": "50", "x_rate_limit_interval": "1s", "x_api_pool": "public-single"}
        body = good or b"Resource not found."
        handler.wfile.write(reply(200 if good else 404, body, Content_Type="application/json", **limits))


class _Routes(dict[str, Route]):
    """Routes by service, for the path holds the work."""

    def __init__(self, server: ServicesServer) -> None:
        self._server = server

    def get(self, path: str, default: Any = None) -> Any:
        return super().get(path) or self._server.answer


_VALUES: Mapping[str, Callable[[str, Mapping[str, list[str]]], Json | None]] = {
    "crossref": lambda path, query: crossref(path.removeprefix("works/").lower()),
    "doi": lambda path, query: csl(path.lower()),
    "agency": lambda path, query: csl(path.lower()),
    "datacite": lambda path, query: datacite(path.removeprefix("dois/").lower()),
    "eutils": lambda path, query: pubmed(query["id"][0], query["db"][0]),
    "unpaywall": lambda path, query: unpaywall(path.lower()),
}


def main() -> None:
    """Serve until stopped."""
    with ServicesServer(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as server:
        if len(sys.argv) > 2:
            with Store(Path(sys.argv[2])) as store:
                cite_samples(store)
        base = server.url("")
        lines = (f'{name} = "{base}/{path}"' for name, path in _PATHS.items())
        print("[papers]", "ask = true", *lines, 'contact = "reader@example.org"', sep="\n", flush=True)  # noqa: T201
        while True:
            time.sleep(60)


_PATHS = {
    "crossref": "crossref", "doi": "doi", "datacite": "datacite", "pubmed": "eutils", "unpaywall": "unpaywall",
}  # fmt: skip

if __name__ == "__main__":
    main()
