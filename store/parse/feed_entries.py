"""One entry of a feed, as feedparser tells it, to a draft."""

import html
import re
from dataclasses import dataclass
from typing import Any, Self

from store.model import Draft
from store.parse.declared import read_declared
from store.parse.markup import clean_line, html_to_markdown, safe_link, strip_markup
from store.parse.published import read_published
from store.references.citations import read_citations

WEB = ("http", "https")
_LONGEST_CATEGORY = 200
_CUT = re.compile(r"\s*\[(?:…|\.\.\.|&#8230;|&hellip;)\]\s*(?=(?:</p>)?\s*$)")
_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


@dataclass(frozen=True, slots=True)
class EntryReader:
    """Makes drafts of one feed's entries; holds what the feed says for all of them."""

    base: str | None
    is_atom: bool
    language: str | None
    authors: tuple[str, ...]

    @classmethod
    def of(cls, feed: dict[str, Any], *, base: str | None, is_atom: bool) -> Self:
        """Read what a feed says for its entries; `base` is where its relative addresses start."""
        return cls(base, is_atom, _line(feed.get("language")) or None, _authors(feed))

    def draft(self, entry: Any, stated: tuple[str, ...]) -> Draft | None:
        """Return an entry as a draft, or None for one that holds neither title nor text nor address."""
        url = safe_link(entry.get("feedburner_origlink") or entry.get("link"), self.base, schemes=WEB)
        original = self._original(entry)
        body = html_to_markdown(original, url or self.base)
        title = self._title(entry) or _first_words(body) or url or ""
        if not title and not body:
            return None
        return Draft(
            key=_line(entry.get("id")) or url or "",
            title=title,
            body=body,
            url=url,
            authors=_authors(entry) or self.authors,
            published=read_published(entry),
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

    def _original(self, entry: Any) -> str:
        """Return the fullest text an entry has, as HTML: its content, else its summary."""
        contents = [(str(c.get("value") or ""), c.get("type")) for c in entry.get("content") or ()]
        full = max(contents, key=lambda c: len(c[0]), default=("", None))
        if full[0].strip():
            return self._html(*full)
        summary = str(entry.get("summary") or "")
        return _CUT.sub("…", self._html(summary, (entry.get("summary_detail") or {}).get("type")))

    def _html(self, text: str, kind: str | None) -> str:
        if kind != "text/plain" or (not self.is_atom and _LOOKS_LIKE_HTML.search(text)):
            return text
        paragraphs = re.split(r"\n\s*\n", text)
        return "".join(f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs if p.strip())


def _line(value: object) -> str:
    return clean_line(value, 2000) if isinstance(value, str) else ""


def _authors(entry: Any) -> tuple[str, ...]:
    people = [strip_markup(str(p.get("name") or p.get("email") or "")) for p in entry.get("authors") or () if p]
    return tuple(dict.fromkeys(name for name in people if name))


def _categories(entry: Any) -> tuple[str, ...]:
    """Return the words an entry is filed under, in its order, each once whatever its letter case."""
    named: dict[str, str] = {}
    for tag in entry.get("tags") or ():
        word = clean_line(strip_markup(str(tag.get("label") or tag.get("term") or "")), _LONGEST_CATEGORY)
        if word:
            named.setdefault(word.casefold(), word)
    return tuple(named.values())


def _source(entry: Any) -> str | None:
    stated = entry.get("publisher") or (entry.get("source") or {}).get("title")
    return strip_markup(str(stated)) or None if stated else None


def _first_words(body: str) -> str:
    """Name an article without a title (a short post) by its first line."""
    return clean_line(re.sub(r"[*#>`\\]|\[([^\]]*)\]\([^)]*\)|!\[[^\]]*\]\([^)]*\)", r"\1", body.split("\n\n")[0]), 100)
