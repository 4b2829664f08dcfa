"""Which link a reader means: the main paper, or reference n."""

from collections.abc import Sequence

from store import NotFoundError, Reference, link


def address(reference: Reference) -> str | None:
    """Return the address of a reference: by its identifiers, else the link the article gave."""
    return link(reference.ids) or reference.url


def main_papers(references: Sequence[Reference]) -> list[Reference]:
    """Return the papers an article is about that can be opened."""
    return [r for r in references if r.role == "main" and address(r)]


def chosen_link(article_id: int, references: Sequence[Reference], number: int | None = None) -> str:
    """Return the link of the first main paper, or of reference `number`. Raises NotFoundError."""
    shown = [reference for reference in references if reference.n is not None]
    if number is None:
        if not (mains := main_papers(shown)):
            hint = f"It cites {len(shown)}: see --ref N." if shown else "It names none at all."
            raise NotFoundError(f"Article {article_id} has no main paper to open. {hint}")
        return str(address(mains[0]))
    for reference in shown:
        if reference.n == number:
            if found := address(reference):
                return found
            raise NotFoundError(f"Reference {number} of article {article_id} gives no address. Search its title.")
    raise NotFoundError(f"Article {article_id} has no reference {number}. `sciread show {article_id}` lists them.")
