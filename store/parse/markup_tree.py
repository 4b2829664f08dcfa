"""HTML to a tree that markdownify can write faithfully: cleaned, flattened and reduced to the tags it knows.

Elements are renamed rather than moved: `span` is unwrapped and `drop` removed in one linear sweep at the end.
"""

import re
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from store.parse.markup_inline import mend_inline
from store.parse.markup_links import safe_link
from store.parse.markup_science import formula, plain_tex
from store.parse.markup_tables import mend_tables

DEEPEST = 100
_DEEPEST_IN_SOURCE = 600  # the parser gives up text below some 2,000 open elements
_VOID = "area base br col embed hr img input link meta param source track wbr"
_CLOSED_BY_OTHERS = "p li td th tr dt dd option thead tbody tfoot"
_NO_DEPTH = frozenset(f"{_VOID} {_CLOSED_BY_OTHERS}".split())
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")

_UNSEEN = (
    "head script style iframe noscript template svg canvas object embed applet audio video map meta link title"
    " input button select textarea datalist progress meter source track param col colgroup rp drop"
)
_BLOCKS = (
    "section article header footer main aside nav details address fieldset form center hgroup dialog search"
    " figure legend"
)
_KEPT = "html body div p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code table tr td th a img em strong del q"
_RENAMED = {
    "b": "strong", "i": "em", "cite": "em", "dfn": "em", "var": "em", "s": "del", "strike": "del",
    "tt": "code", "kbd": "code", "samp": "code", "listing": "pre", "xmp": "pre", "plaintext": "pre",
    "dir": "ul", "menu": "ul", **dict.fromkeys(_BLOCKS.split(), "div"),
}  # fmt: skip


def parse_tree(source: str) -> Any | None:
    """Return the document's root element as lxml reads it, or None if there is no element in it."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(_shallow(source).encode(), parser=parser)
    except etree.ParserError:
        return None


def prepare(root: Any, base: str | None) -> None:
    """Make the tree ready for markdownify; addresses become absolute by `base`."""
    _flatten(root)
    _write_math(root)
    for element in root.iter(etree.Element):
        if element.tag in _RENAMED:  # only then: lxml reads `<p&>` and will not have that name written
            element.tag = _RENAMED[element.tag]
    etree.strip_elements(root, *_UNSEEN.split(), with_tail=False)
    _mend_images(root, base)
    _mend_captions(root)
    mend_tables(root)
    mend_inline(root, base)
    _drop_empty_headings(root)
    etree.strip_elements(root, "drop", with_tail=False)
    etree.strip_tags(root, *({str(element.tag) for element in root.iter(etree.Element)} - set(_KEPT.split())))
    _collapse_blanks(root)


def _shallow(source: str) -> str:
    """Return the source without the tags that open deeper than any parser follows."""
    if source.count("<") < _DEEPEST_IN_SOURCE:
        return source
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        if found[2].lower() in _NO_DEPTH:
            return found[0] if depth < _DEEPEST_IN_SOURCE else " "
        depth = max(0, depth - 1) if found[1] else depth + (not found[0].endswith("/>"))
        return found[0] if depth < _DEEPEST_IN_SOURCE else " "

    return _TAG.sub(keep, source)


def _flatten(root: Any) -> None:
    """Unwrap what is nested deeper than the limit; its text stays."""
    depth, deep = 0, []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > DEEPEST:
            deep.append(element)
    for element in deep:
        element.tag = "deep"
    etree.strip_tags(root, "deep")


def _write_math(root: Any) -> None:
    """Write each formula once: its TeX as code where TeX is needed, else as text."""
    for element in root.xpath("//*[contains(@class, 'katex-html') or contains(@class, 'mwe-math-fallback')]"):
        element.tag = "drop"
    scripts = root.xpath("//script[starts-with(@type, 'math/tex')]")
    if scripts:
        for element in root.xpath("//*[starts-with(@class, 'MathJax')]"):
            element.tag = "drop"
    for script in scripts:
        _become(script, *plain_tex(script.text or ""))
    for math in list(root.iter("math")):
        _become(math, *formula(math))


def _become(element: Any, text: str, is_code: bool) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text
    element.attrib.clear()
    element.tag = "code" if is_code else "span"


def _mend_images(root: Any, base: str | None) -> None:
    """Give each image its real address and one line of text; what cannot be shown becomes its text."""
    for image in root.iter("img"):
        candidates = [image.get(name) for name in ("src", "data-src", "data-original", "data-lazy-src")]
        candidates.append((image.get("srcset") or image.get("data-srcset") or "").strip().split(" ")[0])
        addresses = (safe_link(c, base, schemes=("http", "https")) for c in candidates)
        address = next((a for a in addresses if a), None)
        alt = _BLANKS.sub(" ", image.get("alt") or "").strip()[:500]
        if "1" in (image.get("width"), image.get("height")):
            image.tag = "drop"
        elif address is None:
            image.tag, image.text = "span", alt
        image.attrib.clear()
        image.attrib.update({"alt": alt, "src": address or ""})


def _mend_captions(root: Any) -> None:
    """Set captions as paragraphs of their own, in italics; a summary in bold."""
    for name, emphasis in (("figcaption", "em"), ("caption", "em"), ("summary", "strong")):
        for element in list(root.iter(name)):
            wrap(element, emphasis)
            element.tag = "p"
            table = element.getparent()
            if name == "caption" and table is not None and table.tag == "table":
                table.addprevious(element)


def wrap(element: Any, name: str) -> Any:
    """Put all that an element holds into one new child of that name, and return the child."""
    child = html.Element(name)
    child.text, element.text = element.text, None
    child.extend(list(element))
    element.append(child)
    return child


def _drop_empty_headings(root: Any) -> None:
    for heading in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        if not "".join(heading.itertext()).strip() and heading.find(".//img") is None:
            heading.tag = "drop"


def _collapse_blanks(root: Any) -> None:
    """Make every run of blanks one space, outside `pre`: markdownify is quadratic in them."""
    preformatted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == "pre":
            preformatted += 1 if event == "start" else -1
        if event == "start" and element.text:
            element.text = _blank(element.text, preformatted > 0)
        elif event == "end" and element.tail:
            tail = _blank(element.tail, preformatted > 0)
            element.tail = tail.lstrip(" ") if element.tag == "br" else tail


def _blank(text: str, preformatted: bool) -> str:
    text = _NONCHARACTERS.sub("", text)
    return text.replace("\r\n", "\n") if preformatted else _BLANKS.sub(" ", text)
