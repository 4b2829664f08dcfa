"""The Retraction Watch list: a long CSV file by many hands, taken over whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import LoadedList, SourceError, Store, load_notice_list
from store.model_paper import Notice
from store.papers_watch import SOURCE, read_notice_list
from tests.store.papers import cite

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)


def row(
    date: str = "3/5/2026 0:00", doi: str = "10.5555/work.0010", pmid: str = "0", nature: str = "Retraction",
    reason: str = "+Concerns about Data;+Unreliable Results;", notice: str = "10.5555/Notice.0010",
) -> str:  # fmt: skip
    return (
        f'1,"Lichens, again",(BLS) Botany;,Institute,Journal,Press,Utopia,Ada Example,,Research Article;,{date},'
        f"{notice},0,1/2/2025 0:00,{doi},{pmid},{nature},{reason},No,"
    )


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., str]:
    def write(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> str:
        path = tmp_path / "list.csv"
        path.write_bytes("\r\n".join([head, *rows, ""]).encode(encoding))
        return str(path)

    return write


def test_rows_become_notices(listed: Callable[..., str]) -> None:
    notices = read_notice_list(
        listed(
            row(pmid="123"),
            row("12/31/2025 0:00", nature="Expression of concern", reason="", notice="unavailable"),
            row("2/1/2026 0:00", "Unavailable", "77", "Correction", "+Error;", ""),
            row("1/9/2026", "https://doi.org/10.5555/ABC", nature="Reinstatement"),
        )
    )
    assert list(notices) == [
        ((("doi", "10.5555/work.0010"), ("pmid", "123")),
         Notice("retracted", (2026, 3, 5), "10.5555/notice.0010", "Concerns about Data; Unreliable Results", SOURCE)),
        ((("doi", "10.5555/work.0010"),), Notice("concern", (2025, 12, 31), source=SOURCE)),
        ((("pmid", "77"),), Notice("corrected", (2026, 2, 1), reason="Error", source=SOURCE)),
        ((("doi", "10.5555/abc"),),
         Notice("reinstated", (2026, 1, 9), "10.5555/notice.0010", "Concerns about Data; Unreliable Results", SOURCE)),
    ]  # fmt: skip
    assert (notices.rows, notices.skipped, notices.as_of) == (4, 0, "2026-03-05")


@pytest.mark.parametrize(
    "broken",
    [
        row(doi="unavailable"), row(doi="", pmid=""), row(doi="10.x", pmid="x"), row(nature="Something"),
        row(nature=""), "1,2,3", row() + ",one,more", row(doi="unavailable", pmid="0"),
        '"' + "x" * 200_000 + '"', "\0" * 30,
    ],
)  # fmt: skip
def test_a_broken_row_is_skipped_and_counted(listed: Callable[..., str], broken: str) -> None:
    notices = read_notice_list(listed(row(), broken, row(doi="10.5555/b")))
    assert [ids[0][1] for ids, _ in notices] == ["10.5555/work.0010", "10.5555/b"]
    assert (notices.rows, notices.skipped) == (3, 1)


def test_empty_lines_are_no_rows(listed: Callable[..., str]) -> None:
    notices = read_notice_list(listed("", row(), "", ""))
    assert len(list(notices)) == 1
    assert (notices.rows, notices.skipped) == (1, 0)


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("31/12/2025 0:00", (2025,)),
        ("2/30/2026", (2026, 2)),
        ("", ()),
        ("unknown", ()),
        ("2026-02-03 0:00", (2026, 2, 3)),
    ],
)
def test_a_date_goes_as_far_as_it_can_be_one(listed: Callable[..., str], date: str, parts: tuple[int, ...]) -> None:
    notices = read_notice_list(listed(row(date)))
    assert [notice.date for _, notice in notices] == [parts]


def test_columns_are_found_by_name(listed: Callable[..., str]) -> None:
    head = "RetractionNature,OriginalPaperPubMedID,Other, OriginalPaperDOI ,RetractionDate"
    notices = read_notice_list(listed("Retraction,5,x,10.5555/a,3/5/2026", head="\ufeff" + head))
    assert list(notices) == [
        ((("doi", "10.5555/a"), ("pmid", "5")), Notice("retracted", (2026, 3, 5), source=SOURCE)),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-8-sig"])
def test_a_list_may_be_latin_1(listed: Callable[..., str], encoding: str) -> None:
    notices = read_notice_list(listed(row(reason="+Misconduct by Müller;"), encoding=encoding))
    assert [notice.reason for _, notice in notices] == ["Misconduct by Müller"]


def test_nothing_that_a_terminal_obeys_is_kept(listed: Callable[..., str]) -> None:
    notices = read_notice_list(listed(row(reason="+a\x1b[31mb\u202e;", notice="10.5555/\x1b[2J")))
    assert [(notice.reason, notice.doi) for _, notice in notices] == [("ab", None)]


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"<html>no</html>", b"a,b,c\n1,2,3\n", b"\0\0\0", b'"' + b"x" * 300_000]
)
def test_a_file_that_is_no_list_is_one_sentence(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="is no list of notices") as error:
        load_notice_list(store, str(path))
    assert str(error.value).endswith("Name the CSV file of the Retraction Watch database.")


@pytest.mark.parametrize("where", ["", "missing.csv", "."])
def test_a_file_that_is_not_there_is_one_sentence(store: Store, where: str) -> None:
    with pytest.raises(SourceError, match="Could not read"):
        load_notice_list(store, where)


def test_the_library_itself_is_no_list(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="it is your library"):
        load_notice_list(store, str(tmp_path / "data" / "library.db"))


def test_a_list_is_taken_over(store: Store, listed: Callable[..., str]) -> None:
    article = cite(store, "news", "doi:10.5555/work.0010", cited=("pmid:77", "doi:10.5555/other"))
    store.mark([article], read=True)
    concern = row(doi="", pmid="77", nature="Expression of Concern")
    loaded = load_notice_list(store, listed(row(), concern, "broken"))
    assert loaded == LoadedList(loaded.works, 3, 1, "2026-03-05", (article,))
    statuses = store.paper_statuses(store.papers_of([article]))
    assert [status.kind for status in statuses.values()] == ["retracted", "concern", "none"]
    assert {status.as_of for status in statuses.values()} == {"2026-03-05"}


def test_the_next_list_replaces_it(store: Store, listed: Callable[..., str]) -> None:
    article = cite(store, "news", "doi:10.5555/work.0010")
    load_notice_list(store, listed(row()))
    load_notice_list(store, listed(row("4/6/2026 0:00", "10.5555/b")))
    (status,) = store.paper_statuses(store.papers_of([article])).values()
    assert (status.kind, status.as_of) == ("none", "2026-04-06")


def test_a_list_without_a_row_that_can_be_used_replaces_nothing(store: Store, listed: Callable[..., str]) -> None:
    article = cite(store, "news", "doi:10.5555/work.0010")
    load_notice_list(store, listed(row()))
    for rows in ([], ["broken"], [row(date="")], [row(date="1/1/2062 0:00")]):
        with pytest.raises(SourceError, match="no row of it names a work and a date"):
            load_notice_list(store, listed(*rows))
    (status,) = store.paper_statuses(store.papers_of([article])).values()
    assert status.kind == "retracted"


def test_a_year_that_was_mistyped_is_not_the_day_of_the_list(store: Store, listed: Callable[..., str]) -> None:
    loaded = load_notice_list(store, listed(row("1/1/2062 0:00"), row("5/6/2026 0:00", "10.5555/b")))
    assert loaded.as_of == "2026-05-06"


def test_a_list_of_many_rows_is_read_row_by_row(listed: Callable[..., str]) -> None:
    where = listed(*(row(doi=f"10.5555/many.{n}", pmid=str(n + 1)) for n in range(20_000)))
    notices = read_notice_list(where)
    first = next(iter(notices))
    assert first[0][0] == ("doi", "10.5555/many.0")
    assert notices.rows == 1
    assert sum(1 for _ in notices) == 20_000


PIECES = st.lists(
    st.sampled_from([b",", b'"', b"\n", b"\r", b"\0", b"\xff", b"10.5555/a", b"5/6/2026", b"Retraction"]), max_size=60
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES, st.booleans())
def test_any_bytes_are_a_list_or_one_sentence(tmp_path: Path, pieces: list[bytes], headed: bool) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes((HEAD.encode() + b"\n" if headed else b"") + b"".join(pieces))
    notices = read_notice_list(str(path))
    try:
        found = list(notices)
    except SourceError:
        assert not headed or not path.read_bytes().endswith(b"\n")
        return
    assert headed
    assert len(found) == notices.rows - notices.skipped


def test_a_list_that_was_cut_off_leaves_the_one_before(store: Store, tmp_path: Path) -> None:
    cite(store, "a", "doi:10.1000/x")
    whole = (
        "RetractionDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n"
        "3/5/2026 0:00,10.1000/x,0,Retraction,+Fraud;\n4/5/2026 0:00,10.1000/y,0,Retraction,+Fraud;\n"
    )
    path = tmp_path / "list.csv"
    path.write_text(whole, "utf-8")
    assert load_notice_list(store, path).works == 2
    for cut in (whole[:-20], whole[:-12]):
        path.write_text(cut, "utf-8")
        with pytest.raises(SourceError, match="in the middle of a row"):
            load_notice_list(store, path)
    assert store.article(1).standing == "retracted"
    assert store._rows("SELECT as_of, works FROM notice_lists") == [("2026-04-05", 2)]
