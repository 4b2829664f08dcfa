"""What hostile text makes the reader write to a terminal: every screen is walked by keys, every byte is looked at."""

import ast
import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

if sys.platform == "win32":
    pytest.skip("terminals of POSIX", allow_module_level=True)

from tests.tui.hostile_library import OWN, SHARED_TITLES, make_hostile, shared_titles, storable
from tests.tui.pty_reader import ROOT, Terminal, left_on

ESC, SAVE, DOWN, UP, TAB, ENTER, PALETTE = "escape", "ctrl+s", "down", "up", "tab", "enter", "ctrl+p"
HALF, WAIT = "ctrl+d", ""
NAMED = (ESC, SAVE, DOWN, UP, TAB, ENTER, PALETTE, HALF)
WALKING = """
import asyncio, fcntl, json, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from pathlib import Path
from textual.app import App
from tests.tui.quiet import Quick
from tui import app as home
class Walked(Quick):
    CSS_PATH = str(Path(home.__file__).with_name('app.tcss'))
library, seen, push = Path(sys.argv[1]), set(), App.push_screen
def pushed(self, screen, *more, **named):
    seen.add(type(screen).__name__)
    return push(self, screen, *more, **named)
App.push_screen = pushed
async def walk(pilot):
    for key in json.loads(Path(f"{library}.walk").read_text()):
        await (pilot.press(key) if key else asyncio.sleep(0.6))
        await asyncio.sleep(0.02)  # threads find, count and suggest meanwhile
app = Walked(library)
app.run(auto_pilot=walk)
Path(f"{library}.seen").write_text(json.dumps(sorted(seen)))
sys.exit(1 if app.fault else app.return_code or 0)
"""
"""The reader on its real driver, its keys pressed from within: each waits until the one before is done with."""

UNSEEN = {
    "ItemScreen": "what lists of items are made from",
    "RowScreen": "what lists of rows are made from",
    "Offering": "what prompts with offers are made from",
    "Answering": "what screens with an answer are made from",
    "Frame": "what the library screen is made from",
}
"""Screens the walk never sees by that name, each with the reason."""

WALK: tuple[tuple[str, Sequence[str]], ...] = (
    ("articles", ["a", *["j"] * 60, "gg"]),
    ("article", [ENTER, " ", " ", "z", " ", "z", ";", ESC, "g/", "zebra", ENTER, "n", ESC, "h", ESC]),
    ("notes", [part for _ in range(8) for part in ("e", SAVE, "j")]),
    ("first", ["gg"]),
    ("references", ["u", *[HALF] * 6, "c", "j", ESC, "x", ESC, ESC]),
    ("citing", ["c", *[HALF] * 6, ESC]),
    ("related", ["=", "jjjjj", ESC]),
    ("open", ["d", "2", "3", "7", "#", "5", ENTER, "o", "j", "o", "yy", "yd", "yb", "yq", "k"]),
    ("export", ["x", WAIT, "1", WAIT, "1", WAIT, "2", WAIT, ESC, "x", ESC]),
    ("pipe", ["|", "cat", ENTER]),
    ("fail", ["|", "cat nosuch", ENTER]),
    ("tags", ["t", DOWN, DOWN, DOWN, DOWN, TAB, ESC, "T", DOWN, DOWN, ESC, "t", "new", ENTER, "."]),
    ("marks", ["s", "D", "U", "v", "j", "V", "s", "A", "n", ESC, "m", "U", "U", "U", "U", "U", "U"]),
    ("views", ["f", DOWN, DOWN, DOWN, UP, ESC, "f", "1", "f", "r", ESC, "f", "n", "kept", ENTER, "f", "2"]),
    ("clear", [ESC, ESC, "gu", "a"]),
    ("search", ["/", "zebra", DOWN, DOWN, DOWN, ENTER, "j", "j", ESC]),
    ("filter", ["F", "tag:", TAB, TAB, ESC, "F", "feed:", TAB, ESC, "F", "is:odd", ENTER, ESC, ESC]),
    ("order", ["\\", ESC, "L", "gb", "gb", "gb", "gb"]),
    ("pane", ["gt", *[HALF] * 9, "G"]),
    ("feeds", ["gf", *[HALF] * 6, "e", ESC, "m", DOWN, TAB, ESC, "i", ESC, "P", "U", "D", "U", ENTER]),
    ("tag list", ["gT", *[HALF] * 6, ESC]),
    ("colour", ["gT", "c", ESC, ESC]),
    ("rules", ["gR", "n", ESC, "e", ESC, ESC]),
    ("line", [":", "view ", TAB, TAB, ESC, ":", "tag ", TAB, ESC, ":nosuch", ENTER, ESC]),
    ("themes", ["gc", DOWN, UP, ESC]),
    ("palette", [PALETTE, "view", DOWN, DOWN, ESC, PALETTE, "feed", DOWN, DOWN, ESC]),
    ("help", ["?", "star", ESC]),
    ("tour", ["g?", ENTER, ENTER, ESC]),
    ("add", ["I", "/nowhere/at/all", ENTER, "I", ESC]),
    ("starred", ["gs", "gu"]),
)

_SEQUENCE = re.compile(
    rb"\x1b\[(?P<mark>[<-?]?)(?P<of>[0-9;:]*)(?P<between>[ -/]*)(?P<end>[@-~])"
    rb"|\x1b(?P<string>[\]P_^X])(?P<said>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b(?P<short>[ -/]*[0-~])"
)
_MODE = {b"h", b"l", b"p", b"u", b"t"}


