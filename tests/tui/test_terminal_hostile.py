"""What hostile text makes the reader write to a terminal: every screen is walked by keys, every byte is looked at."""

import ast
import json
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

if sys.platform == "win32":
    pytest.skip("terminals of POSIX", allow_module_level=True)

from tests.tui.hostile_library import OWN, SHARED_TITLES, make_hostile, shared_titles, storable
from tests.tui.pty_reader import ROOT, START, Terminal, left_on

ESC, SAVE, DOWN, UP, WAIT = b"\x1b[27u", b"\x13", b"\x1b[B", b"\x1b[A", b""
RECORDING = START.replace(
    "sys.exit(run",
    "import atexit, json; from textual.app import App; push, seen = App.push_screen, set()\n"
    "def pushed(self, screen, *a, **k): seen.add(type(screen).__name__); return push(self, screen, *a, **k)\n"
    "App.push_screen = pushed\n"
    "atexit.register(lambda: Path(sys.argv[1] + '.seen').write_text(json.dumps(sorted(seen))))\n"
    "sys.exit(run",
)
UNSEEN = {
    "ItemScreen": "what lists of items are made from",
    "RowScreen": "what lists of rows are made from",
    "Offering": "what prompts with offers are made from",
    "Answering": "what screens with an answer are made from",
    "Frame": "what the library screen is made from",
}
"""Screens the walk never sees by that name, each with the reason."""

WALK: tuple[tuple[str, Sequence[bytes]], ...] = (
    ("articles", [b"a", *[b"j"] * 60, b"gg"]),
    ("article", [b"\r", b" ", b" ", b"z", b" ", b"z", b";", ESC, b"g/", b"zebra", b"\r", b"n", ESC, b"h", ESC]),
    ("notes", [part for _ in range(8) for part in (b"e", SAVE, b"j")]),
    ("first", [b"gg"]),
    ("references", [b"u", *[b"jjjjjjj"] * 7, b"c", b"j", ESC, b"x", ESC, ESC]),
    ("citing", [b"c", *[b"jjjjjjj"] * 7, ESC]),
    ("related", [b"=", b"jjjjj", ESC]),
    ("open", [b"d", b"2", b"3", b"7", b"#", b"5", b"\r", b"o", b"j", b"o", b"yy", b"yd", b"yb", b"yq", b"k"]),
    ("export", [b"x", WAIT, b"1", WAIT, b"1", WAIT, b"2", WAIT, ESC, b"x", ESC]),
    ("pipe", [b"|", b"cat", b"\r"]),
    ("fail", [b"|", b"sh -c 'cat; exit 3'", b"\r"]),
    ("tags", [b"t", DOWN, DOWN, DOWN, DOWN, b"\t", ESC, b"T", DOWN, DOWN, ESC, b"t", b"new", b"\r", b"."]),
    ("marks", [b"s", b"D", b"U", b"v", b"j", b"V", b"s", b"A", b"n", ESC, b"m", b"U", b"U", b"U", b"U", b"U", b"U"]),
    ("views", [b"f", DOWN, DOWN, DOWN, UP, ESC, b"f", b"1", b"f", b"r", ESC, b"f", b"n", b"kept", b"\r", b"f", b"2"]),
    ("clear", [ESC, ESC, b"gu", b"a"]),
    ("search", [b"/", b"zebra", DOWN, DOWN, DOWN, b"\r", b"j", b"j", ESC]),
    ("filter", [b"F", b"tag:", b"\t", b"\t", ESC, b"F", b"feed:", b"\t", ESC, b"F", b"is:odd", b"\r", ESC, ESC]),
    ("order", [b"\\", ESC, b"L", b"gb", b"gb", b"gb", b"gb"]),
    ("pane", [b"gt", *[b"jjjjjjj"] * 9, b"G"]),
    ("feeds", [b"gf", *[b"jjjjjjj"] * 7, b"e", ESC, b"m", DOWN, b"\t", ESC, b"i", ESC, b"P", b"U", b"D", b"U", b"\r"]),
    ("tag list", [b"gT", *[b"jjjjjjj"] * 7, ESC]),
    ("colour", [b"gT", b"c", ESC, ESC]),
    ("rules", [b"gR", b"n", ESC, b"e", ESC, ESC]),
    ("line", [b":", b"view ", b"\t", b"\t", ESC, b":", b"tag ", b"\t", ESC, b":nosuch", b"\r", ESC]),
    ("themes", [b"gc", DOWN, UP, ESC]),
    ("palette", [b"\x10", b"view", DOWN, DOWN, ESC, b"\x10", b"feed", DOWN, DOWN, ESC]),
    ("help", [b"?", b"star", ESC]),
    ("tour", [b"g?", b"\r", b"\r", ESC]),
    ("add", [b"I", b"/nowhere/at/all", b"\r", b"I", ESC]),
    ("starred", [b"gs", b"gu"]),
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


@cache
def walk(words: tuple[str, ...]) -> tuple[bytes, int, frozenset[str]]:
    """Walk every screen of a library of these texts; return what was written, the exit code, and the screens seen."""
    with TemporaryDirectory() as folder:
        library = make_hostile(Path(folder) / "library.db", words)
        env = {name: folder for name in ("SCIREAD_STATE_DIR", "SCIREAD_CONFIG_DIR")}
        terminal = Terminal(library, RECORDING, size=(130, 40), env={**env, "BROWSER": "", "SSH_TTY": ""})
        try:
            terminal.until(b"all keys")
            for _, keys in WALK:
                for key in (*keys, ESC, ESC, ESC):
                    terminal.answered(key)
                    if not key:
                        terminal.quiet(1.5)
                assert terminal.process.poll() is None, "".join(
                    (Path(folder) / "sciread.log").read_text("utf-8").splitlines(True)[-12:]
                )
            terminal.type(b"Q")
            code = terminal.wait()
        finally:
            terminal.close()
        seen = json.loads(Path(f"{library}.seen").read_text())
        log = (Path(folder) / "sciread.log").read_bytes()
        assert not unsafe(log.decode("utf-8").replace("\n", ""))
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
    written, code, _ = walk(words)
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


def test_the_walk_sees_every_screen() -> None:
    seen = walk(every_word())[2] | {"LibraryScreen"}
    assert sorted(screens() - seen - UNSEEN.keys()) == []
    assert UNSEEN.keys() - seen == UNSEEN.keys()


def test_the_parser_of_sequences_sees_what_it_is_for() -> None:
    kinds, rest = sequences(b"a\x1b[2;3Hb\x1b[?25l\x1b]0;title\x07c\x1bPq\x1b\\\x1bcd\x1b[6n")
    assert kinds == {"CSI H", "CSI ?25l", "ESC ]0", "ESC Pq", "ESC c", "CSI n"}
    assert rest == b"abcd"
    assert unsafe("a\x9bb\u202ec\x00") == {"009b", "202e", "0000"}
