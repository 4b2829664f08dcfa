"""HTML as Markdown: the only module that uses markdownify.

Text is escaped only where Markdown would read it as markup. What that depends on (is there a `(` behind this
bracket, does this hash begin a line?) is known only when all is written, so text that may need a backslash
carries a noncharacter until then: no source can hold one, `prepare()` has removed them.
"""

import html
import re
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree  # type: ignore[import-untyped]
from markdownify import MarkdownConverter

from store.parse.markup_clean import clean
from store.parse.markup_links import destination
from store.parse.markup_tree import parse_tree, prepare

LARGEST = 2_000_000  # characters of HTML; more is read as plain text
MOST_ELEMENTS = 50_000
TOO_LARGE = "*(This text was too large to be formatted; it follows without its markup.)*"

_OPEN, _CLOSE, _START, _CELL, _ROW, _BLANK_LINE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)[^\s<>\[\]`\\*]+")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
_STAR = re.compile(r"(?<!\s)\*|\*(?!\s)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_(?!\s)")
_LINE_START = re.compile(r"^(\s*\d{0,9})(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|(?<=\d)[.)](?:\s|$)|>|~~~|=+\s*$|:?-{2,}|\|)")
_AT_LINE_START = re.compile(rf"(?m)^((?:[ >]|- |\d+\. )*\d{{0,9}}){_START}")
_FENCE = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]{1,20})")
_NUMBERED = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
_LEFTOVERS = re.compile(f"[{_OPEN}{_CLOSE}{_START}{_CELL}{_ROW}{_BLANK_LINE}]")


def write_markdown(source: str, base: str | None) -> str:
    """Return an HTML document or fragment as Markdown; never raises, and never loses its text to size or depth."""
    source = clean(_NUMBERED.sub(_decoded, source))
    if "<" not in source:
        return _finish(escape(" ".join(html.unescape(source).split())))
    root = parse_tree(source)
    if root is None:
        return ""
    if len(source) > LARGEST or sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return f"{TOO_LARGE}\n\n{_plain(root)}"
    prepare(root, base)
    soup = BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml")
    try:
        return _finish(_Writer().convert_soup(soup))
    except RecursionError:  # depth is capped, but a caller may stand deep itself
        return _plain(root)


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


def _plain(root: Any) -> str:
    """Return the text of a tree, a paragraph for each element that holds text of its own."""
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    etree.strip_tags(root, "a", "b", "i", "em", "strong", "span", "sup", "sub")
    return _finish("\n\n".join(escape(" ".join(part.split())) for part in root.itertext() if part.strip()))


def escape(text: str) -> str:
    """Return text with a backslash, or the promise of one, wherever Markdown could take it for markup."""
    parts: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        parts += (_escape_words(text[end : address.start()]), address[0])
        end = address.end()
    parts.append(_escape_words(text[end:]))
    return _LINE_START.sub(rf"\1{_START}", _TAG_START.sub(r"\\<", "".join(parts)))


def _escape_words(text: str) -> str:
    text = _BACKSLASH.sub(r"\\\\", text)
    text = _ENTITY.sub(r"\\&", text)
    text = text.replace("`", r"\`").replace("~~", r"\~~")
    text = _STAR.sub(r"\\*", text) if text != "*" else r"\*"
    return _UNDERSCORE.sub(r"\\_", text).replace("[", _OPEN).replace("]", _CLOSE)


def _finish(markdown: str) -> str:
    """Decide the brackets and line starts left open, tidy blanks, and make the whole safe to draw."""
    markdown = _AT_LINE_START.sub(r"\1\\", markdown)
    markdown = re.sub(rf"{_CLOSE}(?=[(:])", r"\\]", markdown)
    markdown = markdown.replace(_OPEN, "[").replace(_CLOSE, "]")
    markdown = re.sub(r"[ \t]+(?=\n[ \t]*\n|$)|(?m:^[ \t]+$)", "", markdown)
    markdown = re.sub(r"(?<=[^ ]) {3,}\n", "  \n", re.sub(r"\n{3,}", "\n\n", markdown))
    return clean(_LEFTOVERS.sub("", markdown)).strip("\n")


class _Writer(MarkdownConverter):
    """markdownify with its losses mended; the tree has been through `prepare()`."""

    class Options(MarkdownConverter.Options):  # type: ignore[name-defined, misc]
        """Read by markdownify in place of its own."""

        heading_style = "atx"
        bullets = "-"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape a text node."""
        return escape(text)

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write a link, as `<address>` where its words are the address."""
        if "_noformat" in parent_tags or not text.strip():
            return text
        href = str(el["href"])
        if el.get_text().strip() == href and "|" not in href:
            return f"<{href}>"
        before, words, after = _trimmed(text)
        words = words.replace(_OPEN, r"\[").replace(_CLOSE, r"\]").replace("\n", " ")
        return f"{before}[{words}]({destination(href)}){after}"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write an image, also within a line."""
        alt = escape(str(el.get("alt", ""))).replace(_OPEN, r"\[").replace(_CLOSE, r"\]").replace("|", r"\|")
        return f"![{alt}]({destination(str(el.get('src', '')))})"

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write an item with the number it carries; counting its forerunners would be quadratic."""
        text = (text or "").strip()
        if not text:
            return "\n"
        bullet = f"{el['number']}. " if el.get("number") else "- "
        return bullet + _indented(text, " " * len(bullet)) + "\n"

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write a code block whose fence is longer than any within, with its language."""
        text = re.sub(r"(?m)^$", _BLANK_LINE, text.strip("\n"))
        if not text.strip(_BLANK_LINE + " \n"):
            return ""
        fence = max([*_FENCE.findall(text), "``"], key=len) + "`"
        language = _LANGUAGE.search(" ".join(el.get("class", [])))
        return f"\n\n{fence}{language[1] if language else ''}\n{text}\n{fence}\n\n"

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write a cell on one line, its pipes escaped."""
        line = " ".join(text.split())
        return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", line) + _CELL

    convert_th = convert_td

    def convert_tr(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """End a row; the table writes it."""
        return text.strip() + _ROW

    def convert_table(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write a rectangular table whose first row is its head."""
        rows = [row.strip().split(_CELL)[:-1] for row in text.split(_ROW)]
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        return "\n\n" + "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]]) + "\n\n" if lines else ""


def _trimmed(text: str) -> tuple[str, str, str]:
    """Return the blank before, the text, and the blank after it."""
    return " " * text[:1].isspace(), text.strip(), " " * text[-1:].isspace()


def _indented(text: str, indent: str) -> str:
    """Indent every line but the first."""
    return "\n".join(_lines_indented(text.split("\n"), indent))


def _lines_indented(lines: Iterable[str], indent: str) -> Iterable[str]:
    for n, line in enumerate(lines):
        yield indent + line if n and line else line
