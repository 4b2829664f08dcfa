"""Where the words of a query stand: compared with what SQLite's own highlight() marks."""

import sqlite3
from time import perf_counter

import pytest

from store import hit_spans
from store.model import Query
from store.query import compile_query

TEXTS = (
    "Lung tumors and a tumour; the LUNGS of mice.",
    "Protéine C/EBPγ steers repair – in été and e\u0301te\u0301, naïve cells.",
    "STUDIES: one study, a studied body. IL-6 and IL6; 10.1000/x",
    "Der Straße nach, ΣΊΣΥΦΟΣ und Й ё.",
    "日本語 の text, 5² cm, ½ dose, under_score",
    "lung cancer lung-cancer lung  cancer cancer lung",
)
QUERIES = (
    "lung", "lungs", "tumor", "tumou*", "proteine", "C/EBPγ", '"lung cancer"', "lung cancer", "lung or mice", "study",
    "studies", "ete", "naive", "il-6", "IL*", '"one study"', '"cancer lung" "lung cancer"', "-lung mice", "text",
    "-(lung mice) cells", "(lung -tumor) or study", "strasse", "straße", "σίσυφος", "й", "и", "日本語", "under",
    "½", "5", "10.1000/x", "title:lung", "is:unread lung", "--lung cells", "-(a (b lung)) mice",
)  # fmt: skip


def highlighted(text: str, match: str) -> list[str]:
    """The hits as SQLite marks them."""
    with sqlite3.connect(":memory:") as conn:
        conn.execute("CREATE VIRTUAL TABLE t USING fts5 (title, tokenize = 'unicode61 remove_diacritics 2')")
        conn.execute("INSERT INTO t VALUES (?)", (text,))
        rows = conn.execute("SELECT highlight(t, 0, char(1), char(2)) FROM t WHERE t MATCH ?", (match,)).fetchall()
    conn.close()
    parts = rows[0][0].split("\x01")[1:] if rows else []
    return [part.split("\x02")[0] for part in parts]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("wanted", QUERIES)
def test_a_text_that_the_index_finds_is_marked_as_the_index_marks_it(wanted: str, text: str) -> None:
    match = compile_query(Query(filter=wanted)).match
    theirs = highlighted(text, match)
    if theirs:  # else it is no hit; single words of it may stand there all the same
        assert [text[start:end] for start, end in hit_spans(Query(filter=wanted), text)] == theirs


def test_the_comparison_above_has_hits_to_compare() -> None:
    matches = [compile_query(Query(filter=wanted)).match for wanted in QUERIES]
    assert sum(bool(highlighted(text, match)) for text in TEXTS for match in matches) > 30


@pytest.mark.parametrize(
    ("query", "text", "spans"),
    [
        (Query(filter="lun", typing=True), "Lung, moon", [(0, 4)]),
        (Query(filter="lun"), "Lung, moon", []),
        (Query(filter='"lung can', typing=True), "Lung cancer", [(0, 11)]),
        (Query(filter="lung "), "e\u0301 lung", [(3, 7)]),
        (Query(filter="tag:lung feed:lung doi:10.1/lung"), "lung", []),
        (Query(filter="title:lung"), "lung", [(0, 4)]),
        (Query(filter="lung", scope="tag:cells"), "cells lung", [(6, 10)]),
        (Query(filter="(lung"), "lung", []),
        (Query(filter="x:y lung"), "lung", []),
        (Query(filter="  "), "lung", []),
        (Query(filter="!?"), "lung!?", []),
        (Query(filter="*"), "lung", []),
        (Query(filter="lung"), "", []),
    ],
)
def test_what_is_marked(query: Query, text: str, spans: list[tuple[int, int]]) -> None:
    assert hit_spans(query, text) == spans


def test_the_words_of_a_title_field_count_only_in_a_title() -> None:
    assert hit_spans(Query(filter="title:lung mice"), "lung mice", title=False) == [(5, 9)]


def test_a_megabyte_is_read_in_a_moment() -> None:
    query = Query(filter=" or ".join(f"word{n}*" for n in range(80)) + ' or "lung cells lung cells lungs"')
    text = "Lung cells, protéine. " * 45_000
    start = perf_counter()
    assert hit_spans(query, text) == []
    assert perf_counter() - start < 3.0
