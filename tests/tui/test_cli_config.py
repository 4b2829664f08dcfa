"""The command config: what counts of [papers], as JSON and for people, and a mistake in it."""

import json

import pytest

from tests.tui.shell import Shell
from tui.paths import config_dir, state_dir
from tui.settings_papers import PAPERS
from tui.settings_told import sample
from tui.state import State


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def configure(text: str) -> None:
    config_dir().mkdir(parents=True, exist_ok=True)
    (config_dir() / "config.toml").write_text(text, encoding="utf-8")


def test_the_table_of_papers_as_json(shell: Shell) -> None:
    configure('measure = 70\n[papers]\ncontact = "me@example.org"\nlinks = ["unpaywall",\n"doi"]\n')
    State(state_dir() / "state.json").remember_papers_allowed(True)
    (told,) = shell.json("config", "--json")
    found = {one["name"]: one for one in told["papers"]}
    assert list(found) == list(PAPERS)
    assert found["ask"] == {"name": "ask", "value": True, "from": "state", "line": None}
    assert found["contact"] == {"name": "contact", "value": "me@example.org", "from": "config", "line": 3}
    assert found["links"] == {"name": "links", "value": ["unpaywall", "doi"], "from": "config", "line": 4}
    assert found["crossref"]["value"] == "https://api.crossref.org"
    assert told["notices"] == []


def test_the_table_of_papers_for_people(shell: Shell) -> None:
    configure('[papers]\nask = false\nlinks = ["arxiv"]\n')
    rows = [line.split() for line in shell("config").splitlines()]
    assert ["papers.ask", "false", "config.toml", "line", "2"] in rows
    assert ["papers.links", '["arxiv"]', "config.toml", "line", "3"] in rows
    assert ["papers.background", "true", "default"] in rows
    assert shell.err == ""


def test_a_mistake_is_told_and_the_rest_counts(shell: Shell) -> None:
    configure('[papers]\nlinks = ["scihub", "doi"]\nask = 1\n')
    (told,) = shell.json("config", "--json")
    assert told["notices"] == [
        "config.toml line 2: [papers] links: there is no link “scihub”",
        "config.toml line 3: [papers] ask is true or false",
    ]
    assert shell.err == "".join(f"sciread: {notice}\n" for notice in told["notices"])
    assert json.dumps(next(one for one in told["papers"] if one["name"] == "links")["value"]) == '["doi"]'


def test_the_sample_says_what_each_line_does(shell: Shell) -> None:
    text = shell("config", "--sample")
    assert text == sample()
    table = text.partition("\n[papers]\n")[2]
    for name, one in PAPERS.items():
        assert f"# {one.meaning} (without it: " in table
        assert f"\n#{name} = {one.sample}\n" in table
