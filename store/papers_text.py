"""Titles and abstracts as services write them, HTML, JATS, MathML and entities, as plain text. Pure."""

import html
import re
from collections.abc import Iterator

from store.parse.markup import clean, clean_line, strip_markup
from store.parse.markup_science import formula, plain_tex

LONGEST_TITLE = 1000
LONGEST_ABSTRACT = 20_000
_RAW = 5  # times as much markup as text is read

_MATH = re.compile(
    r"<(?:mml:)?math\b[^<>]{0,1000}>((?:[^<]|<(?!/?(?:mml:)?math\b)){0,20000}+)</(?:mml:)?math\s{0,20}>", re.IGNORECASE
)
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^<>]{0,200}>([^<]{0,4000})</(?:jats:)?tex-math\s{0,20}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?:jats:)?([a-zA-Z][a-zA-Z0-9-]{0,20})(?:\s[^<>]{0,500})?/?>")
_HEADINGS = frozenset(("title", "h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    ["p", "sec", "abstract", "list", "list-item", "li", "ul", "ol", "div", "br", "disp-formula", "section"]
)
_PIECE = re.compile(r"\S(?:.{0,3998}(?=\s|\Z)|\S{0,3998})", re.DOTALL)
"""As much as strip_markup() takes, up to the end of a word."""
_SKIPPED = ("abstract", "summary")
"""Headings that only say what it is anyway."""


def title_text(written: str) -> str | None:
    """A title as one line: tags taken off, formulas and indices as text; None if nothing is left."""
    plain = strip_markup(_without_formulas(written[: _RAW * LONGEST_TITLE]))
    return clean_line(plain, LONGEST_TITLE) or None


def abstract_text(written: str) -> str:
    """An abstract as paragraphs with an empty line between them; headings stand on lines of their own."""
    source = written[: _RAW * LONGEST_ABSTRACT]
    if "<" not in source and "&lt;" in source:  # the whole of it was escaped once more
        source = html.unescape(source)
    kept = [line for line in _paragraphs(_without_formulas(source)) if line]
    if kept and kept[0].casefold().strip(" .:") in _SKIPPED:
        del kept[0]
    whole = "\n\n".join(kept)
    return whole if len(whole) <= LONGEST_ABSTRACT else whole[: LONGEST_ABSTRACT - 1].rstrip() + "…"


def _paragraphs(source: str) -> Iterator[str]:
    at = began = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() in _BLOCKS:
            yield from _lines(source[began : tag.start()])
            began = tag.end()
        at = tag.end()
    yield from _lines(source[max(began, 0) :] if at or source else "")


def _lines(block: str) -> Iterator[str]:
    """A block's text; without markup, empty lines part paragraphs."""
    for one in re.split(r"\n\s{0,100}\n", block):
        yield " ".join(filter(None, map(strip_markup, _PIECE.findall(_TAG.sub(_inline, one)))))


def _inline(tag: re.Match[str]) -> str:
    """What strip_markup() reads stays, without its prefix; other elements are taken off."""
    name = {"italic": "i", "bold": "b"}.get(tag[2].lower(), tag[2].lower())
    return f"<{tag[1]}{name}>" if name in ("sup", "sub", "i", "b") else ""


def _without_formulas(source: str) -> str:
    if "<" not in source and "&lt;" not in source:
        return source
    if "&lt;mml:" in source or "&lt;math" in source:
        source = html.unescape(source)
    doubled = _MATH.search(source) is not None  # JATS gives alternatives: the same formula twice
    source = _TEX.sub(lambda tex: "" if doubled else html.escape(plain_tex(html.unescape(tex[1]))[0]), source)
    return _MATH.sub(_formula, source)


def _formula(math: re.Match[str]) -> str:
    """A formula written out. Its prefixes are dropped, for HTML knows `<math>` only."""
    from store.parse.markup_tree import parse_tree  # lxml: not needed for most titles

    root = parse_tree("<math>" + re.sub(r"(</?)mml:", r"\1", clean(math[1]), flags=re.IGNORECASE) + "</math>")
    found = None if root is None else next(root.iter("math"), None)
    return "" if found is None else html.escape(formula(found)[0])
