"""What hostile text makes the reader write to a terminal: every screen is walked by keys, every byte is looked at."""

import ast
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("terminals of POSIX", allow_module_level=True)

from tests.tui.hostile_library import OWN, SHARED_TITLES, make_hostile, shared_titles, storable
from tests.tui.pty_reader import MODES, ROOT, Terminal, left_on

ESC, SAVE, DOWN, UP, TAB, ENTER, PALETTE = "escape", "ctrl+s", "down", "up", "tab", "enter", "ctrl+p"
HALF, WAIT = "ctrl+d", ""
NAMED = (ESC, SAVE, DOWN, UP, TAB, ENTER, PALETTE, HALF)
WALKING = """
import asyncio, fcntl, gc, json, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from pathlib import Path
from textual.app import App
from tests.tui.quiet import Quick, at_rest
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
        await at_rest(pilot.app)  # threads find, count and suggest meanwhile
app = Walked(library)
gc.freeze()
gc.set_threshold(50_000, 20, 20)  # the collector of garbage took a fourth of the walk
app.run(auto_pilot=walk)
Path(f"{library}.seen").write_text(json.dumps(sorted(seen)))
sys.exit(1 if app.fault else app.return_code or 0)
"""
"""The reader on its real driver, its keys pressed from within: each waits until the one before is done with."""

UNSEEN = {
    "ItemScreen": "what lists of items are made from",
    "RowScreen": "what lists of rows are made from",
    "RowFinding": "what lists of rows are made from in which something can be looked for",
    "Offering": "what prompts with offers are made from",
    "Answering": "what screens with an answer are made from",
    "Frame": "what the library screen is made from",
    "Painting": "what the library screen is made from",
}
"""Screens the walk never sees by that name, each with the reason."""

WALKS: dict[str, Sequence[Sequence[str]]] = {  # each begins in a new library; after each part back to its list
    "articles": (["j"] * 60, ["gg"]),
    "reading": (
        [ENTER, " ", " ", "z", " ", "z", ";", ESC, "g/", "zebra", ENTER, "n", ESC, "h", ESC],
        [part for _ in range(8) for part in ("e", SAVE, "j")],
    ),
    "works": (
        ["u", *[HALF] * 6, "c", "j", ESC, "x", ESC, ESC],
        ["c", *[HALF] * 6, ESC],
        ["=", "jjjjj", ESC],
        ["d", ESC, "2", ESC, "3", ESC, "7", ESC, "#", "5", ENTER, ESC, "o", "j", "o", "yy", "yd", "yb", "yq", "k"],
    ),
    "papers": (
        ["i", *"jjjjjj", *[HALF] * 6, "kkkk", "b", "5", ESC, "y", "x", ESC, "c", ESC, "r", ESC, ENTER, ESC],
        ["gp", *[HALF] * 3, "k", "b", "5", ENTER, ENTER, HALF, ESC, "c", "jj", ESC, "x", "1", ESC, ESC],
        ["gp", "/", "zebra", DOWN, ENTER, ESC, "f", "8", "\\", "5", ESC, "gq", ESC, "b", "b", "U"],
        [":about-paper 10.1000/3", ENTER, HALF, ESC, "u", "jj", "i", HALF, ESC, ESC, "gS", HALF, ESC],
    ),
    "carrying": (
        ["x", WAIT, "1", WAIT, "1", WAIT, "2", WAIT, ESC, "x", ESC],
        ["|", "cat", ENTER],
        ["|", "cat nosuch", ENTER],
        ["I", "/nowhere/at/all", ENTER, "I", ESC],
    ),
    "marking": (
        ["t", DOWN, DOWN, DOWN, DOWN, TAB, ESC, "T", DOWN, DOWN, ESC, "t", "new", ENTER, "."],
        ["s", "D", "U", "v", "j", "V", "s", "A", "n", ESC, "m", "U", "U", "U", "U", "U", "U"],
        ["gs", "gu"],
    ),
    "views": (
        ["f", DOWN, DOWN, DOWN, UP, ESC, "f", "1", "f", "r", ESC, "f", "n", "kept", ENTER, "f", "2"],
        [ESC, ESC, "gu", "a"],
    ),
    "finding": (
        ["/", "zebra", DOWN, DOWN, DOWN, ENTER, "j", "j", ESC],
        ["F", "tag:", TAB, TAB, ESC, "F", "feed:", TAB, ESC, "F", "is:odd", ENTER, ESC, ESC],
        ["\\", ESC, "L", "gb", "gb", "gb", "gb"],
    ),
    "places": (
        ["gt", *[HALF] * 9, "G"],
        ["gf", *[HALF] * 6, "e", ESC, "m", DOWN, TAB, ESC, "i", ESC, "P", "U", "D", "U", ENTER],
    ),
    "tags": (["gT", *[HALF] * 6, ESC], ["gT", "c", ESC, ESC], ["gR", "n", ESC, "e", ESC, ESC]),
    "commands": (
        [":", "view ", TAB, TAB, ESC, ":", "tag ", TAB, ESC, ":nosuch", ENTER, ESC],
        [PALETTE, "view", DOWN, DOWN, ESC, PALETTE, "feed", DOWN, DOWN, ESC],
    ),
    "help": (["gc", DOWN, UP, ESC], ["?", "star", ESC], ["g?", ENTER, ENTER, ESC]),
}

