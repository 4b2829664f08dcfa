"""Markdown or plain text into an article: title, date, source, body as clean Markdown, references.

Saved pages come with their layout lost: headings without marks, paragraphs cut by page breaks, links that
lead nowhere, a site's own boilerplate. What is dropped from the body is kept in the draft's `original`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from store.errors import SourceError
from store.model import DateParts, Draft, Page
from store.parse.digest import Item, is_digest_heading, is_release, split_digest
from store.parse.markup import clean, clean_line
from store.parse.recognise import text_of
from store.parse.text_blocks import Block, as_lines, as_one, markdown_of, read_blocks
from store.parse.text_fields import front_matter, people
from store.parse.text_head import Head, first_sentence, head_of_fields, plain, read_head
from store.parse.text_lines import without_dead_links, without_page_numbers
from store.parse.text_sections import rejoined, with_headings, without_empty, without_footer
from store.references.citations import Citations, read_citations

_MARKDOWN = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|\]\((?:https?:|#)|^\|[ :]{0,9}-{3,99}[ :]{0,9}\||\*\*\S|^[^\n]{1,200}\n={3,}$",
    re.MULTILINE,
)
_LEADS_ON = re.compile(r"read more\b.{0,200}https?://", re.IGNORECASE)  # an item of a digest has its address there
_WORD = re.compile(r"[^\W_]")
_TITLE = 300  # characters


def parse_text(page: Page) -> tuple[Draft, ...]:
    """Read Markdown or plain text as one article; the items of a digest are its children.

    Raises SourceError if the text cannot be decoded or holds no word.
    """
    original = text_of(page)
    text = clean(original.replace("\f", "\n\n"))
    if not _WORD.search(text):
        where = clean_line(page.where)
        raise SourceError(f"Cannot read {where}: it holds no words, only marks; give the text of an article.")
    fields, rest = front_matter(text)
    fenced = bool(fields) and text.lstrip().startswith("---")
    markdown = bool(fenced or _MARKDOWN.search(rest) or "markdown" in (page.media_type or ""))
    rest = without_dead_links(without_page_numbers(rest))
    blocks = rejoined(read_blocks(rest if _WORD.search(rest) else text, markdown=markdown))
    draft = _draft(blocks, head_of_fields(fields), page)
    return (replace(draft, original=original, media_type="text/markdown" if markdown else "text/plain"),)


def _draft(blocks: list[Block], stated: Head, page: Page) -> Draft:
    kept, foot = without_footer(blocks)
    lines, places = as_lines(kept)
    cited = read_citations(lines)
    releases = [i for i, block in enumerate(kept) if is_release(block.text)]
    if len(releases) >= 3:  # a listing: what its entries state of themselves is not the page's
        cited = Citations(cited.references, noise=cited.noise)
        found, top = read_head(kept[: releases[0]], stated, None)
        kept = top + kept[releases[0] :]
    else:
        found, kept = read_head(_cited_blocks(kept, places, cited), stated, cited.title)
    title = _title(found, kept or blocks)
    body, items = split_digest(_body(kept, blocks), title)
    url = stated.url or cited.url or found.url or page.url
    return Draft(
        key=url or "",
        title=title,
        body=body,
        url=url,
        authors=found.authors or _byline(cited),
        published=found.published or _midnight(cited.issued),
        source=_line(stated.source or cited.source or found.source or foot),
        categories=tuple(clean_line(word, 100) for word in found.categories),
        references=read_citations(body, title=title, url=url).references,
        children=_children(items),
        language=found.language,
    )


def _body(kept: list[Block], blocks: list[Block]) -> str:
    """Write the body. A text that is all head keeps everything: an article without a body reads as a fault."""
    kept = without_empty(with_headings(kept), keep=is_digest_heading)
    return markdown_of(kept or [block for block in blocks if block.text])


def _cited_blocks(blocks: list[Block], places: list[tuple[int, int]], cited: Citations) -> list[Block]:
    """Drop blocks of boilerplate; keep the lines of one reference (citation, title, authors) together."""
    noise = _Spans(cited.noise)
    works = _Spans((one.start, one.end) for one in cited.references if one.start is not None and one.end)
    out: list[list[Block]] = []
    last = None
    for block, place in zip(blocks, places, strict=True):
        if noise.around(place) and not _LEADS_ON.match(block.text):
            continue
        work = works.around(place) if block.kind == "paragraph" else None
        if work and work == last and not block.gap:
            out[-1].append(block)
        else:
            out.append([block])
        last = work
    return [as_one(group) if len(group) > 1 else group[0] for group in out]


class _Spans:
    """Places in a text, asked for in reading order, so that all questions together take one pass."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def around(self, place: tuple[int, int]) -> tuple[int, int] | None:
        """Return the span that holds a place wholly, if there is one."""
        while self._at < len(self._spans) and self._spans[self._at][1] <= place[0]:
            self._at += 1
        found = self._spans[self._at] if self._at < len(self._spans) else None
        return found if found and found[0] <= place[0] and place[1] <= found[1] else None


def _title(head: Head, blocks: list[Block]) -> str:
    """The stated title, else the first sentence, which the body keeps."""
    if head.title and (title := clean_line(head.title, _TITLE)):
        return title
    worded = [block.text for block in blocks if _WORD.search(block.text)]
    text = next((text for text in worded if not text.endswith(":")), worded[0] if worded else "")
    text = re.sub(r"^(?:[-*+>#|]+|\d+[.)])\s+", "", text.split("\n", 1)[0].strip())
    return clean_line(first_sentence(text), _TITLE) or "…"


def _line(text: str | None) -> str | None:
    return (clean_line(plain(text), _TITLE) or None) if text else None


def _byline(cited: Citations) -> tuple[str, ...]:
    return people(clean_line(cited.byline, _TITLE)) if cited.byline else ()


def _midnight(issued: DateParts) -> datetime | None:
    """A date that goes down to the day, at midnight UTC; a month or a year is no date to sort by."""
    try:
        return datetime(*issued, tzinfo=UTC) if len(issued) == 3 else None
    except ValueError:
        return None


def _children(items: Sequence[Item]) -> tuple[Draft, ...]:
    return tuple(
        Draft(
            key="",
            title=clean_line(item.title, _TITLE),
            body=item.body,
            url=item.url,
            references=read_citations(item.body, title=item.title, url=item.url).references,
            original=item.body,
            media_type="text/markdown",
        )
        for item in items
    )
