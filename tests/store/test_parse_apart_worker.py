"""The other end of parsing apart, in this process: what it answers, and the bounds that it asks of the system."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from store.errors import SourceError
from store.model import Page
from store.parse_apart_worker import _answer, limit, receive, send

resource = pytest.importorskip("resource", reason="this system bounds no process")


def raising(error: BaseException) -> Callable[[Any], Any]:
    def parse(page: Any) -> Any:
        raise error

    return parse


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (SourceError("It is no feed."), ("refused", "It is no feed.")),
        (MemoryError(), ("memory", None)),
        (ValueError("x" * 1000), ("fault", f"ValueError: {'x' * 1000}"[:300])),
    ],
)
def test_what_goes_wrong_is_an_answer(error: Exception, answer: tuple[str, Any]) -> None:
    assert _answer(None, {}, raising(error)) == answer


def test_a_page_is_parsed_as_everywhere() -> None:
    kind, parsed = _answer(Page(b"# Lungs\n\nA lung is an organ. It takes in air.", "note.md"), {}, None)
    assert kind == "parsed"
    assert [draft.title for draft in parsed.drafts] == ["Lungs"]


def test_a_frame_comes_as_it_was_sent_and_a_cut_one_is_none() -> None:
    sink = BytesIO()
    send(sink, ("parsed", [1, 2]))
    whole = sink.getvalue()
    assert receive(BytesIO(whole)) == ("parsed", [1, 2])
    for length in (0, 3, len(whole) - 1):
        assert receive(BytesIO(whole[:length])) is None


@pytest.mark.parametrize(
    ("hard", "memory", "asked"),
    [
        (resource.RLIM_INFINITY, 1000, 1000),
        (resource.RLIM_INFINITY, None, resource.RLIM_INFINITY),
        (500, 1000, 500),
        (5000, 1000, 1000),
        (5000, None, 5000),
    ],
)
def test_a_bound_is_never_asked_above_the_one_that_holds(
    monkeypatch: pytest.MonkeyPatch, hard: int, memory: int | None, asked: int
) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda which: (hard, hard))
    monkeypatch.setattr(resource, "setrlimit", bounds.__setitem__)
    limit(memory, None)
    assert bounds[resource.RLIMIT_AS] == (asked, hard)
    assert bounds[resource.RLIMIT_CPU] == (hard, hard)


def test_a_system_that_refuses_a_bound_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refused(which: int, bound: tuple[int, int]) -> None:
        asked.append(which)
        raise ValueError("not here")

    monkeypatch.setattr(resource, "setrlimit", refused)
    monkeypatch.delattr(resource, "RLIMIT_CPU")
    limit(1000, 5.0)
    assert asked == [resource.RLIMIT_AS]
