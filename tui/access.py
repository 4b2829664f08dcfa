"""The ladder to a paper: ways to it in the reader's own order, by names of places or templates of addresses. Pure.

Nothing that an article says can lead a template to another host: hosts are written by the reader, and what is put
into a template is encoded.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from store import link
from tui.links import refusal
from tui.settings_checks import nearest

if TYPE_CHECKING:
    from store import Access

PLACEHOLDERS = ("doi", "doi_url", "url", "url_enc", "pmid", "pmcid", "arxiv")
"""What a template may ask for; `url` is the paper's address and `url_enc` the same as a value of a query."""

_RESOLVED = {"doi": ("doi.org", "doi"), "pubmed": ("PubMed", "pmid"), "pmc": ("PubMed Central", "pmcid"),
             "arxiv": ("arXiv", "arxiv")}  # fmt: skip
"""Places that an identifier leads to by itself: what they are called, and the scheme."""

_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "europepmc": ("https://europepmc.org/article/MED/{pmid}", "https://europepmc.org/article/PMC/{pmcid}"),
    "ezproxy": ("https://{place}/login?url={doi_url}", "https://{place}/login?qurl={url_enc}"),
    "openathens": ("https://go.openathens.net/redirector/{place}?url={url_enc}",),
    "libkey": ("https://libkey.io/libraries/{place}/{doi}", "https://libkey.io/libraries/{place}/{pmid}"),
}
_LABELS = {"europepmc": "Europe PMC", "ezproxy": "EZproxy", "openathens": "OpenAthens", "libkey": "LibKey"}
_HOST = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
_PLACES = {
    "ezproxy": (rf"{_HOST}(?::[0-9]{{1,5}})?", "the host of your library's proxy", "proxy.example.edu"),
    "openathens": (_HOST, "the domain of your organisation", "example.edu"),
    "libkey": (r"[0-9]{1,9}", "the number of your library", "123"),
}
"""What stands behind the colon of a name: its form, in words, and a sample."""

NAMES = (*_RESOLVED, "unpaywall", *_TEMPLATES)

_SHAPES = {"doi": r"10[./].+", "pmid": r"[0-9]+", "pmcid": r"PMC[0-9]+", "arxiv": r"[\w.-]+(?:/[0-9]+)?(?:v[0-9]+)?"}
_LEFT_IN_DOI = "/():;,"
_HOLE = re.compile(r"\{([^{}]*)\}")
_BEGIN = re.compile(
    rf"https?://(?:{_HOST}|\[[0-9a-f:.]+\])(?::[0-9]{{1,5}})?(?:[/?#]|$)|\{{(?:doi_)?url\}}", re.I | re.A
)
_NO_ADDRESS = re.compile(r'[\s"<>\\^`|]')
_VERSIONS = {"published": "published version", "accepted": "accepted manuscript", "submitted": "submitted manuscript"}


@dataclass(frozen=True, slots=True)
class Rung:
    """A way to a paper: what it is in a few words, and its address, http or https."""

    label: str
    url: str


def ladder(ids: Mapping[str, str], url: str | None, access: "Access | None", links: Sequence[str]) -> tuple[Rung, ...]:
    """The ways to a paper of which all is known, in the order of `links`, each address once.

    `url` is the address that an article gave; it counts where no identifier leads to the paper.
    """
    values = _values(ids, url)
    found: dict[str, Rung] = {}
    for one in links:
        if rung := _rung(one, ids, values, access):
            found.setdefault(rung.url, rung)
    return tuple(found.values())


def link_mistake(text: str) -> str | None:
    """Say what is wrong with a link as config.toml names it. None: it can be followed."""
    name, colon, place = text.partition(":")
    if name in _PLACES:
        form, what, sample = _PLACES[name]
        return (
            None
            if re.fullmatch(form, place, re.IGNORECASE | re.ASCII)
            else f"{name} needs {what} behind it: “{name}:{sample}”"
        )
    if name in NAMES:
        return f"“{name}” has nothing behind it" if colon else None
    if "://" in text or "{" in text:
        return _template_mistake(text)
    return f"there is no link “{text[:80]}”{nearest(name, NAMES)}"


def _template_mistake(text: str) -> str | None:
    names = _HOLE.findall(text)
    shown = f"“{text[:80]}”"
    if unknown := [name for name in names if name not in PLACEHOLDERS]:
        return f"a template has no “{{{unknown[0][:40]}}}”{nearest(unknown[0], PLACEHOLDERS)}"
    if not _BEGIN.match(text):
        return f"{shown} does not begin with https:// and a host, nor with {{url}} or {{doi_url}}"
    rest = _HOLE.sub("", text)
    if "{" in rest or "}" in rest or _NO_ADDRESS.search(rest) or not rest.isprintable():
        return f"{shown} is no template of an address"
    return None if names else f"{shown} names nothing of the paper, such as {{doi}}"


def _values(ids: Mapping[str, str], url: str | None) -> dict[str, str]:
    """What is known for the placeholders, encoded."""
    values = {name: quote(ids[name], safe=_LEFT_IN_DOI) for name in _SHAPES if _sound(name, ids.get(name))}
    if "doi" in values:
        values["doi_url"] = f"https://doi.org/{values['doi']}"
    page = values.get("doi_url") or link(ids) or url
    if page and is_web(page):
        values["url"] = _NO_ADDRESS.sub(lambda found: quote(found[0]), page)
        values["url_enc"] = quote(values["url"], safe="")
    return values


def _sound(scheme: str, value: str | None) -> bool:
    """Whether an identifier has its form; with dots for a step it would lead out of the path of a template."""
    fits = value and re.fullmatch(_SHAPES[scheme], value, re.DOTALL | re.ASCII)
    return bool(fits) and not {".", ".."} & set(str(value).split("/"))


def _rung(text: str, ids: Mapping[str, str], values: Mapping[str, str], access: "Access | None") -> Rung | None:
    """One way, if all is known that it needs."""
    name, _, place = text.partition(":")
    if name in _RESOLVED:
        label, scheme = _RESOLVED[name]
        found = link({scheme: ids[scheme]}) if scheme in values else None
        return Rung(label, found) if found else None
    if name == "unpaywall":
        return _open_copy(access)
    templates = _TEMPLATES.get(name, (text,))
    filled = (_filled(template, {**values, "place": place} if name in _TEMPLATES else values) for template in templates)
    address = next((one for one in filled if one), None)
    if address is None:
        return None
    return Rung(f"{_LABELS[name]}{f', {place}' * bool(place)}" if name in _TEMPLATES else _host(address), address)


def _filled(template: str, values: Mapping[str, str]) -> str | None:
    """A template with its values; None where one of them is not known."""
    if any(name not in values for name in _HOLE.findall(template)):
        return None
    url = _HOLE.sub(lambda hole: values[hole[1]], template)
    return url if is_web(url) else None


def _open_copy(access: "Access | None") -> Rung | None:
    """The best of the open copies that can be opened; its PDF, where there is one."""
    for copy in access.copies if access else ():
        version = _VERSIONS.get(copy.version, "version not stated")
        for url, kind in ((copy.pdf, ", PDF"), (copy.url, "")):
            if url and is_web(url):
                return Rung(f"open copy, {version}{kind}, at {_host(url)}", url)
    return None


def is_web(url: str) -> bool:
    """Whether an address is one of the web that may be opened; a backslash would be a slash to a browser."""
    return url[:4].lower() == "http" and "\\" not in url and refusal(url) is None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")[:80]
