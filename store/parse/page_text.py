"""Which part of an HTML page is its text: the article, without navigation, forms and calls to subscribe."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

LEAST_SHARE = 0.4
"""A pick with less of the body's paragraph text than this is no pick: then the body is the text."""

LEAST_SHARE_UNMARKED = 0.8
"""The same for an element nothing but its density speaks for."""

_CLUTTER_TAGS = ("nav", "aside", "footer", "dialog", "script", "style", "noscript", "template", "iframe")
_CLUTTER_ROLES = frozenset({"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog"})
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|newsletter|subscribe|subscription|shar(?:e|ing)|social|sidebar|breadcrumbs?"
    r"|comments?|respond|advert\w*|ads?|promo\w*|popup|modal|pagination|skip-link|menu|related-posts|jp-relatedposts"
    r"|recommend\w*|site-header|site-footer|masthead|toolbar|screen-reader-text|sr-only|visually-hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST_CLUTTER = 0.2  # what holds more of the text than this is no clutter, whatever its class says
_DOI = re.compile(r"\b10\.\d{4,9}/")
_PARAGRAPHS = ("p", "li", "blockquote", "pre", "dd", "td")
_BODIES = (
    "//*[@itemprop='articleBody']", "//article", "//main", "//*[@role='main']",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//*[contains(@class, 'article-body') or contains(@class, 'article__body') or contains(@class, 'post-content')]",
)  # fmt: skip


def main_text(root: Any) -> Any:
    """Return the element that holds a page's text; the tree loses its clutter."""
    body = next(root.iter("body"), root)
    _drop_clutter(body)
    whole = _weight(body)
    candidates = [element for path in _BODIES for element in body.xpath("." + path)]
    marked = max(candidates, key=_weight, default=None)
    for pick, least in ((marked, LEAST_SHARE), (_densest(body), LEAST_SHARE_UNMARKED)):
        if pick is not None and _weight(pick) >= least * max(whole, 1) and _text_length(pick) * 4 >= _text_length(body):
            return pick
    return body


def _drop_clutter(body: Any) -> None:
    whole = _text_length(body)
    for element in list(body.iter(etree.Element)):
        if element.tag in ("body", "main", "article"):
            continue
        inside = next(element.iterancestors("article", "main"), None) is not None
        named = _CLUTTER.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        plain = element.tag in _CLUTTER_TAGS or element.get("role") in _CLUTTER_ROLES
        maybe = named or element.tag == "form" or (element.tag == "header" and not inside)
        if inside and element.tag in ("footer", "aside") and _cites(element):
            continue
        if plain or (maybe and _text_length(element) <= _MOST_CLUTTER * whole):
            element.tag = "drop"
    etree.strip_elements(body, "drop", with_tail=False)


def _cites(element: Any) -> bool:
    """Tell whether the margin of an article names a work: then it is where the paper is."""
    hrefs = (anchor.get("href") or "" for anchor in element.iter("a"))
    return any(_DOI.search(text) for text in (*element.itertext(), *hrefs))


def _text_length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _weight(element: Any) -> int:
    """Measure the text of paragraphs, outermost ones only, so that nothing counts twice."""
    return sum(
        _text_length(part)
        for part in element.iter(*_PARAGRAPHS)
        if next(part.iterancestors(*_PARAGRAPHS), None) is None
    )


def _densest(body: Any) -> Any | None:
    """Return the element whose own paragraphs hold the most text; grandparents count half."""
    scores: dict[Any, float] = {}
    for paragraph in body.iter("p", "pre", "blockquote"):
        length = _text_length(paragraph)
        parent = paragraph.getparent()
        grandparent = parent.getparent() if parent is not None else None
        for holder, share in ((parent, 1.0), (grandparent, 0.5)):
            if holder is not None:
                scores[holder] = scores.get(holder, 0) + share * length
    return max(scores, key=lambda element: scores[element], default=None)
