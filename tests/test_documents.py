"""The documents say what the tree holds: commands, options, keys, fields, tables, modules, verbs and tests."""

import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from store import (
    Added,
    Article,
    Backup,
    Card,
    Check,
    Citing,
    Fault,
    Feed,
    Paper,
    PaperStatus,
    PaperStep,
    Progress,
    Reference,
    Rule,
    Suggestion,
    Tag,
    View,
    Work,
)
from store.query_fields import FIELDS
from store.references.citations_roles import REASONS
from tests.conftest import ROOT
from tests.key_page import PAGE, markdown, with_table
from tests.screen_pictures import FOLDER, STORIES
from tests.test_layers import FILES, STORE, module
from tui import (
    cli_backup,
    cli_change,
    cli_check,
    cli_cite,
    cli_completion,
    cli_config,
    cli_digest,
    cli_feeds,
    cli_papers,
    cli_papers_fetch,
    cli_tags,
    cli_text,
    cli_views,
    output,
    output_papers,
    paths,
    settings,
)
from tui.cli import cli

README = (ROOT / "README.md").read_text("utf-8")
DESIGN = (ROOT / "docs" / "DESIGN.md").read_text("utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
RELIABILITY = (ROOT / "docs" / "RELIABILITY.md").read_text("utf-8")
DIGEST = (ROOT / "docs" / "DIGEST.md").read_text("utf-8")
ROWS = [line for line in DESIGN.splitlines() if line.startswith("|")]
JOINED = (
    cli_backup,
    cli_change,
    cli_check,
    cli_cite,
    cli_completion,
    cli_config,
    cli_digest,
    cli_feeds,
    cli_papers,
    cli_papers_fetch,
    cli_tags,
    cli_text,
    cli_views,
)
"""The modules that add their commands to `cli` when they are imported."""


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def words(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with its path; a group that does something by itself is one too."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield (*path, name), command
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


COMMANDS = dict(commands(cli))
NAMES = [" ".join(path) for path in COMMANDS]


def examples(text: str) -> Iterator[list[str]]:
    """The words of every `sciread …` in the shell blocks of a document, up to a pipe or a redirection."""
    for line in "\n".join(blocks(text, "sh")).splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>&;")
        lexer.whitespace_split = True
        found = list(lexer)
        while "sciread" in found:
            found = found[found.index("sciread") + 1 :]
            end = next((at for at, word in enumerate(found) if set(word) <= set("|<>&;")), len(found))
            yield found[:end]


@pytest.mark.parametrize("line", [*examples(README), *examples(DESIGN), *examples(DIGEST)], ids=" ".join)
def test_every_example_is_a_command_line_that_parses(line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # examples name the samples
    command: click.Command = cli
    while isinstance(command, click.Group) and line and not line[0].startswith("-"):
        assert line[0] in command.commands, f"no command {line[0]}"
        command, line = command.commands[line[0]], line[1:]
    with command.make_context(command.name, list(line)):
        pass


def test_there_are_examples() -> None:
    assert len(list(examples(README))) > 20


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_in_both_documents(name: str) -> None:
    *group, last = name.split()
    assert re.search(rf"\b{last}\b" if group else rf"\bsciread {last}\b", README)
    assert row_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_in_the_table_of_commands(name: str) -> None:
    row = row_of(name)
    for option in COMMANDS[tuple(name.split())].params:
        if isinstance(option, click.Option) and option.name != "help":
            assert any(form in row for form in option.opts), option.opts
            assert all(form in row for form in option.secondary_opts)


def row_of(name: str) -> str:
    """The row of DESIGN's table for a command; one row may hold several of a group: `sciread feeds pause`, `resume`."""
    group, _, last = name.rpartition(" ")
    exact = [row for row in ROWS if re.match(rf"\| `sciread {name}[ `]", row)]
    beside = [row for row in ROWS if group and re.match(rf"\| `sciread {group} ", row) and re.search(rf"`{last} ", row)]
    return next(iter([*exact, *beside]), "")


def test_no_command_is_told_that_is_not_there() -> None:
    told = re.findall(r"`sciread ([a-z][a-z ]*[a-z])", DESIGN + SECURITY + RELIABILITY + README)
    first = {words.split()[0] for words in told}
    assert first <= {path[0] for path in COMMANDS}


ARTICLE = Article(1, "T", None, None, None, (), None, "", "", False, False, (), (), 0, None, 0, 0, None, 0)
REFERENCE = Reference(1, "R")
PAPER = Paper(1, {}, None, (), None, None, PaperStatus(), None, 0, 0)
OBJECTS: Mapping[str, Mapping[str, object]] = {
    "add": output.added_json(Added("a", None)),
    "feeds": output.feed_json(Feed(1, "F", None, None, 0, 0)),
    "list": output.article_json(ARTICLE),
    "a reference": output.reference_json(REFERENCE),
    "check": output.check_json(Check("file")),
    "check refs": output.fault_json(1, Fault("double", REFERENCE)),
    "views": output.view_json(View(1, "V", "lung", "newest", False)),
    "tags": output.tag_json(Tag("t", 1, 1, True)),
    "tags suggest": output.suggestion_json(Suggestion("t", "in its words")),
    "rules": output.rule_json(Rule(1, "lung", ("t",), 0)),
    "papers list": output_papers.paper_json(PAPER),
    "restore": output.backup_json(Backup(Path("copy.db"), "", 0, "daily", None)),
    "paths": paths.paths(Path("library.db")),
    "config": cli_config.config_json(click.Context(cli)),
}


def told_keys(kind: str) -> set[str]:
    (line,) = re.findall(rf"^- \*\*{kind}\*\*: (.*)$", DESIGN, re.MULTILINE)
    return set(words(re.sub(r"\([^)]*\)", "", line)))


@pytest.mark.parametrize("kind", OBJECTS)
def test_the_keys_of_json_objects(kind: str) -> None:
    assert told_keys(kind) == OBJECTS[kind].keys()


def test_the_keys_that_some_objects_have_beside_those_of_others() -> None:
    work = output.work_json(Work(REFERENCE, (1,)))
    without = {"n", "start", "end"}
    assert work.keys() == OBJECTS["a reference"].keys() - without | told_keys("refs") - without - {"paper_status"}
    citing = output.citing_json(Citing(ARTICLE, REFERENCE, "S"))
    assert citing.keys() == OBJECTS["list"].keys() | told_keys("cites")
    card = output_papers.card_json(Card(PAPER, None, None, None, (), (), (), ()))
    assert card.keys() == OBJECTS["papers list"].keys() | told_keys("papers show")
    assert output_papers.step_json(PaperStep(1, 1, 1, "T")).keys() == told_keys("papers fetch")
    assert output.progress_json(Progress(1, 1, 1, "F")).keys() == OBJECTS["add"].keys() | told_keys("refresh")


def test_the_reasons_of_roles() -> None:
    (line,) = [line for line in DESIGN.splitlines() if line.startswith("Reasons are")]
    assert {word for found in words(line) for word in found.split()} == REASONS.keys()


def test_the_fields_of_the_query_language() -> None:
    rows = [row.split("|")[1] for row in section(DESIGN, "The query language").splitlines() if row.startswith("| `")]
    assert sorted(name for row in rows for name in words(row)) == sorted(f"{name}:" for name in FIELDS)
    assert set(re.findall(r"`([a-z]+):", section(README, "Queries"))) == FIELDS.keys()


def test_the_tables() -> None:
    schema = "".join(path.read_text("utf-8") for path in (ROOT / "store").glob("schema*.py"))
    made = set(re.findall(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", schema))
    told = section(DESIGN, "The tables")
    assert made == {word for row in told.splitlines() if row.startswith("|") for word in words(row)} | {"tags"}
    assert "`tags`" in told


def rooms() -> Iterator[str]:
    """The patterns of the rooms' files, as paths from the root."""
    folders: list[str] = []
    for line in blocks(section(DESIGN, "The rooms"), "")[0].splitlines():
        found = re.match(r"( *)((?:[\w*/.]+ )*[\w*/.]+)  ", line)
        if found and len(found[1]) <= 4:
            folders = folders[: len(found[1]) // 2]
            names = found[2].split()
            yield from ("/".join([*folders, name.rstrip("/")]) for name in names)
            if names[0].endswith("/"):
                folders.append(names[0].rstrip("/"))


def test_every_room_is_there() -> None:
    missing = [pattern for pattern in rooms() if not list(ROOT.glob(pattern))]
    assert not missing


def test_every_module_has_a_room() -> None:
    patterns = list(rooms())
    inside = {path for pattern in patterns for path in ROOT.glob(pattern)}
    open_rooms = {ROOT / "tui" / "screens", ROOT / "tui" / "widgets"}
    assert not [path for path in FILES if path not in inside and path.parent not in open_rooms]


def test_the_table_of_imports_is_the_one_that_is_held() -> None:
    there = {module(path).removeprefix("store").lstrip(".") for path in FILES if path.is_relative_to(ROOT / "store")}
    held = [sorted(name for name in line if name in there) for line in STORE]
    told = [row for row in section(DESIGN, "Who may import whom").splitlines() if re.match(r"\| \d", row)]
    names = [[word.rstrip("*/").replace("/", ".").replace("__init__", "") for word in words(row)] for row in told]
    assert [sorted(line) for line in names] == held


def test_the_verbs_of_make() -> None:
    verbs = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert verbs >= {"run", "test", "check", "keys"}
    for text in (README, DESIGN, SECURITY, PAGE.read_text("utf-8")):
        assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= verbs


def test_the_settings_that_are_told_are_settings(tmp_path: Path) -> None:
    (example,) = blocks(README, "toml")
    path = tmp_path / "config.toml"
    path.write_text(example, encoding="utf-8")
    found = settings.read_settings(path)
    assert not found.notices
    assert tomllib.loads(example).keys() == {*settings.SETTINGS, *settings.TABLES}


def test_the_page_of_keys_is_what_make_keys_writes() -> None:
    assert PAGE.read_text("utf-8") == markdown(), "the keys have changed: run `make keys`"
    assert with_table(README) == README, "the keys have changed: run `make keys`"


@pytest.mark.parametrize(
    "text", [README, DESIGN, SECURITY, RELIABILITY], ids=["README", "DESIGN", "SECURITY", "RELIABILITY"]
)
def test_files_that_are_named_are_there(text: str) -> None:
    for path in re.findall(r"`((?:store|tui|tests|docs|seeds|themes)/[\w/*.]+)`", text):
        assert list(ROOT.glob(path.rstrip("/"))), path
    for target in re.findall(r"\]\(([^)#]+)(?:#[\w-]+)?\)", text):
        assert (ROOT / target).exists() or (ROOT / "docs" / target).exists(), target


def test_the_readme_stays_short() -> None:
    lines = README.splitlines()
    assert len(lines) <= 250
    assert blocks(README, "sh")[0].split()[:2] == ["make", "run"]


def test_every_picture_is_there() -> None:
    drawn = {f"{name}.svg" for name in STORIES}
    assert drawn == {path.name for path in FOLDER.glob("*.svg")}
    assert "docs/pictures/library.svg" in README
