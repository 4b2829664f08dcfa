import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Query, QueryError
from store.query import compile_query, fold, parse, quoted
from store.query_fields import Ago, Condition


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", ()),
        ("   ", ()),
        ("10", ('("10")',)),
        ("lung cancer", ('("lung" OR "lungs") AND ("cancer" OR "cancers")',)),
        ("studies", ('("studies" OR "study")',)),
        ("glass", ('("glass")',)),
        ("immuno*", ('("immuno"*)',)),
        ('"lung cancer"', ('"lung cancer"',)),
        ('"unclosed phrase', ('"unclosed phrase"',)),
        ('say \\"', ('("say")',)),
        ("C/EBPγ", ('("C/EBPγ")',)),
        ("id:3", (3, 3)),
        ("id:3,7-9", (3, 3, 7, 9)),
        ("tag:PDAC", ("pdac",)),
        ("tag:lung*", ("lung%",)),
        ('tag:"Lung  Cancer"', ("lung cancer",)),
        ('tag:"50%_*"', ("50\\%\\_%",)),
        ("feed:4", (4,)),
        ("feed:scienmag", ("%scienmag%",)),
        ("is:unread", ()),
        ("doi:10.1038/S41586-021-03819-2", ("10.1038/s41586-021-03819-2",)),
        ("doi:10.1038/*", ("10.1038/", "10.1038/\U0010ffff")),
        ("trial:nct04381936", ("NCT04381936",)),
        ("journal:Nature", ("%nature%",)),
        ("refs:0", (0,)),
        ("refs:>2", (2,)),
        ("has:doi has:note has:paper in:library", ()),
        ("title:folding", ('title : "folding"',)),
        ("folder:Biology", ("Biology",)),
        ("author:Smith", ("%Smith%",)),
        ("parent:3", (3,)),
        ("before:2026-05", ("2026-05-01T00:00:00+00:00",)),
        ("after:2026-05", ("2026-05-01T00:00:00+00:00",)),
        ("added:2026-12", ("2026-12-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00")),
        ("added:2026-05-31", ("2026-05-31T00:00:00+00:00", "2026-06-01T00:00:00+00:00")),
        ('before:"2 weeks"', (Ago(14),)),
        ("added:3d", (Ago(3),)),
        ("a1 or b1", ('("a1")', '("b1")')),
        ("(a1 or b1) -c1", ('("a1")', '("b1")', '("c1")')),
        ("https://example.org/x", ('"https://example.org/x"',)),
        ("NM:c.123", ('"NM:c.123"',)),
    ],
)
def test_a_query_becomes_values(text: str, values: tuple[object, ...]) -> None:
    assert parse(text).values == values


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("lung (cancer", 5),
        ("lung) cancer", 4),
        ("lung or", 7),
        ("or lung", 0),
        ("()", 1),
        ("lung -(", 7),
        ("is:blue", 0),
        ("lung is:blue", 5),
        ("id:x", 0),
        ("refs:many", 0),
        ("has:money", 0),
        ("in:prison", 0),
        ("x cites:nothing", 2),
        ("before:2026-13", 0),
        ("before:9999-12-31", 0),
        ("after:soon", 0),
        ("parent:x", 0),
        ("colour:red", 0),
        ('lung tag:""', 5),
        ("-or", 1),
    ],
)
def test_what_does_not_parse_is_told_with_its_column(text: str, column: int) -> None:
    with pytest.raises(QueryError) as told:
        parse(text)
    assert told.value.column == column
    assert str(told.value).endswith(".")


@pytest.mark.parametrize("text", ["(" * 5000, "a " * 5000, "-" * 20_000, '"' * 9_999, "or " * 300])
def test_a_huge_query_is_refused_or_answered(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.column <= len(text)


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        assert isinstance(parse(text), Condition)
    except QueryError as error:
        assert 0 <= error.column <= len(text)


@given(st.text(st.characters(exclude_characters="\0"), min_size=1))  # no stored name holds it
def test_a_quoted_value_is_read_back(name: str) -> None:
    if fold(name) and not name.endswith("*"):
        assert fold(name).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") in str(
            parse(f"feed:{quoted(name + 'x')}").values[0]
        ) or parse(f"feed:{quoted(name + 'x')}").values == (f"%{fold(name + 'x')}%",)


def test_scope_filter_and_unread_must_all_hold() -> None:
    condition = compile_query(Query(filter="lung", scope="tag:pdac", unread=True))
    assert condition.sql.count(" AND (") == 2
    assert condition.values == ("pdac", '("lung" OR "lungs")')
