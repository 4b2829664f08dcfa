"""The signs that the screen is drawn with, in ASCII: for terminals, fonts and speech that do not know the others.

Each sign becomes as many ASCII characters as it has cells, so that nothing on the screen moves.
"""

import locale
import unicodedata
from collections.abc import Mapping

from rich.cells import cell_len

_SIGNS = {
    # marks of articles, feeds and references
    "●": "*", "★": "+", "⚠": "!", "✎": "n", "▪": "x", "↳": "\\", "‖": "=", "✝": "X", "✓": "v", "✔": "v", "✗": "x",
    "◷": "q", "◐": "%", "△": "^",
    "▣": "#", "○": "o", "◦": "o", "•": "*", "■": "#", "□": "-",
    # the cursor, what opens and closes, arrows
    "▌": ">", "▐": "|", "▾": "v", "▸": ">", "▼": "v", "▶": ">", "▲": "^", "◀": "<",
    "←": "<", "↑": "^", "→": ">", "↓": "v", "⏎": "<", "↵": "<",
    # text
    "…": "~", "–": "-", "—": "-", "‐": "-", "‑": "-", "·": "-", "›": ">", "‹": "<", "“": '"', "”": '"',
    "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "\u00a0": " ",
    "🔎": "? ",
    # lines, bars, borders and scroll bars
    **dict.fromkeys("─━═╌╍┄┅┈┉╴╶╸╺╼╾▔▀", "-"), **dict.fromkeys("│┃║╎╏┆┇┊┋▎▏▕▍▋▊▉╵╷╹╻", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╭╮╰╯╔╗╚╝╠╣╦╩╬┠┨┯┷┿╂┝┥┰┸", "+"),
    "━": "=", "┃": "#", "┣": "#",  # heavy lines say something: how far work has come, which pane has the keys
    "▁": "_", "▂": ".", "▃": ":", "▄": "=", "▅": "+", "▆": "*", "▇": "%",  # bars that stand for numbers
    **dict.fromkeys("█▓▒░", "#"), **dict.fromkeys("▖▗▘▙▚▛▜▝▞▟", "+"),
}  # fmt: skip

SIGNS: Mapping[int, str] = {ord(sign): plain for sign, plain in _SIGNS.items()}
"""For str.translate: what the app draws, and how it is drawn in ASCII.

Raised digits are not here: in an article they are powers, and 10⁵ must not become 105. See `link_number`.
"""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Chosen:
    """The one thing that is chosen once, when the app starts."""

    ascii = False


def choose(*, ascii: bool) -> None:
    """Write the numbers of links in ASCII from now on, or as raised digits."""
    _Chosen.ascii = ascii


def link_number(number: int, *, known: bool = True) -> str:
    """The number behind a link: ¹² or [12]; as wide while it is not `known`, because the text above is not drawn."""
    if _Chosen.ascii:
        return f"[{number if known else '.' * len(str(number))}]"
    return str(number).translate(_SUPERSCRIPT) if known else "˙" * len(str(number))


def in_ascii(text: str) -> str:
    """The text with the app's signs in ASCII; what is in no table, such as letters of an article, stays."""
    return text if text.isascii() else text.translate(SIGNS)


def only_ascii(text: str) -> str:
    """The text in nothing but ASCII: letters without their accents, and ? in each cell of what has no letter there."""
    return text if text.isascii() else "".join(map(_nearest, in_ascii(text)))


def _nearest(char: str) -> str:
    if char.isascii():
        return char
    cells = cell_len(char)
    base = unicodedata.normalize("NFD", char)[:1]
    return base if base.isascii() and len(base) == cells else "?" * cells


def speaks_unicode() -> bool:
    """Whether the locale's own encoding holds every character: not so under LC_ALL=C."""
    return locale.getencoding().lower().replace("-", "").startswith(("utf", "cp65001"))
