"""The commands about papers: list, show, queue, export."""

import json
import os
from pathlib import Path
from typing import get_args

import bibtexparser
import pytest

from store import PaperSort, QueueState, StatusKind, Store
from store.model import Draft
from store.model_paper import Access, Asked, Copy, Notice, Record, Told
from tests.tui.cited_library import drafts, write_library
from tests.tui.screen_text import clock, paper
from tests.tui.shell import Shell
from tui.cli_papers import PAPER_SORTS, STATES, STATUSES

NOTICE = Notice("retracted", (2026, 3, 5), "10.1000/notice", "Data \x1b[31mdo not hold")
RECORD = Record(
    "crossref", {"doi": "10.1000/switch"}, "A switch, as its publisher says", container="Lung J", issued=(2026, 3, 4),
    volume="7", issue="2", pages="1-9", abstract="First.\n\nSecond \x1b]2;owned\x07part.", trials=("NCT04381936",),
    preprints=("10.1101/pre",), funders=("A fund",),
)  # fmt: skip
COPY = Copy("https://pmc.example/1", None, "accepted", "pmc.example", "cc-by")


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    path = Path(os.environ["SCIREAD_DB"])
    path.parent.mkdir(parents=True)
    write_library(path, drafts())
    return Shell(capsys)


def tell() -> None:
    """Services have told of the switch."""
    with Store(Path(os.environ["SCIREAD_DB"]), now=clock) as store:
        asked = Asked(store.paper_named("10.1000/switch"), {"doi": "10.1000/switch"}, ("metadata", "status"))
        store.tell(asked, Told(RECORD, (NOTICE,)))
        store.tell_access(asked, Access("green", (COPY,)))


def test_the_choices_are_those_of_the_store() -> None:
    assert set(STATES) == set(get_args(QueueState))
    assert set(STATUSES) == set(get_args(StatusKind))
    assert set(PAPER_SORTS) == set(get_args(PaperSort))


def test_papers_are_listed_with_and_without_the_word_list(shell: Shell) -> None:
    listed = shell("papers")
    assert listed == shell("papers", "list") == shell("papers", "ada", "--sort", "cited")
    first, second = listed.splitlines()
    assert first == "      3 2026  10.1000/switch  A switch that steers repair. Test Journal"
    assert second.split()[:3] == ["1", "2026", "10.1000/early"]
    assert shell("papers", "switch", "--limit", "1") == first + "\n"
    assert shell("papers", "--limit", "0") == shell("papers", "nothing") == ""
    assert "sciread papers list" in shell.err
    assert shell("papers", "nothing", "--json") == ""
    assert shell.err == ""
    assert "Commands:" in shell("papers", "--help")
    shell("papers", "--sort", "sideways", code=2)


def test_every_key_is_there(shell: Shell) -> None:
    keys = {
        "id",
        "ids",
        "title",
        "authors",
        "journal",
        "year",
        "cited_by",
        "reported_by",
        "status",
        "queue",
        "preprint",
    }
    one, _ = shell.json("papers", "--json")
    assert one.keys() == keys
    assert one["status"] == {"kind": "unchecked", "as_of": None, "notices": []}
    assert (one["cited_by"], one["reported_by"], one["queue"]) == (3, 2, None)
    (card,) = shell.json("papers", "show", "10.1000/switch", "--json")
    assert card.keys() == keys | {"asked", "record", "access", "reported", "cited", "related", "trials"}
    assert (card["record"], card["access"], card["asked"], card["related"], card["trials"]) == (
        None,
        None,
        None,
        [],
        [],
    )
    assert [article["id"] for article in card["reported"]] == [2, 1]
    tell()
    (card,) = shell.json("papers", "show", "10.1000/switch", "--json")
    assert card["status"]["notices"] == [
        {"kind": "retracted", "date": "2026-03-05", "doi": "10.1000/notice", "reason": NOTICE.reason,
         "source": "publisher"},
    ]  # fmt: skip
    assert card["record"]["issued"] == [2026, 3, 4]
    assert card["access"]["copies"][0]["host"] == "pmc.example"
    assert [one["doi"] for one in card["related"]] == ["10.1101/pre"]
    assert [one["number"] for one in card["trials"]] == ["NCT04381936"]


