"""A reader's own reference library, from BibTeX, RIS or CSL-JSON: what can be read is read, each fault has its line.

The rooms behind this door: `library_works`, `library_latex`, and a reader for each format.
"""

import codecs
import re
from typing import Literal

from store.errors import SourceError
from store.references.library_bibtex import read_bibtex
from store.references.library_csl import read_csl
from store.references.library_ris import read_ris
from store.references.library_works import OwnLibrary, OwnWork

__all__ = ["OwnLibrary", "OwnWork", "read_library"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JSON = re.compile(r"\s*(?:\[\s*(?:[\]{]|\"|\d|null|\[)|\{\s*(?:\"|\}))")
_RIS = re.compile(r"^[ \t]{0,20}TY[ \t]{0,20}-", re.MULTILINE)
_BIBTEX = re.compile(r"@[ \t\n]{0,20}[A-Za-z]{1,40}[ \t\n]{0,20}[{(]")
_ENDINGS: dict[str, Literal["ris", "bibtex"]] = {".ris": "ris", ".bib": "bibtex", ".bibtex": "bibtex"}


def read_library(data: bytes, name: str) -> OwnLibrary:
    """Read a library by what it is; `name` (of the file) decides only where its content could be either.

    Raises SourceError if it is empty or in none of the three formats.
    """
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\x00 \t\n\ufeff"):
        raise SourceError(f"Cannot read {name}: it is empty; export your library again as BibTeX, RIS or CSL-JSON.")
    if _JSON.match(text):
        library = read_csl(text)
    else:
        form = _form(text, name)
        library = {"ris": read_ris, "bibtex": read_bibtex}[form](text) if form else None
    if library is None:
        raise SourceError(
            f"Cannot read {name}: it is no reference library; give one exported as BibTeX, RIS or CSL-JSON."
        )
    return library


def _form(text: str, name: str) -> Literal["ris", "bibtex"] | None:
    """RIS or BibTeX: the only one there is any sign of, else what the name says, else what comes first."""
    ris, bibtex = _RIS.search(text), _BIBTEX.search(text)
    if ris and bibtex:
        ending = next((form for ending, form in _ENDINGS.items() if name.lower().endswith(ending)), None)
        return ending or ("ris" if ris.start() < bibtex.start() else "bibtex")
    return "ris" if ris else "bibtex" if bibtex else None


def _decode(data: bytes) -> str:
    """Text in whatever encoding: by its mark, by its NULs, else UTF-8, a line that is none as Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:1000]
    if head.count(0) > len(head) // 4:
        return data.decode("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, data.split(b"\n")))


def _decode_line(line: bytes) -> str:
    """One line of a file whose lines may differ; the few bytes Windows-1252 has no letter for make it Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
