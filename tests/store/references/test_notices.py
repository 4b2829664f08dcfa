"""What titles say of papers: marks of publishers and PubMed, and headlines that only speak of such things."""

from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Query, Reference, Store
from store.model import Draft, FeedDraft
from store.references.notices import _HINT, _MARKS, _PLAIN, _SHOUTED, article_notice, notice
from tests.conftest import ROOT

RETRACTED = [
    "RETRACTED: A gut reaction to vaccines in twelve mice",
    "RETRACTED ARTICLE: Curcumin mends nerves",
    "Retracted article: Curcumin mends nerves",
    "Retracted: Curcumin mends nerves",
    "[Retracted] Curcumin mends nerves",
    "[RETRACTED ARTICLE] Curcumin mends nerves",
    "RETRACTED CHAPTER: Deep nets for dentists",
    "RETRACTED – Curcumin mends nerves",
    "Curcumin mends nerves (Retracted)",
    "Curcumin mends nerves. [Retracted].",
    "Curcumin mends nerves (Retracted article. See vol. 12, pg. 340, 2021)",
    "Curcumin mends nerves (Retraction of vol 8, pg 11, 2016)",
    "Curcumin mends nerves - RETRACTED",
    "Retraction: Curcumin mends nerves",
    "Retraction—Curcumin mends nerves in mice",
    "Retraction Note: Curcumin mends nerves",
    "Retraction Note to: Curcumin mends nerves",
    "Retraction notice to “Curcumin mends nerves” [J. Spice 3 (2014) 1–9]",
    "Retraction notice to Curcumin mends nerves",
    "Retraction to: Curcumin mends nerves",
    "Retraction of “Curcumin mends the nerves of adult mice”",
    "Retraction for Roe et al., Curcumin mends nerves",
    "Statement of Retraction: Curcumin mends nerves",
    "Notice of Retraction and Replacement: Curcumin and sleep",
    "Retracted and republished: Curcumin mends nerves",
    "**RETRACTED:** Curcumin mends nerves",
    "  retraction :  Curcumin mends nerves",
    "[Retraction of: Curcumin mends nerves].",
    "Correction to: RETRACTED ARTICLE: Curcumin mends nerves",
    "Rétractation : le curcuma répare les nerfs",
    "Artículo retractado: la cúrcuma repara los nervios",
    "Ретракция статьи: Куркума и нервы",
    "撤稿：姜黄素修复神经",
    "【論文撤回】クルクミン",
    "Retraction",
]
WITHDRAWN = [
    "WITHDRAWN: Exercise for back pain",
    "Withdrawn: Exercise for back pain",
    "[Withdrawn] Exercise for back pain",
    "WITHDRAWN ARTICLE: Exercise for back pain",
    "WITHDRAWAL: Exercise for back pain",
    "Withdrawal notice to “Exercise for back pain” [Spine 1 (2020)]",
    "TEMPORARY REMOVAL: Exercise for back pain",
    "Zurückgezogen: Bewegung bei Rückenschmerz",
]
CONCERN = [
    "Expression of Concern: Stem cells and hearts",
    "Editorial Expression of Concern: Stem cells and hearts",
    "Expression of Concern to: Stem cells and hearts",
    "Publisher’s Note of Concern: Stem cells and hearts",
    "[Expression of Concern] Stem cells and hearts",
    "Expression of Concern for Roe et al., Stem cells and hearts",
    "Partial Retraction: Stem cells and hearts",
    "Expression de préoccupation : cellules souches",
]
CORRECTED = [
    "Erratum: Moths by moonlight",
    "Erratum to: Moths by moonlight",
    "Erratum to Moths by moonlight",
    "Corrigendum to “Moths by moonlight” [Ins. Sci. 4 (2019) 5]",
    "Corrigendum: Moths by moonlight",
    "Author Correction: Moths by moonlight",
    "Publisher Correction: Moths by moonlight",
    "Correction to: Moths by moonlight",
    "Correction to “Moths by moonlight and by streetlight”",
    "Correction for Roe et al., Moths by moonlight",
    "Department of Error",
    "Fe de erratas: polillas",
    "Berichtigung: Nachtfalter",
    "更正：飞蛾",
]
NOTHING = [
    "Journal retracts study on spices and nerves",
    "Retracted study still cited a thousand times",
    "Retracted papers live on in reviews",
    "Retraction Watch: ten years of a blog",
    "Retractions: a year in numbers",
    "Retraction of spice study prompts inquiry",
    "Retraction of \"miracle\" spice study stirs a debate",
    "Retraction of Greenland's ice quickens, satellites find",
    "Paper on spices retracted after complaints",
    "Spice paper (now retracted) misled doctors",
    "Why was the spice paper retracted?",
    "Author asks for retraction: the story of a spice",
    "How a cat's claw retracts, and why",
    "Lung retraction in the newborn",
    "Withdrawn drug returns to the market",
    "Withdrawal: how to stop sleeping pills",
    "Withdrawal of antibiotics before surgery",
    "Alcohol withdrawal and the heart",
    "Company withdraws bid for licence",
    "An expression of concern, and then silence",
    "Expression of concern genes in immune cells",
    "Journal issues expression of concern over stem cells",
    "Gene expression: a concern for breeders",
    "Corrections to climate models are small",
    "Correction of short sight by laser",
    "Correction factors for moth counts",
    "Error correction: a quantum chip learns",
    "Course correction for a comet probe",
    "Erratic stars, corrected lenses",
    "Gene editing corrects a blood disorder",
    "Concern: the word of the year",
    "Removed: a village makes way for coal",
    "RETRACTABLE CLAWS: a survey",
    "El papel retractado en la prensa",
    "La rétractation du muscle, expliquée",
    "Studie zurückgezogen nach Kritik",
    "Rückzug der Gletscher: neue Zahlen",
    "Отзыв лекарства: что известно",
    "撤稿的故事：谁在看着科学",
    "",
    " [] ",
    "[14C] glucose [/x]",
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "said"),
    [
        *((title, "retracted") for title in RETRACTED), *((title, "withdrawn") for title in WITHDRAWN),
        *((title, "concern") for title in CONCERN), *((title, "corrected") for title in CORRECTED),
        *((title, "") for title in NOTHING),
    ],
)  # fmt: skip
def test_the_notice_of_a_title(title: str, said: str) -> None:
    assert notice(title) == said