def sequences(written: bytes) -> tuple[set[str], bytes]:
    """The kinds of escape sequences, and the text without them."""
    kinds = set()
    for found in _SEQUENCE.finditer(written):
        if found["end"]:
            of = found["of"] if found["end"] in _MODE or found["mark"] else b""
            kinds.add((b"CSI " + found["mark"] + of + found["between"] + found["end"]).decode())
        elif found["string"]:
            kinds.add((b"ESC " + found["string"] + found["said"].partition(b";")[0]).decode())
        else:
            kinds.add((b"ESC " + found["short"]).decode())
    return kinds, _SEQUENCE.sub(b"", written)


def unsafe(text: str) -> set[str]:
    """The characters no terminal should get from us beside its sequences."""
    found = re.findall(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    return {f"{ord(one):04x}" for one in found}


def screens() -> set[str]:
    """The names of the screens there are: what a class of tui/screens says it is."""
    bases = {"Screen", "ModalScreen", *UNSEEN}
    found: set[str] = set()
    for path in sorted((ROOT / "tui" / "screens").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = {
                getattr(base, "id", None) or ast.unparse(base).partition("[")[0] for base in getattr(node, "bases", ())
            }
            if isinstance(node, ast.ClassDef) and names & (bases - {"Frame"} | {"LinePrompt"}):
                found.add(node.name)
    return found


def presses() -> Iterator[str]:
    """The keys of the walk, one by one; after each part back to where it began."""
    for _, keys in WALK:
        for key in (*keys, ESC, ESC):
            yield from (key,) if key in NAMED or not key else key


@cache
def walk(words: tuple[str, ...]) -> tuple[bytes, int, frozenset[str]]:
    """Walk every screen of a library of these texts; return what was written, the exit code, and the screens seen."""
    with TemporaryDirectory() as folder:
        library = make_hostile(Path(folder) / "library.db", words)
        env = dict.fromkeys(("SCIREAD_STATE_DIR", "SCIREAD_CONFIG_DIR"), folder)
        Path(f"{library}.walk").write_text(json.dumps([*presses(), "Q"]))
        terminal = Terminal(library, WALKING, size=(130, 40), env={**env, "BROWSER": "", "SSH_TTY": ""})
        try:
            code = terminal.wait(400)
        finally:
            terminal.close()
        log = (Path(folder) / "sciread.log").read_text("utf-8")
        assert "crash" not in log, log[-2_000:]
        seen = json.loads(Path(f"{library}.seen").read_text())
        assert not unsafe(log.replace("\n", ""))
    return terminal.written, code, frozenset(seen)


def harmless() -> tuple[set[str], set[str]]:
    """The sequences and control characters that the app makes by itself: mouse, colours, the bell."""
    kinds, rest = sequences(walk(tuple(f"A plain title number {n}" for n in range(8)))[0])
    return kinds, unsafe(lines(rest))


def lines(text: bytes) -> str:
    return text.decode("utf-8").replace("\r", "").replace("\n", "")


def every_word() -> tuple[str, ...]:
    """Our own texts, and those that are kept beside the project where they are there."""
    return tuple(dict.fromkeys(storable((*OWN, *(shared_titles() if SHARED_TITLES.exists() else ())))))


@pytest.mark.skipif(not SHARED_TITLES.exists(), reason="../shared/hostile is not here: only our own texts are walked")
def test_the_shared_titles_are_walked_too() -> None:
    assert set(storable(shared_titles())) <= set(every_word())


def test_hostile_text_reaches_no_terminal() -> None:
    words = every_word()
    written, code, seen = walk(words)
    kinds, rest = sequences(written)
    assert code == 0
    assert not left_on(written)
    own_kinds, own_controls = harmless()
    assert kinds <= own_kinds
    assert unsafe(lines(rest)) <= own_controls <= {"0007"}
    strings = {kind for kind in kinds if kind.startswith(("ESC ]", "ESC P", "ESC _", "ESC ^", "ESC X"))}
    assert strings <= {"ESC ]52", "ESC ]22"}  # the clipboard, and the shape of the mouse
    for harm in (part for word in words for part in re.findall("[\x1b\x9b\x9d\x90].{3,14}", word)):
        assert harm.encode("utf-8", "ignore") not in written
    literal = [word for word in words if re.fullmatch(r"\[[\x20-\x7e]{3,30}", word)]
    assert len(literal) >= 3
    assert not [word for word in literal if word.encode() not in rest]
    # every screen there is was walked: asked here, because the walk is long
    assert sorted(screens() - seen - UNSEEN.keys() - {"LibraryScreen"}) == []
    assert UNSEEN.keys() - seen == UNSEEN.keys()


def test_the_parser_of_sequences_sees_what_it_is_for() -> None:
    kinds, rest = sequences(b"a\x1b[2;3Hb\x1b[?25l\x1b]0;title\x07c\x1bPq\x1b\\\x1bcd\x1b[6n")
    assert kinds == {"CSI H", "CSI ?25l", "ESC ]0", "ESC Pq", "ESC c", "CSI n"}
    assert rest == b"abcd"
    assert unsafe("a\x9bb\u202ec\x00") == {"009b", "202e", "0000"}
