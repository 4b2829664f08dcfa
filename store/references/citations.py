"""What a text says of the works behind it: labelled trailers, reference strings, ids in the prose, its own citation.

The way: lines → labelled fields (citations_blocks) → strings read (citations_works) → ids elsewhere (citations_prose)
→ one reference a work, with role and reason (citations_roles). All of it pure and linear in the text's length.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from store.model import DateParts, Identifier, Reference
from store.references.citations_blocks import Field, Line, read_fields, read_lines
from store.references.citations_labelled import add_labelled
from store.references.citations_page import noise_spans, read_page
from store.references.citations_prose import infer, read_prose
from store.references.citations_roles import (
    PAPERS,
    REASONS,
    declared_references,
    is_own_id,
    merge,
    number,
    raise_roles,
    trailer_role,
)
from store.references.citations_self import is_own, merge_own, read_own, says_something
from store.references.citations_works import Places, is_work, read_works
from store.references.identifiers import identify

__all__ = ["REASONS", "Citations", "read_citations"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citations:
    """What a text says of the works behind it and of itself.

    `references`: the main paper first, then reading order, n = 1, 2, …; the page's own citation (`self`) last, n None.
    `title`, `issued`, `source`, `url`, `byline`, `summary` are the page's own, as far as the text states them.
    `noise` are places of boilerplate, `trailer` of labelled blocks; `labels` other labelled fields as written,
    by name (subject, method, funder, image_credit, keywords, coi, contact, journal, title, summary).
    """

    references: tuple[Reference, ...]
    title: str | None = None
    issued: DateParts = ()
    source: str | None = None
    url: str | None = None
    byline: str | None = None
    summary: str | None = None
    noise: tuple[Span, ...] = ()
    trailer: tuple[Span, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def read_citations(
    text: str, *, title: str | None = None, url: str | None = None, declared: Sequence[Identifier] = ()
) -> Citations:
    """Read Markdown or plain text; never raises. `title` and `url` are the page's, `declared` ids from its metadata.

    Offsets in the answer are into `text`.
    """
    lines = read_lines(text)
    fields = read_fields(lines)
    found = identify(text)
    places = Places.of(found)
    fields = [_sourced(one, places) for one in fields]
    own, works = _strings(text, fields, places)
    fields = _speaking(fields, works)
    merged = merge([*works, *declared_references(declared, url), *_prose(text, fields, found, own, works)])
    merged = [one for one in merged if not any(is_own_id(scheme, id, url) for scheme, id in one.ids.items())]
    references = _inferred(lines, fields, raise_roles(merged, title, text.count(" ", 0, 20_000)))
    page = read_page(text, lines, fields)
    return Citations(
        references=number(references, own),
        title=(own and own.title) or page.title,
        issued=(own and own.issued) or page.issued,
        source=page.source,
        url=own.url if own else None,
        byline=page.byline,
        summary=page.summary,
        noise=noise_spans(lines),
        trailer=tuple((one.start, one.end) for one in fields if one.name not in ("summary", "stop")),
        labels=page.labels,
    )


def _sourced(field: Field, places: Places) -> Field:
    """A "Source" that is a paper and no publisher, as medical news have it, is a field of works."""
    papers = field.name == "source" and any(one.scheme in PAPERS for one in places.within(field.start, field.end))
    return replace(field, name="works") if papers else field


def _speaking(fields: Sequence[Field], works: Sequence[Reference]) -> list[Field]:
    """The fields without headings such as "The study" under which no work stands, but the article goes on."""
    starts = sorted(work.start for work in works if work.start is not None)
    return [
        one
        for one in fields
        if one.colon
        or one.name not in ("works", "list")
        or bisect_left(starts, one.start) < bisect_left(starts, one.end)
    ]


def _prose(
    text: str, fields: Sequence[Field], found: Sequence[Identifier], own: Reference | None, works: Sequence[Reference]
) -> Iterator[Reference]:
    """Works whose ids stand in the body and nowhere in the labelled blocks."""
    named = {(scheme, id) for one in [*works, *([own] if own else [])] for scheme, id in one.ids.items()}
    spans = [(one.start, one.end) for one in fields if one.name in ("works", "list", "doi", "self")]
    return read_prose(text, [one for one in _outside(found, spans) if (one.scheme, one.id) not in named])


def _strings(text: str, fields: Sequence[Field], places: Places) -> tuple[Reference | None, list[Reference]]:
    """The page's own citation and every work of the labelled blocks, with roles."""
    titles = [value for one in fields if one.name == "title" and (value := one.value(text).rstrip(". "))][:20]
    own: list[Reference] = []
    works: list[Reference] = []
    for one in fields:
        if one.name == "self" or (one.name == "works" and is_own(one.value(text))):
            strings = [(text[entry[0].start : entry[-1].end], entry[0].start, entry[-1].end) for entry in one.entries]
            own.extend(read_own(written, one.label, start, end) for written, start, end in strings)
        elif one.name in ("works", "list"):
            read = [work if is_work(work, one) else None for work in read_works(text, one, places, titles)]
            if not one.colon and read and read[0] is None:  # a heading of the body, such as "The study"
                continue
            works.extend(trailer_role(work, listed=one.name == "list") for work in read if work)
    own = [one for one in own if says_something(one)]
    labelled, news = add_labelled(text, fields, places, works)
    return merge_own([*own, *news]), labelled


def _outside(found: Sequence[Identifier], spans: Sequence[Span]) -> Iterator[Identifier]:
    """Identifiers with no occurrence inside the spans, which are in reading order and do not overlap."""
    inside = Places.of(found)
    taken = {id(one) for start, end in spans for one in inside.within(start, end)}
    return (one for one in found if id(one) not in taken)


def _inferred(lines: Sequence[Line], fields: Sequence[Field], references: list[Reference]) -> list[Reference]:
    """The one main paper with journal and date from the prose, where its own string lacks them."""
    mains = [one for one in references if one.role == "main"]
    if len(mains) != 1 or mains[0].container:
        return references
    blocks = {one.start for one in fields}
    prose = "".join(f"{line.text} " if line.text else "\n" for line in lines if line.start not in blocks)[:200_000]
    container, issued = infer(prose)
    if not container:
        return references
    told = {"container": container, **({"issued": issued} if issued and not mains[0].issued else {})}
    whole = replace(mains[0], container=container, issued=mains[0].issued or issued, inferred=tuple(told))
    return [whole if one is mains[0] else one for one in references]
