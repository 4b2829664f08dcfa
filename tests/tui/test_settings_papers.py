"""[papers] of config.toml: what counts, what is told of mistakes, and whether services may be asked."""

from pathlib import Path

import pytest

from store.papers_services import Services
from tui.settings import Settings, read_settings
from tui.settings_papers import LINKS, PAPERS, PaperSettings, may_ask
from tui.settings_told import told_papers
from tui.state import State


def read(folder: Path, text: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_what_is_written_counts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '[papers]\nask = true\nbackground = false\ncontact = "a.b+c@example.org"\ncrossref = "http://127.0.0.1:8001/"\n'
        'doi = "https://doi.example"\ndatacite = "HTTPS://d.example/x/y//"\npubmed = "http://[::1]:80/eutils"\n'
        'unpaywall = "https://u.example/v2"\n\nlinks = [\n "pmc",\n "https://r.example/?id={doi}",\n "pmc",\n]\n',
    )
    assert found.notices == ()
    assert found.papers == PaperSettings(
        True, False, "a.b+c@example.org", "http://127.0.0.1:8001", "https://doi.example", "HTTPS://d.example/x/y",
        "http://[::1]:80/eutils", "https://u.example/v2", ("pmc", "https://r.example/?id={doi}"),
    )  # fmt: skip
    assert found.written[("papers", "links")] == 11
    assert {path[1] for path in found.written} == PAPERS.keys()


