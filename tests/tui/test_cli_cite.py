"""The commands about works: refs in every format, cites, import."""

import json
import stat
from pathlib import Path

import bibtexparser
import pytest
import rispy

from tests.tui.shell import Shell

PAPER = "10.1038/s41586-021-03819-2"
FIRST = f"""# Folding proteins by computer

A program now predicts how a chain of amino acids folds, often as well as an experiment would.

More information: Jumper et al. Highly accurate protein structure prediction with AlphaFold. Nature (2021). DOI: {PAPER}
"""
SECOND = f"""# A second look

Months later others asked what was still missing. The first report (https://doi.org/{PAPER}) left membranes out. \
Their own test is at https://doi.org/10.1126/science.1225829 and smaller.
"""
BARE = """# Nothing to open

Much is said here about cells, and nobody says where it was published, or by whom, in how many patients.
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    shell = Shell(capsys)
    for name, text in (("first", FIRST), ("second", SECOND), ("bare", BARE)):
        (tmp_path / f"{name}.md").write_text(text)
        shell("add", str(tmp_path / f"{name}.md"))
    return shell


def test_cites_lists_every_article_with_its_sentence(shell: Shell) -> None:
    found = shell.json("cites", f"https://doi.org/{PAPER.upper()}", "--json")
    assert {article["id"] for article in found} == {1, 2}
    by_id = {article["id"]: article for article in found}
    assert by_id[2]["sentence"] == f"The first report (https://doi.org/{PAPER}) left membranes out."
    assert by_id[1]["role"] == "main"
    assert "A second look" in shell("cites", PAPER)
    assert shell("cites", "10.1000/none") == ""
    shell("cites", "nonsense", code=2)
    assert "nonsense" in shell.err


def test_bibtex_is_read_back(shell: Shell) -> None:
    shell("tag", "id:1", "+folding")
    library = bibtexparser.parse_string(shell("refs", "--format", "bibtex"))
    assert not library.failed_blocks
    entry = {e.key: e.fields_dict for e in library.entries}["jumper2021highly"]
    assert entry["doi"].value == PAPER
    assert entry["year"].value == "2021"
    assert "folding" in entry["keywords"].value
    assert len(library.entries) == 2


def test_ris_keeps_its_line_ends_and_is_read_back(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "out.ris"
    shell("refs", "id:1", "--format", "ris", "-o", str(path))
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") > 3
    (entry,) = rispy.loads(path.read_text())
    assert entry["doi"] == PAPER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_csl_json_is_one_array(shell: Shell) -> None:
    entries = json.loads(shell("refs", "--format", "csl-json"))
    assert {entry["DOI"] for entry in entries} == {PAPER, "10.1126/science.1225829"}


def test_the_news_itself_can_be_cited(shell: Shell) -> None:
    assert "Folding proteins by computer" in shell("refs", "id:1", "--news", "--format", "bibtex")
    shell("refs", "id:1", "--news", code=2)


def test_an_old_file_is_never_replaced(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "mine.bib"
    path.write_text("mine")
    (tmp_path / "link.bib").symlink_to(tmp_path / "elsewhere.bib")
    for name in ("mine.bib", "link.bib", "no/such/folder.bib"):
        shell("refs", "--format", "bibtex", "-o", str(tmp_path / name), code=1)
        assert "Not written" in shell.err
    assert path.read_text() == "mine"
    assert not (tmp_path / "elsewhere.bib").exists()


def test_keys_stay_when_more_is_added(shell: Shell, tmp_path: Path) -> None:
    before = shell("refs", "id:1", "--format", "bibtex")
    (tmp_path / "twin.md").write_text(FIRST.replace(PAPER, "10.1000/twin").replace("by computer", "by computer again"))
    shell("add", str(tmp_path / "twin.md"))
    assert shell("refs", "id:1", "--format", "bibtex") == before
    assert "jumper2021highlya" in shell("refs", "--format", "bibtex")


def test_an_own_library_gives_a_tick(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "own.bib"
    path.write_text("@article{myKey, title={Highly accurate protein structure prediction}, doi={" + PAPER + "}}\n")
    assert shell("import", str(path)) == "1 reference read, 1 new or changed\n"
    assert shell("import", str(path)) == "1 reference read, 0 new or changed\n"
    assert {article["id"] for article in shell.json("list", "in:library", "--json")} == {1, 2}
    (shown,) = shell.json("show", "1", "--json")
    assert shown["references"][0]["library"] == "myKey"
    assert shown["also_reported_by"] == []


def test_a_broken_library_is_told_by_line_and_the_rest_is_read(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "own.bib"
    path.write_text("@article{a, doi={10.1000/a}}\n\n@article{b, title={never closed\n\n@article{c, doi={10.1000/c}}\n")
    shell("import", str(path), code=1)
    assert "line 3" in shell.err
    assert "Traceback" not in shell.err
    shell("import", str(tmp_path / "missing.bib"), code=1)
