"""What readability-lxml takes for a page's article, told as places in our own tree.

It finds articles well and hands them back damaged: it cleans tables, figures and lists by its own measure. So its
answer is only a pointer here; the text is always taken from the page itself.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

LARGEST = 1_500_000  # characters of HTML
MOST_ELEMENTS = 20_000
_SHORTEST = 20  # a shorter text node is found in too many places to point anywhere
_MOST_OF_IT = 0.9
_BLANKS = re.compile(r"\s+")

# It logs what it cannot read with a traceback, which would be drawn over the reader's screen.
logging.getLogger("readability").addHandler(logging.NullHandler())
logging.getLogger("readability").propagate = False


@dataclass(frozen=True, slots=True)
class Located:
    """The smallest element that holds nearly all of the article, and the texts that belong to it."""

    element: Any
    texts: frozenset[str]

    def leaves_out(self, element: Any) -> bool:
        """Tell whether nothing of an element belongs to the article; of one with short texts only, its place tells."""
        texts = {text for _, text in _texts(element)}
        return self.texts.isdisjoint(texts) if texts else self.element not in element.iterancestors()


def locate(body: Any) -> Located | None:
    """Return where the article stands in a page's body, or None where readability finds none."""
    if sum(1 for _ in body.iter(etree.Element)) > MOST_ELEMENTS:
        return None
    source = etree.tostring(body, encoding="unicode", method="html", with_tail=False)
    summary = _summary(f"<html>{source}</html>") if len(source) <= LARGEST else None
    if summary is None:
        return None
    texts = frozenset(text for _, text in _texts(summary))
    weights: dict[Any, int] = {}
    for holder, text in _texts(body):
        if text in texts:
            for element in (holder, *holder.iterancestors()):
                weights[element] = weights.get(element, 0) + len(text)
    if not weights.get(body):
        return None
    return Located(_smallest(body, weights), texts)


def _summary(source: str) -> Any | None:
    from readability import Document  # type: ignore[import-untyped]  # here: it takes long to load
    from readability.readability import Unparseable  # type: ignore[import-untyped]

    try:
        return html.fromstring(Document(source).summary(html_partial=True))
    except (Unparseable, etree.ParserError, ValueError, TypeError, RecursionError):
        return None


def _texts(element: Any) -> Iterator[tuple[Any, str]]:
    """Yield the text nodes below an element, blanks made one, each with the element around it."""
    for one in element.iter(etree.Element):
        for holder, text in ((one, one.text), (one.getparent(), one.tail if one is not element else None)):
            line = _BLANKS.sub(" ", text or "").strip()
            if len(line) >= _SHORTEST:
                yield holder, line


def _smallest(body: Any, weights: dict[Any, int]) -> Any:
    """Go down from the body while one child holds nearly all of what was found."""
    element = body
    while True:
        heavy = (child for child in element if weights.get(child, 0) >= _MOST_OF_IT * weights[body])
        child = next(heavy, None)
        if child is None or child.tag in ("p", "li", "td", "blockquote", "pre"):
            return element
        element = child
