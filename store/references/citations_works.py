"""Fields of works to References: lines sorted by shape, strings read, ids attached by place."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from store.model import Confidence, How, Identifier, Reference
from store.references.citations_authors import read_authors
from store.references.citations_blocks import Field, Line
from store.references.citations_marks import address, collapse, links, unlink
from store.references.citations_strings import BULLET, Work, read_reference
from store.references.citations_titles import linked_title
from store.references.citations_trimmed import without_ids
from store.references.identifiers import link

Shape = Literal["ids", "authors", "imprint", "full", "text"]

_ROW = re.compile(
    r"(?:\[?(?:Article|PubMed(?: Central)?|PMC(?: free article)?|CrossRef|Google Scholar|CAS|ADS|Web of Science"
    r"|Download references|Full Text)\]?(?:\([^\s()]{1,500}\))?[\s,;|]*){1,8}",
    re.IGNORECASE,
)
PROSE = 300
"""Characters from which a string of which nothing could be read is a paragraph of the body under a heading."""
RAW = 8000
"""Characters of a trailer's reference string that are kept."""
CERTAINTY: Mapping[How, Confidence] = {"url": "high", "label": "high", "derived": "medium", "bare": "medium"}


@dataclass(frozen=True, slots=True)
class Places:
    """Every occurrence of every identifier, by place, to ask which stand from here to there."""

    starts: tuple[int, ...]
    found: tuple[Identifier, ...]

    @classmethod
    def of(cls, identifiers: Sequence[Identifier]) -> "Places":
        """All spans of `identifiers`, sorted."""
        spans = sorted(
            (
                (start, number)
                for number, found in enumerate(identifiers)
                for start, _ in found.spans or ((found.start, found.end),)
            )
        )
        return cls(tuple(start for start, _ in spans), tuple(identifiers[number] for _, number in spans))

    def within(self, start: int, end: int) -> tuple[Identifier, ...]:
        """Identifiers with an occurrence from `start` to `end`, once each, in reading order."""
        found = self.found[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return tuple({id(one): one for one in found}.values())  # hashing one would hash all its places


def read_works(text: str, field: Field, places: Places, titles: Sequence[str] = ()) -> Iterator[Reference]:
    """The references of one field, role still open. `titles`: titles of works that labels near by state."""
    for entry in field.entries:
        for group in line_groups(entry):
            start, end = group[0].start, group[-1].end
            if bullet := BULLET.match(text[start : start + 12]):
                start += bullet.end()
            if end - start > RAW:
                continue
            group = _without_rows(group)
            written = text[start : group[-1].end]
            title = next((title for title in titles if _holds(written, title)), None) or linked_title(written)
            work = read_group(tuple(line.text for line in group), title)
            found = places.within(start, end)
            yield reference(written, work, found, field.label, start, group[-1].end)


def reference(
    written: str, work: Work, found: Sequence[Identifier], label: str | None, start: int | None, end: int | None
) -> Reference:
    """A Reference of what was read; ids by scheme, the first of each (a journal's DOI before a preprint's)."""
    ids = first_ids(found)
    if work.pii:
        ids["pii"] = work.pii
    how = next((one.how for one in found if ids.get(one.scheme) == one.id), None)
    return Reference(
        n=None,
        raw=collapse(written),
        ids=ids,
        label=label,
        title=work.title,
        authors=work.authors,
        et_al=work.et_al,
        container=work.container,
        issued=work.issued,
        volume=work.volume,
        issue=work.issue,
        pages=work.pages,
        article_number=work.article_number,
        status=work.status,
        url=link(ids) or _target(written),
        how=how,
        version=next((one.version for one in found if ids.get(one.scheme) == one.id and one.version), None),
        start=start,
        end=end,
    )


def _target(written: str) -> str | None:
    """The address a string without ids gives: of its first link, else the first bare one."""
    return next((url for _, url in links(written) if url.startswith(("http://", "https://"))), None) or address(written)


_ARXIV = "10.48550/arxiv."


def first_ids(found: Sequence[Identifier]) -> dict[str, str]:
    """One id of each scheme; of several DOIs the first that is not arXiv's own."""
    ids: dict[str, str] = {}
    for one in sorted(found, key=lambda one: one.id.startswith("10.48550/")):
        ids.setdefault(one.scheme, one.id)
        if one.id.startswith(_ARXIV) and ids["doi"] != one.id:
            ids.setdefault("arxiv", one.id.removeprefix(_ARXIV))
    return ids


def read_group(lines: Sequence[str], title: str | None = None) -> Work:
    """One work from its lines: sorted by shape if they are citation, title and author lines."""
    shapes = [_shape(line) for line in lines] if 1 < len(lines) <= 12 else []
    if "authors" not in shapes and not ("imprint" in shapes and "text" in shapes and "full" not in shapes):
        return read_reference(" ".join(lines), title=title)
    by_shape = dict(reversed(list(zip(shapes, lines, strict=True))))
    work = read_reference(by_shape["imprint"]) if "imprint" in by_shape else Work()
    if "full" in by_shape:
        work = read_reference(by_shape["full"], title=title)
    people, et_al = read_authors(_plain(by_shape.get("authors", ""))) or (work.authors, work.et_al)
    named = _plain(by_shape.get("text", "")).strip('“”"').rstrip(".").strip() or work.title
    return replace(work, title=named, authors=people, et_al=et_al)


def line_groups(entry: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """Lines of one paragraph: each line that is a whole reference begins a group, if there are two such lines."""
    if len(entry) == 1:
        return [entry]
    starts = [number for number, line in enumerate(entry) if _shape(line.text) == "full"]
    if len(starts) < 2:
        return [entry]
    starts[0] = 0
    return [entry[start:end] for start, end in zip(starts, [*starts[1:], len(entry)], strict=True)]


def _shape(line: str) -> Shape:
    """What one line of a block is, by its looks alone."""
    plain = _plain(line)
    if sum(len(word) > 2 for word in plain.split()) < 1:
        return "ids"
    names = read_authors(plain)
    if names and (len(names[0]) > 1 or names[1]):
        return "authors"
    work = read_reference(line)
    if work.issued and work.container and not work.title and not work.authors:
        return "imprint"
    return "full" if work.title and work.issued and (work.authors or work.container) else "text"


def _plain(line: str) -> str:
    return without_ids(collapse(unlink(line)))[0]


def _holds(text: str, title: str) -> bool:
    return " ".join(title.split()).casefold() in collapse(text).casefold()


def _without_rows(group: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without rows of links ("Article PubMed Google Scholar") at the end, whose ids count all the same."""
    last = len(group)
    while last > 1 and _ROW.fullmatch(group[last - 1].text):
        last -= 1
    return group[:last]


def is_work(reference: Reference, field: Field) -> bool:
    """Whether a string under a label speaks of a work at all, and not of a project's page."""
    if not (reference.authors or reference.issued or reference.container) and len(reference.raw) > PROSE:
        return False
    if reference.ids:
        return True
    if field.name == "works":
        return bool(reference.title and (reference.authors or (reference.issued and reference.container)))
    named = re.match(r"ref|bibl|lit|works|cited|notes|selected|key|further", field.label.casefold()) is not None
    return bool(reference.issued) or (named and len(reference.raw.split()) > 2)
