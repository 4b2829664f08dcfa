r"""LaTeX to text: `{\"o}`, `\'{e}`, `\ss`, `$\beta$`, `\emph{…}`; one pass, no nesting."""

import re
import unicodedata
from collections.abc import Iterator

from store.model import Author
from store.parse.markup import clean_line

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€",
    "dots": "…", "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "times": "×", "pm": "±",
    "textpm": "±", "texttimes": "×", "cdot": "·", "to": "→", "rightarrow": "→", "leftarrow": "←", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "approx": "≈", "sim": "∼", "infty": "∞", "circ": "°", "textdegree": "°", "degree": "°",
    "prime": "′", "textmu": "µ", "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{",
    "rbrace": "}", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textless": "<",
    "textgreater": ">", "textbar": "|", "textquotesingle": "'", "textquotedblleft": "“", "textquotedblright": "”",
    "textquoteleft": "‘", "textquoteright": "’", "textregistered": "®", "texttrademark": "™", "textdollar": "$",
    "guillemotleft": "«", "guillemotright": "»", "glqq": "„", "grqq": "“", "LaTeX": "LaTeX", "TeX": "TeX",
    "space": " ", "quad": " ", "newline": " ",
}  # fmt: skip
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi pi rho sigma tau upsilon phi chi psi omega"
)
_GREEK = {
    name if case == "SMALL" else name.capitalize(): unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    for name in _GREEK_NAMES.split()
    for case in ("SMALL", "CAPITAL")
}
_GREEK |= {"lambda": "λ", "Lambda": "Λ", "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ"}
_SYMBOLS |= {before + name: letter for name, letter in _GREEK.items() for before in ("", "text", "up")}
_SWITCHES_TEXT = "it bf em rm sc sf tt sl itshape bfseries scshape upshape normalfont small large relax"
_SWITCHES = frozenset(_SWITCHES_TEXT.split())
_TOKEN = re.compile(
    r"""\\(?:(?P<accent>[`'^"~=.])[ ]?\{?(?P<letter>\\[ij](?![A-Za-z])|[^\W\d_])"""
    r"""|(?P<mark>[uvHcdbkrt])(?:\{|[ ])(?P<marked>\\[ij](?![A-Za-z])|[^\W\d_](?![A-Za-z]))"""
    r"""|(?P<command>[A-Za-z]+)\*?(?:\{\}|(?P<argument>[ ]?(?=\{))|(?P<blank>[ ])|)"""
    r"""|(?P<char>.)|$)"""
    r"""|---?|``|''|[{}~$^_]""",
    re.DOTALL,
)
_BLANKS = re.compile(r"\s+")
_AND = re.compile(r"[{}]| and(?= )|,", re.IGNORECASE)
_WORDS = re.compile(r"[{}]| ")


def read_latex(text: str) -> str:
    """Return LaTeX as one clean line of text; commands that are not known keep their name unless they hold text."""
    plain = _blanks(text)
    if not re.search(r"[\\{}~$]|--|``|''", plain):
        return clean_line(plain)
    in_math = False

    def say(found: re.Match[str]) -> str:
        nonlocal in_math
        if found[0] == "$":
            in_math = not in_math
            return ""
        return found[0] if found[0] in "^_" and not in_math else _say(found)

    return clean_line(unicodedata.normalize("NFC", _TOKEN.sub(say, plain)))


def read_verbatim(text: str) -> str:
    r"""Return an identifier or address without what LaTeX needed around it: `10.1/a\_b`, `{\textless}`, `\url{…}`."""
    text = re.sub(r"\$([<>])\$", r"\1", _blanks(text).strip())
    text = re.sub(r"\\(?:url|path|href|doi)\b ?", "", text)
    text = re.sub(r"\\(text[a-z]+)(?:\{\})? ?", lambda found: _SYMBOLS.get(found[1], found[0]), text)
    return re.sub(r"\\([&%#_$~^{}])|[{}]", lambda found: found[1] or "", text)


def read_names(text: str) -> tuple[Author, ...]:
    """Return the names of an author field; `others` is left out."""
    names = (_read_name(name) for name in _pieces(_blanks(text).strip(), " and"))
    return tuple(name for name in names if name)


def _blanks(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _say(found: re.Match[str]) -> str:
    """What a command, an accent or a ligature stands for."""
    if accent := found["accent"] or found["mark"]:
        letter = (found["letter"] or found["marked"]).removeprefix("\\")
        return letter + _ACCENTS.get(accent, "")
    if found["command"]:
        return _command(found)
    if char := found["char"]:
        return " " if char in " ~,;:/\\" else "" if char in "-!()[]" else char
    return {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}.get(found[0], "")


def _command(found: re.Match[str]) -> str:
    """A symbol; nothing for what only changes how its text looks; else the command's own name."""
    command = found["command"]
    if command in _SYMBOLS:
        return _SYMBOLS[command]
    looks_only = command in _SWITCHES or found["argument"] is not None
    return "" if looks_only else command + (found["blank"] or "")


def _pieces(text: str, separator: str) -> Iterator[str]:
    """The text between separators (" and" or ","), as far as these stand outside braces."""
    depth, start = 0, 0
    for found in _AND.finditer(text):
        if found[0] in "{}":
            depth = max(0, depth + (1 if found[0] == "{" else -1))
        elif depth == 0 and found[0].lower() == separator:
            yield text[start : found.start()].strip()
            start = found.end()
    yield text[start:].strip()


def _read_name(text: str) -> Author | None:
    """One name: `Family, Given`, `Family, Jr, Given`, `Given van Family`, or `{A Group}`."""
    parts = [read_latex(part) for part in _pieces(text, ",")]
    name = ", ".join(part for part in parts if part)
    if not name or text.casefold() == "others":
        return None
    if len(parts) > 1 and parts[0]:
        return Author(name, parts[0], " ".join(part for part in reversed(parts[1:]) if part) or None)
    if _is_whole_group(text):
        return Author(name)
    words = _split_words(text)
    at = next((at for at, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1)
    return Author(name, " ".join(words[at:]), " ".join(words[:at]) or None)


def _split_words(text: str) -> list[str]:
    """The words of a name; what stands in braces is one."""
    depth, start, words = 0, 0, []
    for found in _WORDS.finditer(text):
        if found[0] == " " and depth == 0:
            words.append(text[start : found.start()])
            start = found.end()
        elif found[0] != " ":
            depth = max(0, depth + (1 if found[0] == "{" else -1))
    return [word for word in map(read_latex, [*words, text[start:]]) if word]


def _is_whole_group(text: str) -> bool:
    r"""Whether one pair of braces holds it all, and not as `{\"O}` holds a letter."""
    if not text.startswith("{") or text.startswith("{\\"):
        return False
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end() == len(text)
    return False
