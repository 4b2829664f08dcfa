"""Labelled texts of our own, made by an examiner who had not read the code: identifiers and trailers."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from store.model import Reference
from store.references.citations import read_citations
from store.references.identifiers import identify

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases_own.jsonl").read_text(encoding="utf-8").splitlines()]
TRAILERS = [json.loads(line) for line in (HERE / "trailers_own.jsonl").read_text(encoding="utf-8").splitlines()]
SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "isbn", "nct", "isrctn", "eudract", "euct")


def _pairs(entries: list[dict[str, str]]) -> set[tuple[str, str]]:
    return {(entry["scheme"], entry["id"]) for entry in entries}


def _scored() -> tuple[dict[str, Counter[str]], list[str]]:
    """Right, wrong and missed ids of each scheme, and a line for each text that is not read as labelled."""
    counts = {scheme: Counter[str]() for scheme in SCHEMES}
    failures: list[str] = []
    for case in (case for case in CASES if not case.get("ambiguous")):
        found: set[tuple[str, str]] = {(one.scheme, one.id) for one in identify(case["text"])}
        expected, free = _pairs(case["expect"]), _pairs(case.get("optional", []))
        outcomes: dict[str, set[tuple[str, str]]] = {
            "right": found & expected,
            "wrong": found - expected - free,
            "missed": expected - found,
        }
        for outcome, pairs in outcomes.items():
            for scheme in (str(pair[0]) for pair in pairs):
                counts[scheme][outcome] += 1
        if outcomes["wrong"] or outcomes["missed"]:
            failures.append(f"{case['id']} {case['text'][:90]!r} {outcomes['missed']} not {outcomes['wrong']}")
    return counts, failures


def _f1(count: Mapping[str, int]) -> float:
    return 2 * count["right"] / (2 * count["right"] + count["wrong"] + count["missed"])


def test_there_are_enough_cases_of_every_scheme() -> None:
    assert len(CASES) >= 250
    assert sum(not case["expect"] for case in CASES) >= 100
    assert set(SCHEMES) == {entry["scheme"] for case in CASES for entry in case["expect"]}
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_identifiers_of_every_scheme_are_found() -> None:
    counts, failures = _scored()
    report = "\n".join(
        [*(f"{scheme} F1 {_f1(count):.3f} {dict(count)}" for scheme, count in counts.items()), *failures]
    )
    assert min(map(_f1, counts.values())) >= 0.98, report
    assert _f1(sum(counts.values(), Counter[str]())) >= 0.99, report


@pytest.mark.parametrize("case", [case for case in CASES if not case["expect"]], ids=lambda case: str(case["id"]))
def test_what_is_no_identifier_is_none(case: dict[str, Any]) -> None:
    found = {(one.scheme, one.id) for one in identify(case["text"])}
    assert found <= _pairs(case.get("optional", []))


def _plain(value: object) -> object:
    return value.replace("–", "-").replace("’", "'") if isinstance(value, str) else value


def _fields(found: Reference | None, expected: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    for name, value in expected.items():
        if found is None:
            yield name, None, value
        elif name == "authors":
            yield name, [author.name for author in found.authors], value
        elif name == "issued":
            yield name, list(found.issued), value
        else:
            yield name, found.ids.get("doi") if name == "doi" else getattr(found, name), value


def _compared(case: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    """(field, found, expected) of a trailer: its works, its source and the page's own citation."""
    found, expect = read_citations(case["text"]), case["expect"]
    works = [one for one in found.references if one.role != "self"]
    own = next((one for one in found.references if one.role == "self"), None)
    if "reference" in expect and expect["reference"] is None:
        yield "works", works, []
    wanted = [expect["reference"]] if expect.get("reference") else expect.get("references", [])
    for number, each in enumerate(wanted):
        for name, value, right in _fields(works[number] if number < len(works) else None, each):
            yield f"{number} {name}", value, right
    for name in ("subject", "image_credit"):
        if name in expect:
            yield name, found.labels.get(name), expect[name]
    if "source" in expect:
        yield "source", found.source, expect["source"]
    for name, value in expect.get("self", {}).items():
        parts = {"date": found.issued, "accessed": own.accessed if own else ()}
        read = "-".join(f"{part:02}" for part in parts[name]) if name in parts else getattr(found, name)
        yield f"self {name}", read, value


def test_fields_of_trailers_and_reference_strings_are_read() -> None:
    rows = [(case["id"], case["family"], *row) for case in TRAILERS for row in _compared(case)]
    wrong = [row for row in rows if _plain(row[3]) != _plain(row[4])]
    share = 1 - len(wrong) / len(rows)
    assert len(TRAILERS) >= 40
    assert share >= 0.95, f"{share:.1%} of {len(rows)}\n" + "\n".join(map(repr, wrong))
