"""Records as PubMed writes them: the citation, then title and authors as paragraphs of their own, ids at the end."""

import re
from dataclasses import replace

from store.references.citations_authors import read_authors
from store.references.citations_marks import collapse, unlink
from store.references.citations_strings import Work, read_reference

_PARAGRAPH = re.compile(r"\n[ \t]*\n+(?P<text>[^\n].{0,3000}?)(?=\n[ \t]*\n|\Z)", re.DOTALL)
_MARKS = re.compile(r"\s?\(\d{1,3}(?:\)\(\d{1,3}|,\s?\d{1,3})*\)|(?<=[^\W\d])[¹²³⁴-⁹*†‡]+|\^\d+\^")
_IDS = re.compile(r"\n[ \t]*\n(?:[ \t]*(?:DOI|PMCID|PMID):[^\n]{0,200}\n?){1,3}")
_NEXT = re.compile(r"\n[ \t]*\n\d{1,4}[.:] \S")
_LONGEST = 12_000


def read_record(text: str, start: int, stop: int) -> tuple[Work, int] | None:
    """The work of the record whose citation stands from `start` to `stop`, and where the record ends; else None."""
    if stop - start > 600:
        return None
    work = read_reference(text[start:stop])
    if not (work.container and work.issued) or work.title or work.authors:
        return None
    title = _PARAGRAPH.match(text, stop)
    people = _PARAGRAPH.match(text, title.end()) if title else None
    if not title or not people:
        return None
    names = read_authors(_MARKS.sub("", _plain(people["text"])).rstrip(". "))
    named = _plain(title["text"])
    if not names or not 2 < len(named.split()) <= 60 or not named.endswith((".", "?", "!", "]")):
        return None
    return replace(work, title=named.strip("[]").rstrip(". "), authors=names[0], et_al=names[1]), _end(
        text, people.end()
    )


def _end(text: str, at: int) -> int:
    """Where the ids at the foot of a record end, if they stand before the next one; else `at`."""
    following = _NEXT.search(text, at, at + _LONGEST)
    foot = _IDS.search(text, at, following.start() if following else at + _LONGEST)
    return foot.end() if foot else at


def _plain(text: str) -> str:
    return collapse(unlink(text))
