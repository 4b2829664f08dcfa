"""A page of items into its items: newsletters, listings, "More Good News" under an article.

Precision first: an ordinary list or the sections of one article are never taken apart. Items must be three or
more, alike, and carry a sign that each is a piece of its own: a heading that says so, an address of its own,
a picture of its own, or that the page is made of nothing else.
"""

import re
from collections.abc import Iterable, Sequence

from store.parse.digest_chunks import Chunk, Item, chunks_of, runs_of
from store.parse.digest_inline import inline_items
from store.parse.text_head import alike, folded, plain

__all__ = ["Item", "is_digest_heading", "is_release", "split_digest"]

_FEWEST = 3
_MOST = 2_000  # items of one page; a longer list is data, not a digest
_TITLE_WORDS = 30
_SUMMARY_WORDS = 8
_DIGEST_HEADING = re.compile(
    r"(?:(?:more|other|also|further|latest|top|recent|today.?s|this (?:week|month)(?:.s)?|weekly|daily|good|science"
    r"|research|health|related|featured|your|all|the|our|in|and|&|editors?.?|picks?|most|popular|read|weiteres?"
    r"|aktuelle|neueste|kurze|wissenschaft|forschung|diese|woche|aus|der|autres|dernières|toutes|les|nos|sciences?)\W+){0,5}"
    r"(?:news|stories|headlines|highlights|articles|in brief|briefs?|digest|round-?up|in this issue|this (?:week|month)"
    r"|releases|items|updates|roundup|bulletin|nachrichten|meldungen|themen|kurzmeldungen|kurznachrichten|actualités|brèves"
    r"|en bref|à la une)\W*(?:in brief|this week|today)?\W*$",
    re.IGNORECASE,
)
_PAPER = re.compile(r"https?://(?:dx\.)?(?:doi\.org|pubmed\.|arxiv\.org)/?", re.IGNORECASE)  # cited, not the item
_FIGURE = re.compile(r"\d+")
_RELEASE = re.compile(r"(?:public|news|press) release:?\s*\d{1,2}[-. ]", re.IGNORECASE)


def is_digest_heading(text: str) -> bool:
    """Tell whether a heading announces a list of stories: "More Good News", "In this issue"."""
    return len(text) <= 80 and _DIGEST_HEADING.match(plain(text)) is not None


def is_release(text: str) -> bool:
    """Tell whether a line opens an entry of a listing: "Public Release: 17-Nov-2017"."""
    return _RELEASE.match(text) is not None


def split_digest(markdown: str, title: str) -> tuple[str, tuple[Item, ...]]:
    """Split a page's Markdown into what is left of the page and its items.

    An item whose title is the page's own (similarity ≥ 0.9), or that repeats another item, is dropped; all
    other text is either in an item or left. A page without items comes back unchanged.
    """
    chunks = chunks_of(markdown)
    for layout in (_releases, _listed, _loose_bullets, _cards, _sections, _ruled):
        run = layout(chunks, markdown)
        if len(run) >= _FEWEST and len(run) <= _MOST:
            return _without(markdown, chunks, run), _once(run, title)
    run = inline_items(chunks, markdown, is_digest_heading)
    return (_without(markdown, chunks, run), _once(run, title)) if _FEWEST <= len(run) <= _MOST else (markdown, ())


def _once(items: Sequence[Item], title: str) -> tuple[Item, ...]:
    kept: list[Item] = []
    seen: set[tuple[str, str]] = set()
    for item in items:
        # Comparing each with each is quadratic: near doubles are looked for among the last ones only.
        if folded(item.title) == folded(title) or alike(item.title, title):
            continue
        # The same words twice are one story; one title over different texts ("Briefly noted") is two.
        if (folded(item.title), folded(item.body)) in seen or any(_repeats(item, one) for one in kept[-40:]):
            continue
        seen.add((folded(item.title), folded(item.body)))
        kept.append(item)
    return tuple(kept)


def _repeats(item: Item, other: Item) -> bool:
    """Tell whether two items are one: "week 12" and "week 13" differ by a letter, so the text must agree too."""
    close = alike(item.title, other.title) and alike(item.body[:200], other.body[:200])
    return close and _figures(item) == _figures(other)


def _figures(item: Item) -> list[str]:
    """The numbers in an item: stories cast in one mould differ in nothing else, and their DOIs in these."""
    return _FIGURE.findall(f"{item.title} {item.body}")


