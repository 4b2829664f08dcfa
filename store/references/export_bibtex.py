"""Records as BibTeX, in UTF-8, for BibTeX and biber alike.

Braces count for BibTeX even behind a backslash, so no text of ours holds one: they are written as commands.
"""

import re
import unicodedata

from store.model import Author, DateParts
from store.references.export_record import Record

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = {
    "article": "article", "preprint": "misc", "book": "book", "chapter": "incollection",
    "conference": "inproceedings", "dataset": "misc", "thesis": "misc", "report": "misc", "news": "misc",
    "other": "misc",
}  # fmt: skip
_CONTAINERS = {"article": "journal", "chapter": "booktitle", "conference": "booktitle"}
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{char: "\\" + char for char in "&%#_$"},
}  # fmt: skip
_ESCAPED = re.compile(r"[\\{}~^&%#_$]|-(?=-)|'(?=')|`(?=`)|[!?](?=`)")  # the last four would grow together
_PLAIN_IDS = ("pmid", "pmcid", "isbn", "nct", "isrctn", "eudract", "euct", "pii")
_SMALL_TITLE = 0.5


def write_bibtex(records: list[Record]) -> str:
    """Return the entries one after another, a blank line between them."""
    return "\n".join(_entry(record) for record in records)


def _entry(record: Record) -> str:
    lines = [f"  {name} = {value}" for name, value in _fields(record) if value]
    return f"@{_TYPES[record.kind]}{{{record.key}" + "".join(f",\n{line}" for line in lines) + "\n}\n"


def _fields(record: Record) -> list[tuple[str, str]]:
    """Field names and values with their delimiters, "" for what is unknown."""
    arxiv = record.ids.get("arxiv", "")
    doi = record.ids.get("doi", "")
    return [
        ("author", _braced(_authors(record))),
        ("title", _braced(protect(record.title))),
        (_CONTAINERS.get(record.kind, "howpublished"), _text(record.container)),
        *_dates(record.issued),
        ("volume", _text(record.volume)),
        ("number", _text(record.issue)),
        ("pages", _braced("--".join(map(escape, record.pages)))),
        ("eid", _text(record.article_number)),
        ("pubstate", _text(record.status)),
        ("version", _text(record.version)),
        ("doi", _verbatim(doi)),
        ("eprint", _verbatim(arxiv)),
        ("archiveprefix", _braced("arXiv" if arxiv else "")),
        ("primaryclass", _text(record.arxiv_class)),
        *((scheme, _verbatim(record.ids.get(scheme, ""))) for scheme in _PLAIN_IDS),
        ("url", _verbatim("" if doi else record.url)),
        ("urldate", _braced("-".join(f"{part:02d}" for part in record.accessed))),
        ("keywords", _braced(", ".join(map(_keyword, record.tags)))),
        ("note", _text("; ".join(record.notes))),
    ]


def _dates(issued: DateParts) -> list[tuple[str, str]]:
    year, month, day = (*issued, 0, 0, 0)[:3]
    return [
        ("year", _braced(str(year) if year else "")),
        ("month", MONTHS[month - 1] if month else ""),
        ("day", _braced(str(day) if day else "")),
    ]


def escape(text: str) -> str:
    """Return text that LaTeX sets as the same characters, its braces balanced."""
    return _ESCAPED.sub(lambda found: _SPECIAL.get(found[0], found[0] + "{}"), text)


def protect(title: str) -> str:
    """Return an escaped title with braces around the words whose capitals no style may lower."""
    words = title.split(" ")
    small = _is_small(words)
    after_colon = [True, *(word.endswith((":", ".", "?", "!")) for word in words)]
    shouted = len(words) > 2 and title.isupper()  # then no capital says anything
    return " ".join(
        _protected(word, names=small and not first) if not shouted else escape(word)
        for word, first in zip(words, after_colon, strict=False)
    )


def _is_small(words: list[str]) -> bool:
    """Whether a title is written in small letters, so that a capital in it marks a name."""
    long = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) < _SMALL_TITLE * len(long)


def _protected(word: str, names: bool) -> str:
    """Brace a word from its first to its last letter or digit, if a capital in it means something."""
    inside = [at for at, char in enumerate(word) if char.isalnum() or unicodedata.category(char)[0] == "M"]
    start = next((at for at in inside if word[at].isalnum()), None)
    if start is None:
        return escape(word)
    core = word[start : inside[-1] + 1]
    lone = len(core) == 1 and core != "A"
    if not any(map(str.isupper, core if names or lone else core[1:])) and not _is_formula(core):
        return escape(word)
    return f"{escape(word[:start])}{{{escape(core)}}}{escape(word[inside[-1] + 1 :])}"


def _is_formula(core: str) -> bool:
    """`B12`, `H2`: a capital and figures."""
    return core[0].isupper() and any(map(str.isdigit, core))


def _authors(record: Record) -> str:
    names = [_author(author) for author in record.authors]
    return " and ".join([*names, "others"] if names and record.et_al else names)


def _author(author: Author) -> str:
    """`Family, Given`; a group, and whatever BibTeX would take apart wrongly, in braces of its own."""
    if author.family and author.given:
        return f"{_name(author.family, names_family=True)}, {_name(author.given)}"
    name = author.family or author.name
    alone = author.family and " " not in name
    return _name(name, names_family=True) if alone else f"{{{escape(name)}}}"


def _name(part: str, names_family: bool = False) -> str:
    """A part of a name, in braces where a comma, an "and" or small letters would be read as structure."""
    words = part.casefold().split()
    risky = (
        "," in part or "and" in words or "others" in words or (names_family and part[0].islower() and part.islower())
    )
    return f"{{{escape(part)}}}" if risky else escape(part)


def _keyword(tag: str) -> str:
    return f"{{{escape(tag)}}}" if "," in tag else escape(tag)


def _text(text: str) -> str:
    return _braced(escape(text))


def _verbatim(text: str) -> str:
    """An identifier or address as it is; what would end the field is percent-encoded."""
    return _braced(re.sub(r"[\\{}]", lambda found: f"%{ord(found[0]):02X}", text))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""
