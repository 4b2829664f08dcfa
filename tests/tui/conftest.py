"""What every test of the screen may count on: how long it takes decides nothing, and nothing is made twice."""

import asyncio
from functools import cache
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from tests.tui.quiet import quiet
from tui.screens import showing

LONG = ("test_terminal_hostile.py", "test_terminal_endings.py", "test_terminal_gone.py", "test_terminal_mouse.py")
"""Files whose tests mostly wait for another process, or take seconds: begun first, so that none is the last to end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones; the others keep their order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.fixture(autouse=True)
def _nothing_is_read_by_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only opening an article reads it: on a busy machine the second after which one counts as read is soon over."""
    monkeypatch.setattr(showing, "READ_AFTER", 3600.0)


@pytest.fixture(autouse=True)
def _texts_are_studied_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a text says of its study comes with the first picture: a line more must not come between two keys."""
    monkeypatch.setattr(showing, "STUDIES_AFTER", 0.001)
    monkeypatch.setattr(showing, "LONG_AFTER", 0.001)


@pytest.fixture
def read_soon(monkeypatch: pytest.MonkeyPatch) -> float:
    """An article in sight is read after a moment; the seconds of that moment."""
    moment = 0.1
    monkeypatch.setattr(showing, "READ_AFTER", moment)
    return moment


@pytest.fixture(autouse=True)
def _a_pause_ends_when_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits, also between hovering and clicking, until queues are empty, not until the process has been idle."""

    async def pause(self: Pilot[Any], delay: float | None = None) -> None:
        await asyncio.sleep(delay or 0)
        await quiet(self.app)

    monkeypatch.setattr(Pilot, "pause", pause)


_parse_rules = Stylesheet._parse_rules


@cache
def _rules(variables: tuple[tuple[str, str], ...], *source: Any) -> list[RuleSet]:
    """The rules of one source of CSS, read once by Textual itself with these variables."""
    return _parse_rules(Stylesheet(variables=dict(variables)), *source)


@pytest.fixture(autouse=True)
def _style_sheets_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every app reads the same hundred sources of CSS: the rules, which nobody changes, are kept for the next app."""

    def kept(
        self: Stylesheet,
        css: str,
        read_from: Any,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        return _rules(tuple(self._variables.items()), css, read_from, is_default_rules, tie_breaker, scope)

    monkeypatch.setattr(Stylesheet, "_parse_rules", kept)