def test_our_own_samples_and_documents_carry_no_notice() -> None:
    """Headlines and prose: what does not begin as a mark does is none."""
    lines = [line for path in (ROOT / "docs").glob("*.md") for line in path.read_text("utf-8").splitlines()]
    assert len(lines) > 200
    assert [line for line in lines if notice(line)] == []


@pytest.mark.parametrize(
    ("piece", "said"),
    [("retraction for ", ""), ("[", ""), ("“", ""), ("correction: ", "corrected"), ("(retracted. ", ""), ("- ", "")],
)
def test_any_length_of_title_is_read(piece: str, said: str) -> None:
    assert notice(piece * 20_000) == said


def main(title: str, role: str = "main") -> Reference:
    return Reference(1, "raw", "cited" if role == "cited" else "main" if role == "main" else "self", title=title)


@pytest.mark.parametrize(
    ("title", "references", "said"),
    [
        ("A headline", [main("RETRACTED: x")], "retracted"),
        ("A headline", [main("Correction: x"), main("WITHDRAWN: x")], "withdrawn"),
        ("A headline", [main("RETRACTED: x", "cited")], ""),
        ("A headline", [main("RETRACTED: x", "self")], "retracted"),
        ("[Retracted] A headline", [main("Correction: x")], "retracted"),
        ("A headline", [], ""),
    ],
)
def test_an_article_has_the_gravest_notice_of_its_papers(title: str, references: list[Reference], said: str) -> None:
    assert article_notice(title, references) == said


def test_it_is_stored_found_and_told(store: Store) -> None:
    retracted = (main("RETRACTED: A spice"),)
    store.save([Draft("a", "Spice mends nerves", "Text", references=retracted), Draft("b", "Moths", "Text")], place="x")
    store.save([Draft("c", "WITHDRAWN: Backs", "Text"), Draft("d", "Expression of concern: Hearts", "T")], place="y")
    assert [store.article(n).notice for n in (1, 2, 3, 4)] == ["retracted", "", "withdrawn", "concern"]
    assert sorted(store.ids(Query("is:retracted"))) == [1, 3]
    assert sorted(store.ids(Query("-is:retracted"))) == [2, 4]


def test_a_title_that_is_read_again_counts(store: Store) -> None:
    before, after = (Draft("a", title, "Text", "https://news.example/a") for title in ("Spice", "RETRACTED: Spice"))
    store.save([before], feed=FeedDraft("F", (before,), "https://news.example/f"))
    store.save([after], feed=FeedDraft("F", (after,), "https://news.example/f"))
    assert store.article(1).notice == "retracted"
    page = Draft("", "Spice, the page", "A text that is longer than the feed's was.", "https://news.example/a")
    store.save([page], place="https://news.example/a")
    assert store.article(1).title == "RETRACTED: Spice"
    assert store.article(1).notice == "retracted"


def test_what_was_stored_before_gets_its_notice(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store(path) as store:
        drafts = [Draft("a", "Spice", "T", references=(main("Retraction Note: x"),)), Draft("b", "Erratum: Moths", "T")]
        store.save([*drafts, Draft("c", "Backs", "T", references=(main("RETRACTED: x", "cited"),))], place="x")
    db = sqlite_utils.Database(path)
    with db.conn:
        db.execute("DROP INDEX articles_by_notice")
        db.execute("ALTER TABLE articles DROP COLUMN notice")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_notices'")
    db.close()
    with Store(path) as store:
        assert [store.article(n).notice for n in (1, 2, 3)] == ["retracted", "corrected", ""]


@pytest.mark.parametrize("form", [mark for marks in _MARKS.values() for mark in marks] + [*_PLAIN.values()])
def test_no_mark_is_without_its_hint(form: str) -> None:
    @settings(max_examples=40, deadline=None, database=None)
    @given(st.from_regex(form, fullmatch=True))
    def every_way_to_write_it_has_one(mark: str) -> None:
        assert _HINT.search(mark.casefold())

    every_way_to_write_it_has_one()


@pytest.mark.parametrize("form", [*_SHOUTED.values()])
def test_no_shouted_mark_is_without_its_hint(form: str) -> None:
    @settings(max_examples=40, deadline=None, database=None)
    @given(st.from_regex(form))
    def every_way_to_write_it_has_one(title: str) -> None:
        assert _HINT.search(title.casefold())

    every_way_to_write_it_has_one()
