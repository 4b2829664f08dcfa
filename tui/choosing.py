"""Which link a reader means: the main paper, or reference n."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store import NotFoundError, Reference, link

if TYPE_CHECKING:
    from store import Access
    from tui.access import Rung

Known = Callable[[int], "Access | None"]
"""What is known of the open copies of a paper, by its number: `Store.access`."""


def address(reference: Reference, links: Sequence[str] = (), access: Known | None = None) -> str | None:
    """Return the address of a reference: by its identifiers, else the link the article gave; by `links`, if given."""
    if links:
        found = rungs(reference, links, access)
        return found[0].url if found else None
    return link(reference.ids) or reference.url


def rungs(reference: Reference, links: Sequence[str], access: Known | None = None) -> "tuple[Rung, ...]":
    """Return the ways to a reference in the reader's order; where none of them leads to it, its one address."""
    from tui.access import Rung, ladder

    asked = access if "unpaywall" in links else None  # nothing else needs to know of copies
    known = asked(reference.paper) if asked and reference.paper is not None else None
    if found := ladder(reference.ids, reference.url, known, links):
        return found
    return (Rung("its address", url),) if (url := address(reference)) else ()


def main_papers(references: Sequence[Reference]) -> list[Reference]:
    """Return the papers an article is about that can be opened."""
    return [r for r in references if r.role == "main" and address(r)]


def chosen(article_id: int, references: Sequence[Reference], number: int | None = None) -> Reference:
    """Return the first main paper that can be opened, or reference `number`. Raises NotFoundError."""
    shown = [reference for reference in references if reference.n is not None]
    if number is None:
        if not (mains := main_papers(shown)):
            hint = f"It cites {len(shown)}: see --ref N." if shown else "It names none at all."
            raise NotFoundError(f"Article {article_id} has no main paper to open. {hint}")
        return mains[0]
    if found := next((reference for reference in shown if reference.n == number), None):
        return found
    raise NotFoundError(f"Article {article_id} has no reference {number}. `sciread show {article_id}` lists them.")


def chosen_link(
    article_id: int,
    references: Sequence[Reference],
    number: int | None = None,
    links: Sequence[str] = (),
    access: Known | None = None,
) -> str:
    """Return the link of the first main paper, or of reference `number`; by `links`, if given. Raises NotFoundError."""
    if found := address(chosen(article_id, references, number), links, access):
        return found
    raise NotFoundError(f"Reference {number} of article {article_id} gives no address. Search its title.")
