"""Titles, which feeds write as text, as HTML, or as HTML escaped twice."""

import html
import re

from store.parse.markup_clean import clean_line
from store.parse.markup_science import subscript, superscript

_RAISED = re.compile(r"<(su[bp])\b[^<>]{0,200}>([^<>]{0,200})</\1\s*>", re.IGNORECASE)
_DROPPED = re.compile(r"<(script|style)\b[^<>]{0,200}>[^<]{0,2000}</\1\s*>", re.IGNORECASE)
_KNOWN = (
    "a abbr b bdi bdo big br cite code del dfn div em font h1 h2 h3 h4 h5 h6 i inf ins italic kbd mark p q s samp"
    " script small span strike strong style sub sup tt u var wbr jats:italic jats:sub jats:sup mml:math"
)
_ATTRIBUTES = r"""(?:\s{1,20}[\w:-]{1,40}\s?=\s?(?:"[^"<>]{0,1000}"|'[^'<>]{0,1000}'|[^\s"'<>]{1,1000})){0,20}"""
_INLINE = re.compile(rf"</?(?:{_KNOWN.replace(' ', '|')}){_ATTRIBUTES}\s{{0,20}}/?>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div)\s*/?>", re.IGNORECASE)
_ENTITY_LEFT = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});")


def strip_markup(title: str) -> str:
    """Return a title as one clean line of text: known inline tags taken off, character references read.

    What only looks like markup stays: `a<b and c>d`, `[Retracted] x`. H<sub>2</sub>O becomes H₂O.
    """
    text = html.unescape(_untagged(title))
    if _ENTITY_LEFT.search(text):  # written through two escapings, as many feeds do
        text = html.unescape(text)
    return clean_line(_untagged(text))


def _untagged(text: str) -> str:
    if "<" not in text:
        return text
    text = _DROPPED.sub("", text)
    text = _RAISED.sub(lambda found: (superscript if found[1].lower() == "sup" else subscript)(found[2]), text)
    return _INLINE.sub("", _BREAK.sub(" ", text))
