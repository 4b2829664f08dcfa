"""What the fuzzing of the readers of services found, and the writing of its checks."""

import json
from typing import Any

import pytest

from store import papers_crossref, papers_pubmed
from store.db.paper_json import record_of, written
from store.model_paper import Record
from store.papers_shapes import AnswerError
from store.papers_text import abstract_text, title_text
from store.parse.markup import clean_line
from tests.conftest import ROOT

_PUBMED = json.loads((ROOT / "tests/data/services/pubmed.json").read_text("utf-8"))
_CROSSREF = json.loads((ROOT / "tests/data/services/crossref.json").read_text("utf-8"))


def pubmed(**changed: Any) -> bytes:
    work = _PUBMED["result"]["30000005"] | changed
    return json.dumps({"result": {"30000005": work}}).encode()


def crossref(**changed: Any) -> bytes:
    return json.dumps({"message": _CROSSREF["message"] | changed}).encode()


def record(data: bytes) -> Record:
    told = papers_pubmed.read(data, "30000005")
    assert told is not None
    assert told.record is not None
    return told.record


@pytest.mark.parametrize(
    "changed",
    [
        {"references": ["x"]}, {"references": {"0": {"reftype": "Retraction in"}}}, {"references": [{"reftype": None}]},
        {"references": "Retraction in"}, {"pubtype": ["Journal Article", 5]}, {"pubtype": [None]},
        {"pubtype": [["Retracted Publication"]]},
    ],
    ids=repr,
)  # fmt: skip
def test_pubmed_notices_that_cannot_be_read_are_not_passed_over(changed: dict[str, Any]) -> None:
    with pytest.raises(AnswerError):
        papers_pubmed.read(pubmed(**changed), "30000005")


@pytest.mark.parametrize("read", [title_text, abstract_text])
def test_a_formula_with_half_a_character(read: Any) -> None:
    assert (read("<math><mi>a\ud800</mi></math>") or "").strip() == "a"


def test_blanks_alone_are_no_paragraph() -> None:
    assert abstract_text("<p>One.</p><p>" + "\udcc3 " * 3000 + "</p><p>Two.</p>") == "One.\n\nTwo."


@pytest.mark.parametrize(("title", "read"), [("Lichens .", "Lichens"), (".", None), (" . ", None)])
def test_a_title_that_is_a_stop(title: str, read: str | None) -> None:
    kept = record(pubmed(title=title))
    assert kept.title == read
    assert record_of(written(kept)) == kept


def test_a_trial_number_is_clean_in_capitals() -> None:
    told = papers_crossref.read(
        crossref(**{"clinical-trial-number": [{"clinical-trial-number": "x\u0390"}]}), "10.5555/work.0010"
    )
    assert told.record is not None
    assert told.record.trials == tuple(map(clean_line, told.record.trials))


def test_a_retraction_behind_a_thousand_corrections() -> None:
    said = [{"type": "correction", "DOI": "10.5555/c"}] * 1000 + [{"type": "retraction", "DOI": "10.5555/r"}]
    told = papers_crossref.read(crossref(**{"updated-by": said}), "10.5555/work.0010")
    assert "retracted" in {one.kind for one in told.notices or ()}
