"""What the library knows beside an article and its references: asked once for each article that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from store import Article, NotFoundError, Query, Reference, Store

_MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Background:
    """`own_keys` stand beside the references, one each; `also` report the same paper, `items` are a digest's."""

    own_keys: tuple[str | None, ...] = ()
    also: tuple[Article, ...] = ()
    items: tuple[Article, ...] = ()
    note: str = ""


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
