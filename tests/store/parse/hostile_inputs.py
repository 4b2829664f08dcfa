"""The shared list of hostile inputs, where it lies beside the project; empty where it does not."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[3].parent / "shared"
_FILE = SHARED / "hostile" / "hostile.py"

needs_hostile = pytest.mark.skipif(not _FILE.is_file(), reason=f"no hostile inputs at {_FILE}")


def hostile() -> Any:
    """Load the module that lists them."""
    spec = importlib.util.spec_from_file_location("hostile", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hostile_names(kind: str) -> list[str]:
    """Name the inputs of a kind (FEEDS, HTMLS), for parametrize."""
    return list(getattr(hostile(), kind)()) if _FILE.is_file() else []
