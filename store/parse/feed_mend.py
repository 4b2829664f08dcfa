"""Feed text mended before a parser sees it: without what makes XML parsers raise, hang or reach out.

Each step answers an input that is known to raise or stall feedparser 6.0 (its issues 562, 590, 599) or expat.
"""

import html
import re

from store.parse.markup import clean

_PROLOG = re.compile(r"\s*(?:<\?xml[^>]{0,500}\?>\s*)?")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(\[)?", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")
_ROOT = re.compile(r"<(?:rss|feed|channel|[\w.-]+:RDF|rdf|RDF)\b")
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
_PERSON = re.compile(
    r"(<(?:[\w.-]{1,20}:)?(?:author|name|email|creator|contributor|managingEditor|webMaster)\b[^<>]{0,500}>"
    r"(?:<!\[CDATA\[)?[^<\]]{320})[^<\]]+"
)
_SRS_NAME = re.compile(r"\ssrsName\s?=\s?(?:\"[^\"<]{0,500}\"|'[^'<]{0,500}')")
_LONG_COMMENT = 100_000


def mend(text: str) -> str:
    """Return a feed's text without declaration, DOCTYPE, controls, broken references and over-long names."""
    text = _without_doctype(text[_PROLOG.match(text).end() :])  # type: ignore[union-attr]
    text = _without_long_comments(clean(_REFERENCE.sub(_mended_reference, text)))
    if "srsName" in text:
        text = _SRS_NAME.sub("", text)
    return _PERSON.sub(r"\1", text)


def _without_doctype(text: str) -> str:
    """Drop the DOCTYPE and its entities: no feed needs them, and they can multiply or reach for files."""
    root = _ROOT.search(text)
    found = _DOCTYPE.search(text, 0, root.start() if root else len(text))
    if not found:
        return text
    end = _SUBSET_END.search(text, found.end()) if found[1] else re.compile(">").search(text, found.end())
    return text[: found.start()] + (text[end.end() :] if end else text[found.end() :])


def _mended_reference(found: re.Match[str]) -> str:
    """Read a numbered reference to what XML forbids; leave the others to the parser."""
    if len(found[0]) > 12:
        return ""
    digits = found[0].strip("&#;")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= code < 0xA0:
        return html.unescape(found[0])
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    return found[0] if clean(chr(code)) == chr(code) else chr(code) if code else ""


def _without_long_comments(text: str) -> str:
    """Drop comments so long that expat takes quadratic time over them."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        is_long = end - start > _LONG_COMMENT
        kept.append(text[at : start if is_long else end + 3])
        at = end + 3
    return "".join([*kept, text[at:]])
