"""What each service's answer is read as: recorded samples, and the shapes that are normal without being nice."""

import copy
import json
from typing import Any

import pytest

from store import papers_crossref, papers_csl, papers_datacite, papers_pubmed, papers_unpaywall
from store.model import Author
from store.model_paper import Access, Copy, Notice, Record, Told
from store.papers_shapes import AnswerError
from tests.store.services import recorded

DOI = "10.5555/work.0010"


def crossref(**parts: Any) -> Told:
    answer = copy.deepcopy(recorded("crossref"))
    answer["message"] |= parts
    return papers_crossref.read(json.dumps(answer).encode(), DOI)


def record(told: Told | None) -> Record:
    assert told
    assert told.record
    return told.record


def test_crossref_describes_a_paper() -> None:
    told = crossref()
    found = record(told)
    assert found == Record(
        "crossref", {"doi": DOI}, "Lichen growth at 10⁵ Pa & the role of CO₂",
        (Author("Example, Ada", "Example", "Ada"), Author("Sample Jr., Björn", "Sample Jr.", "Björn"),
         Author("The Lichen Consortium")),
        "Journal of Invented Results", "J. Invent. Res.", "Example Press", "article-journal", (2026, 3, 5), "12", "3",
        "101-119", None,
        "Background\n\nLichens grow slowly. We kept 120 of them at p = 10⁵ Pa.\n\n"
        "Results\n\nGrowth rose with CO₂ & light (P < 0.05).",
        "en", "https://creativecommons.org/licenses/by/4.0/", "https://journal.example/articles/work.0010", False,
        ("10.5555/preprint.0010",), (), ("NCT01234567",), ("Foundation for Examples",),
    )  # fmt: skip
    assert told.notices == ()


def update(kind: str, doi: str = "10.5555/N.1", source: str | None = "publisher", *date: Any) -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "source": source, "updated": {"date-parts": [list(date)]}}


def test_crossref_tells_notices_once_for_each_who_says_so() -> None:
    told = crossref(**{
        "updated-by": [
            update("retraction"), update("retraction", "10.5555/n.1", "publisher", 2026, 3, 5),
            update("Retraction", "10.5555/n.1", "retraction-watch", 2026, "03"), update("new_version"),
        ]
    })  # fmt: skip
    assert told.notices == (
        Notice("retracted", (2026, 3, 5), "10.5555/n.1", source="publisher"),
        Notice("retracted", (2026, 3), "10.5555/n.1", source="retraction-watch"),
    )


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("retraction", "retracted"), ("Retraction", "retracted"), ("withdrawal", "withdrawn"), ("removal", "withdrawn"),
        ("expression_of_concern", "concern"), ("Expression of Concern", "concern"),
        ("expressionOfConcern", "concern"), ("correction", "corrected"), ("erratum", "corrected"),
        ("corrigendum", "corrected"), ("addendum", "corrected"), ("reinstatement", "reinstated"),
        ("partial_retraction", "concern"), ("new_edition", None), ("interlinear_gloss", None), ("", None),
    ],
)  # fmt: skip
def test_kinds_of_notices_are_compared_on_letters(written: str, kind: str | None) -> None:
    notices = crossref(**{"updated-by": [update(written)]}).notices if written else crossref().notices
    assert [one.kind for one in notices or ()] == ([kind] if kind else [])


@pytest.mark.parametrize("value", ["retraction", {"type": 3}, [None], [[]], ["x"], [{}], [{"type": []}], 3, True])
def test_notices_that_cannot_be_read_are_never_none_known(value: Any) -> None:
    with pytest.raises(AnswerError, match="notices"):
        crossref(**{"updated-by": value})


@pytest.mark.parametrize("value", [None, []])
def test_no_notices_is_checked_and_none(value: Any) -> None:
    assert crossref(**{"updated-by": value}).notices == ()


