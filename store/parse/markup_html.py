"""HTML as Markdown: in one pass where it is plain (`markup_plain`), else by way of a tree (`markup_markdown`)."""

import html
import re

from store.parse.markup_clean import clean
from store.parse.markup_escape import escape, finish
from store.parse.markup_plain import write_plain

LARGEST = 2_000_000  # characters of HTML; more is read as plain text
MOST_ELEMENTS = 50_000
_NUMBERED = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")


def write_markdown(source: str, base: str | None) -> str:
    """Return an HTML document or fragment as Markdown; never raises, and never loses its text to size or depth."""
    decoded = _NUMBERED.sub(_decoded, source) if "&#" in source else source
    source = clean(decoded)
    if "&#" in source and source != decoded:  # of `&#<ZWSP>8;` it is clean() that makes a reference
        source = _NUMBERED.sub(lambda found: found[0] if _decoded(found) == found[0] else " ", source)
    if "<" not in source:
        return finish(escape(" ".join(html.unescape(source).split())))
    small = len(source) <= LARGEST and source.count("<") <= MOST_ELEMENTS
    plain = write_plain(source, base) if small else None
    if plain is not None:
        return plain
    # imported here because bs4, lxml and markdownify take longer to load than a plain feed takes to read
    from store.parse.markup_markdown import write_by_tree

    return write_by_tree(source, base)


def _decoded(found: re.Match[str]) -> str:
    """Decode a numbered character that must not reach the tree, so that clean() sees it; leave the others."""
    if len(found[0]) > 12:
        return ""
    digits = found[0].strip("&#;")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= code < 0xA0:
        return html.unescape(found[0])  # Windows-1252 by mistake, as every browser knows
    if code > 0x10FFFF:
        return ""
    return found[0] if clean(chr(code)) == chr(code) else chr(code)
