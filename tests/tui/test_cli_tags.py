"""The commands about tags, rules and related articles."""

from pathlib import Path

import pytest

from tests.tui.shell import Shell

TEXTS = {
    "fish": "# Zebrafish mend their heart\n\nCardiomyocytes of zebrafish divide after an injury of the ventricle.\n",
    "scar": "# No scar\n\nThe ventricle of zebrafish heals: cardiomyocytes divide, and the injury leaves no scar.\n",
    "sleep": "# Why we sleep\n\nAt night the brain is washed. So a group in a far town says, and it may be right.\n",
}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """Articles 1 (fish), 2 (scar) and 3 (sleep); 1 and 3 carry #mine, 2 carries #heart."""
    shell = Shell(capsys)
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.md").write_text(text)
        shell("add", str(tmp_path / f"{name}.md"))
    shell("tag", "1", "3", "+mine")
    shell("tag", "2", "+heart")
    return shell


def counts(shell: Shell) -> dict[str, int]:
    return {tag["name"]: tag["count"] for tag in shell.json("tags", "--json")}


def test_a_tag_is_renamed_and_what_asks_for_it_is_told(shell: Shell) -> None:
    shell("views", "add", "Mine", "tag:mine")
    shell("rules", "add", "tag:mine", "other")
    out = shell("tags", "rename", "#mine", "later")
    assert "2 articles changed: #mine is now #later" in out
    assert "1 view still asks for tag:mine: Mine" in out
    assert "1 rule still asks for tag:mine: 1" in out
    assert counts(shell)["later"] == 2
    shell("undo")
    assert counts(shell)["mine"] == 2
    assert "still" not in shell("tags", "rename", "mine", "MINE")


def test_tags_are_merged_deleted_coloured_and_adopted(shell: Shell) -> None:
    assert "3 articles changed" in shell("tags", "merge", "mine", "heart", "--into", "all")
    assert counts(shell) == {"all": 3}
    assert "changed" in shell("tags", "colour", "all", "accent")
    assert "#all  (accent)" in shell("tags")
    assert shell.json("tags", "--json")[0]["colour"] == "accent"
    assert "Nothing" in shell("tags", "colour", "all", "accent")
    shell("tags", "colour", "all", "none")
    assert shell.json("tags", "--json")[0]["colour"] is None
    assert "0 articles" in shell("tags", "adopt", "all")
    assert "sciread undo" in shell("tags", "delete", "all")
    assert shell.json("tags", "--json") == []


def test_rules_are_made_changed_moved_run_and_removed(shell: Shell) -> None:
    shell("rules")
    assert "sciread rules add" in shell.err
    assert "Rule 1: 2 articles tagged #fish" in shell("rules", "add", "zebrafish or sleep -brain", "+fish")
    assert "Rule 2: 2 articles" in shell("rules", "add", "tag:fish", "animal", "#lab")
    assert "Rule 1: 1 article tagged" in shell("rules", "change", "1", "brain", "organ")
    listed = shell.json("rules", "--json")
    assert [(rule["id"], rule["filter"], rule["tags"], rule["count"]) for rule in listed] == [
        (1, "brain", ["organ"], 1),
        (2, "tag:fish", ["animal", "lab"], 0),
    ]
    shell("rules", "move", "2", "1")
    assert [rule["id"] for rule in shell.json("rules", "--json")] == [2, 1]
    assert "tag:fish → #animal #lab" in shell("rules")
    shell("tag", "1", "+fish")
    assert "1 article changed" in shell("rules", "run")
    assert "undo" in shell("rules", "remove", "2")
    assert "rule" in shell("undo")
    assert len(shell.json("rules", "--json")) == 2


def test_related_and_suggested(shell: Shell) -> None:
    assert [article["id"] for article in shell.json("related", "1", "--json")] == [2]
    assert "No scar" in shell("related", "1")
    assert shell("related", "1", "--limit", "0") == ""
    assert shell.json("tags", "suggest", "1", "--json") == [{"name": "heart", "reason": "in its words"}]
    assert "heart  (in its words)" in shell("tags", "suggest", "1")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("tags", "rename", "none", "x"), 1, 'no tag "none"'),
        (("tags", "rename", "mine", "#"), 1, "needs a name"),
        (("tags", "merge", "mine"), 2, "--into"),
        (("tags", "merge", "mine", "--into", "mine"), 1, "Name at least one"),
        (("tags", "delete", "none"), 1, "no tag"),
        (("tags", "colour", "mine", "red"), 1, "primary, secondary"),
        (("tags", "suggest", "99"), 1, "no article 99"),
        (("rules", "add", "lung"), 2, "TAG"),
        (("rules", "add", "(lung", "x"), 2, "column 1"),
        (("rules", "change", "9", "lung", "x"), 1, "no rule 9"),
        (("rules", "move", "9", "1"), 1, "no rule 9"),
        (("rules", "move", "9", "0"), 2, "0"),
        (("rules", "remove", "9"), 1, "no rule 9"),
        (("related", "99"), 1, "no article 99"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shell: Shell, words: tuple[str, ...], code: int, told: str) -> None:
    shell(*words, code=code)
    assert told in shell.err
    assert "Traceback" not in shell.err