def test_a_notice_says_which_work_it_is_about_and_nothing_of_itself() -> None:
    told = papers_crossref.read(json.dumps(recorded("crossref_notice")).encode(), "10.5555/notice.0000")
    about = Notice("retracted", (2026, 3, 5), "10.5555/notice.0000")
    assert record(told).updates == (("10.5555/work.0000", about),)
    assert told.notices == ()


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("RETRACTED: Lichens in space", ["retracted"]),
        ("WITHDRAWN: Lichens in space", ["withdrawn"]),
        ("Lichens in space [Retracted]", ["retracted"]),
        ("Retraction: Lichens in space", []),
        ("Retraction Note to: Lichens in space", []),
        ("Correction to: Lichens in space", []),
        ("Expression of Concern: Lichens in space", []),
        ("Retracted muscles of lichens", []),
    ],
)
def test_a_title_that_says_so_is_a_notice_where_no_other_is_known(title: str, kinds: list[str]) -> None:
    told = crossref(title=[title])
    assert [(one.kind, one.doi, one.source) for one in told.notices or ()] == [(k, None, "publisher") for k in kinds]
    known = crossref(title=[title], **{"updated-by": [update("retraction", "10.5555/n.1")]})
    assert [one.doi for one in known.notices or ()] == ["10.5555/n.1"]


def test_a_preprint_names_its_server_and_what_came_of_it() -> None:
    found = record(
        crossref(
            type="posted-content", subtype="preprint", relation={"is-preprint-of": [{"id": "10.5555/WORK.2"}]},
            institution=[{"name": "Invented Archive"}], **{"container-title": []},
        )
    )  # fmt: skip
    assert (found.is_preprint, found.type, found.container) == (True, "article", "Invented Archive")
    assert (found.preprints, found.published) == ((), ("10.5555/work.2",))


def test_what_is_empty_or_null_is_not_stated() -> None:
    bare: dict[str, Any] = {name: [] for name in recorded("crossref")["message"] if name not in ("DOI", "issued")}
    found = record(crossref(issued={"date-parts": [[None]]}, **{"published-print": None, **bare}))
    assert found == Record("crossref", {"doi": DOI})


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([[2026, 3, 5]], (2026, 3, 5)), ([["2026", "3"]], (2026, 3)), ([[2026.0]], (2026,)), ([2026, 3], (2026,)),
        ([[None]], ()), ([[]], ()), ([], ()), (None, ()), ("2026", (2026,)), ([[2026, 13, 5]], (2026,)),
        ([[2026, 2, 30]], (2026, 2)), ([[True]], ()), ([[20260305]], ()), ([[-1]], ()), ([[{}]], ()),
    ],
)  # fmt: skip
def test_dates_go_as_far_as_they_are_stated(parts: Any, date: tuple[int, ...]) -> None:
    bare = {"published-print": None, "published": None}
    assert record(crossref(issued={"date-parts": parts}, **bare)).issued == date


def test_formulas_and_entities_in_titles_become_text() -> None:
    math = (
        '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn>'
        "</mml:msup></mml:math>"
    )
    assert record(crossref(title=[f"On {math} &amp;amp; <b>more</b>"])).title == "On x² & more"
    twice = f"<jats:p>So <jats:tex-math>$$x^2$$</jats:tex-math>{math} is.</jats:p>"
    assert record(crossref(abstract=twice)).abstract == "So x² is."
    assert record(crossref(abstract="<jats:p>a &lt; b and c<d, e > f</jats:p>")).abstract == "a < b and c<d, e > f"


def test_what_is_too_long_is_cut() -> None:
    authors = [{"family": f"F{n}"} for n in range(900)]
    found = record(crossref(title=["t" * 5000], abstract="<p>" + "a " * 30_000, author=authors))
    assert found.title
    assert (len(found.title), len(found.authors)) == (1000, 500)
    assert 15_000 < len(found.abstract) <= 20_000


def test_nothing_that_a_terminal_obeys_is_kept() -> None:
    evil = "a\x1b]0;x\x07\u202eb\ud800"
    found = record(
        crossref(title=[evil], abstract=evil, publisher=evil, author=[{"family": evil}], URL="javascript:x", resource=1)
    )
    assert (found.title, found.abstract, found.publisher, found.url) == ("ab", "ab", "ab", None)
    assert found.authors == (Author("ab", "ab"),)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!DOCTYPE html><title>Sign in</title>", "web page"),
        (b'{"message": {"DOI": "10.5555/wo', "not whole"),
        (b"Resource not found.", "not whole"),
        (b"[" * 100_000, "not whole"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "not whole"),
        (b"[]", "another shape"),
        (b"null", "another shape"),
        (b"{}", "no work|describes|which work|another shape"),
        (b'{"message": [], "data": "x", "result": 3, "doi": 5}', "no work|describes|which work|another shape"),
    ],
)
def test_what_is_no_answer_is_a_clause(data: bytes, why: str) -> None:
    for read in (papers_crossref.read, papers_csl.read, papers_datacite.read, papers_unpaywall.read):
        with pytest.raises(AnswerError, match=why):
            read(data, DOI)
    with pytest.raises(AnswerError, match=why):
        papers_pubmed.read(data, "30000005")


