"""The manual page is the one that is made now, and groff has nothing to say about it."""

import re
import shutil
import subprocess

import pytest

from tests.manual_page import PAGE, manual, roff
from tui.actions import ACTIONS
from tui.cli import cli


def test_the_manual_page_is_what_make_man_writes() -> None:
    assert PAGE.read_text("utf-8") == manual(), "commands, keys or settings have changed: run `make man`"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("--all", "\\-\\-all"), ("a\\b", "a\\eb"), (".so x", "\\&.so x"), ("'t", "\\(aqt"),
        ("1–9 …", "1\\[u2013]9 \\[u2026]"),
    ],
)  # fmt: skip
def test_text_means_only_itself(text: str, written: str) -> None:
    assert roff(text) == written


def test_groff_sets_it_without_a_warning_and_everything_is_in_it() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=120n"], input=manual(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stderr == ""
    shown = re.sub(r"\s+", " ", done.stdout)
    for name in cli.commands:
        assert f"sciread {name}" in shown
    for action in ACTIONS:
        assert " ".join(action.help.split()) in shown
    assert "| " in shown
