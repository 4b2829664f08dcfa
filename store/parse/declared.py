"""What a feed's item or a page's head declares itself to be, as identifiers."""

from collections.abc import Iterable

from store.model import Identifier
from store.references.identifiers import declared


def read_declared(values: Iterable[str]) -> tuple[Identifier, ...]:
    """Return the identifiers in metadata values such as `doi:10.1000/x` or an address, each once."""
    found = (identifier for value in values for identifier in declared(value))
    return tuple({(one.scheme, one.id): one for one in found}.values())
