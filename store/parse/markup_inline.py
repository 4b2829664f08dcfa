"""What stands within a line, mended before it is written as Markdown: links, emphasis, raised and lowered text."""

import re
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from store.parse.markup_links import safe_link
from store.parse.markup_science import CITATION, citation_mark, subscript, superscript

_BLOCK_TAGS = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "hr")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOTE_TARGET = re.compile(r"^#|#(?:ref|cite|bib|cr|fn|en|rf|note|_ftn|[br]\d)", re.IGNORECASE)
_PERMALINK = re.compile(r"\s*[#¶§🔗]?\s*")
_CLOSING_MARKS = re.compile(r"[:;,.!?)\]»”’]+$")


def mend_inline(root: Any, base: str | None) -> None:
    """Mend links, raised text and emphasis; needs a tree whose depth is capped."""
    for element in list(root.iter("pre", "code")):
        _mend_code(element)
    for element in list(root.iter("sup", "sub")):
        _shift(element)
    for anchor in list(root.iter("a")):
        _mend_link(anchor, base)
    for element in list(root.iter("em", "strong", "del")):
        _mend_emphasis(element)


def _mend_code(element: Any) -> None:
    """Make code plain text: no markup can stand in it. Around blocks, `code` is no code but a whole page's mistake."""
    if element.tag == "code" and next(element.iter(*_BLOCK_TAGS), None) is not None:
        element.tag = "span"
        return
    if element.tag == "pre":
        classes = [e.get("class") or "" for e in (element, *element.iter("code"))]
        element.set("class", " ".join(classes[:3]))
        for line in element.iterdescendants("br", *_BLOCK_TAGS):
            line.tail = "\n" + (line.tail or "")
    _set_text(element, "".join(element.itertext()))


def _shift(element: Any) -> None:
    """Write raised or lowered text as characters; a note's number as a mark; a link in it stays a link."""
    text = "".join(element.itertext())
    anchors = [a for a in element.iter("a") if a.get("href")]
    is_note = element.tag == "sup" and bool(CITATION.fullmatch(text.strip()))
    away = [a for a in anchors if not _NOTE_TARGET.search(a.get("href"))]
    if away:
        if is_note and len(anchors) == 1:
            _set_text(anchors[0], citation_mark(text))
        element.tag = "span"
        return
    if is_note and anchors:
        written = citation_mark(text)
    else:
        written = superscript(text) if element.tag == "sup" else subscript(text)
    _set_text(element, written)
    element.tag = "span"


def _set_text(element: Any, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _mend_link(anchor: Any, base: str | None) -> None:
    """Keep an address that can be followed from here; else keep only the words."""
    href = anchor.get("href")
    text = "".join(anchor.itertext())
    has_image = anchor.find(".//img") is not None
    address = safe_link(href, base)
    if href and href.startswith("#") and _PERMALINK.fullmatch(text) and not has_image:
        anchor.tag = "drop"
    elif address is None or next(anchor.iterancestors("a"), None) is not None:
        anchor.tag = "span"
    elif text.strip() or has_image:
        anchor.attrib.clear()
        anchor.set("href", address)
        _move_into_block(anchor, address)
    else:
        anchor.tag = "span"


def _move_into_block(anchor: Any, address: str) -> None:
    """Move a link that spans blocks (a card) to its heading, else to its first line: Markdown has no other place."""
    blocks = list(anchor.iter(*_BLOCK_TAGS))
    if not blocks:
        return
    lines = [b for b in blocks if next(b.iterchildren(*_BLOCK_TAGS), None) is None and "".join(b.itertext()).strip()]
    target = next((b for b in blocks if b.tag in _HEADINGS and "".join(b.itertext()).strip()), None)
    target = target if target is not None else next(iter(lines), None)
    anchor.tag = "span"
    if target is not None and target.tag != "pre":
        link = html.Element("a", href=address)
        link.text, target.text = target.text, None
        link.extend(list(target))
        target.append(link)


def _mend_emphasis(element: Any) -> None:
    """Unwrap emphasis Markdown cannot write: empty, around blocks, or within its own kind; join neighbours."""
    empty = not "".join(element.itertext()).strip() and element.find(".//img") is None
    spans_blocks = next(element.iter(*_BLOCK_TAGS), None) is not None
    _move_last_break(element)
    if empty or spans_blocks or next(element.iterancestors(element.tag), None) is not None:
        element.tag = "span"
        return
    before = element.getprevious()
    if before is not None and before.tag == element.tag and not (before.tail or "").strip():
        element = _join(before, element)
    _move_last_marks(element)


def _move_last_marks(element: Any) -> None:
    """Move `:` and its like out of emphasis that letters follow: `**Note:**text` closes nothing."""
    last = last_child(element)
    if last is None or last.tag != "span" or last.tail:
        last = element
    marks = _CLOSING_MARKS.search(last.text or "")
    at_end = marks and last_child(last) is None and (element.tail or "")[:1].isalnum()
    if marks and at_end and (marks.start() or last is not element):
        last.text, element.tail = last.text[: marks.start()], marks[0] + element.tail


def _move_last_break(element: Any) -> None:
    """Move a line break at the end of emphasis behind it, where the emphasis can close."""
    while (last := last_child(element)) is not None and last.tag == "br" and not (last.tail or "").strip():
        last.tail, element.tail = element.tail, None
        element.addnext(last)


def last_child(element: Any) -> Any | None:
    """Return the last element within, None if there is none; to ask for the `len` would count them all."""
    return next(element.iterchildren(reversed=True), None)


def _join(before: Any, element: Any) -> Any:
    """Put emphasis at the end of its neighbour, as a span: texts made longer and longer would take quadratic time."""
    gap, before.tail, element.tail = before.tail or "", element.tail, None
    last = last_child(before)
    if last is not None:
        last.tail = (last.tail or "") + gap
    else:
        before.text = (before.text or "") + gap
    element.tag = "span"
    before.append(element)
    return before
