"""What may stand in what on a digest's page; what is not named here may not be there at all."""

VOID = {"meta", "br", "hr"}
SCHEMES = ("http://", "https://", "mailto:")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = ("a", "em", "strong", "s", "code", "cite", "span", "br")
_BLOCKS = ("p", "ul", "ol", "blockquote", "pre", "hr", "table")
_ROOMS = ("main", "section", "article", "div", "blockquote", "li")
PHRASES = {*_HEADINGS, *_INLINE, "p", "li", "th", "td", "title", "style", "pre"}
"""Elements that may hold text."""

INSIDE: dict[str, tuple[str, ...]] = {
    "html": ("",), "head": ("html",), "body": ("html",), "meta": ("head",), "title": ("head",), "style": ("head",),
    "header": ("body",), "main": ("body",), "section": ("main",), "article": ("main", "section"),
    "div": ("article",), "h1": ("header",), "p": ("header", *_ROOMS), "li": ("ul", "ol"),
    "thead": ("table",), "tbody": ("table",), "tr": ("thead", "tbody"), "th": ("tr",), "td": ("tr",),
    **dict.fromkeys(_HEADINGS[1:], _ROOMS),
    **dict.fromkeys(_INLINE, (*_HEADINGS, "p", "li", "th", "td", *_INLINE, "pre")),
    **dict.fromkeys(_BLOCKS[1:], _ROOMS),
}  # fmt: skip

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "html": ("lang",), "meta": ("charset", "name", "content", "http-equiv"), "section": ("aria-labelledby",),
    "a": ("href", "title"), "ol": ("start",), "th": ("style",), "td": ("style",),
}  # fmt: skip
"""Beside id and class. No element has one that runs something or fetches something."""
