"""Lines as text files have them: links that lead nowhere, page numbers, lines that were wrapped by hand."""

import re
from collections.abc import Callable
from itertools import pairwise

MAX_WIDTH = 120  # nobody wraps by hand beyond this; longer lines are whole paragraphs
_MIN_WIDTH = 40

_LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,1000})\]\(\s{0,3}(<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,4})"
    r"(?:\s{1,3}[\"'(][^\"\n]{0,300}[\"')])?\s{0,3}\)"
)
_LIVE = re.compile(r"(?:https?://[^\s/?#]|mailto:\S)", re.IGNORECASE)
_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]* *$|\Z)|`[^`\n]{1,300}`",
    re.MULTILINE | re.DOTALL,
)
_PAGE_NUMBER = re.compile(r"^[ \t]*(?:page )?\d{1,4} ?(?:/|of) ?\d{1,4}[ \t]*$", re.MULTILINE | re.IGNORECASE)


def without_dead_links(text: str) -> str:
    """Keep only the words of links that are not http, https or mailto; code is left alone."""
    return _outside_code(text, lambda part: _LINK.sub(_live_or_words, part))


def _live_or_words(link: re.Match[str]) -> str:
    address = link[3].strip("<>")
    dead = not _LIVE.match(address) or (link[1] and address.lower().startswith("mailto:"))
    return link[2] if dead else link[0]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, at = [], 0
    for code in _CODE.finditer(text):
        parts += [change(text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, change(text[at:])])


def without_page_numbers(text: str) -> str:
    """Drop lines such as "3/4" or "Page 3 of 4", which a printed page leaves between two halves."""
    return _PAGE_NUMBER.sub(_page_number_or_text, text) if "/" in text or " of " in text.lower() else text


def _page_number_or_text(line: re.Match[str]) -> str:
    page, pages = (int(number) for number in re.findall(r"\d+", line[0]))
    return "" if 1 <= page <= pages else line[0]


def wrap_width(lines: list[str]) -> int:
    """Tell at which column the text was wrapped by hand; 0 where a line is a paragraph.

    A line is wrapped if the first word of the next would not have fitted into the width any more.
    """
    pairs = [(len(a), len(_first_word(b))) for a, b in pairwise(lines) if a.strip() and b.strip()]
    long = sum(len(line) for line in lines if len(line) > MAX_WIDTH)
    if len(pairs) < 3 or 2 * long > sum(map(len, lines)):
        return 0
    lengths = sorted(length for length, _ in pairs)
    width = lengths[len(lengths) * 9 // 10]
    if not _MIN_WIDTH <= width <= MAX_WIDTH:
        return 0
    # Short lines (headlines, last lines of paragraphs) say nothing of the width.
    long_pairs = [(length, word) for length, word in pairs if 4 * length >= 3 * width]
    full = sum(length + 1 + word > width - 4 for length, word in long_pairs)
    return width if full >= 3 and full * 10 >= len(long_pairs) * 6 else 0


def is_wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether `line` goes on in `following` because the column was full."""
    return bool(width) and len(line) + 1 + len(_first_word(following)) > width - 6


def _first_word(line: str) -> str:
    return line.split(None, 1)[0]


def join(first: str, second: str) -> str:
    """Join two halves of a paragraph; a hyphen at the break stays, and Chinese and Japanese need no space."""
    if first.endswith("-") and first[-2:-1].isalpha() and second[:1].islower():
        return first + second
    wide = first[-1:] > "\u2e80" and second[:1] > "\u2e80"
    return first + second if wide else f"{first} {second}"
