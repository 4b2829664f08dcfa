"""A loopback server in the place of Crossref and its like, named in config.toml, and libraries to be asked about."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from store import Reference, Store
from store.model import Draft
from tests.conftest import NOW
from tests.server import LoopbackServer, reply
from tui.paths import config_dir

RETRACTION = {
    "DOI": "10.1000/notice", "type": "retraction", "label": "Retraction", "source": "publisher",
    "updated": {"date-parts": [[2026, 3, 5]]},
}  # fmt: skip
SERVICES = ("crossref", "doi", "datacite", "pubmed", "unpaywall")


def work(doi: str, **message: Any) -> bytes:
    """Crossref's answer about a DOI."""
    told = {"DOI": doi, "title": [f"Paper {doi}"], "type": "journal-article", **message}
    body = json.dumps({"status": "ok", "message-type": "work", "message": told}).encode()
    return reply(200, body, content_type="application/json", x_rate_limit_limit="50", x_rate_limit_interval="1s")


def place(doi: str) -> str:
    """The path under which Crossref is asked about a DOI here."""
    return f"/crossref/works/{quote(doi, safe='')}"


@contextmanager
def services(*lines: str, **works: Any) -> Iterator[LoopbackServer]:
    """Serve works by the end of their DOI (a dict of what Crossref says, or bytes); config.toml names the server."""
    routes = {}
    for end, said in works.items():
        doi = f"10.1000/{end}"
        routes[place(doi)] = work(doi, **said) if isinstance(said, dict) else said
    with LoopbackServer(dict(routes)) as server:
        named = [f'{name} = "{server.url(f"/{name}")}"' for name in SERVICES]
        config_dir().mkdir(parents=True, exist_ok=True)
        (config_dir() / "config.toml").write_text("\n".join(["[papers]", *named, *lines]), "utf-8")
        yield server


def library(path: Path, *ends: str) -> Path:
    """A library with an article about each of some works, named by the ends of their DOIs."""
    with Store(path, now=lambda: NOW) as store:
        for end in ends:
            about = Reference(1, f"doi:10.1000/{end}", role="main", ids={"doi": f"10.1000/{end}"})
            store.save(
                [Draft(end, f"News of {end}", f"Text of {end}.", f"https://n.example/{end}", references=(about,))]
            )
    return path
