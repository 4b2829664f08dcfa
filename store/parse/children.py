"""The items of a digest as drafts of their own."""

from collections.abc import Iterable

from store.model import Draft
from store.parse.digest_chunks import Item
from store.parse.markup import clean_line
from store.references.citations import read_citations

_LONGEST_TITLE = 300


def children_of(items: Iterable[Item], *, base: Draft | None = None) -> tuple[Draft, ...]:
    """Return a draft for each item, with its own references; `base` lends its date, source and language."""
    return tuple(
        Draft(
            key="",
            title=clean_line(item.title, _LONGEST_TITLE),
            body=item.body,
            url=item.url,
            published=base.published if base else None,
            source=base.source if base else None,
            references=read_citations(item.body, title=item.title, url=item.url).references,
            language=base.language if base else None,
            original=item.body,
            media_type="text/markdown",
        )
        for item in items
    )
