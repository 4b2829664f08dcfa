"""Markdown and plain text into articles: titles, headings, dates, sources, bodies."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.model import Draft, Page
from store.parse import parse
from store.parse.text import parse_text

PROSE = "The team watched the cells for eleven weeks and saw that most of them had stopped dividing by then."
MORE = "Nobody had thought that a sugar could do so much, and the group now wants to know how it works."


def read(text: str, url: str | None = None) -> Draft:
    (draft,) = parse_text(Page(text.encode(), "a test", url))
    return draft


def headings(draft: Draft) -> list[str]:
    return [line.lstrip("# ") for line in draft.body.split("\n") if line.startswith("#")]


def paragraphs(draft: Draft) -> list[str]:
    return draft.body.split("\n\n")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# Sugar stops tumours\n\n{PROSE}", "Sugar stops tumours"),
        (f"Sugar stops tumours\n===================\n\n{PROSE}", "Sugar stops tumours"),
        (f"Sugar stops tumours\n\n{PROSE}", "Sugar stops tumours"),
        (f"Can a sugar stop tumours?\n\n{PROSE}", "Can a sugar stop tumours?"),
        (f"![A dish](https://example.org/d.png)\n\n# **Sugar** stops *tumours*\n\n{PROSE}", "Sugar stops tumours"),
        (f"A person in a lab\n\nSugar stops the cells of most tumours from dividing\n\n{PROSE}",
         "Sugar stops the cells of most tumours from dividing"),
        (f"p53 and sugar\n\n{PROSE}", "p53 and sugar"),
        (f"{PROSE} {MORE}", PROSE),
        ("Dr. Ng et al. saw it in the U.S. in two of three mice. Then more.",
         "Dr. Ng et al. saw it in the U.S. in two of three mice."),
        ("word " * 200, "word " * 39 + "word…"),
        ("- one thing\n- another thing", "one thing"),
        ("Single", "Single"),
        ("[/x] and [Retracted] a title\n\n" + PROSE, "[/x] and [Retracted] a title"),
        (f"A \x1b]0;evil\x07title \u202eturned\n\n{PROSE}", "A title turned"),
    ],
)  # fmt: skip
def test_title(text: str, title: str) -> None:
    draft = read(text)
    assert draft.title == title
    assert draft.body


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("December 10 2012", datetime(2012, 12, 10, tzinfo=UTC)),
        ("10 December 2012", datetime(2012, 12, 10, tzinfo=UTC)),
        ("Monday, December 10, 2012", datetime(2012, 12, 10, tzinfo=UTC)),
        ("Published: 2012-12-10", datetime(2012, 12, 10, tzinfo=UTC)),
        ("Published on December 10, 2012 at 9:30 AM", datetime(2012, 12, 10, tzinfo=UTC)),
        ("Date: 2012-12-10T08:15:00+02:00", datetime(2012, 12, 10, 6, 15, tzinfo=UTC)),
        ("Date:\nDecember 10, 2012", datetime(2012, 12, 10, tzinfo=UTC)),
        ("Mon, 10 Dec 2012 08:15:00 +0200", datetime(2012, 12, 10, 6, 15, tzinfo=UTC)),
        ("December 2012", None),
        ("2012", None),
        ("February 31, 2012", None),
        ("Updated: 2012-12-10", datetime(2012, 12, 10, tzinfo=UTC)),
        ("", None),
    ],
)
def test_date_is_read_and_never_guessed(line: str, moment: datetime | None) -> None:
    assert read(f"Sugar stops tumours\n\n{line}\n\n{PROSE}").published == moment


def test_front_matter() -> None:
    draft = read(
        '---\ntitle: "Sugar: a story"\nauthor: [Ada Roe, Bo Li]\ndate: 2024-05-03\nsource: https://example.org/s\n'
        f"tags:\n  - sugar\n  - cells\nlayout: post\n---\n\n# Sugar: a story\n\n{PROSE}"
    )
    assert (draft.title, draft.authors) == ("Sugar: a story", ("Ada Roe", "Bo Li"))
    assert draft.published == datetime(2024, 5, 3, tzinfo=UTC)
    assert draft.url == draft.key == "https://example.org/s"
    assert draft.categories == ("sugar", "cells")
    assert draft.body == PROSE
    assert draft.media_type == "text/markdown"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    draft = read(f"---\n{PROSE}\n---\n\n{MORE}")
    assert PROSE in draft.body
    assert MORE in draft.body


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Roe", ("Ada Roe",)),
        ("By Ada Roe and Bo van der Li", ("Ada Roe", "Bo van der Li")),
        ("By Ada Roe, Somewhere Press", ("Ada Roe",)),
        ("Prof. Ada Roe & Dr. Bo Li – Department of Sugar", ("Ada Roe", "Bo Li")),
        ("Author: Ada Roe", ("Ada Roe",)),
        ("By the numbers", ()),
        ("By University of Somewhere", ()),
    ],
)
def test_byline(line: str, authors: tuple[str, ...]) -> None:
    assert read(f"Sugar stops tumours\n\n{line}\n\n{PROSE}").authors == authors


def test_unmarked_headings() -> None:
    draft = read(
        f"Sugar stops tumours\n\n{PROSE}\n\nWhat the cells did\n\n{PROSE}\n\n"
        "People in it\n\n- Ada\n- Bo\n\n"
        "In numbers\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTake these with you:\n- one\n\n"
        f"Resources\n\nHow it goes on\n\n{MORE}"
    )
    assert headings(draft) == ["What the cells did", "People in it", "In numbers", "How it goes on"]
    assert "Take these with you:\n\n- one" in draft.body
    assert "Resources" not in draft.body


NO_HEADINGS = [
    "Photo: a cell",
    "https://example.org/a",
    "December 10 2012",
    "Seen: 2012-12-10",
    "+49 30 1234567",
    "It works.",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_lines_that_are_no_heading(line: str) -> None:
    assert headings(read(f"Sugar stops tumours\n\n{PROSE}\n\n{line}\n\n{MORE}")) == []


def test_paragraphs_cut_by_a_page_break_are_joined() -> None:
    head, tail = PROSE.split(" most ")
    draft = read(f"Sugar\n\n{head}\n\n3/4\n\nmost {tail}\n\n{MORE}")
    assert paragraphs(draft) == [PROSE, MORE]


def test_wrapped_lines_are_unwrapped_and_whole_lines_are_kept() -> None:
    import textwrap

    wrapped = "\n".join(textwrap.wrap(f"{PROSE} {MORE} {PROSE}", 72))
    assert paragraphs(read(f"Sugar stops tumours\n\n{wrapped}\n\n{wrapped}"))[0] == f"{PROSE} {MORE} {PROSE}"
    long = f"{PROSE} {MORE}"
    assert paragraphs(read(f"Sugar stops tumours\n{long}\n{long}\n{long}")) == [long] * 3


def test_links() -> None:
    draft = read(
        f"# T\n\n{PROSE} [dead](#), [gone](/x), [bad](javascript:alert(1)), [ok](https://example.org/a_(b)), "
        "[m](mailto:a@example.org) `[code](#)`"
    )
    assert draft.body.endswith(
        "dead, gone, bad, [ok](https://example.org/a_(b)), [m](mailto:a@example.org) `[code](#)`"
    )


def test_lists_tables_quotes_and_code_are_kept_as_markdown() -> None:
    code = "```python\nif x:\n    [y](#)\n\n# no heading\n```"
    draft = read(
        f"# T\n\n{PROSE}\n• one\n• two\n  1. inner\n\n> said\n> so\n\n| a | b |\n| 1 | 2 |\n\n{code}\n\n{MORE}"
    )
    assert "\n\n- one\n- two\n  1. inner\n\n> said\n> so\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" in draft.body
    assert code in draft.body
    assert headings(draft) == ["no heading"]  # inside the code


def test_source_and_address() -> None:
    assert read(f"T is here\n\n{PROSE}\n\nProvided by Sugar Society").source == "Sugar Society"
    assert read(f"T is here\n\nBy University of Somewhere\n\n{PROSE}").source == "University of Somewhere"
    assert read(PROSE, "https://example.org/x").key == "https://example.org/x"


def test_children_of_a_digest_have_their_own_references() -> None:
    items = "\n\n\n".join(
        f"  • Photo {n}\n\n    {title}\n\n    {PROSE} See https://doi.org/10.1234/abc.{n} for it."
        for n, title in enumerate(("Reefs regrow off Zanzibar", "Turbines outpace coal", "Colds get a vaccine"))
    )
    draft = read(f"Sugar stops tumours\n\n{PROSE}\n\nMore Good News\n\n{items}")
    assert [child.title for child in draft.children][1:] == ["Turbines outpace coal", "Colds get a vaccine"]
    assert [child.references[0].ids["doi"] for child in draft.children] == [f"10.1234/abc.{n}" for n in range(3)]
    assert draft.references == ()


def test_a_wrapped_newsletter() -> None:
    import textwrap

    story = textwrap.fill(f"{PROSE} {MORE}", 72)
    titles = ("REEFS REGROW OFF ZANZIBAR", "TURBINES OUTPACE COAL", "COLDS GET A VACCINE")
    text = "".join(f"{title}\n{story}\nRead more: https://example.org/{title[0]}\n\n" for title in titles)
    draft = read(f"Subject: The letter\nDate: Mon, 10 Dec 2012 08:15:00 +0200\n\nDear readers,\n\n{text}")
    assert draft.title == "The letter"
    assert draft.published == datetime(2012, 12, 10, 6, 15, tzinfo=UTC)
    assert [child.title for child in draft.children] == list(titles)
    assert [child.url for child in draft.children] == [f"https://example.org/{title[0]}" for title in titles]
    assert draft.body == "Dear readers,"


def test_a_listing_states_nothing_of_its_page() -> None:
    titles = ("Reefs regrow off Zanzibar", "Turbines outpace coal", "Colds get a vaccine")
    text = "\n\n".join(f"Public Release: 1{n}-Nov-2017\nNature\n{title}\n{PROSE}" for n, title in enumerate(titles))
    draft = read(f"Releases of the day\n\n{text}")
    assert (draft.title, draft.published) == ("Releases of the day", None)
    assert [child.title for child in draft.children] == list(titles)


def test_labels_with_the_value_on_the_next_line() -> None:
    draft = read(f"Date:\nJuly 14, 2026\nSource:\nUniversity of Somewhere\nSummary:\n{PROSE}\n{MORE}")
    assert draft.published == datetime(2026, 7, 14, tzinfo=UTC)
    assert draft.source == "University of Somewhere"
    assert draft.title == PROSE
    assert "July" not in draft.body


def test_line_ends_do_not_matter() -> None:
    text = f"Sugar stops tumours\n\n{PROSE}\n\nWhat then\n\n- a\n- b\n\n{MORE}"
    unix = read(text)
    for end in ("\r\n", "\r", "\u2028"):
        other = read(text.replace("\n", end))
        assert (other.title, other.body) == (unix.title, unix.body)


@pytest.mark.parametrize("mark", ["[", "-", "|", "#", "* ", "> ", "`", "---\n", "|-|\n", "\n"])
def test_only_marks_are_no_article(mark: str) -> None:
    with pytest.raises(SourceError):
        parse(Page((mark * 20_000).encode(), "marks"))


@pytest.mark.parametrize(
    "text",
    [
        "word and more. " * 70_000,
        "x" * 1_000_000,
        "A line of text that says something\n" * 20_000,
        "a line of text that says something and goes on\n\n" * 20_000,
        "x\n" + "-" * 1_000_000,
        "x\n" + "|" * 300_000,
        "x" + " " * 1_000_000 + "y",
        "x " + "[](" * 100_000,
        "- item\n\n" * 20_000,
        "".join(" " * n + "- x\n" for n in range(500)),
    ],
    ids=lambda text: f"{text[:12]!r}…",
)
def test_hostile_sizes_take_linear_time(text: str) -> None:
    (draft,) = parse_text(Page(text.encode(), "hostile"))
    assert draft.title
    assert len(draft.title) <= 300


TOKENS = st.sampled_from(
    ["# ", "- ", "1. ", "| a | b |", "|---|", "```", "---", "> ", "Date: ", "By Ada Roe", "title: x", PROSE, "word",
     "Title of it", "[x](#)", "[", "](", "\n", "\n\n", "  ", "\t", "\r\n", "•", "\x00", "\x1b[31m", "3/4", "2012-13-45"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), st.lists(TOKENS, max_size=30).map(
    lambda parts: "".join(parts).encode())))  # fmt: skip
def test_parse_raises_nothing_but_source_error(data: bytes) -> None:
    from store.parse.recognise import kind_of

    try:
        kind = kind_of(Page(data, "any"))
    except SourceError:
        return
    if kind != "text":
        return
    try:
        (draft,) = parse_text(Page(data, "any"))
    except SourceError:
        return
    assert draft.title
    assert draft.body or draft.children
    assert all(0 <= (one.start or 0) <= (one.end or 0) <= len(draft.body) for one in draft.references)
