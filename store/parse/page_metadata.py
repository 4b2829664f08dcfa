"""What an HTML page says of itself: `citation_*`, Dublin Core, PRISM, Open Graph, `article:*` and JSON-LD."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from store.parse.markup import clean_line, safe_link, strip_markup
from store.parse.published import read_stated

_WEB = ("http", "https")
_TITLES = ("citation_title", "dc.title", "og:title", "twitter:title", "title")
_AUTHORS = ("citation_author", "dc.creator", "dc.contributor.author", "author", "article:author", "parsely-author")
_DATES = (
    "citation_publication_date", "citation_online_date", "citation_date", "article:published_time",
    "article:published", "og:published_time", "datepublished", "dc.date.issued", "dc.date", "dcterms.issued",
    "dcterms.created", "prism.publicationdate", "parsely-pub-date", "sailthru.date", "pubdate", "date",
)  # fmt: skip
_SITES = ("og:site_name", "dc.publisher", "citation_publisher", "application-name")
_IDENTIFIERS = {
    "citation_doi": "doi:", "prism.doi": "doi:", "bepress_citation_doi": "doi:", "doi": "doi:", "wkhealth_doi": "doi:",
    "citation_pmid": "pmid:", "citation_pmcid": "pmcid:", "citation_arxiv_id": "arxiv:", "citation_isbn": "isbn:",
    "dc.identifier": "", "dc.identifier.doi": "doi:", "dcterms.identifier": "", "prism.url": "",
}  # fmt: skip
_SUBJECTS = ("article:tag", "citation_keywords", "dc.subject", "news_keywords", "keywords")
_ARTICLE_TYPES = re.compile(
    r"(?:News|Scholarly|Medical\w*|Blog|Tech|Report|Opinion\w*|Analysis\w*)?(?:Article|Posting)$"
)
_MOST_NODES = 5000
_LONGEST = 1000
_SUFFIX = re.compile(r"\s+[|–—·:»-]\s+")


@dataclass(frozen=True)
class Metadata:
    """A page's tags and JSON-LD nodes, read on demand; what nobody stated is None or ()."""

    tags: dict[str, list[str]]
    nodes: tuple[dict[str, Any], ...]
    heading: str
    window_title: str
    canonical_link: str
    language: str | None

    @cached_property
    def title(self) -> str:
        """The article's title, without the name of the site behind it."""
        stated = [*self._tagged("citation_title"), *_texts(self.nodes, "headline"), *self._tagged(*_TITLES)]
        title = next((t for t in map(strip_markup, stated) if t), "") or self.heading or self.window_title
        head, *rest = _SUFFIX.split(title)
        site = (self.site or "").casefold()
        if rest and (title == self.window_title or rest[-1].casefold() == site):
            last = list(_SUFFIX.finditer(title))[-1]
            is_site = rest[-1].casefold() == site or len(rest[-1].split()) <= 4 < len(head.split())
            return title[: last.start()] if is_site else title
        return title

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Names in their order; addresses of profiles are none."""
        for names in (self._tagged("citation_author"), self._people(), self._tagged(*_AUTHORS)):
            clean = [clean_line(strip_markup(name), 200).removeprefix("By ") for name in names]
            if kept := [name for name in clean if name and not re.match(r"https?://|@", name)]:
                return tuple(dict.fromkeys(kept))
        return ()

    @cached_property
    def published(self) -> datetime | None:
        """The first full date among those stated."""
        stated = [*self._tagged(*_DATES[:3]), *_texts(self.nodes, "datePublished"), *self._tagged(*_DATES)]
        return next((when for when in map(read_stated, stated) if when), None)

    @cached_property
    def site(self) -> str | None:
        """Who published the page."""
        publishers = (node.get("publisher") for node in self.nodes)
        names = [*self._tagged("og:site_name"), *(n for p in publishers for n in _names(p)), *self._tagged(*_SITES)]
        return next((name for name in (clean_line(strip_markup(n), 200) for n in names) if name), None)

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """What the page declares itself to be, each with its scheme where the tag's name says it."""
        found = [
            value if value.lower().startswith((prefix or "doi:", "http")) else prefix + value
            for name, prefix in _IDENTIFIERS.items()
            for value in self._tagged(name)
        ]
        found += [
            value for node in self.nodes for name in ("identifier", "sameAs", "@id") for value in _ids(node.get(name))
        ]
        return tuple(dict.fromkeys(clean_line(value, _LONGEST) for value in found))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The words the page is filed under: of the most telling tag that has any."""
        for name in _SUBJECTS:
            values = self._tagged(name)
            words = values if len(values) > 1 else [w for v in values for w in re.split(r"[,;]", v)]
            clean = [clean_line(strip_markup(word), 200) for word in words]
            if any(clean):
                return tuple({w.casefold(): w for w in reversed(clean) if w}.values())[::-1]
        return ()

    @property
    def description(self) -> str:
        """The page's summary of itself, for a page whose text is made by scripts."""
        return next(iter(self._tagged("og:description", "description", "dc.description")), "")

    def address(self, url: str | None) -> str | None:
        """Return the page's canonical address, or the one it came from."""
        for stated in (self.canonical_link, *self._tagged("og:url", "citation_abstract_html_url")):
            link = safe_link(stated, url, schemes=_WEB)
            is_front = link is not None and link.rstrip("/").count("/") < 3
            if link and not (is_front and url and url.rstrip("/").count("/") >= 3):
                return link
        return safe_link(url, schemes=_WEB)

    def _tagged(self, *names: str) -> list[str]:
        return [value for name in names for value in self.tags.get(name, ())]

    def _people(self) -> list[str]:
        return [name for node in self.nodes for name in _names(node.get("author"))]


def read_metadata(root: Any) -> Metadata:
    """Return what a parsed page says of itself."""
    tags: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        value = clean_line(meta.get("content") or "", _LONGEST)
        if name and value:
            tags.setdefault(re.sub(r"^(dc|dcterms|prism)[:._]", r"\1.", name.strip().lower()), []).append(value)
    headings = [clean_line("".join(h.itertext())) for h in root.iter("h1")]
    links = [link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    titles = [clean_line("".join(t.itertext())) for t in root.iter("title")]
    return Metadata(
        tags=tags,
        nodes=tuple(_articles(root)),
        heading=headings[0] if len(headings) == 1 else "",
        window_title=next(iter(titles), "") or next(iter(headings), ""),
        canonical_link=next(iter(links), ""),
        language=clean_line(root.get("lang") or "", 40) or None,
    )


def _articles(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD nodes that describe an article, however they are nested."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if any(isinstance(t, str) and _ARTICLE_TYPES.fullmatch(t) for t in _listed(node.get("@type"))):
                yield node


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    waiting: list[object] = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node.get(name) for name in ("@graph", "mainEntity", "mainEntityOfPage")]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _texts(nodes: Sequence[dict[str, Any]], name: str) -> list[str]:
    return [value for node in nodes for value in _listed(node.get(name)) if isinstance(value, str)]


def _names(value: object) -> list[str]:
    """Return the names in a JSON-LD person, organisation, text, or list of them."""
    names = (item.get("name") if isinstance(item, dict) else item for item in _listed(value))
    return [n for name in names for n in _listed(name) if isinstance(n, str)]


def _ids(value: object) -> list[str]:
    """Return identifiers in a JSON-LD value that name a work, not a page of the site."""
    values = (item.get("value") if isinstance(item, dict) else item for item in _listed(value))
    return [
        v for v in values if isinstance(v, str) and re.match(r"doi:|10\.\d{4}|https?://(?:dx\.)?doi\.org/", v, re.I)
    ]
