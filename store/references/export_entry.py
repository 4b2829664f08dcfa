"""What is exported: a work with its citation key, and what the library knows beside the reference itself."""

from dataclasses import dataclass
from typing import Literal

from store.model import Reference

Format = Literal["bibtex", "ris", "csl-json"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A work to be exported, with what the library knows beside the reference itself.

    `key` is the citation key, `tags` become keywords, `seen_in` are (title, url) of the articles it was seen in.
    `status` is a notice about the work where one is known ("Retracted: 10.…"). `kind` news: the news item itself.
    `stated` is what a service says the work is: a type of CSL, "preprint", or "" where none was asked.
    """

    reference: Reference
    key: str
    tags: tuple[str, ...] = ()
    seen_in: tuple[tuple[str, str | None], ...] = ()
    status: str | None = None
    kind: Literal["work", "news"] = "work"
    stated: str = ""
