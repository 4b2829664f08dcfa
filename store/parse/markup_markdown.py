"""HTML as Markdown by way of a tree: the only module that uses markdownify.

How text is escaped, and the noncharacters that stand for what is not decided yet, is the matter of `markup_escape`.
"""

import re
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree  # type: ignore[import-untyped]
from markdownify import MarkdownConverter

from store.parse.markup_escape import BLANK_LINE, CELL, CLOSE, OPEN, ROW, escape, finish
from store.parse.markup_html import LARGEST, MOST_ELEMENTS
from store.parse.markup_links import destination
from store.parse.markup_tree import parse_tree, prepare

TOO_LARGE = "*(This text was too large to be formatted; it follows without its markup.)*"

_FENCE = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]{1,20})")


def write_by_tree(source: str, base: str | None) -> str:
    """Return cleaned HTML as Markdown by way of a tree, whatever it holds."""
    root = parse_tree(source)
    if root is None:
        return ""
    if len(source) > LARGEST or sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return f"{TOO_LARGE}\n\n{_plain(root)}"
    prepare(root, base)
    soup = BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml")
    try:
        return finish(_Writer().convert_soup(soup))
    except RecursionError:  # depth is capped, but a caller may stand deep itself
        return _plain(root)


def _plain(root: Any) -> str:
    """Return the text of a tree, a paragraph for each element that holds text of its own."""
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    etree.strip_tags(root, "a", "b", "i", "em", "strong", "span", "sup", "sub")
    return finish("\n\n".join(escape(" ".join(part.split())) for part in root.itertext() if part.strip()))


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
        words = words.replace(OPEN, r"\[").replace(CLOSE, r"\]").replace("\n", " ")
        return f"{before}[{words}]({destination(href)}){after}"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write an image, also within a line."""
        alt = escape(str(el.get("alt", ""))).replace(OPEN, r"\[").replace(CLOSE, r"\]").replace("|", r"\|")
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
        text = re.sub(r"(?m)^$", BLANK_LINE, text.strip("\n"))
        if not text.strip(BLANK_LINE + " \n"):
            return ""
        fence = max([*_FENCE.findall(text), "``"], key=len) + "`"
        language = _LANGUAGE.search(" ".join(el.get("class", [])))
        return f"\n\n{fence}{language[1] if language else ''}\n{text}\n{fence}\n\n"

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write a cell on one line, its pipes escaped."""
        line = " ".join(text.split())
        return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", line) + CELL

    convert_th = convert_td

    def convert_tr(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """End a row; the table writes it."""
        return text.strip() + ROW

    def convert_table(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Write a rectangular table whose first row is its head."""
        rows = [row.strip().split(CELL)[:-1] for row in text.split(ROW)]
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
