"""Who may import whom, and which danger has which door."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

STORE = [  # each line imports only from those above it
    ("model", "errors", "files"),
    ("references.identifiers", "parse.markup", "query"),
    ("references",),
    ("parse",),
    ("fetch", "parse_apart", "schema", "identity", "state_lines"),
    ("db",),
    ("papers", "ingest", "digests"),
    ("refreshing",),
    ("",),
]
TUI = [
    (
        *("", "actions", "messages", "paths", "settings", "state", "themes", "links", "log", "glyphs"),
        *("access", "asking", "choosing", "output", "piping", "plain", "refusals", "command_line", "field_words"),
    ),
    ("widgets", "paper_words"),
    ("screens",),
    ("app",),
    ("cli",),
    ("__main__",),
]
DOORS = {  # the only files that may import these
    "feedparser": ("store/parse/feed",),
    "xml.parsers.expat": ("store/parse/feed",),
    "markdownify": ("store/parse/markup",),
    "sqlite3": ("store/db/", "store/schema.py"),
    "sqlite_utils": ("store/db/", "store/schema"),
    "socket": ("store/fetch",),
    "httpx": ("store/fetch",),
    "httpx2": ("store/fetch",),
    "httpcore2": ("store/fetch",),
    "anyio": ("store/fetch",),
    "h11": ("store/fetch",),
    "urllib.request": ("store/fetch",),
    "webbrowser": (),
    "subprocess": ("tui/links.py", "tui/piping.py", "store/parse_apart", "store/fetch_secrets"),
    "textual": ("tui/",),
    "click": ("tui/",),
}
FILES = sorted([*ROOT.glob("store/**/*.py"), *ROOT.glob("tui/**/*.py")])


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module a file imports, at any depth; `from x import y` as x and as x.y."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer(name: str, table: list[tuple[str, ...]]) -> int:
    """The line of the table a module stands on: the longest entry that begins its name."""
    best, line = -1, -1
    for number, entries in enumerate(table):
        for entry in entries:
            fits = name == entry or name.startswith((entry + ".", entry + "_")) if entry else name == ""
            if fits and len(entry) > best:
                best, line = len(entry), number
    assert line >= 0, f"{name} stands on no line of the table"
    return line


def below(name: str, package: str) -> str:
    return name[len(package) :].lstrip(".")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_only_downwards(path: Path) -> None:
    name = module(path)
    package = name.partition(".")[0]
    table = STORE if package == "store" else TUI
    own = layer(below(name, package), table)
    modules = {module(other) for other in FILES}
    for found in set(imports(path)) & modules - {package}:
        if found.partition(".")[0] == package:
            assert layer(below(found, package), table) <= own, f"{name} imports {found}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_screen_sees_only_the_face_of_the_store(path: Path) -> None:
    for found in imports(path):
        if module(path).startswith("tui"):
            inner = found.startswith("store.") and module_exists(found)
            assert not inner, f"{path}: {found}"
        else:
            assert found.partition(".")[0] != "tui", f"{path}: {found}"


def module_exists(name: str) -> bool:
    base = ROOT.joinpath(*name.split("."))
    return base.with_suffix(".py").exists() or base.is_dir()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_danger_has_one_door(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for found in imports(path):
        for danger, doors in DOORS.items():
            if found == danger or found.startswith(danger + "."):
                assert place.startswith(doors), f"{place} imports {found}"


HEAVY = {
    "textual", "rich", "sqlite_utils", "pluggy", "dateutil", "feedparser", "markdownify", "bs4", "lxml", "markdown_it",
    "httpx2", "pygments", "asyncio", "ssl", "store.references.identifiers", "store.references.export",
    "store.parse.recognise", "store.ingest", "store.schema", "tui.screens.references_screen",
    "tui.screens.citing_screen", "store.digests", "tui.screens.statistics_screen", "store.model_paper",
    "tui.screens.relating_screen", "tui.screens.pipe_prompt", "tui.screens.item_screen",
}  # fmt: skip
READS = {"textual", "rich", "asyncio", "ssl", "markdown_it"}
"""What the reader has to load of these."""
QUICK = {  # what is run → what of the heavy it may load
    "from tui.cli import run; run(['--version'])": set[str](),
    "from tui.cli import run; run(['--db', DB, 'list', '--limit', '20'])": set[str](),
    "from tui.cli import run; run(['--db', DB, 'list', '--json', 'is:unread', 'tag:a', 'words'])": set[str](),
    "from tui.cli import run; run(['--db', DB, 'tags'])": set[str](),
    "from tui.cli import run; run(['--db', DB, 'feeds'])": set[str](),
    "import tui.cli_read, tui.refusals, tui.app": READS,
}


@pytest.mark.parametrize("code", QUICK)
def test_what_is_to_be_quick_costs_no_heavy_import(code: str, tmp_path: Path) -> None:
    db = str(tmp_path / "library.db")
    subprocess.run([sys.executable, "-m", "tui", "--db", db, "list"], check=True, cwd=ROOT)
    told = f"import sys; DB = {db!r}; {code}; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(ast.literal_eval(done.stdout.splitlines()[-1])) == HEAVY & QUICK[code]


@pytest.mark.parametrize("code", ["import tui.__main__", "import tui.cli_read, tui.refusals, tui.app"])
def test_the_reader_opens_without_the_commands(code: str) -> None:
    told = f"import sys; {code}; print('click' in sys.modules, 'tui.cli' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False False"


@pytest.mark.parametrize("words", [["--version"], ["-V"]])
def test_the_version_is_told_without_the_commands_as_they_tell_it(words: list[str]) -> None:
    quick = subprocess.run([sys.executable, "-m", "tui", *words], capture_output=True, text=True, check=True, cwd=ROOT)
    code = f"import sys; from tui.cli import run; sys.exit(run({words}))"
    slow = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert quick.stdout == slow.stdout
    assert quick.stdout.startswith("sciread ")


def test_no_room_outgrows_its_walls() -> None:
    long = {str(path.relative_to(ROOT)): count for path in FILES if (count := len(path.read_text().splitlines())) > 300}
    assert not long
