"""[passwords] of config.toml: what the commands and the reader send for it, and that nothing of it is shown or kept."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Store
from tests.server import LoopbackServer
from tests.store.secrets_said import FAILS, PASSWORD, SAYS, command, header, holds, is_held, tells, told_in
from tests.tui.feeds import page, rss
from tests.tui.reader import opened_reader, said, shown, told, until
from tests.tui.shell import Shell
from tui.paths import config_dir, log_file
from tui.settings import read_settings
from tui.settings_told import told_passwords


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    routes = {"/cells": rss("Cell Notes", [1, 2]), "/stars": rss("Star Notes", [1]), "/story": page("A story", 9)}
    with LoopbackServer({**routes}) as running:
        yield running


def configure(server: LoopbackServer, source: str) -> int:
    """Write the setting after some others; its line."""
    config_dir().mkdir(parents=True, exist_ok=True)
    text = f"measure = 70\n\n[passwords]\n\"127.0.0.1:{server.server_port}\" = '''{source}'''\n"
    (config_dir() / "config.toml").write_text(text, encoding="utf-8")
    return 4


def sent(server: LoopbackServer) -> set[str | None]:
    return {seen.headers.get("authorization") for seen in server.seen}


# The commands


def test_the_commands_send_it_and_show_and_keep_where_it_is_from(
    shell: Shell, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FEEDS_PASSWORD", PASSWORD)
    line = configure(server, "environment: FEEDS_PASSWORD")
    place = f"127.0.0.1:{server.server_port}"
    shown = shell("feeds", "add", server.url("/cells", user="me"))
    shown += shell("add", server.url("/story", user="me"), server.url("/stars", user="me"))
    shown += shell("refresh", "--all") + shell("feeds", "--json") + shell("feeds")
    shown += shell("export", "opml", "--secrets") + shell("export", "state", "--secrets") + shell("backup")
    assert sent(server) == {header()}
    assert server.url("/cells", user="me") in shown
    assert shell.json("config", "--json")[0]["passwords"] == [
        {"place": place, "source": "environment: FEEDS_PASSWORD", "from": "config", "line": line}
    ]
    shown += shell.out + shell("config")
    words = [f"passwords.{place}", "environment:", "FEEDS_PASSWORD", "config.toml", "line", str(line)]
    assert words in [row.split() for row in shell.out.splitlines()]
    assert not tells(shown)
    assert told_in(tmp_path) == []


def test_two_sources_of_one_command_line_ask_once(shell: Shell, server: LoopbackServer, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    configure(server, command(f"open({str(asked)!r}, 'a').write('asked '); {SAYS}"))
    shell("add", server.url("/cells", user="me"), server.url("/stars", user="me"))
    assert asked.read_text() == "asked "
    shell("refresh", "--all")
    assert asked.read_text() == "asked asked "
    assert [seen.headers["authorization"] for seen in server.seen] == [header()] * 4
    assert not asked.with_name("config").joinpath("state.json").exists()


def test_a_fault_is_one_sentence_and_a_failed_command(shell: Shell, server: LoopbackServer, tmp_path: Path) -> None:
    configure(server, "environment: NOT_SET_4711")
    why = (
        "NOT_SET_4711, the environment variable with its password, is not set. It stands in [passwords] of config.toml."
    )
    for words in (("add",), ("feeds", "add")):
        shell(*words, server.url("/cells", user="me"), code=1)
        assert shell.err == f"sciread: Could not fetch 127.0.0.1:{server.server_port}/cells: {why}\n"
    configure(server, command(FAILS))
    shell("add", server.url("/cells", user="me"), code=1)
    assert shell.err.count("\n") == 1
    assert "the command for its password ended with 3. Run it yourself to see why" in shell.err
    assert not tells(shell.out + shell.err)
    assert server.seen == []


# The settings


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ('passwords = "hunter2"', '1: [passwords] is a table: "host" = "command: …" or "environment: NAME"'),
        ('[passwords]\n\n"h.example" = "hunter2"', "3: [passwords] say `command: …` or `environment: NAME`;"),
        ('[passwords]\n\nh.example = "hunter2"', "3: [passwords] the left side is a host in quotes"),
        ('[passwords]\n"me:hunter2@h.example" = "command: x"', "2: [passwords] the left side is a host in quotes"),
        ('[passwords]\n"h.example" = "command: x \'hunter2"', "2: [passwords] the command is empty or lacks a closing"),
        ('password = "hunter2"', "1: there is no setting “password”; did you mean “passwords”?"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_quotes_no_password(tmp_path: Path, text: str, notice: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'{text}\n[keys]\nstar = "S"\n')
    settings = read_settings(path)
    (found,) = settings.notices
    assert found.startswith(f"config.toml line {notice}")
    assert "hunter" not in found
    assert settings.passwords == {}
    assert settings.keys["star"] == ("S",)


def test_sound_lines_stand_beside_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[passwords]\n"a.example" = "x"\n"b.example:8443" = "command: pass show b"\n')
    settings = read_settings(path)
    assert len(settings.notices) == 1
    assert told_passwords(settings) == [("b.example:8443", "command: pass show b", 3)]


# The reader


async def test_the_keys_that_ask_send_it(tmp_path: Path, server: LoopbackServer) -> None:
    configure(server, command(SAYS))
    library = tmp_path / "library.db"
    with Store(library) as store:
        store.subscribe(server.url("/cells", user="me"), "Cell Notes")
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("R")
        await told(screen, "2 new articles from Cell Notes")
        await pilot.press("I", *server.url("/stars", user="me"), "ctrl+s")
        await told(screen, "Added Star Notes")
        await pilot.press("I", *server.url("/story", user="me"), "enter")
        await told(screen, "A story")
        assert not tells(said(screen) + shown(screen))
    assert [seen.headers.get("authorization") for seen in server.seen] == [header()] * 3
    assert told_in(tmp_path / "state") == []
    assert not [path for path in tmp_path.glob("library.db*") if tells(path.read_bytes())]


async def test_a_command_that_fails_is_told_in_a_sentence_and_so_is_the_log(
    tmp_path: Path, server: LoopbackServer
) -> None:
    configure(server, command(FAILS))
    library = tmp_path / "library.db"
    with Store(library) as store:
        store.subscribe(server.url("/cells", user="me"), "Cell Notes")
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("R")
        await told(screen, "the command for its password ended with 3. Run it yourself to see why")
        assert not tells(said(screen) + shown(screen))
    log = log_file().read_text()
    assert "the command for its password ended with 3" in log
    assert not tells(log)
    assert server.seen == []


async def test_leaving_does_not_wait_for_a_command(tmp_path: Path, server: LoopbackServer) -> None:
    held = tmp_path / "held"
    configure(server, command(holds(held)))
    library = tmp_path / "library.db"
    with Store(library) as store:
        store.subscribe(server.url("/cells", user="me"), "Cell Notes")
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("R")
        await until(lambda: is_held(held), lambda: shown(screen))
        start = time.perf_counter()
        await pilot.press("Q")
    assert time.perf_counter() - start < 15  # half of what a command may take
    await until(lambda: not is_held(held))
    assert server.seen == []
