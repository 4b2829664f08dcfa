"""The look of the detail: a component class for each style name, in theme colours only.

What colour says, bold, italic, underline or a sign says too, so that NO_COLOR loses nothing.
"""

_LOOKS = {
    "title": "text-style: bold;",
    "fact": "color: $text-muted;",
    "tag": "color: $text-muted;",
    "tag-own": "color: $text-accent; text-style: bold;",
    "heading": "color: $text-accent; text-style: bold;",
    "subheading": "text-style: bold italic;",
    "strong": "text-style: bold;",
    "emphasis": "text-style: italic;",
    "strike": "text-style: strike;",
    "code": "color: $text-secondary;",
    "code-block": "color: $text-secondary;",
    "link": "text-style: underline;",
    "link-number": "color: $text-accent;",
    "image": "color: $text-muted; text-style: italic;",
    "marker": "color: $text-muted;",
    "quote": "color: $text-muted;",
    "quote-bar": "color: $text-muted;",
    "rule": "color: $text-muted;",
    "section": "color: $text-muted;",
    "table-head": "text-style: bold;",
    "table-name": "color: $text-muted;",
    "ref-number": "color: $text-accent; text-style: bold;",
    "ref-title": "text-style: bold;",
    "ref-detail": "color: $text-muted;",
    "note": "text-style: italic;",
    "empty": "color: $text-muted; text-style: italic;",
    "hit": "color: $text-accent; text-style: bold underline;",
    "find": "text-style: reverse;",
    "found": "color: $text-warning; text-style: bold reverse underline;",
    "letters": "color: $text-warning; text-style: bold reverse;",
}

STYLE_NAMES = tuple(_LOOKS)

ARTICLE_CSS = """
ArticleView {
    width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto;
    scrollbar-gutter: stable; scrollbar-size-vertical: 1;
}
""" + "\n".join(f"ArticleView > .article-view--{name} {{ {look} }}" for name, look in _LOOKS.items())