def _without(markdown: str, chunks: list[Chunk], items: Sequence[Item]) -> str:
    """Cut the items out, and the heading or rules that stood only over them."""
    spans = [(item.start, item.end) for item in items]
    first, last = spans[0][0], spans[-1][1]
    above = [chunk for chunk in chunks if chunk.end <= first]
    below = next((chunk for chunk in chunks if chunk.start >= last), None)
    announced = bool(above) and above[-1].kind == "heading" and is_digest_heading(above[-1].text)
    if announced and (below is None or below.kind == "heading"):
        spans.append((above[-1].start, above[-1].end))
    spans += [(chunk.start, chunk.end) for chunk in chunks if chunk.kind == "rule" and first <= chunk.start <= last]
    parts, at = [], 0
    for start, end in sorted(spans):
        parts.append(markdown[at:start].strip("\n"))
        at = max(at, end)
    parts.append(markdown[at:].strip("\n"))
    return "\n\n".join(part for part in parts if part.strip())


def _best(items: Iterable[list[Item]]) -> list[Item]:
    return max(items, key=len, default=[])


def _item(group: list[Chunk], markdown: str) -> Item | None:
    """Make an item of [picture or its words], title, summary …; None if it has not that shape."""
    chunks = list(group)
    alt = None
    if chunks and chunks[0].alt is not None:
        alt = chunks.pop(0).alt
    lead = 0
    while lead < len(chunks) and lead < 2 and _is_title(chunks[lead]):
        lead += 1
    if not lead or lead == len(chunks) or not any(_is_summary(chunk) for chunk in chunks[lead:]):
        return None
    if lead == 2 and chunks[0].kind in ("heading", "title") and chunks[1].kind == "text":
        lead = 1  # a date or journal under a marked title
    if lead == 2:
        alt = alt or plain(chunks[0].text)
    addresses = (chunk.url for chunk in (*chunks[:lead][::-1], *group) if chunk.url)
    url = next((address for address in addresses if not _PAPER.match(address)), None)
    body = "\n\n".join(_dedented(markdown[chunk.start : chunk.end]) for chunk in chunks[lead:])
    return Item(plain(chunks[lead - 1].text), body, alt or None, url, group[0].start, group[-1].end)


def _dedented(text: str) -> str:
    lines = text.split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines).strip("\n")


def _is_title(chunk: Chunk) -> bool:
    if chunk.kind not in ("item", "inside", "title", "heading", "text") or len(chunk.text) > 400:
        return False
    text = plain(chunk.text)
    return 0 < len(text.split()) <= _TITLE_WORDS and not text.endswith((".", ":", ";", ",")) and "\n" not in chunk.text


def _is_summary(chunk: Chunk) -> bool:
    return chunk.kind in ("inside", "text") and len(chunk.text[:500].split()) >= _SUMMARY_WORDS


def _alike_items(run: list[list[Chunk]], markdown: str) -> list[Item]:
    """Make items of groups; none if one has another shape. The last ends where the others would have."""
    longest = max((len(group) for group in run[:-1]), default=0)
    run[-1] = run[-1][:longest]
    items = [_item(group, markdown) for group in run]
    return [item for item in items if item] if all(items) and len(items) >= _FEWEST else []


def _is_announced(chunks: list[Chunk], start: int) -> bool:
    """Tell whether the nearest heading above a place announces stories."""
    above = next((chunk for chunk in reversed(chunks) if chunk.kind == "heading" and chunk.end <= start), None)
    return above is not None and is_digest_heading(above.text)


def _is_most(items: list[Item], markdown: str) -> bool:
    return 10 * sum(item.end - item.start for item in items) >= 6 * len(markdown)


def _stands_out(chunks: list[Chunk], run: list[list[Chunk]], items: list[Item], markdown: str) -> bool:
    """Tell whether bullets are stories: announced as such, or, if without numbers, most of the page."""
    return _is_announced(chunks, items[0].start) or (not run[0][0].ordered and _is_most(items, markdown))


def _have_own(items: list[Item]) -> bool:
    """Tell whether each item has an address or a picture of its own."""
    urls = {item.url for item in items if item.url}
    return len(urls) == len(items) or all(item.image_alt for item in items)


def _listed(chunks: list[Chunk], markdown: str) -> list[Item]:
    """Bullets that hold [picture words] / title / summary as paragraphs of their own."""
    found = []
    for run in runs_of(chunks, lambda i: chunks[i].kind == "item", lambda chunk: chunk.kind == "inside"):
        items = _alike_items(run, markdown) if len(run) >= _FEWEST else []
        if items and (_have_own(items) or _stands_out(chunks, run, items, markdown)):
            found.append(items)
    return _best(found)


def _loose_bullets(chunks: list[Chunk], markdown: str) -> list[Item]:
    """The same where the indent was lost: a bullet with a short line, then paragraphs at the margin."""
    found = []
    kinds = ("text", "heading", "more")
    for run in runs_of(chunks, lambda i: chunks[i].kind == "item", lambda chunk: chunk.kind in kinds):
        full = all(2 <= len(group) <= 5 for group in run[:-1]) and len(run[-1]) > 1
        items = _alike_items(run, markdown) if len(run) >= _FEWEST and full else []
        if items and _stands_out(chunks, run, items, markdown):
            found.append(items)
    return _best(found)


