"""Commands and editors of the reader's own: texts arrive as they are, nothing is a shell, all comes to an end."""

import shlex
import sys
import time
from pathlib import Path
from threading import Event, Timer

import pytest

from tui.piping import MOST_OUTPUT, Edited, edited, editor, pipe
from tui.screens.carrying import report


def program(code: str, *words: str) -> str:
    """A command line that runs a little Python."""
    return shlex.join([sys.executable, "-c", code, *words])


ECHO = "import sys; sys.stdout.write(sys.stdin.read())"


@pytest.mark.parametrize(
    "text", ["plain", "γ 日本語\n", "$(touch /tmp/x) `id` ; | & \x1b]2;x\x07", "", "\ud800", "x" * 300_000]
)
def test_the_text_arrives_on_standard_input(text: str) -> None:
    done = pipe(program(ECHO), text)
    assert done.code == 0
    assert done.output == text.encode("utf-8", "replace").decode()[:MOST_OUTPUT]


def test_a_command_is_words_and_never_a_shell(tmp_path: Path) -> None:
    made = tmp_path / "made"
    done = pipe(program("import sys; print(sys.argv[1:])", "$HOME", f"; touch {made}", "*") + f" > {made}", "")
    assert done.output.strip() == str(["$HOME", f"; touch {made}", "*", ">", str(made)])
    assert not made.exists()


def test_what_ends_badly_says_how() -> None:
    done = pipe(program("import sys; print('why', file=sys.stderr); sys.exit(3)"), "text")
    assert (done.code, done.output) == (3, "why\n")
    assert report("/bin/cmd -x", done) == ["cmd ended with 3", "why"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("no-such-command-of-mine", "Could not start"),
        ("echo 'open", "no closing quotation"),
        ("", "no command"),
        ("/", "Could not"),
    ],
)
def test_what_cannot_be_started_says_why(command: str, why: str) -> None:
    done = pipe(command, "text")
    assert done.code is None
    assert why in done.error
    assert report(command, done) == [done.error]


def test_a_command_that_does_not_end_is_ended_with_all_it_started() -> None:
    begun = time.monotonic()
    done = pipe("sh -c 'echo begun; sleep 60 & sleep 60'", "text", seconds=0.4)
    assert time.monotonic() - begun < 30
    assert done.code is None
    assert "over 0.4 seconds" in done.error
    assert done.output == "begun\n"


def test_a_command_nobody_waits_for_is_ended() -> None:
    stop = Event()
    Timer(0.2, stop.set).start()
    begun = time.monotonic()
    assert pipe("sleep 60", "", stop=stop).code is None
    assert time.monotonic() - begun < 30


def test_endless_output_is_read_but_not_kept() -> None:
    done = pipe(program(f"print('x' * {MOST_OUTPUT * 20})"), "text")
    assert (done.code, len(done.output)) == (0, MOST_OUTPUT)


def test_a_report_has_no_control_and_few_lines() -> None:
    done = pipe(program("for n in range(9): print(f'\\x1b[31m{n}[/x]\\x07\\u202e')"), "")
    lines = report("python", done)
    assert lines[-1] == "… and 4 more lines"
    assert len(lines) == 6
    assert all(line.isprintable() for line in lines)
    assert report("true", pipe("true", "")) == ["true ended with 0 and said nothing"]


def with_editor(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", program(code))


def test_the_editor_gives_back_what_it_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    with_editor(
        monkeypatch, "import sys,pathlib; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + ' more\\n')"
    )
    assert edited("some γ") == Edited("some γ more")


def test_an_editor_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with_editor(monkeypatch, "import sys; open(sys.argv[1], 'w').write('half'); sys.exit(1)")
    answer = edited("mine")
    assert answer.text is None
    assert "ended with 1" in answer.error


def test_the_file_for_the_editor_is_nobody_elses_and_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    with_editor(
        monkeypatch,
        "import sys,os,stat,pathlib; p=pathlib.Path(sys.argv[1]);"
        f"pathlib.Path({str(seen)!r}).write_text(f'{{p.parent}} {{stat.S_IMODE(os.stat(p.parent).st_mode):o}}')",
    )
    edited("mine")
    folder, mode = seen.read_text().split()
    assert mode == "700"
    assert not Path(folder).exists()


def test_no_editor_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.setenv(name, "no-such-editor-of-mine --wait")
    monkeypatch.setenv("PATH", "")
    assert editor() == []
    assert "Set EDITOR" in edited("x").error
