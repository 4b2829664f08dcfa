"""A mail's HTML made ready to be read: without tracking pixels and hidden lines, and its own web address."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from store.parse.markup import clean, safe_link
from store.parse.markup_tree import parse_tree

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px)?\s*(?:;|!|$)", re.IGNORECASE
)
_TINY = re.compile(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.IGNORECASE)
_IN_BROWSER = re.compile(
    r"\b(?:view|read|open|see|display)\b.{0,40}\b(?:browser|online|on the web|web ?page|web version)\b"
    r"|^\W*(?:web|online|browser) ?version\W*$|\b(?:im|in ihrem) browser\b|\bonline (?:ansehen|lesen)\b|\bwebversion\b"
    r"|\b(?:version en ligne|dans (?:votre|le|un) navigateur)\b|\ben (?:el|su|tu) navegador\b|\bversión web\b",
    re.IGNORECASE,
)
_IN_BROWSER_TEXT = re.compile(
    rf"(?:{_IN_BROWSER.pattern})[^\n]{{0,60}}?\n?\s*[<(\[]?(https?://[^\s<>()\[\]\"]+)", re.IGNORECASE | re.MULTILINE
)
_LONGEST_WORDS = 120


def readable_html(source: str) -> tuple[str, str | None]:
    """Return a mail's HTML without what nobody sees, and the address of its "view in browser" link."""
    root = parse_tree(clean(source))
    if root is None:
        return "", None
    address = _web_address(root)
    _drop_unseen(root)
    return etree.tostring(root, encoding="unicode", method="html"), address


def words_of(source: str) -> str:
    """Return the words a mail's HTML shows."""
    root = parse_tree(clean(source))
    if root is None:
        return ""
    _drop_unseen(root)
    etree.strip_elements(root, "script", "style", "head", "title", with_tail=False)
    return " ".join(root.itertext())


def web_address_in(text: str) -> str | None:
    """Return the address that stands behind "view in browser" in a plain text."""
    found = _IN_BROWSER_TEXT.search(text[:200_000])
    return safe_link(found[1].rstrip(".,;"), schemes=("http", "https")) if found else None


def _web_address(root: Any) -> str | None:
    for anchor in root.iter("a"):
        words = " ".join("".join(anchor.itertext()).split())
        around = f"{anchor.getparent().text or ''} {words}" if words.lower() in ("click here", "here") else words
        address = safe_link(anchor.get("href"), schemes=("http", "https"))
        if address and len(around) <= _LONGEST_WORDS and _IN_BROWSER.search(around):
            return address
    return None


def _drop_unseen(root: Any) -> None:
    for element in list(root.iter(etree.Element)):
        style = element.get("style") or ""
        if (element.tag == "img" and _is_pixel(element, style)) or (
            element.tag not in ("html", "body") and _HIDDEN.search(style) and not _holds_most(root, element)
        ):
            element.tag = "drop"
    etree.strip_elements(root, "drop", with_tail=False)


def _is_pixel(image: Any, style: str) -> bool:
    sizes = [(image.get(name) or "").strip().lower().removesuffix("px") for name in ("width", "height")]
    return bool({"0", "1"} & set(sizes)) or _TINY.search(style) is not None


def _holds_most(root: Any, element: Any) -> bool:
    """Tell whether an element holds most of the text: outer cells set the font to 0 against gaps, inner ones back."""
    size = sum(len(text) for text in element.itertext())
    return size > 400 and size * 3 > sum(len(text) for text in root.itertext())
