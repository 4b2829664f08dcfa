"""A library that cites a thousand works: filled, flagged, queued, exported and digested, by commands and by keys."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import PaperQuery, Query, Store, papers_asking
from tests.store.services import KINDS, MANY, ServicesServer, cite_samples
from tests.tui.reader import opened_reader, shown, told, until
from tests.tui.shell import Shell
from tui.paths import config_dir

PLAIN = MANY - len(KINDS) * (MANY // 50)


@pytest.fixture(scope="module")
def server() -> Iterator[ServicesServer]:
    with ServicesServer() as running:
        yield running


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], server: ServicesServer, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setattr(papers_asking, "spacing", lambda limits: 0.0005)  # the pauses are tested where they are made
    base = server.url("")
    named = {"crossref": "crossref", "doi": "doi", "datacite": "datacite", "pubmed": "eutils", "unpaywall": "unpaywall"}
    lines = [
        "[papers]",
        "ask = true",
        'contact = "reader@example.org"',
        *(f'{name} = "{base}/{path}"' for name, path in named.items()),
    ]
    config_dir().mkdir(parents=True, exist_ok=True)
    (config_dir() / "config.toml").write_text("\n".join(lines), "utf-8")
    return Shell(capsys)


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred articles that cite a thousand works; nobody was asked yet."""
    path = tmp_path_factory.mktemp("cited") / "library.db"
    with Store(path) as store:
        cite_samples(store)
    return path


@pytest.fixture
def path(cited: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    library = tmp_path / "library.db"
    shutil.copy(cited, library)
    monkeypatch.setenv("SCIREAD_DB", str(library))
    return library


def test_by_commands(shell: Shell, path: Path, tmp_path: Path) -> None:
    shell("mark", "refs:>0", "--read")
    told = shell("papers", "fetch")
    assert told.startswith("1,000 papers asked about: 980 known, 20 unknown to all, 20 retracted")
    assert "20 articles you had read are unread again: retracted" in told
    kinds = Counter(paper["status"]["kind"] for paper in shell.json("papers", "--json"))
    assert kinds == {"retracted": 20, "concern": 20, "corrected": 20, "none": 840 + 20, "unchecked": 80}
    assert len(shell.json("list", "--json", "is:retracted", "is:unread")) == 20
    assert len(shell.json("papers", "list", "--json", "--status", "retracted")) == 20

    retracted, *_ = shell.json("papers", "list", "--json", "--status", "retracted", "--sort", "year")
    assert shell("papers", "queue", retracted["ids"]["doi"], "10.5555/work.0020") == "2 papers changed\n"
    shell("papers", "queue", retracted["ids"]["doi"], "--state", "aside", "--reason", "retracted")
    assert shell("undo") == "1 paper changed back: set aside\n"
    assert [paper["queue"]["state"] for paper in shell.json("papers", "--json", "--state", "to-read")] == [
        "to-read"
    ] * 2

    shell("papers", "fetch", "--access", "id:2")
    assert "open copy" in shell("papers", "show", "10.5555/work.0010")

    shell("papers", "export", "--state", "to-read", "--format", "csl-json", "-o", str(tmp_path / "queue.json"))
    exported = json.loads((tmp_path / "queue.json").read_text("utf-8"))
    assert len(exported) == 2
    assert any("Retracted 2026-03-05" in json.dumps(one) for one in exported)
    assert shell("refs", "--format", "bibtex").count("@article{") > 800

    digest = shell("digest", "--format", "json", "id:1-20")
    assert digest == shell("digest", "--format", "json", "id:1-20")
    assert len(json.loads(digest)["references"]) == 200
    page = shell("digest", "--format", "html", "id:1-20")
    assert page.count("10.5555/notice.") >= 4
    assert shell.json("stats", "--json")[0]["queue"]["to-read"] == 2
    assert shell("check").count("whole") == 6


async def test_by_keys(shell: Shell, path: Path) -> None:
    with Store(path) as store:
        store.mark(list(store.ids(Query())), read=True)
    async with opened_reader(path, size=(120, 40)) as (screen, pilot):
        assert screen.article_list.count == 100
        screen.action_ask_papers()
        await told(screen, "1,000 papers asked about: 980 known, 20 unknown to all, 20 retracted")
        assert len(screen.store.ids(Query("is:retracted"))) == 20
        screen.show_in_library(1)
        await pilot.press("i")
        await until(lambda: "retracted 5 March 2026" in shown(screen))
        await pilot.press("escape")
        await until(lambda: screen.app.screen is screen)
        await pilot.press("b")
        await until(lambda: screen.store.queue_counts()["to-read"] == 1)
        await pilot.press("g", "q")
        await until(lambda: screen.app.screen is not screen and "in the queue" in shown(screen), lambda: shown(screen))
        await pilot.press("escape")
        await until(lambda: screen.app.screen is screen)
        await pilot.press("g", "p")
        await until(lambda: "1,000" in shown(screen))
        await pilot.press("G")
        await pilot.press("b")
        await pilot.press("escape", "escape")
        await until(lambda: screen.app.screen is screen)
        await pilot.press("U")
        await until(lambda: screen.store.queue_counts()["to-read"] == 0)
        assert len(screen.store.paper_ids(PaperQuery(status=("retracted",)))) == 20