@pytest.mark.parametrize("text", ["", "[papers]\n", 'theme = "nord"', "[papers]\ncontact = ''"])
def test_what_is_not_written_is_as_it_was(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.papers == PaperSettings() == PaperSettings(links=LINKS)
    assert found.notices == ()


SERVICES = ("crossref", "doi", "datacite", "pubmed", "unpaywall")
BASE = "is an address such as https://host/path, without user and password, in quotes"


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("papers = 3", '1: [papers] is a table: contact = "you@example.org"'),
        ("paper = 3", "1: there is no setting “paper”; did you mean “papers”?"),
        ('[papers]\n\ncontct = "a@b.example"', "3: [papers] there is no setting “contct”; did you mean “contact”?"),
        ("[papers]\nzzz = 1", "2: [papers] there is no setting “zzz”"),
        ("[papers]\nask = 1", "2: [papers] ask is true or false"),
        ('[papers]\nask = "yes"', "2: [papers] ask is true or false"),
        ("[papers]\nbackground = 0", "2: [papers] background is true or false"),
        ("[papers]\ncontact = true", "2: [papers] contact is a mail address, in quotes"),
        ('[papers]\ncontact = "a b@c.example"', "2: [papers] contact is a mail address, in quotes"),
        ('[papers]\ncontact = "a@b@c.example"', "2: [papers] contact is a mail address, in quotes"),
        ('[papers]\ncontact = "@c.example"', "2: [papers] contact is a mail address, in quotes"),
        ('[papers]\ncontact = "a@"', "2: [papers] contact is a mail address, in quotes"),
        ('[papers]\ncontact = "a@c.example\\r\\nX: y"', "2: [papers] contact is a mail address, in quotes"),
        ('[papers]\ncontact = "a@c.example)"', "2: [papers] contact is a mail address, in quotes"),
        ("[papers]\ncrossref = 8080", f"2: [papers] crossref {BASE}"),
        ('[papers]\ndoi = "doi.org"', f"2: [papers] doi {BASE}"),
        ('[papers]\ndoi = "file:///etc"', f"2: [papers] doi {BASE}"),
        ('[papers]\ndatacite = "https://me:hunter2@d.example"', f"2: [papers] datacite {BASE}"),
        ('[papers]\npubmed = "https://p.example/?key=1"', f"2: [papers] pubmed {BASE}"),
        ('[papers]\nunpaywall = "https://u.example/#a"', f"2: [papers] unpaywall {BASE}"),
        ('[papers]\nunpaywall = "https://u.example/a b"', f"2: [papers] unpaywall {BASE}"),
        ("[papers]\nlinks = 3", '2: [papers] links is a list of links: ["unpaywall", "doi"]'),
        ("[papers]\nlinks = []", '2: [papers] links is a list of links: ["unpaywall", "doi"]'),
        ('[papers]\nlinks = ["doi", 3]', '2: [papers] links is a list of links: ["unpaywall", "doi"]'),
        ('[papers]\nlinks = ["pcm"]', "2: [papers] links: there is no link “pcm”; did you mean “pmc”?"),
        (
            '[papers]\nlinks = "https://r.example/{pmdi}"',
            "2: [papers] links: a template has no “{pmdi}”; did you mean “pmid”?",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_costs_nothing_else(tmp_path: Path, text: str, notice: str) -> None:
    found = read(tmp_path, f'{text}\n[keys]\nstar = "S"\n')
    assert found.notices == (f"config.toml line {notice}",)
    assert found.papers == PaperSettings()
    assert found.keys["star"] == ("S",)
    assert {path[0] for path in found.written} == {"keys"}


def test_sound_lines_and_links_stand_beside_mistakes(tmp_path: Path) -> None:
    found = read(tmp_path, '[papers]\nask = false\nlinks = ["arxiv", "pcm", "\\u001b[2J", "doi"]\ncontact = 3\n')
    assert found.papers == PaperSettings(ask=False, links=("arxiv", "doi"))
    assert [notice.partition(":")[0] for notice in found.notices] == ["config.toml line 3"] * 2 + ["config.toml line 4"]
    assert all(notice.isprintable() for notice in found.notices)


def test_one_link_needs_no_brackets(tmp_path: Path) -> None:
    assert read(tmp_path, '[papers]\nlinks = "europepmc"\n').papers.links == ("europepmc",)


@pytest.mark.parametrize(
    ("text", "answered", "allowed"),
    [
        ("", None, None), ("", True, True), ("", False, False),
        ("[papers]\nask = true", None, True), ("[papers]\nask = true", False, True),
        ("[papers]\nask = false", None, False), ("[papers]\nask = false", True, False),
        ("[papers]\nask = 1", None, None), ("[papers]\nask = 1", False, False),
    ],
)  # fmt: skip
def test_who_says_whether_services_may_be_asked(
    tmp_path: Path, text: str, answered: bool | None, allowed: bool | None
) -> None:
    if answered is not None:
        State(tmp_path / "state.json").remember_papers_allowed(answered)
    assert may_ask(read(tmp_path, text), State(tmp_path / "state.json")) is allowed


def test_an_answer_can_be_taken_back(tmp_path: Path) -> None:
    state = State(tmp_path / "state.json")
    state.remember_theme("nord", None)
    state.remember_papers_allowed(True)
    assert State(tmp_path / "state.json").papers_allowed() is True
    state.remember_papers_allowed(None)
    assert State(tmp_path / "state.json").papers_allowed() is None
    assert State(tmp_path / "state.json").theme(None) == "nord"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"papers_allowed": true}', '{"papers_allowed": 1}', '{"papers_allowed": "YES"}']
)
def test_what_was_not_answered_by_the_reader_is_no_answer(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    assert State(path).papers_allowed() is None


def test_where_each_setting_is_from(tmp_path: Path) -> None:
    state = State(tmp_path / "state.json")
    settings = read(tmp_path, '[papers]\nbackground = false\nlinks = ["arxiv"]\n')
    told = {one.name: (one.value, one.origin, one.line) for one in told_papers(settings, state)}
    assert list(told) == list(PAPERS)
    assert told["ask"] == (None, "default", None)
    assert told["background"] == (False, "config", 2)
    assert told["links"] == (("arxiv",), "config", 3)
    assert told["doi"] == ("https://doi.org", "default", None)
    state.remember_papers_allowed(False)
    assert told_papers(settings, state)[0].value is False
    assert told_papers(settings, state)[0].origin == "state"
    settings = read(tmp_path, "[papers]\nask = true\n")
    assert (told_papers(settings, state)[0].value, told_papers(settings, state)[0].origin) == (True, "config")


def test_every_setting_of_the_table_is_a_field_with_a_sound_sample() -> None:
    assert PAPERS.keys() == set(PaperSettings.__dataclass_fields__)
    for name, one in PAPERS.items():
        assert one.default is None or one.sound(list(one.default) if isinstance(one.default, tuple) else one.default)
        without = getattr(PaperSettings(), name)
        assert one.default == (getattr(Services(), name) if name in SERVICES else without)
        assert name not in SERVICES or without is None


@pytest.mark.parametrize(
    ("contact", "counts"),
    [
        ("a@b.example", True), ("me+x@a-b.example.org", True), ("O'Neil@x.ie", True), ("a@localhost", False),
        ("a@b.example ", False), ("ä@b.example", False),
    ],
)  # fmt: skip
def test_the_contact_that_counts_is_one_that_services_are_told(tmp_path: Path, contact: str, counts: bool) -> None:
    settings = read(tmp_path, f'[papers]\ncontact = "{contact}"\n').papers
    assert settings.contact == contact * counts
    assert Services(contact=settings.contact).mail == settings.contact
