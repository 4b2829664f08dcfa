"""Completion: the scripts as the shells run them. Those that are not installed are skipped, and say so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store import Store
from store.model import Draft, FeedDraft
from tests.conftest import ROOT

HOSTILE = "$(touch owned);`id` 'x\" \\ *"


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """An environment in which `sciread` is a program, with a library of tags, a feed and a view."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "sciread"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui "$@"\n')
    program.chmod(0o755)
    with Store(tmp_path / "library.db") as store:
        drafts = (Draft("a", "One", "Text."),)
        store.save(drafts, feed=FeedDraft("Example News", drafts, "https://news.example/feed"))
        store.tag([1], add=["lung cancer", "lungs", "später", HOSTILE])
        store.save_view("Trials", "trial")
    return {
        "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
        "SCIREAD_DB": str(tmp_path / "library.db"), "LC_ALL": "C.UTF-8",
        "SCIREAD_CONFIG_DIR": str(tmp_path), "SCIREAD_STATE_DIR": str(tmp_path),
    }  # fmt: skip


def asked(machine: dict[str, str], *lines: str, before: str = "") -> list[list[str]]:
    """What bash would offer at the end of each line, as the words that stand in its place."""
    script = (
        'eval "$(sciread completion bash)"\n' + before + '\nfor line in "$@"; do\n'
        # the words as bash parts them: at spaces, and before and after a colon
        "COMP_LINE=$line COMP_POINT=${#line}; COMP_WORDS=(); set -f\n"
        'for word in ${line//:/ : }; do COMP_WORDS+=("$word"); done; set +f\n'
        '[[ $line == *" " ]] && COMP_WORDS+=("")\n'
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); compopt() { :; }\n"
        '_sciread_completion sciread; printf "%s\\n" "${COMPREPLY[@]}"; echo ==; done'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *lines], capture_output=True, text=True, env=machine, timeout=60,
        cwd=machine["HOME"], check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return [part.strip("\n").splitlines() for part in done.stdout.split("==\n")[:-1]]


def test_bash_completes_commands_options_and_names_of_the_library(machine: dict[str, str]) -> None:
    lines = ("sciread und", "sciread list --so", "sciread list --sort ol", "sciread list ta", "sciread list tag:lu",
             "sciread tag 1 +sp", "sciread views remove T", "sciread feeds pause Ex", "sciread mark is:st",
             "sciread feeds ren", "sciread list 'tag:lu", "sciread refs --format bib")  # fmt: skip
    found = asked(machine, *lines)
    assert found == [
        ["undo"], ["--sort"], ["oldest"], ["tag:"], [r"\"lung\ cancer\"", "lungs"],
        ["+später"], ["Trials"], [r"Example\ News"], ["starred"],
        ["rename"], [], ["bibtex"],
    ]  # fmt: skip


def test_nothing_that_a_tag_says_is_run(machine: dict[str, str]) -> None:
    (offers,) = asked(machine, "sciread tag 1 +$")
    assert len(offers) == 1
    done = subprocess.run(
        ["bash", "--norc", "-c", f"printf %s {offers[0]}"], capture_output=True, text=True, env=machine, check=True
    )
    assert done.stdout == f"+{HOSTILE}"
    assert not list(Path(machine["HOME"]).glob("owned"))


@pytest.mark.parametrize("fault", ["broken", "absent", "folder"])
def test_a_library_that_cannot_be_read_offers_nothing_and_says_nothing(machine: dict[str, str], fault: str) -> None:
    path = Path(machine["HOME"], f"{fault}.db")
    if fault == "broken":
        path.write_bytes(b"no library at all" * 100)
    elif fault == "folder":
        path.mkdir()
    assert asked({**machine, "SCIREAD_DB": str(path)}, "sciread list tag:", "sciread und") == [[], ["undo"]]
    assert path.exists() is (fault != "absent")


def test_a_program_that_fails_says_nothing_in_the_prompt(machine: dict[str, str]) -> None:
    broken = Path(machine["HOME"], "bin", "sciread")
    script = broken.read_text()
    eval_first = f'printf "#!/bin/sh\\necho Traceback >&2; exit 1\\n" > "{broken}"'
    assert asked(machine, "sciread list ", before=eval_first) == [[]]
    broken.write_text(script)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_script_is_quiet_and_parses(machine: dict[str, str], shell: str) -> None:
    script = subprocess.run(
        ["sciread", "completion", shell], capture_output=True, text=True, env=machine, check=True
    ).stdout
    assert "2>/dev/null" in script
    assert f"_SCIREAD_COMPLETE={shell}_complete" in script
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    assert subprocess.run([shell, "-n"], input=script, text=True, env=machine, check=False).returncode == 0


@pytest.mark.parametrize(
    ("shell", "words", "word", "offered"),
    [("zsh", "sciread list tag:lu", "2", "tag:lungs"), ("fish", "sciread list tag:lu", "tag:lu", "plain,tag:lungs")],
)
def test_what_the_scripts_of_zsh_and_fish_ask_is_answered(
    machine: dict[str, str], shell: str, words: str, word: str, offered: str
) -> None:
    asking = {**machine, "_SCIREAD_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": word}
    done = subprocess.run(["sciread"], capture_output=True, text=True, env=asking, check=True)
    assert offered in done.stdout.splitlines()
    assert done.stderr == ""
