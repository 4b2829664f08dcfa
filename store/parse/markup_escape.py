"""Text as Markdown that says the same: a backslash only where there would be markup.

What that depends on (is there a `(` behind this bracket, does this hash begin a line?) is known only when all is
written, so text that may need a backslash carries a noncharacter until then: no source can hold one.
"""

import re

from store.parse.markup_clean import clean

OPEN, CLOSE, START, CELL, ROW, BLANK_LINE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)[^\s<>\[\]`\\*]+")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
_STAR = re.compile(r"(?<!\s)\*|\*(?!\s)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_(?!\s)")
LINE_START = re.compile(r"^(\s*\d{0,9})(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|(?<=\d)[.)](?:\s|$)|>|~~~|=+\s*$|:?-{2,}|\|)")
_AT_LINE_START = re.compile(rf"(?m)^((?:[ >]|- |\d+\. )*\d{{0,9}}){START}")
_LEFTOVERS = re.compile(f"[{OPEN}{CLOSE}{START}{CELL}{ROW}{BLANK_LINE}]")


def escape(text: str) -> str:
    """Return text with a backslash, or the promise of one, wherever Markdown could take it for markup."""
    parts: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        parts += (_escape_words(text[end : address.start()]), address[0])
        end = address.end()
    parts.append(_escape_words(text[end:]))
    return LINE_START.sub(rf"\1{START}", _TAG_START.sub(r"\\<", "".join(parts)))


def _escape_words(text: str) -> str:
    text = _BACKSLASH.sub(r"\\\\", text)
    text = _ENTITY.sub(r"\\&", text)
    text = text.replace("`", r"\`").replace("~~", r"\~~")
    text = _STAR.sub(r"\\*", text) if text != "*" else r"\*"
    return _UNDERSCORE.sub(r"\\_", text).replace("[", OPEN).replace("]", CLOSE)


def finish(markdown: str) -> str:
    """Decide the brackets and line starts left open, tidy blanks, and make the whole safe to draw."""
    markdown = _AT_LINE_START.sub(r"\1\\", markdown)
    markdown = re.sub(rf"{CLOSE}(?=[(:])", r"\\]", markdown)
    markdown = markdown.replace(OPEN, "[").replace(CLOSE, "]")
    markdown = re.sub(r"(?<![ \t])[ \t]+(?=\n[ \t]*\n|$)|(?m:^[ \t]+$)", "", markdown)  # from a run's first: linear
    markdown = re.sub(r"(?<=[^ ]) {3,}\n", "  \n", re.sub(r"\n{3,}", "\n\n", markdown))
    return clean(_LEFTOVERS.sub("", markdown)).strip("\n")
