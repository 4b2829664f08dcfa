"""Digests out: what stands in them, in what order, and what they say of papers."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from store import Author, Query, QueryError, Reference, Store, digest_of, write_digest
from store.digests import Digest
from store.digests_words import status_words
from store.model import Draft
from store.model_paper import Asked, Notice, PaperStatus, Record, Told
from tests.conftest import NOW

FORMS = ("markdown", "html", "json")


def reference(doi: str, title: str | None = None, role: str = "main", n: int = 1) -> Reference:
    return Reference(
        n, f"Roe A. {title or 'somewhere'}. doi:{doi}", "main" if role == "main" else "cited", "high", "trailer",
        {"doi": doi}, title=title, authors=(Author("Roe, A."),) if title else (),
        container="Test Journal" if title else None, issued=(2025,) if title else (),
    )  # fmt: skip


def article(key: str, *references: Reference, hours: int = 0, categories: tuple[str, ...] = ()) -> Draft:
    return Draft(
        key, f"News {key}", "The randomised trial enrolled 682 patients with asthma.",
        f"https://news.example/{key}", (), NOW - timedelta(hours=hours), "Example News", categories, references,
    )  # fmt: skip


A, B = reference("10.1000/a", "A switch"), reference("10.1000/b", "Earlier work", "cited", 2)


@pytest.fixture
def five(store: Store) -> Store:
    """Five articles, the newest first: two on one paper, one that cites it, one on another, one on none."""
    late = reference("10.1000/a", "A switch", "cited", 2)
    store.save(
        [
            article("one", A, B, hours=1, categories=("Lungs", "Repair")),
            article("two", A, hours=2),
            article("three", reference("10.1000/c", "The third"), late, hours=3, categories=("Repair",)),
            article("four", reference("10.1000/d"), hours=4, categories=("Lungs",)),
            article("five", hours=5),
        ]
    )
    return store


def tell(store: Store, doi: str, *notices: Notice, title: str = "") -> None:
    """What a service said of a work."""
    record = Record("crossref", {"doi": doi}, title or None, container="Journal of Services", issued=(2024, 3))
    store.tell(Asked(store.paper_named(doi), {"doi": doi}, ("metadata", "status")), Told(record, notices))


def shape(digest: Digest) -> list[tuple[str, list[str]]]:
    """The headings, each with the articles below it."""
    return [(group.name, [one.article.title.split()[1] for one in group.articles]) for group in digest.groups]


def test_every_work_has_one_number_in_the_order_of_the_digest(five: Store) -> None:
    digest = digest_of(five, Query(), by="none")
    assert [one.reference.ids["doi"][-1] for one in digest.references] == ["a", "b", "c", "d"]
    assert [one.n for one in digest.references] == [1, 2, 3, 4]
    rests = [(one.about, one.cites) for group in digest.groups for one in group.articles]
    assert rests == [((1,), (2,)), ((1,), ()), ((3,), (1,)), ((4,), ()), ((), ())]
    assert len(digest.references[0].articles) == 3


def test_by_tag_the_reader_s_own_stand_first_and_each_article_once(five: Store) -> None:
    five.tag(five.ids(Query("title:two or title:three")), ["mine"])
    five.tag(five.ids(Query("title:three")), ["also mine"])
    digest = digest_of(five, Query())
    assert shape(digest) == [("#mine", ["two", "three"]), ("#Lungs", ["one", "four"]), ("Untagged", ["five"])]
    also = {one.article.title: one.also for group in digest.groups for one in group.articles}
    assert also["News three"] == ("also mine",)
    assert also["News one"] == ()
    assert "Example News · 2026-06-03 · also #also mine" in write_digest(digest, "markdown")


def test_by_paper_articles_on_the_same_stand_together(five: Store) -> None:
    digest = digest_of(five, Query(), by="paper")
    assert shape(digest)[:2] == [("A switch", ["one", "two"]), ("The third", ["three"])]
    assert shape(digest)[-1] == ("No paper named", ["five"])
    assert [group.paper for group in digest.groups] == [1, 3, 4, None]
    assert "## A switch (reported by 2)" in write_digest(digest, "markdown")


def test_a_digest_says_whether_papers_stand(five: Store) -> None:
    tell(five, "10.1000/a", Notice("retracted", (2026, 3, 5), "10.1000/notice", "data were made up", "publisher"))
    tell(five, "10.1000/b")
    digest = digest_of(five, Query("title:one or title:three"))
    text = write_digest(digest, "markdown")
    said = "Retracted 2026-03-05: data were made up (notice 10.1000/notice)"
    assert text.count(f"- **⚠ [1] {said}**".replace("[", r"\[").replace("]", r"\]")) == 2  # at both articles
    listed = text[text.index("## References") :]
    assert f"— ⚠ {said}" in listed
    assert "— no notice known as of 2026-06-03" in listed
    assert "— not checked" in listed
    assert ", ⚠ 1 of them with a notice" in text
    page = write_digest(digest, "html")
    assert page.count(f'<p class="warning">⚠ [1] {said}</p>') == 2
    by_doi = {one["ids"]["doi"]: one["status"] for one in json.loads(write_digest(digest, "json"))["references"]}
    assert by_doi["10.1000/a"]["kind"] == "retracted"
    assert by_doi["10.1000/a"]["notices"][0]["date"] == "2026-03-05"
    assert by_doi["10.1000/b"] == {"kind": "none", "as_of": NOW.isoformat(), "said": None, "notices": []}
    assert by_doi["10.1000/c"]["kind"] == "unchecked"


def test_what_a_title_says_is_said_though_nobody_was_asked(store: Store) -> None:
    store.save([article("one", reference("10.1000/r", "Retracted: A switch that never was"))])
    text = write_digest(digest_of(store, Query()), "markdown")
    assert r"- **⚠ \[1\] its title says: retracted; not checked**" in text
    assert "— ⚠ its title says: retracted; not checked" in text


def test_what_the_title_of_the_news_says_is_said_once_at_the_article(store: Store) -> None:
    store.save([replace(article("one"), title="Retraction: A switch that never was")])
    assert write_digest(digest_of(store, Query()), "markdown").count("- **⚠ A title says: retracted**") == 1


def test_what_services_say_of_a_paper_fills_what_the_news_did_not(five: Store) -> None:
    tell(five, "10.1000/d", title="The title that the news did not tell")
    text = write_digest(digest_of(five, Query("title:four")), "markdown")
    assert "1. The title that the news did not tell. *Journal of Services, 2024*. [doi:10.1000/d]" in text


def test_the_study_is_told_in_a_line_and_the_note_below_its_article(five: Store) -> None:
    (one,) = five.ids(Query("title:one"))
    five.set_note(one, "# Ask\n\nWho *paid*?\nAnd why?\n\n### Deep\n\n- first")
    text = write_digest(digest_of(five, Query("title:one")), "markdown")
    assert "- Study: randomised trial · patients with asthma · n 682" in text
    note = "> #### Ask\n>\n> Who *paid*?  \n> And why?\n>\n> ##### Deep\n>\n> - first"
    assert f"> **Note**\n>\n{note}" in text
    page = write_digest(digest_of(five, Query("title:one"), by="none"), "html")
    assert "<h3>Ask</h3>" in page  # there the article's own is an h2
    assert "<h4>Deep</h4>" in page


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("by", ["tag", "paper", "none"])
def test_an_unchanged_library_gives_the_same_bytes(five: Store, form: str, by: str) -> None:
    five.tag(five.ids(Query("title:two")), ["mine", "yours"])
    five.set_note(five.ids(Query("title:one"))[0], "A note.")
    tell(five, "10.1000/a", Notice("concern"), Notice("corrected", (2026,)))

    def written() -> str:
        with Store(five.path, now=lambda: NOW + timedelta(days=400)) as again:
            digest = digest_of(again, Query(), by=by, title="T")  # type: ignore[arg-type]
            return write_digest(digest, form)  # type: ignore[arg-type]

    before = write_digest(digest_of(five, Query(), by=by, title="T"), form)  # type: ignore[arg-type]
    assert before == written() == written()


def test_nothing_found_is_a_digest_that_says_so(five: Store) -> None:
    digest = digest_of(five, Query("title:nothing"), title="Empty")
    assert (
        write_digest(digest, "markdown") == "# Empty\n\n0 articles, 0 references · title:nothing\n\nNo article fits.\n"
    )
    assert "<p>No article fits.</p>" in write_digest(digest, "html")
    told = {"title": "Empty", "query": "title:nothing", "groups": [], "references": []}
    assert json.loads(write_digest(digest, "json")) == told


def test_hidden_articles_and_wrong_queries_stay_out(five: Store) -> None:
    five.mark(five.ids(Query("title:one")), hidden=True)
    assert digest_of(five, Query()).count == 4
    with pytest.raises(QueryError):
        digest_of(five, Query("is:odd"))


def test_what_changes_while_it_is_gathered_is_left_out(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    works = five.works
    monkeypatch.setattr(five, "works", lambda ids: works(ids)[1:])
    digest = digest_of(five, Query(), by="paper")
    assert digest.count == 5
    assert digest.groups[0].paper is None
    for form in FORMS:
        assert "News one" in write_digest(digest, form)  # type: ignore[arg-type]


def test_it_does_not_ask_the_library_once_for_each_reference(store: Store) -> None:
    many = tuple(reference(f"10.1000/{n}", f"Work {n}", "cited", n) for n in range(1, 200))
    store.save([article("many", *many), article("few", *many[:2])])
    asked: list[str] = []
    store._conn.set_trace_callback(asked.append)
    assert len(digest_of(store, Query()).references) == 199
    assert len(asked) < 60


RETRACTED = Notice("retracted", (2026, 3), "10.1/n", "a reason")


@pytest.mark.parametrize(
    ("status", "said", "words"),
    [
        (PaperStatus(), "", "not checked"),
        (PaperStatus("none", "2026-06-02T08:00:00+00:00"), "", "no notice known as of 2026-06-02"),
        (PaperStatus("retracted", None, (RETRACTED,)), "", "⚠ Retracted 2026-03: a reason (notice 10.1/n)"),
        (PaperStatus("retracted", None, (RETRACTED,)), "retracted", "⚠ Retracted 2026-03: a reason (notice 10.1/n)"),
        (PaperStatus("concern", "2026-06-02", (Notice("concern"),)), "", "⚠ Expression of concern"),
        (PaperStatus("withdrawn"), "", "⚠ Withdrawn"),
        (PaperStatus("corrected", None, (Notice("corrected", (2020,)),)), "", "⚠ Corrected 2020"),
        (
            PaperStatus("none", "2026-06-02", (Notice("reinstated", (2025, 1, 2)),)), "",
            "reinstated 2025-01-02; no other notice known as of 2026-06-02",
        ),
        (
            PaperStatus("none", "2026-06-02"), "retracted",
            "⚠ its title says: retracted; no notice known as of 2026-06-02",
        ),
    ],
)  # fmt: skip
def test_the_words_of_a_status(status: PaperStatus, said: str, words: str) -> None:
    assert status_words(status, said) == words
