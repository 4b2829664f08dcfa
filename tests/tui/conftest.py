"""What every test of the screen may count on: how long it takes decides nothing."""

import pytest

from tui.screens import showing


@pytest.fixture(autouse=True)
def _nothing_is_read_by_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only opening an article reads it: on a busy machine the second after which one counts as read is soon over."""
    monkeypatch.setattr(showing, "READ_AFTER", 3600.0)


@pytest.fixture
def read_soon(monkeypatch: pytest.MonkeyPatch) -> float:
    """An article in sight is read after a moment; the seconds of that moment."""
    moment = 0.1
    monkeypatch.setattr(showing, "READ_AFTER", moment)
    return moment
