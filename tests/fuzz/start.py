"""Inputs to begin with that others made: the shared samples and hostile lists, where they lie beside the project."""

from collections.abc import Sequence
from pathlib import Path

from tests.store.parse.hostile_inputs import hostile, hostile_names


def shared_seeds(shared: Path) -> Sequence[bytes]:
    """The samples, in the order of their names."""
    return [path.read_bytes() for path in sorted(shared.glob("seeds/*.txt"))]


def hostile_bytes(kind: str) -> Sequence[bytes]:
    """The hostile inputs of a kind; of FEEDS the bytes without what is expected of them."""
    if not hostile_names("FEEDS"):
        return []
    listed = getattr(hostile(), kind)
    values = [*listed().values()] if callable(listed) else [*listed]
    return [_bytes(value[0] if isinstance(value, tuple) else value) for value in values]


def _bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
