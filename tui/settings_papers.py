"""The table `[papers]` of config.toml: who is asked about papers, and in which order ways to a paper are tried."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.settings_checks import Notice, Setting, nearest, yes_or_no

if TYPE_CHECKING:
    from tui.settings import Settings
    from tui.state import State

LINKS = ("doi", "pubmed", "pmc", "arxiv")
"""The order without a setting, which is that of the store's `link`: the setting changes nothing by being there."""

_MAIL = r"[A-Za-z0-9._%+'-]{1,100}@[A-Za-z0-9][A-Za-z0-9.-]{0,100}\.[A-Za-z]{2,30}"
_BASE = r"(?ai)https?://(?:[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[\w.~%/-]*)?"
_WHAT_BASE = "an address such as https://host/path, without user and password, in quotes"


def _mail(value: object) -> bool:
    return isinstance(value, str) and (not value or re.fullmatch(_MAIL, value) is not None)


def _base(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(_BASE, value) is not None


def _names(value: object) -> bool:
    named = [value] if isinstance(value, str) else value
    return isinstance(named, list) and bool(named) and all(isinstance(one, str) for one in named)


def _service(name: str, usual: str) -> Setting:
    return Setting(_base, _WHAT_BASE, f"where {name} is asked", usual, f'"{usual}"')


PAPERS: Mapping[str, Setting] = {
    "ask": Setting(yes_or_no, "true or false", "true: services may be asked about papers; false: never; else you are "
                   "asked once", None, "true"),
    "background": Setting(yes_or_no, "true or false", "false: papers are looked up by a key or a command only", True,
                          "false"),
    "contact": Setting(_mail, "a mail address, in quotes", "your mail address, told to the services; Unpaywall is not "
                       "asked without one", "", '"you@example.org"'),
    "crossref": _service("Crossref", "https://api.crossref.org"),
    "doi": _service("doi.org", "https://doi.org"),
    "datacite": _service("DataCite", "https://api.datacite.org"),
    "pubmed": _service("PubMed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"),
    "unpaywall": _service("Unpaywall", "https://api.unpaywall.org/v2"),
    "links": Setting(_names, 'a list of links: ["unpaywall", "doi"]', "ways to a paper, the first that is known is "
                     "taken", LINKS, '["unpaywall", "ezproxy:proxy.example.edu", "https://example.org/find?id={doi}", '
                     '"doi"]'),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """What `[papers]` says, checked.

    `ask`: whether services may be asked, None: what the reader said in the program. `background`: the papers of what
    is read are looked up while it is read, where that is allowed. `contact` is told to services. The addresses of
    services have no slash at their end; None is the usual one. `links` are the ways to a paper, see `access.py`.
    """

    ask: bool | None = None
    background: bool = True
    contact: str = ""
    crossref: str | None = None
    doi: str | None = None
    datacite: str | None = None
    pubmed: str | None = None
    unpaywall: str | None = None
    links: tuple[str, ...] = LINKS


def checked_papers(table: Any) -> tuple[PaperSettings, list[str], list[Notice]]:
    """The sound part of `[papers]`, the names of what counts of it, and what is wrong with the rest."""
    if not isinstance(table, dict):
        return PaperSettings(), [], [(("papers",), '[papers] is a table: contact = "you@example.org"')]
    good: dict[str, Any] = {}
    wrong: list[Notice] = []
    for name, value in table.items():
        where = ("papers", name)
        if name not in PAPERS:
            wrong.append((where, f"[papers] there is no setting “{name}”{nearest(name, PAPERS)}"))
        elif not PAPERS[name].sound(value):
            wrong.append((where, f"[papers] {name} is {PAPERS[name].what}"))
        elif name == "links":
            links, faults = _checked_links(value)
            good |= {"links": links} if links else {}
            wrong += [(where, f"[papers] links: {fault}") for fault in faults]
        else:
            good[name] = value.rstrip("/") if PAPERS[name].what == _WHAT_BASE else value
    return PaperSettings(**good), list(good), wrong


def _checked_links(value: str | list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The links that can be followed, each once, and what is wrong with the others."""
    from tui.access import link_mistake  # here: it loads what opens links, and few set any

    named = dict.fromkeys([value] if isinstance(value, str) else value)
    faults = {link: link_mistake(link) for link in named}
    return tuple(link for link in named if faults[link] is None), [fault for fault in faults.values() if fault]


def may_ask(settings: "Settings", state: "State") -> bool | None:
    """Whether services may be asked about papers: as config.toml says, else the reader; None: neither did."""
    return state.papers_allowed() if settings.papers.ask is None else settings.papers.ask
