"""The HTML that most feeds consist of, written as Markdown in one pass: a shortcut, never another opinion.

Paragraphs, headings, flat lists and rules with emphasis, links and line breaks inside, properly closed. For all of it
the answer is the one `markup_markdown` gives by way of two trees, a hundred times slower; for anything else there is no
answer here. `tests/store/parse/test_markup_plain.py` compares the two.
"""

import re
from html import unescape
from html.entities import name2codepoint

from store.parse.markup_escape import LINE_START, escape, finish
from store.parse.markup_links import destination, safe_link

_ATTRIBUTES = r'(?:\s+[a-z][a-z-]*="[^"<>]*")*'
_BLOCK = re.compile(
    rf"\s*(?:<(p|h[1-6]|ul|ol)({_ATTRIBUTES})\s*>([^<]*(?:<(?!/?\1[\s>])[^<]*)*)</\1>|<hr({_ATTRIBUTES})\s*/?>)",
    re.ASCII,  # the blanks of HTML, and no others
)
_ITEM = re.compile(rf"\s*<li({_ATTRIBUTES})\s*>([^<]*(?:<(?!/?li[\s>])[^<]*)*)</li>", re.ASCII)
_MARK = re.compile(rf"<(?:(em|i|strong|b|a)({_ATTRIBUTES})\s*>([^<]*)</\1\s*>|(br){_ATTRIBUTES}\s*/?>)", re.ASCII)
_HREF = re.compile(r'\shref="([^"]*)"')
_PLAIN_ADDRESS = re.compile(r"https?://[\w\-.!~*'()@/:=?;#%&,+]+", re.ASCII)
_STRANGE = ("katex", "mwe-math", "MathJax", " start=", "<!")
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|(\w{2,8}));")
_SIGNS_OF_MARKUP = "\\&`~*_[]"
_FREED = ("*", "_", "~")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef]")
_SPECIAL = re.compile(r"[\\&`~*_\[\]\ufdd0-\ufdef]")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_CLOSING = ":;,.!?)]»”’"
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_SPACE = " \t\r\n\f\v\u00a0"


class _OtherwiseError(Exception):
    """This is not the plain kind."""


def write_plain(source: str, base: str | None) -> str | None:
    """Return HTML that has been through clean() as Markdown, or None where that needs a tree."""
    if any(strange in source for strange in _STRANGE):
        return None
    writer = _Plain(base, special=_may_be_special(source))
    try:
        written = writer.blocks(source.replace("&nbsp;", "\u00a0").replace("&#160;", "\u00a0"))
    except _OtherwiseError:
        return None
    text = "\n\n".join(block for block in written if block)
    return finish(text) if writer.unfinished else text


def _may_be_special(source: str) -> bool:
    """Tell as _SPECIAL would, by searches for one character each, which are many times as fast."""
    if any(sign in source for sign in _SIGNS_OF_MARKUP):
        return True
    return not source.isascii() and _NONCHARACTER.search(source) is not None