def test_an_answer_about_another_work_is_none() -> None:
    other = "10.5555/another"
    for name, read in (
        ("crossref", papers_crossref.read), ("csl", papers_csl.read), ("datacite", papers_datacite.read),
        ("unpaywall", papers_unpaywall.read),
    ):  # fmt: skip
        with pytest.raises(AnswerError, match="another work"):
            read(json.dumps(recorded(name)).encode(), other)
    with pytest.raises(AnswerError, match="another work"):
        papers_pubmed.read(json.dumps(recorded("pubmed")).encode(), "30000006")


def test_the_case_of_a_doi_does_not_count() -> None:
    assert record(crossref(DOI="https://doi.org/10.5555/WORK.0010")).ids == {"doi": DOI}


def test_csl_describes_a_work_and_tells_nothing_of_notices() -> None:
    told = papers_csl.read(json.dumps(recorded("csl")).encode(), "10.5556/other.0007")
    found = record(told)
    assert (found.service, found.title, found.container) == (
        "doi.org",
        "A work at another agency",
        "Annali degli Esempi",
    )
    assert found.authors[1:] == (Author("van den Berg, Jan", "van den Berg", "Jan"), Author("Gruppo Esempio"))
    assert (found.issued, found.pages, found.url) == ((2025, 11), "1-9", "https://annali.example/7")
    assert told.notices is None
    marked = recorded("csl") | {"title": "RETRACTED: A work"}
    assert papers_csl.read(json.dumps(marked).encode(), "10.5556/other.0007").notices == (Notice("retracted"),)


def test_datacite_describes_data_and_preprints() -> None:
    told = papers_datacite.read(json.dumps(recorded("datacite")).encode(), "10.5061/dryad.0004")
    found = record(told)
    assert found.title == "Data from: Lichen growth at high pressure"
    assert found.authors[1:] == (Author("Sample, Björn", "Sample", "Björn"), Author("The Lichen Consortium"))
    assert (found.type, found.issued, found.publisher, found.license) == (
        "dataset", (2026, 2, 1), "Example Data", "cc0-1.0",
    )  # fmt: skip
    assert found.abstract == "Rates of growth of 120 lichens.\n\nEach row is one."
    assert (found.preprints, found.published, found.is_preprint) == ((), ("10.5555/work.0010",), False)
    assert told.notices is None


def test_datacite_knows_arxiv_by_both_names() -> None:
    answer = copy.deepcopy(recorded("datacite"))
    answer["data"]["attributes"] |= {"doi": "10.48550/ARXIV.2601.00006", "types": None, "dates": None}
    found = record(papers_datacite.read(json.dumps(answer).encode(), "10.48550/arxiv.2601.00006"))
    assert found.ids == {"doi": "10.48550/arxiv.2601.00006", "arxiv": "2601.00006"}
    assert (found.is_preprint, found.container, found.issued) == (True, "arXiv", (2026,))


def pubmed(scheme: str = "pmid", id: str = "30000005", **parts: Any) -> Told | None:
    answer = copy.deepcopy(recorded("pubmed"))
    work = answer["result"].pop("30000005") | {"uid": id.removeprefix("PMC")} | parts
    answer["result"][work["uid"]] = work
    return papers_pubmed.read(json.dumps(answer).encode(), id, scheme)


def test_pubmed_summarizes_a_paper() -> None:
    told = pubmed()
    assert told
    found = record(told)
    assert found.ids == {"pmid": "30000005", "doi": "10.5555/work.0005", "pmcid": "PMC9000005"}
    assert found.title == "Lichen growth in dark rooms & cellars"
    assert found.authors == (
        Author("Example, A", "Example", "A"), Author("van den Berg, JW Jr", "van den Berg", "JW Jr"),
        Author("Lichen Consortium"),
    )  # fmt: skip
    assert (found.issued, found.container, found.container_short) == (
        (2026, 3, 5), "Journal of invented results", "J Invent Res",
    )  # fmt: skip
    assert told.notices == ()


