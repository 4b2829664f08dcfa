"""What is said of a paper: whether it stands, where it is to be had, its place in the queue."""

from typing import get_args

import pytest

from store import Access, Copy, Notice, PaperStatus, Queued, QueueState, StatusKind
from tests.tui.screen_text import NOW
from tui.glyphs import only_ascii
from tui.paper_words import (
    QUEUE_WORDS,
    STATUS_WORDS,
    access_text,
    cited_doubt,
    date_words,
    license_words,
    papers,
    queue_mark,
    queue_text,
    queue_words,
    quiet_status,
    status_mark,
    status_text,
    title_notice,
)

CHECKED = "2026-06-02T10:00:00Z"
RETRACTED = Notice("retracted", (2026, 3, 5), "10.1000/n", "Data do not support the conclusions")
CONCERN = Notice("concern", (2025, 12), None, "", "retraction-watch")


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (None, "not checked"),
        (PaperStatus(), "not checked"),
        (PaperStatus("none", CHECKED), "no notice known as of 2 June 2026"),
        (
            PaperStatus("retracted", CHECKED, (RETRACTED,)),
            "⚠ retracted 5 March 2026: Data do not support the conclusions · notice 10.1000/n",
        ),
        (
            PaperStatus("concern", None, (CONCERN,)),
            "⚠ expression of concern December 2025 · says Retraction Watch",
        ),
        (PaperStatus("corrected", CHECKED, (Notice("corrected", ()),)), "corrected"),
        (
            PaperStatus("withdrawn", CHECKED, (Notice("withdrawn", (2024,), None, "", "publisher, pubmed"),)),
            "⚠ withdrawn 2024",
        ),
        (PaperStatus("retracted", CHECKED), "⚠ retracted"),
        (
            PaperStatus("none", CHECKED, (RETRACTED, Notice("reinstated", (2026, 5)))),  # none of them holds
            "reinstated May 2026 · no other notice known as of 2 June 2026",
        ),
    ],
)  # fmt: skip
def test_whether_a_paper_stands(status: PaperStatus | None, text: str) -> None:
    assert status_text(status, NOW) == text


def test_an_unanswered_question_is_never_told_as_none_known() -> None:
    for kind in get_args(StatusKind):
        said = status_text(PaperStatus(kind, None), NOW)
        assert ("no notice known" in said) is (kind == "none")
    assert quiet_status(PaperStatus(), NOW) == "not checked"
    assert quiet_status(PaperStatus("none", CHECKED), NOW) == "no notice known (checked 2 June)"


def test_marks_have_shapes_of_their_own_and_no_mark_says_that_a_paper_is_right() -> None:
    kinds = get_args(StatusKind)
    assert {kind: status_mark(kind) for kind in kinds if status_mark(kind) == "⚠"}.keys() == {
        "retracted", "withdrawn", "concern",
    }  # fmt: skip
    assert status_mark("unchecked") == " " != status_mark("none") != status_mark("corrected")
    assert STATUS_WORDS.keys() == set(kinds)
    states = get_args(QueueState)
    assert tuple(QUEUE_WORDS) == states
    assert len({queue_mark(state) for state in states}) == len(states)
    assert len({only_ascii(queue_mark(state)) for state in states}) == len(states)
    assert len({only_ascii(status_mark(kind)) for kind in ("retracted", "corrected", "none", "unchecked")}) == 4


@pytest.mark.parametrize(
    ("notices", "text"),
    [
        ([], ""),
        ([(1, "none"), (2, "unchecked"), (3, "corrected"), (4, "concern")], ""),
        ([(3, "retracted")], "⚠ cites a retracted paper (reference 3)"),
        ([(None, "withdrawn")], "⚠ cites a withdrawn paper"),
        ([(2, "retracted"), (9, "withdrawn")], "⚠ cites 2 retracted or withdrawn papers (references 2, 9)"),
    ],
)
def test_what_an_article_cites_is_told_by_number(notices: list[tuple[int | None, StatusKind]], text: str) -> None:
    assert cited_doubt((n, PaperStatus(kind)) for n, kind in notices) == text


@pytest.mark.parametrize(
    ("access", "text"),
    [
        (None, ""),
        (Access("closed", (), CHECKED), "no open copy known as of 2 June 2026"),
        (
            Access("gold", (Copy("https://x.example", None, "published", "x.example", "cc-by"),)),
            "open copy: published version, CC BY, at x.example",
        ),
        (Access("green", (Copy("https://x.example", None, "", "", None),)), "open copy"),
    ],
)
def test_where_a_paper_is_to_be_had(access: Access | None, text: str) -> None:
    assert access_text(access, NOW) == text


@pytest.mark.parametrize(
    ("license", "words"),
    [
        (None, ""), ("cc-by-nc-nd", "CC BY-NC-ND"), ("CC-BY", "CC BY"), ("cc0", "cc0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA"), ("publisher-specific", "publisher-specific"),
    ],
)  # fmt: skip
def test_licenses_are_written_as_people_do(license: str | None, words: str) -> None:
    assert license_words(license) == words


def test_the_queue_in_words() -> None:
    assert queue_text(None) == queue_words(None) == ""
    assert queue_words(Queued("to-read")) == "◷ to read"
    assert queue_text(Queued("aside", "the \x1b[31mwrong\n disease")) == "set aside: the wrong disease"


@pytest.mark.parametrize(
    ("parts", "words"),
    [((), ""), ((2026,), "2026"), ((2026, 3), "March 2026"), ((2026, 3, 5), "5 March 2026"), ((2026, 0, 9), "2026")],
)
def test_dates_go_as_far_as_they_are_known(parts: tuple[int, ...], words: str) -> None:
    assert date_words(parts) == words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A switch", ""), ("[Retracted] A switch", "⚠ retracted, says its title"),
        ("Erratum: A switch", "corrected, says its title"),
    ],
)  # fmt: skip
def test_what_a_title_says_itself(title: str, words: str) -> None:
    assert title_notice(title) == words


def test_hostile_words_of_services_are_cleaned() -> None:
    hostile = Notice("retracted", (2026,), "10.1/\x1b]2;x\x07y", "be\x9bcause\u202e", "\x1b[2Jodd")
    access = Access("green", (Copy("x", None, "accepted", "\x1b]0;h\x07ost", "\x1b[31mcc"),))
    for said in (status_text(PaperStatus("retracted", None, (hostile,)), NOW), access_text(access, NOW)):
        assert said.isprintable()


def test_papers_are_counted_in_words() -> None:
    assert [papers(count) for count in (0, 1, 1200)] == ["0 papers", "1 paper", "1,200 papers"]