SEEN: dict[str, tuple[str, ...]] = {  # walk → the screens that it leads over, besides the library's
    "articles": (),
    "reading": ("NotePrompt",),
    "works": ("Chooser", "CitingScreen", "Confirm", "NumberPrompt", "ReferencesScreen", "RelatedScreen"),
    "papers": ("Chooser", "CitingScreen", "LinePrompt", "PaperCard", "PapersScreen", "StatisticsScreen"),
    "carrying": ("AddPrompt", "Chooser", "FilePrompt", "PipePrompt"),
    "marking": ("Confirm", "TagPrompt"),
    "views": ("LinePrompt", "ViewChooser"),
    "finding": ("Chooser",),
    "places": ("FeedScreen", "LinePrompt"),
    "tags": ("ColourPrompt", "RulePrompt", "RuleScreen", "TagScreen"),
    "commands": ("CommandPalette", "CommandPrompt"),
    "help": ("Help", "ThemeChooser", "Tour"),
}

HARMLESS = {f"CSI {mode.decode()}{end}" for mode in MODES for end in "hl"} | {
    "CSI H", "CSI m",  # where, and in which colours
    "CSI >25u", "CSI <u",  # kitty's keyboard
    "CSI ?2026$p", "CSI ?2048$p",  # whether it can paint at once, and tell its size
    "ESC ]22", "ESC ]52",  # the shape of the mouse, and the clipboard
}  # fmt: skip
"""The kinds of sequences that the app makes by itself: over a library of plain titles it writes these and no other."""

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


def presses(name: str) -> Iterator[str]:
    """The keys of a walk, one by one: first all articles are listed."""
    for keys in (["a", "gg"], *WALKS[name]):
        for key in (*keys, ESC, ESC):
            yield from (key,) if key in NAMED or not key else key


def walk(folder: Path, name: str, words: Sequence[str]) -> tuple[bytes, int, frozenset[str]]:
    """Walk a library of these texts; return what was written, the exit code, and the names of the screens seen."""
    library = make_hostile(folder / "library.db", words)
    env = dict.fromkeys(("SCIREAD_STATE_DIR", "SCIREAD_CONFIG_DIR"), str(folder))
    Path(f"{library}.walk").write_text(json.dumps([*presses(name), "Q"]))
    terminal = Terminal(library, WALKING, size=(130, 40), env={**env, "BROWSER": "", "SSH_TTY": ""})
    try:
        code = terminal.wait(200)
    finally:
        terminal.close()
    log = (folder / "sciread.log").read_text("utf-8")
    assert "crash" not in log, log[-2_000:]
    assert not unsafe(log.replace("\n", ""))
    return terminal.written, code, frozenset(json.loads(Path(f"{library}.seen").read_text()))


def lines(text: bytes) -> str:
    return text.decode("utf-8").replace("\r", "").replace("\n", "")


def every_word() -> tuple[str, ...]:
    """Our own texts, and those that are kept beside the project where they are there."""
    return tuple(dict.fromkeys(storable((*OWN, *(shared_titles() if SHARED_TITLES.exists() else ())))))


@pytest.mark.skipif(not SHARED_TITLES.exists(), reason="../shared/hostile is not here: only our own texts are walked")
def test_the_shared_titles_are_walked_too() -> None:
    assert set(storable(shared_titles())) <= set(every_word())


@pytest.mark.parametrize("name", WALKS)
def test_hostile_text_reaches_no_terminal(tmp_path: Path, name: str) -> None:
    words = every_word()
    written, code, seen = walk(tmp_path, name, words)
    kinds, rest = sequences(written)
    assert code == 0
    assert not left_on(written)
    assert {"CSI H", "CSI m"} <= kinds <= HARMLESS
    assert not unsafe(lines(rest))
    for harm in (part for word in words for part in re.findall("[\x1b\x9b\x9d\x90].{3,14}", word)):
        assert harm.encode("utf-8", "ignore") not in written
    literal = [word for word in words if re.fullmatch(r"\[[\x20-\x7e]{3,30}", word)]
    assert len(literal) >= 3
    assert name != "articles" or not [word for word in literal if word.encode() not in rest]
    assert seen >= set(SEEN[name])


def test_every_screen_is_walked() -> None:
    walked = {screen for names in SEEN.values() for screen in names}
    assert SEEN.keys() == WALKS.keys()
    assert sorted(screens() - walked - UNSEEN.keys() - {"LibraryScreen"}) == []
    assert not walked & UNSEEN.keys()


def test_the_parser_of_sequences_sees_what_it_is_for() -> None:
    kinds, rest = sequences(b"a\x1b[2;3Hb\x1b[?25l\x1b]0;title\x07c\x1bPq\x1b\\\x1bcd\x1b[6n")
    assert kinds == {"CSI H", "CSI ?25l", "ESC ]0", "ESC Pq", "ESC c", "CSI n"}
    assert rest == b"abcd"
    assert unsafe("a\x9bb\u202ec\x00") == {"009b", "202e", "0000"}
