"""One entry of a feed, as feedparser tells it, to a draft."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from store.model import Draft
from store.parse.attached import attached_html
from store.parse.declared import read_declared
from store.parse.markup import clean_line, html_to_markdown, safe_link, strip_markup
from store.parse.published import read_published, read_stated
from store.references.citations import read_citations

WEB = ("http", "https")
_LONGEST_CATEGORY = 200
_CUT = re.compile(r"\s*\[(?:…|\.\.\.|&#8230;|&hellip;)\]\s*(?=(?:</p>)?\s*$)")
_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_MARKS = re.compile(r"[*#>`\\]|\[([^\[\]]*)\]\([^)\[]*\)|!\[[^\[\]]*\]\([^)\[]*\)")
"""What is markup in a line of Markdown. No link reaches over a bracket, so that all takes linear time."""


@dataclass(frozen=True, slots=True)
class EntryReader:
    """Makes drafts of one feed's entries; holds what the feed says for all of them."""

    base: str | None
    document: str | None
    is_atom: bool
    language: str | None
    authors: tuple[str, ...]

    @classmethod
    def of(cls, feed: dict[str, Any], *, base: str | None, document: str | None, is_atom: bool) -> Self:
        """Read what a feed says for its entries; `base` is where its addresses start, `document` where it lies."""
        return cls(base, document, is_atom, _line(feed.get("language")) or None, _authors(feed))

    def draft(self, entry: Any, stated: tuple[str, ...]) -> Draft | None:
        """Return an entry as a draft, or None for one that holds neither title nor text nor address."""
        url = safe_link(entry.get("feedburner_origlink") or entry.get("link"), self.base, schemes=WEB)
        original, stated_base = self._original(entry)
        files = [(one.get("href"), one.get("type"), one.get("length")) for one in entry.get("enclosures") or ()]
        original += attached_html(files, self.base, original)
        body = html_to_markdown(original, stated_base or url or self.base)
        title = self._title(entry) or _first_words(body) or url or ""
        if not title and not body:
            return None
        return Draft(
            key=_line(entry.get("id")) or url or "",
            title=title,
            body=body,
            url=url,
            authors=_authors(entry) or self.authors,
            published=read_published(entry) or _prism_date(entry),
            source=_source(entry),
            categories=_categories(entry),
            references=read_citations(body, title=title, url=url, declared=read_declared(stated)).references,
            language=_line(entry.get("language")) or self.language,
            original=original,
            media_type="text/html",
        )

    def _title(self, entry: Any) -> str:
        title = str(entry.get("title") or "")
        kind = (entry.get("title_detail") or {}).get("type")
        return clean_line(title) if self.is_atom and kind == "text/plain" else strip_markup(title)

    def _original(self, entry: Any) -> tuple[str, str | None]:
        """Return the fullest text an entry has, as HTML (its content, else its summary), and the xml:base around it."""
        full: Any = max(entry.get("content") or (), key=lambda c: len(str(c.get("value") or "")), default={})
        text = str(full.get("value") or "")
        if text.strip():
            return self._html(text, full.get("type")), self._base(full)
        detail = entry.get("summary_detail") or {}
        return _CUT.sub("…", self._html(str(entry.get("summary") or ""), detail.get("type"))), self._base(detail)

    def _base(self, detail: Any) -> str | None:
        """Return a base that is stated, not the document's own address: an article's links start at the article."""
        base = detail.get("base")
        return safe_link(base, self.document, schemes=WEB) if base and base != self.document else None

    def _html(self, text: str, kind: str | None) -> str:
        if kind != "text/plain" or (not self.is_atom and _LOOKS_LIKE_HTML.search(text)):
            return text
        paragraphs = re.split(r"\n\s*\n", text)
        return "".join(f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs if p.strip())


def text_size(entry: Any) -> int:
    """Return how many characters of text an entry brings."""
    texts = (entry.get("summary"), *(one.get("value") for one in entry.get("content") or ()))
    return sum(len(text) for text in texts if isinstance(text, str))


def _line(value: object) -> str:
    return clean_line(value, 2000) if isinstance(value, str) else ""


def _authors(entry: Any) -> tuple[str, ...]:
    people = [strip_markup(str(p.get("name") or p.get("email") or "")) for p in entry.get("authors") or () if p]
    return tuple(dict.fromkeys(name for name in people if name))


def _categories(entry: Any) -> tuple[str, ...]:
    """Return the words an entry is filed under, in its order, each once whatever its letter case."""
    named: dict[str, str] = {}
    for tag in entry.get("tags") or ():
        if word := _category(str(tag.get("label") or tag.get("term") or "")):
            named.setdefault(word.casefold(), word)
    return tuple(named.values())


@lru_cache(maxsize=1024)
def _category(written: str) -> str:
    """Return a category as one line of text; the articles of a feed share theirs."""
    return clean_line(strip_markup(written), _LONGEST_CATEGORY)


def _source(entry: Any) -> str | None:
    stated = entry.get("publisher") or (entry.get("source") or {}).get("title") or entry.get("prism_publicationname")
    return strip_markup(str(stated)) or None if stated else None


def _prism_date(entry: Any) -> datetime | None:
    """Return the day a journal states, for entries without any other date."""
    stated = (str(dict.get(entry, name) or "") for name in ("prism_publicationdate", "prism_coverdate"))
    return next((when for one in stated if one and (when := read_stated(one))), None)


def _first_words(body: str) -> str:
    """Name an article without a title (a short post) by its first line."""
    return clean_line(_MARKS.sub(r"\1", body.split("\n\n")[0]), 100)