def test_pubmed_marks_what_was_retracted() -> None:
    told = pubmed(pubtype=["Journal Article", "Retracted Publication"])
    assert told
    assert told.notices == (Notice("retracted", source="pubmed"),)
    link = {"refsource": "J Invent Res. 2026 May 2;12(5):1", "reftype": "Retraction in", "pmid": 30000099}
    linked = pubmed(pubtype=["Retracted Publication"], references=[link])
    assert linked
    assert linked.notices == (Notice("retracted", (2026, 5, 2), source="pubmed"),)
    concern = pubmed(pubtype=["Expression of Concern"])
    assert concern
    assert concern.notices == (Notice("concern", source="pubmed"),)
    with pytest.raises(AnswerError):
        pubmed(pubtype="Retracted Publication")


def test_pmc_is_asked_by_number_and_tells_nothing_of_notices() -> None:
    ids = [{"idtype": "pmid", "value": "30000005"}, {"idtype": "pmcid", "value": "PMC9000005"}]
    told = pubmed("pmcid", "PMC9000005", articleids=ids, pubtype=None)
    assert told
    assert record(told).ids == {"pmcid": "PMC9000005", "pmid": "30000005"}
    assert told.notices is None


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026 Mar 5", (2026, 3, 5)), ("2026 Mar", (2026, 3)), ("2026", (2026,)), ("2026 Mar-Apr", (2026, 3)),
        ("2026 Winter", (2026,)), ("2025 Dec 31-2026 Jan 6", (2025, 12, 31)), ("", ()), (None, ()), (2026, ()),
    ],
)  # fmt: skip
def test_pubmed_dates(written: Any, date: tuple[int, ...]) -> None:
    assert record(pubmed(pubdate=written, epubdate="")).issued == date


def test_pubmed_does_not_know_a_work_or_fails_with_200() -> None:
    unknown = {"result": {"uids": ["1"], "1": {"uid": "1", "error": "cannot get document summary"}}}
    assert papers_pubmed.read(json.dumps(unknown).encode(), "1") is None
    limit = b'{"error":"API rate limit exceeded","api-key":"","count":"4","limit":"3"}'
    assert papers_pubmed.busy(limit)
    with pytest.raises(AnswerError, match="failed"):
        papers_pubmed.read(limit, "1")
    assert not papers_pubmed.busy(json.dumps(recorded("pubmed")).encode())


def test_unpaywall_lists_copies_the_best_first() -> None:
    page = "https://journal.example/articles/work.0010"
    assert papers_unpaywall.read(json.dumps(recorded("unpaywall")).encode(), DOI) == Access(
        "hybrid",
        (
            Copy(page, f"{page}.pdf", "published", "publisher", "cc-by"),
            Copy("https://repository.example/0010", None, "accepted", "repository"),
            Copy("https://preprints.example/0010", None, "submitted", "repository"),
        ),
    )


def test_unpaywall_knows_closed_ones_and_odd_ones() -> None:
    closed = recorded("unpaywall") | {"is_oa": False, "best_oa_location": None, "oa_locations": None}
    assert papers_unpaywall.read(json.dumps(closed).encode(), DOI) == Access("closed")
    odd = recorded("unpaywall") | {
        "oa_status": "violet", "best_oa_location": [],
        "oa_locations": [None, {"url": "javascript:x"}, {"url": 5}, {"url": "https://a.example/", "version": ["x"]}],
    }  # fmt: skip
    assert papers_unpaywall.read(json.dumps(odd).encode(), DOI) == Access("", (Copy("https://a.example/"),))
    with pytest.raises(AnswerError, match="open"):
        papers_unpaywall.read(json.dumps(recorded("unpaywall") | {"is_oa": None}).encode(), DOI)


@pytest.mark.parametrize("types", [None, []])
def test_a_summary_that_names_no_type_was_not_checked(types: object) -> None:
    told = pubmed(pubtype=types, references=[])
    assert told is not None
    assert told.notices is None