def _cards(chunks: list[Chunk], markdown: str) -> list[Item]:
    """Linked titles (after a picture or not), each with its summary."""

    def starts(i: int) -> bool:
        if chunks[i].kind == "image":
            return i + 1 < len(chunks) and _is_linked_title(chunks[i + 1])
        return _is_linked_title(chunks[i]) and not (i and chunks[i - 1].kind == "image")

    found = []
    for run in runs_of(chunks, starts, lambda chunk: chunk.kind in ("text", "more", "title", "heading")):
        items = _alike_items(_capped(run), markdown) if len(run) >= _FEWEST else []
        if items and _have_own(items):
            found.append(items)
    return _best(found)


def _capped(run: list[list[Chunk]]) -> list[list[Chunk]]:
    # A card has a handful of chunks; a group of more is an article under a linked heading.
    return run if all(len(group) <= 6 for group in run[:-1]) else [[]]


def _is_linked_title(chunk: Chunk) -> bool:
    return chunk.kind in ("title", "heading") and chunk.url is not None and len(plain(chunk.text).split()) >= 3


def _sections(chunks: list[Chunk], markdown: str) -> list[Item]:
    """Headings of one level, each with a paragraph or two, and a "Read more" or a heading that announces them."""
    found = []
    for level in range(1, 7):

        def starts(i: int, level: int = level) -> bool:
            return chunks[i].kind == "heading" and chunks[i].level == level and not is_digest_heading(chunks[i].text)

        for run in runs_of(chunks, starts, lambda chunk: chunk.kind in ("text", "more", "image", "rule")):
            small = all(len(group) <= 6 for group in run[:-1])
            items = _alike_items(_without_rules(run), markdown) if len(run) >= _FEWEST and small else []
            if items and (_lead_on(run) or _is_listed_under(chunks, run)):
                found.append(items)
    return _best(found)


def _lead_on(run: list[list[Chunk]]) -> bool:
    """Tell whether each section leads on to an address of its own."""
    urls = {chunk.url for group in run for chunk in group if chunk.kind == "more"}
    return len(urls) >= len(run) and all(any(chunk.kind == "more" for chunk in group) for group in run)


def _is_listed_under(chunks: list[Chunk], run: list[list[Chunk]]) -> bool:
    """Tell whether headings with one paragraph each come right after a heading that announces stories."""
    above = [chunk for chunk in chunks if chunk.end <= run[0][0].start]
    announced = bool(above) and above[-1].kind == "heading" and is_digest_heading(above[-1].text)
    return announced and all(len(group) <= 3 for group in run)


def _without_rules(run: list[list[Chunk]]) -> list[list[Chunk]]:
    return [[chunk for chunk in group if chunk.kind != "rule"] for group in run]


def _ruled(chunks: list[Chunk], markdown: str) -> list[Item]:
    """Pieces between rules, each a marked title with some paragraphs."""
    pieces: list[list[Chunk]] = [[]]
    for chunk in chunks:
        if chunk.kind == "rule":
            pieces.append([])
        else:
            pieces[-1].append(chunk)
    runs: list[list[Item]] = [[]]
    for piece in pieces:
        titled = 2 <= len(piece) <= 6 and piece[0].kind in ("title", "heading", "image")
        item = _item(piece, markdown) if titled else None
        if item:
            runs[-1].append(item)
        elif runs[-1]:
            runs.append([])
    items = _best(runs)
    return items if len(items) >= _FEWEST and (_have_own(items) or _is_most(items, markdown)) else []


def _releases(chunks: list[Chunk], markdown: str) -> list[Item]:
    """Old EurekAlert listings: "Public Release: 17-Nov-2017", journal, title, text."""

    def starts(i: int) -> bool:
        return chunks[i].kind == "text" and is_release(chunks[i].text)

    runs = runs_of(chunks, starts, lambda chunk: chunk.kind in ("text", "heading", "title", "more"))
    return _best([item for group in run if (item := _release(group, markdown))] for run in runs)


def _release(group: list[Chunk], markdown: str) -> Item | None:
    lines = 1
    while lines < min(len(group), 3) and _is_title(group[lines]):
        lines += 1
    if lines == 1:
        return None
    # Old listings put the journal before the title, new ones the institution behind it: the title is the longest.
    at = max(range(1, lines), key=lambda i: len(group[i].text.split()))
    body = [markdown[chunk.start : chunk.end] for i, chunk in enumerate(group) if i != at]
    title, url = group[at], next((chunk.url for chunk in group if chunk.url), None)
    return Item(plain(title.text), "\n\n".join(body), None, url, group[0].start, group[-1].end)
