"""What the library knows beside an article and its references: asked once for each article that is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store import Article, NotFoundError, Query, Reference, Store

if TYPE_CHECKING:
    from store import Access, Fact, PaperStatus, Queued, Record

_MOST_ITEMS = 200
_MOST_ACCESS = 20
"""References whose open copies are looked up: each is a question of its own."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What is known of the papers that an article cites, by their ids; no entry where nothing is."""

    statuses: "Mapping[int, PaperStatus]" = field(default_factory=dict)
    queued: "Mapping[int, Queued]" = field(default_factory=dict)
    access: "Mapping[int, Access]" = field(default_factory=dict)
    records: "Mapping[int, Record]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Background:
    """`own_keys` stand beside the references, one each; `also` report the same paper, `items` are a digest's.

    `facts` are what the text says of the study; None while nobody has looked.
    """

    own_keys: tuple[str | None, ...] = ()
    also: tuple[Article, ...] = ()
    items: tuple[Article, ...] = ()
    note: str = ""
    papers: Papers = field(default_factory=Papers)
    facts: "tuple[Fact, ...] | None" = None


def background(store: Store, article: Article, references: Sequence[Reference]) -> Background:
    """Ask the library. An article that has just left it has no background."""
    try:
        items = store.ids(Query(scope=f"parent:{article.id}", sort="oldest"), _MOST_ITEMS) if article.children else ()
        return Background(
            own_keys=tuple(store.own_keys(references)),
            also=tuple(store.also_reporting(article.id)),
            items=tuple(store.articles(items)),
            note=store.note(article.id),
        )
    except NotFoundError:
        return Background()


def papers_behind(store: Store, references: Sequence[Reference]) -> Papers:
    """Ask the library about the papers of these references, in a few questions whatever their number.

    Loads more than the first paint may.
    """
    ids = [one.paper for one in references if one.paper is not None and one.role != "self"]
    if not ids:
        return Papers()
    statuses = store.paper_statuses(ids)
    main = {one.paper for one in references if one.role == "main"}
    asked = [id for id in dict.fromkeys(ids) if id in main or statuses[id].kind != "unchecked"]
    access = {id: known for id in asked[:_MOST_ACCESS] if (known := store.access(id))}
    return Papers(statuses, store.queued(ids), access, store.records(ids))