def test_a_card_says_first_whether_the_paper_stands(shell: Shell) -> None:
    assert shell("papers", "show", "https://doi.org/10.1000/SWITCH").splitlines()[:4] == [
        "not checked", "A switch that steers repair", "Ada Roe", "Test Journal, 2026",
    ]  # fmt: skip
    tell()
    shown = shell("papers", "show", "10.1000/switch")
    assert shown.startswith("⚠ retracted 5 March 2026: Data do not hold")
    assert "\x1b" not in shown
    for part in (
        "A switch, as its publisher says", "Lung J 7(2) 1-9, 4 March 2026", "doi 10.1000/switch", "funded by A fund",
        "accepted manuscript", "https://pmc.example/1", "First.\n\nSecond part.", "Reported by\n", "Also cited by\n",
        "As a preprint: 10.1101/pre", "Trial NCT04381936",
    ):  # fmt: skip
        assert part in shown, part
    assert shown.index("How lungs mend themselves") < shown.index("A switch in the lung")


def test_a_paper_that_nobody_cites_is_one_sentence(shell: Shell) -> None:
    for command in ("show", "queue"):
        shell("papers", command, "10.9999/none", code=1)
        assert shell.err.count("\n") == 1
        assert "10.9999/none" in shell.err
        shell("papers", command, "nonsense", code=2)
        assert "nonsense" in shell.err
        assert "column" not in shell.err  # it stands in no query


def test_the_queue_is_filled_and_undone(shell: Shell) -> None:
    assert shell("papers", "queue", "10.1000/switch") == "1 paper changed\n"
    assert shell("papers", "queue", "10.1000/switch", "10.1000/early", "--state", "to-read") == "1 paper changed\n"
    assert [one["id"] for one in shell.json("list", "queue:open", "--json")] == [1, 2]
    assert len(shell("papers", "--state", "to-read").splitlines()) == 2
    assert shell("papers", "queue", "10.1000/early", "--state", "aside", "--reason", "too old") == "1 paper changed\n"
    (queued,) = shell.json("papers", "--state", "aside", "--json")
    assert (queued["queue"]["state"], queued["queue"]["reason"]) == ("aside", "too old")
    assert "in your queue: set aside: too old" in shell("papers", "show", "10.1000/early")
    assert shell("undo") == "1 paper changed back: set aside\n"
    assert shell("papers", "queue", "10.1000/switch", "10.1000/early", "--remove") == "2 papers changed\n"
    assert shell("papers", "--state", "to-read") == ""
    assert shell("papers", "queue", "10.1000/switch", "--remove") == "0 papers changed\n"


def test_the_rest_is_queued_where_one_is_not_there(shell: Shell) -> None:
    assert shell("papers", "queue", "10.9999/none", "10.1000/switch", code=1) == "1 paper changed\n"
    assert "10.9999/none" in shell.err


def test_the_rest_is_queued_where_one_is_no_name(shell: Shell) -> None:
    assert shell("papers", "queue", "nonsense", "10.1000/switch", code=2) == "1 paper changed\n"


def test_an_export_of_nothing_says_so(shell: Shell) -> None:
    assert shell("papers", "export", "nothing-of-this-name") == ""
    assert "No such paper" in shell.err


def test_what_does_not_go_together_is_usage(shell: Shell) -> None:
    shell("papers", "queue", "10.1000/switch", "--reason", "x", code=2)
    shell("papers", "queue", "10.1000/switch", "--remove", "--state", "read", code=2)
    shell("papers", "queue", "10.1000/switch", "--state", "later", code=2)
    shell("papers", "queue", code=2)
    assert shell("papers", "--state", "read") == ""


def test_papers_are_exported(shell: Shell, tmp_path: Path) -> None:
    library = bibtexparser.parse_string(shell("papers", "export"))
    assert [entry.key for entry in library.entries] == ["roe2026switch", "roe2026earlier"]
    shell("papers", "queue", "10.1000/early")
    (entry,) = json.loads(shell("papers", "export", "--state", "to-read", "--format", "csl-json"))
    assert entry["DOI"] == "10.1000/early"
    path = tmp_path / "out.ris"
    shell("papers", "export", "switch", "--format", "ris", "-o", str(path))
    assert path.read_bytes().count(b"TY  -") == 1
    shell("papers", "export", "switch", "-o", str(path), code=1)
    assert "Not written" in shell.err


def test_a_paper_without_title_or_doi_has_a_line_too(shell: Shell) -> None:
    from store import Reference

    loose = Reference(1, "PMID 123", role="main", ids={"pmid": "123"})
    with Store(Path(os.environ["SCIREAD_DB"]), now=clock) as store:
        store.save([Draft("z", "Z", "Text.", references=(loose, paper("10.1000/z", "[/x] \x1b[2Jodd", 2)))])
    assert shell("papers", "123") == "      1    –  pmid:123  (no title is stated)\n"
    assert "\x1b" not in shell("papers", "10.1000/z")
    assert shell("papers", "show", "pmid:123").startswith("not checked\n(no title is stated)")
    assert shell("papers", "queue", "pmid:123") == "1 paper changed\n"
