"""config.toml: what is wrong is told with its line, presets, and what `sciread config` says counts."""

import json
import tomllib
from pathlib import Path

import pytest

from tui import settings_told
from tui.cli import run
from tui.paths import config_dir, state_dir
from tui.settings import SETTINGS, TABLES, Settings, read_settings
from tui.settings_told import sample, told_keys, told_settings
from tui.state import State


def written(text: str) -> Path:
    config_dir().mkdir(parents=True, exist_ok=True)
    path = config_dir() / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ('\n\nthem = "x"', "config.toml line 3: there is no setting “them”; did you mean “theme”?"),
        ("x_y_z = 1", "config.toml line 1: there is no setting “x_y_z”"),
        ('# lines = 2\nlines = "2"', "config.toml line 2: lines is 1 or 2: lines an article has in the list"),
        ("lines = true", "config.toml line 1: lines is 1 or 2: lines an article has in the list"),
        ('preset = "vim"', 'config.toml line 1: preset is "classic" or "modern"'),
        ('a = """\n"""\n', "config.toml line 1: there is no setting “a”"),
        ('[keys]\n\nstr = "S"', "config.toml line 3: [keys] there is no action “str”; did you mean “star”?"),
        ('keys = { star = "j" }', "config.toml line 1: [keys] star: “j” clashes with down"),
        ('[keys]\nstar = "ctrl+i"', "config.toml line 2: [keys] star: ctrl+i is another key to a terminal"),
        ('[keys]\nstar = "ctrl+p"', "config.toml line 2: [keys] star: ctrl+p opens the palette"),
        ('[keys]\nstar = "no key"', "config.toml line 2: [keys] star: 'no key' is not a key"),
        ('preset = "modern"\n[keys]\nstar = "r"', "config.toml line 3: [keys] star: “r” clashes with mark_read"),
        (
            '[keys]\nopen_reference = "f1"',
            "config.toml line 2: [keys] open_reference: its keys end in the digit that is meant, such as “g 1”",
        ),
        ("keys = 3", 'config.toml line 1: [keys] is a table: action = "key"'),
        ("a = 1\nb = = 2", "config.toml line 2: Invalid value at column 5. It was not read: the defaults are used."),
        ('"\\u001b]2;x\\u0007" = 1', "config.toml line 1: there is no setting “”"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_costs_nothing_else(text: str, notice: str) -> None:
    settings = read_settings(written(text))
    assert settings.notices == (notice,)
    assert settings.theme is None
    assert "star" not in settings.keys


def test_notices_stand_in_the_order_of_the_lines() -> None:
    settings = read_settings(written('[keys]\nfly = "x"\nstar = "j"\n').with_name("config.toml"))
    assert [notice.partition(":")[0] for notice in settings.notices] == ["config.toml line 2", "config.toml line 3"]


def test_a_preset_gives_keys_and_the_readers_own_stand_over_it() -> None:
    modern = read_settings(written('preset = "modern"\n'))
    assert modern.keys["mark_read"] == ("r",)
    assert modern.keys["mark_unread"] == ("u",)
    own = read_settings(written('preset = "modern"\n[keys]\nmark_unread = "f8"\nreferences = ["u", "g r"]\n'))
    assert own.notices == ()
    assert own.keys["references"] == ("u", "g r")
    assert told_keys(own)[0][0] == "mark_read"
    assert told_keys(own)[0][2] == "preset modern"
    assert ("mark_unread", ("f8",), "config", 3) in told_keys(own)
    assert "references" not in [row[0] for row in told_keys(own)]  # as in the table again


def test_the_sample_reads_back_with_every_setting_and_changes_nothing_as_it_is() -> None:
    assert read_settings(written(sample())) == Settings()
    taken = "\n".join(line.removeprefix("#") if line[:2] != "# " else line for line in sample().splitlines())
    settings = read_settings(written(taken))
    assert settings.notices == ()
    assert tomllib.loads(taken).keys() == {*SETTINGS, *TABLES}
    assert {path[0] for path in settings.written} == {*SETTINGS, *TABLES}
    for name, setting in SETTINGS.items():
        assert f"# {setting.meaning}" in sample()
        assert setting.default is None or setting.sound(setting.default), name


def told(name: str) -> tuple[object, str, int | None]:
    found = told_settings(read_settings(config_dir() / "config.toml"), State(state_dir() / "state.json"))
    (one,) = [one for one in found if one.name == name]
    return one.value, one.origin, one.line


def test_where_each_setting_is_from() -> None:
    assert told("theme") == ("sciread-dark", "default", None)
    state = State(state_dir() / "state.json")
    state.remember_theme("nord", None)
    state.remember(measure=68, lines=7)
    assert told("theme") == ("nord", "state", None)
    assert told("measure") == (68, "state", None)
    assert told("lines") == (None, "default", None)
    written('theme = "gruvbox"\n\nmeasure = 64\nmotion = false')
    assert told("theme") == ("gruvbox", "config", 1)
    assert told("measure") == (64, "config", 3)
    assert told("motion") == (False, "config", 4)
    state.remember_theme("nord", "gruvbox")
    assert told("theme") == ("nord", "state", None)


def test_the_command_prints_what_counts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    written('theme = "nord"\nthem = 1\n[keys]\nstar = ["S", "f4"]\n')
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["config", "--json"]) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert found["settings"][0] == {"name": "theme", "value": "nord", "from": "config", "line": 1}
    assert found["keys"] == [{"action": "star", "keys": ["S", "f4"], "from": "config", "line": 4}]
    assert found["environment"]["NO_COLOR"] == "1"
    assert found["paths"]["config"] == str(config_dir() / "config.toml")
    assert len(found["notices"]) == 1
    assert printed.err == f"sciread: {found['notices'][0]}\n"
    assert run(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["theme", '"nord"', "config.toml", "line", "1"]
    assert any(line.split() == ["keys.star", "S", "f4", "config.toml", "line", "4"] for line in lines)
    assert run(["config", "--sample"]) == 0
    assert capsys.readouterr().out == sample()


def test_what_is_heeded_of_the_environment_is_no_secret() -> None:
    assert not [name for name in settings_told.ENVIRONMENT if "PROXY" in name.upper()]
    assert settings_told.told_environment({"NO_COLOR": "", "EDITOR": "ed", "HTTP_PROXY": "http://u:p@x"}) == {
        "EDITOR": "ed"
    }


@pytest.mark.parametrize("words", [["add", "seeds/none.txt", "seeds/none.html"], ["prune"], ["refresh"]])
def test_commands_that_read_the_settings_tell_a_mistake_once(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(words)
    capsys.readouterr()
    written("them = 1")
    assert run(words) == code
    notice = "sciread: config.toml line 1: there is no setting “them”; did you mean “theme”?\n"
    assert capsys.readouterr().err.count(notice) == 1
