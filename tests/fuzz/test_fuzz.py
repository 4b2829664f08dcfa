"""The fuzzing finds what is there to be found."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Hashable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from store import papers_crossref
from store.model_paper import Told
from store.references.study_facts import Fact, study_facts
from tests.conftest import ROOT
from tests.fuzz import hunting, target_studies
from tests.fuzz.hunting import Hunt, Target, hunt
from tests.fuzz.mutating import LARGEST
from tests.fuzz.targets import TARGETS


def target(answer: "type[Answer]") -> Target:
    return Target(
        "planted", answer(), lambda: [b"<a>one</a> two"], lambda chance: b"<b>three</b>", [b"<c>", b"&amp;", b"("]
    )


class Answer:
    """Refuses nothing."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def __call__(self, data: bytes) -> Hashable:
        self.seen.append(data)
        return len(data) % 7


class Planted(Answer):
    """Has a fault over two things that seldom come together."""

    def __call__(self, data: bytes) -> Hashable:
        if b"<c>" in data and b"((" in data:
            raise ValueError("planted")
        return super().__call__(data)


class Endless(Answer):
    """Never ends over one of its scraps."""

    def __call__(self, data: bytes) -> Hashable:
        while b"&amp;" in data:
            pass
        return super().__call__(data)


def hunted(answer: type[Answer], count: int, seed: int = 1) -> tuple[Hunt, Target]:
    made = target(answer)
    return hunt(made, seed, lambda found: found.tried >= count or bool(found.crashers), lambda data: None), made


def test_a_planted_fault_is_found_and_made_small() -> None:
    found, _ = hunted(Planted, 20_000)
    (crasher,) = found.crashers.values()
    assert crasher.what.startswith("ValueError")
    assert b"<c>" in crasher.data
    assert b"((" in crasher.data
    assert len(crasher.data) == len(b"<c>((")


def test_what_never_ends_is_a_crasher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunting, "SECONDS", 0.2)
    found, _ = hunted(Endless, 2000)
    assert list(found.crashers) == ["TooSlowError"]


def test_the_same_seed_makes_the_same_inputs() -> None:
    first, second, other = (hunted(Answer, 300, seed)[1].answer for seed in (1, 1, 2))
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert isinstance(other, Answer)
    assert first.seen == second.seen != other.seen
    assert max(map(len, first.seen)) <= LARGEST


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_answers_what_it_begins_with(name: str) -> None:
    chance = Random(1)
    for data in [*TARGETS[name].start()[:4], *(TARGETS[name].make(chance) for _ in range(5))]:
        TARGETS[name].answer(data)


@pytest.mark.parametrize(
    "changed",
    [
        {"sentence": "Another sentence."}, {"value": "7"}, {"value": "two\nlines"}, {"value": ""}, {"start": 1},
        {"name": "funding"}, {"end": 10_000},
    ],
    ids=repr,
)  # fmt: skip
def test_a_fact_that_its_sentence_does_not_state_is_a_crasher(
    changed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = study_facts

    def wrong(text: str, title: str = "") -> tuple[Fact, ...]:
        return tuple(replace(one, **changed) if one.name == "n" else one for one in told(text, title))

    data = TARGETS["studies"].start()[0]
    assert hunting.tried(TARGETS["studies"], data)[1] is None
    monkeypatch.setattr(target_studies, "study_facts", wrong)
    crasher = hunting.tried(TARGETS["studies"], data)[1]
    assert crasher is not None
    assert "target_studies" in crasher.what


@pytest.mark.parametrize(
    "wrong",
    [
        lambda told: replace(told, notices=()), lambda told: replace(told, notices=None),
        lambda told: replace(told, record=replace(told.record, title="two\nlines")),
        lambda told: replace(told, record=replace(told.record, publisher="")),
        lambda told: replace(told, record=replace(told.record, issued=(2026, 2, 30))),
        lambda told: replace(told, record=replace(told.record, trials=["x"])),
    ],
)  # fmt: skip
def test_a_work_that_is_told_otherwise_than_it_may_be_is_a_crasher(
    wrong: Callable[[Told], Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = papers_crossref.read
    data = next(data for data in TARGETS["services"].start() if b'"updated-by": [{' in data)
    assert hunting.tried(TARGETS["services"], data)[1] is None
    monkeypatch.setattr(papers_crossref, "read", lambda data, doi: wrong(read(data, doi)))
    crasher = hunting.tried(TARGETS["services"], data)[1]
    assert crasher is not None
    assert "target_services" in crasher.what


def test_the_command_prints_what_it_tried() -> None:
    words = ["-m", "tests.fuzz", "lines", "--seconds", "0.5", "--seed", "7"]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("lines")
    assert "0 crashers" in done.stdout
    assert not re.search("warning", done.stderr, re.IGNORECASE), done.stderr
