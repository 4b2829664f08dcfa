"""Plain pytest passes this folder over: what is in it takes long. Name it, or set SCIREAD_TORTURE=1."""

import os
from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Ignore everything here unless it was asked for; None leaves the decision to others."""
    named = any("torture" in str(argument) for argument in config.invocation_params.args)
    return None if named or os.environ.get("SCIREAD_TORTURE") == "1" else True
