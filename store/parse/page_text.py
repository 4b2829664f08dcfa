"""Which part of an HTML page is its text: the article, without navigation, forms and calls to subscribe."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from store.parse.page_readability import Located, locate

LEAST_SHARE = 0.4
"""A pick with less of the body's paragraph text than this is no pick: then the body is the text."""

LEAST_SHARE_FOUND = 0.6
"""The same for what readability finds in a page that marks nothing: more than any half of a page in two parts."""

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
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REFERENCES = re.compile(r"referen[cz]|bibliograph|literat|citation|footnote|endnote|sources?\b|further reading", re.I)
_MOST_CLUTTER = 0.2  # what holds more of the text than this is no clutter, whatever its class says
_MOST_COMMENTS = 0.6  # the same where readability does not count it to the article either
_MOST_LINKS = 0.4  # and for what is nothing but links
_NEARLY = 0.9
_RIVAL = 0.15  # a marked element beside another is a teaser if it is smaller than this share of it
_DOI = re.compile(r"\b10\.\d{4,9}/")
_PARAGRAPHS = ("p", "li", "blockquote", "pre", "dd", "td")
_BODIES = (
    "//*[@itemprop='articleBody']", "//article", "//main", "//*[@role='main']",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//*[contains(@class, 'article-body') or contains(@class, 'article__body') or contains(@class, 'post-content')]",
)  # fmt: skip


def main_text(root: Any) -> Any:
    """Return the element that holds a page's text; the tree loses its clutter.

    Readability says where the article is, the page's own marks (`article`, `main`) where it ends. Where they do
    not agree, the larger one is taken: a page may lose its furniture, never its text.
    """
    body = next(root.iter("body"), root)
    _drop_clutter(body)
    located = locate(body)
    if located is not None:
        _drop_left_out(body, located)
    return _pick(body, located)


def _pick(body: Any, located: Located | None) -> Any:
    whole = _weight(body)
    candidates = [element for path in _BODIES for element in body.xpath("." + path)]
    marked = max(candidates, key=_weight, default=None)
    found = located.element if located else None
    for pick, least in ((_around(found, candidates), LEAST_SHARE), (marked, LEAST_SHARE)):
        if pick is not None and _is_enough(pick, body, whole, least):
            return found if _is_nearly(found, pick) else pick
    for pick, least in ((found, LEAST_SHARE_FOUND), (_densest(body), LEAST_SHARE_UNMARKED)):
        if pick is not None and _is_enough(pick, body, whole, least):
            return pick
    return body


def _is_enough(pick: Any, body: Any, whole: int, least: float) -> bool:
    return _weight(pick) >= least * max(whole, 1) and _text_length(pick) * 4 >= _text_length(body)


def _is_nearly(found: Any | None, pick: Any) -> bool:
    """Tell whether what was found is the pick without its margins."""
    inside = found is not None and pick in found.iterancestors()
    return inside and _weight(found) >= _NEARLY * _weight(pick)


def _around(found: Any | None, candidates: list[Any]) -> Any | None:
    """Return the smallest marked element around what was found, unless others beside it are as much of an article."""
    if found is None:
        return None
    around = [one for one in candidates if one is found or one in found.iterancestors()]
    pick = min(around, key=_text_length, default=None)
    if pick is None:
        return None
    inner = set(pick.iter()) | set(pick.iterancestors())
    beside = max((_weight(one) for one in candidates if one not in inner), default=0)
    return pick if beside < _RIVAL * _weight(pick) else None


def _drop_left_out(body: Any, located: Located) -> None:
    """Drop lists of links and named clutter of which readability keeps nothing: related stories, comments."""
    whole = _text_length(body)
    for element in list(body.iter("div", "section", "ul", "ol", "aside", "table")):
        if element in located.element.iterancestors() or next(element.iterancestors("drop"), None) is not None:
            continue
        named = _CLUTTER.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        size = _text_length(element)
        links = _is_links(element, size) and size <= _MOST_LINKS * whole
        if (links or (named and size <= _MOST_COMMENTS * whole)) and not _cites(element) and _is_no_list(element):
            element.tag = "drop" if located.leaves_out(element) else element.tag
    etree.strip_elements(body, "drop", with_tail=False)


def _is_links(element: Any, size: int) -> bool:
    anchors = [anchor for anchor in element.iter("a") if anchor.get("href")]
    return len(anchors) >= 3 and sum(map(_text_length, anchors)) >= 0.7 * max(size, 1)


def _is_no_list(element: Any) -> bool:
    """Tell whether an element is none of an article's own lists of links: references, sources, further reading."""
    before = next((one for one in element.itersiblings(*_HEADINGS, preceding=True)), None)
    inner = next(element.iter(*_HEADINGS), None)
    heads = " ".join("".join(one.itertext()) for one in (before, inner) if one is not None)
    return not _REFERENCES.search(f"{heads} {element.get('class') or ''} {element.get('id') or ''}")


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