class _Plain:
    """Writes one document; `unfinished` once something was written that only the whole can decide."""

    def __init__(self, base: str | None, *, special: bool) -> None:
        self._base = base
        self._special = special  # whether any text can hold what Markdown would read as markup
        self.unfinished = False

    def blocks(self, source: str) -> list[str]:
        """Return the blocks of a document in order."""
        written, at = [], 0
        while found := _BLOCK.match(source, at):
            written.append(self._block(found[1], found[3]))
            at = found.end()
        if source[at:].strip(" \t\n"):
            raise _OtherwiseError
        return written

    def _block(self, name: str | None, inner: str) -> str:
        if name is None:
            return "---"
        if name in ("ul", "ol"):
            return self._list(name, inner)
        line = self._line(inner, breaks=name == "p")
        if name == "p":
            return line
        if not line or line != line.strip():  # blanks that HTML does not know
            raise _OtherwiseError
        return f"{'#' * int(name[1])} {_BLANKS.sub(' ', line)}"

    def _list(self, name: str, inner: str) -> str:
        items: list[str] = []
        at = 0
        while found := _ITEM.match(inner, at):
            line = self._line(found[2], breaks=False)
            if not line or line != line.strip():
                raise _OtherwiseError
            items.append(f"{f'{len(items) + 1}.' if name == 'ol' else '-'} {line}")
            at = found.end()
        if inner[at:].strip(" \t\n") or not items:
            raise _OtherwiseError
        return "\n".join(items)

    def _line(self, inner: str, *, breaks: bool) -> str:
        """Return what stands within a block: text, and marks that hold nothing but text."""
        if "<" not in inner:
            return self._text(_begun(inner)).rstrip()  # escaped first: a blank after a sign may free it
        first, *found = _MARK.split(inner)
        parts, last = [self._text(_begun(_outside(first)))], ""
        for at in range(0, len(found), 5):
            name, attributes, inside, is_break, after = found[at : at + 5]
            if is_break:
                parts[-1] = self._before_break(parts, last, breaks)
                parts.append("  \n")
                name, after = "br", _begun(after)
            else:
                parts.append(self._span(name, attributes, inside, after, last if parts[-1] in ("", " ") else ""))
            last = name
            parts.append(self._text(_outside(after)))
        parts[-1] = parts[-1].rstrip()
        if last == "br" and not parts[-1]:
            raise _OtherwiseError
        return "".join(parts).strip(" ")

    def _before_break(self, parts: list[str], last: str, breaks: bool) -> str:
        """Return the text before a line break; a break with none before it is not plain."""
        text = parts[-1].rstrip(" ")
        if not breaks or not (text or (last and last != "br")):
            raise _OtherwiseError
        return text

    def _span(self, name: str, attributes: str, text: str, after: str, neighbour: str) -> str:
        """Return emphasis or a link around plain text."""
        if not text.strip() or (neighbour in _SIGNS and _SIGNS[neighbour] == _SIGNS.get(name)):
            raise _OtherwiseError
        if name == "a":
            return self._link(attributes, _collapsed(text))
        if text[-1] in _CLOSING and after[:1].isalnum():
            raise _OtherwiseError
        before, words, behind = _trimmed(self._text(text))
        return f"{before}{_SIGNS[name]}{words}{_SIGNS[name]}{behind}"

    def _link(self, attributes: str, text: str) -> str:
        stated = _HREF.search(attributes)
        address = safe_link(_decoded(stated[1]), self._base) if stated else None
        if address is None or not _PLAIN_ADDRESS.fullmatch(address):
            raise _OtherwiseError
        plain = _decoded(text)
        if plain.strip() == address and "|" not in address:
            return f"<{address}>"
        if "[" in plain or "]" in plain:
            raise _OtherwiseError
        before, words, behind = _trimmed(self._text(text))
        return f"{before}[{words}]({destination(address)}){behind}"

    def _text(self, text: str) -> str:
        """Return the text between two tags, its blanks collapsed, escaped where Markdown would read it as markup."""
        if not text:
            return text
        text = _collapsed(text)
        if not text.isascii() and not text.strip():
            raise _OtherwiseError  # other blanks than those HTML knows
        if self._special and _SPECIAL.search(text):
            pass
        elif text.lstrip()[:1].isalpha() or LINE_START.match(text) is None:
            return text
        self.unfinished = True
        return escape(_collapsed(_decoded(text)))


def _outside(text: str) -> str:
    """Return the text between two marks, if it is text."""
    if "<" in text:
        raise _OtherwiseError
    return text


def _begun(text: str) -> str:
    """Return the text at the start of a line without its blanks; a sign after them is judged by them."""
    begun = text.lstrip(_SPACE)
    if begun != text and begun[:1] in _FREED:
        raise _OtherwiseError
    return begun


def _collapsed(text: str) -> str:
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)


def _trimmed(text: str) -> tuple[str, str, str]:
    return " " * (text[:1] == " "), text.strip(), " " * (text[-1:] == " ")


def _decoded(text: str) -> str:
    """Return the text with its entities as characters, where HTML 4 knows them all: lxml knows no others."""
    if "&" not in text:
        return text
    if any(
        not found or (found[1] and found[1] not in name2codepoint) for found in map(_ENTITY.match, _ampersands(text))
    ):
        raise _OtherwiseError
    return unescape(text)


def _ampersands(text: str) -> list[str]:
    return ["&" + part[:10] for part in text.split("&")[1:]]
