"""What science writes above and below the line, and in formulas, as plain text: 10⁻⁵, H₂O, E=mc²."""

import re
from collections.abc import Callable
from typing import Any

_SUPER = str.maketrans(
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyzβγδθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᶿᵠᵡ",
)
_SUB = str.maketrans(
    "0123456789+-−–=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)
_READABLE_AS_IT_IS = re.compile(r"[®™℠©†‡§¶*]+|st|nd|rd|th|\s*", re.IGNORECASE)
CITATION = re.compile(r"\[?\s*[A-Za-z]?\d{1,4}(?:\s*[,;–—-]\s*[A-Za-z]?\d{1,4})*\s*[,;]?\s*\]?")
_TEX_NEEDED = re.compile(r"[\\{}^_]")
_TEX_WRAPPING = re.compile(r"^\{?\\(?:displaystyle|textstyle)\s*|^\$+|\$+$")
_LONGEST = 30  # more than this above the line is text in small print, not an index
_DEEPEST = 40


def superscript(text: str) -> str:
    """Return the text raised: in Unicode where every character can be, else as `^(text)`."""
    return _shifted(text, _SUPER, "^")


def subscript(text: str) -> str:
    """Return the text lowered: in Unicode where every character can be, else as `_(text)`."""
    return _shifted(text, _SUB, "_")


def citation_mark(text: str) -> str:
    """Return a citation's number as a mark: `1, 2` becomes `[1,2]`."""
    return "[" + re.sub(r"\s+", "", text).strip("[],;()") + "]"


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    text = " ".join(text.split())
    if len(text) > _LONGEST or _READABLE_AS_IT_IS.fullmatch(text):
        return text
    compact = text.replace(" ", "") if re.fullmatch(r"[-+−–\d\s=]+", text) else text
    if all(ord(char) in table for char in compact):
        return compact.translate(table)
    return f"{sign}({text})"


def formula(math: Any) -> tuple[str, bool]:
    """Return a `<math>` element's text, and whether it is TeX.

    Its own TeX annotation or `alttext` is the source where there is one; else the tree is written out.
    """
    tex = math.get("alttext") or ""
    for note in math.iter("annotation"):
        if "tex" in (note.get("encoding") or "").lower().replace(
            "text", ""
        ):  # application/x-tex, LaTeX; not text/plain
            tex = "".join(note.itertext())
    if tex.strip():
        return plain_tex(tex)
    return " ".join(_written(math, 0).split()), False


def plain_tex(tex: str) -> tuple[str, bool]:
    """Return TeX without its wrapping, and whether what is left still needs to be read as TeX."""
    tex = " ".join(tex.split())
    bare = _TEX_WRAPPING.sub("", tex).strip()
    if bare != tex and tex.startswith("{") and bare.endswith("}"):
        bare = bare[:-1].strip()
    return bare, bool(_TEX_NEEDED.search(bare))


def _written(node: Any, depth: int) -> str:
    if depth > _DEEPEST or not isinstance(node.tag, str):
        return "".join(node.itertext()) if isinstance(node.tag, str) else ""
    name = node.tag.rpartition(":")[2]
    if name in ("annotation", "annotation-xml"):
        return ""
    parts = [_written(child, depth + 1) for child in node]
    write = _WRITERS.get(name)
    if write is not None and len(parts) == _PARTS[name]:
        return write(parts)
    own = (node.text or "").strip()
    return own + "".join(part + (child.tail or "").strip() for part, child in zip(parts, node, strict=True))


_WRITERS: dict[str, Callable[[list[str]], str]] = {
    "msup": lambda p: p[0] + superscript(p[1]),
    "msub": lambda p: p[0] + subscript(p[1]),
    "msubsup": lambda p: p[0] + subscript(p[1]) + superscript(p[2]),
    "mfrac": lambda p: "/".join(part if len(part) == 1 or part.isalnum() else f"({part})" for part in p),
    "msqrt": lambda p: f"√({p[0]})",
}
_PARTS = {"msup": 2, "msub": 2, "msubsup": 3, "mfrac": 2, "msqrt": 1}
