"""Digests are split into their items; ordinary lists and articles never are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.parse.digest import split_digest

WHAT = ("Reefs regrow off Zanzibar", "Turbines outpace coal in Denmark", "A vaccine for the common cold?")
SUMMARY = "Nobody had expected this much progress within only three years of careful and patient work."


def bullets(mark: str = "-") -> str:
    return "\n\n".join(f"{mark} Picture of {n}\n\n  {title}\n\n  {SUMMARY}" for n, title in enumerate(WHAT))


LAYOUTS = {
    "announced bullets": f"{SUMMARY} {SUMMARY}\n\n## More Good News\n\n{bullets()}",
    "starred bullets": f"## Also in the news\n\n{bullets('*')}",
    "bullets alone": bullets(),
    "numbered, announced": "Words.\n\n## In this issue\n\n"
    + "\n\n".join(f"{n}. {title}\n\n   {SUMMARY}" for n, title in enumerate(WHAT, 1)),
    "sections with read more": "Dear reader.\n\n"
    + "\n\n".join(f"## {title}\n\n{SUMMARY}\n\nRead more: https://example.org/{n}" for n, title in enumerate(WHAT)),
    "announced sections": "## Latest headlines\n\n" + "\n\n".join(f"### {title}\n\n{SUMMARY}" for title in WHAT),
    "cards": "\n\n".join(
        f"[![Alt {n}](https://example.org/{n}.png)](https://example.org/{n})\n\n"
        f"[{title}](https://example.org/{n})\n\n{SUMMARY}"
        for n, title in enumerate(WHAT)
    ),
    "linked headings": "\n\n".join(
        f"### [{title}](https://example.org/{n})\n\n{SUMMARY}" for n, title in enumerate(WHAT)
    ),
    "between rules": "\n\n* * *\n\n".join(f"**{title}**\n\n{SUMMARY}" for title in WHAT),
    "release listing": "\n\n".join(
        f"Public Release: 1{n}-Nov-2017\n\nNature Materials\n\n{title}\n\n{SUMMARY}" for n, title in enumerate(WHAT)
    ),
    "bullets that lost their indent": "## More news\n\n"
    + "\n\n".join(f"- Picture\n\n## {title}\n\n{SUMMARY}" for title in WHAT),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_items_of_every_layout(name: str) -> None:
    markdown = LAYOUTS[name]
    rest, items = split_digest(markdown, "The page")
    assert [item.title for item in items] == list(WHAT)
    assert all(SUMMARY in item.body and item.title not in item.body for item in items)
    assert all(item.title in markdown[item.start : item.end] for item in items)
    assert not any(title in rest for title in WHAT)


@pytest.mark.parametrize("name", ["sections with read more", "cards", "linked headings"])
def test_items_know_their_address(name: str) -> None:
    _, items = split_digest(LAYOUTS[name], "The page")
    assert [item.url for item in items] == [f"https://example.org/{n}" for n in range(3)]


def test_words_of_a_picture_are_not_the_title() -> None:
    _, items = split_digest(LAYOUTS["announced bullets"], "The page")
    assert [item.image_alt for item in items] == ["Picture of 0", "Picture of 1", "Picture of 2"]
    assert [item.image_alt for item in split_digest(LAYOUTS["cards"], "")[1]] == ["Alt 0", "Alt 1", "Alt 2"]


def test_the_item_that_repeats_the_page_is_dropped() -> None:
    rest, items = split_digest(LAYOUTS["announced bullets"], "REEFS regrow off Zanzibar.")
    assert [item.title for item in items] == list(WHAT[1:])
    assert rest == f"{SUMMARY} {SUMMARY}"


def test_an_item_that_stands_twice_is_kept_once() -> None:
    _, items = split_digest(bullets() + "\n\n" + bullets(), "The page")
    assert [item.title for item in items] == list(WHAT)


def test_titles_that_differ_in_a_number_are_two_stories() -> None:
    rows = [
        ("Week 11 in trials of vaccines", "Nine new trials began, all of them in Europe, most for influenza."),
        ("Week 12 in trials of vaccines", "Two trials were stopped early, since nobody wanted to take part."),
        ("Week 13 in trials of vaccines", "A surprise came from Peru, where it was older people who did best."),
    ]
    _, items = split_digest("\n\n".join(f"- {title}\n\n  {text}" for title, text in rows), "Trials")
    assert len(items) == 3


def test_a_paper_is_what_an_item_cites_not_its_address() -> None:
    markdown = "\n\n".join(
        f"## {title}\n\n{SUMMARY}\n\nRead the paper: [On {title}](https://doi.org/10.1234/{n})"
        for n, title in enumerate(WHAT)
    )
    _, items = split_digest(markdown, "The page")
    assert [(item.title, item.url) for item in items] == [(title, None) for title in WHAT]


PLAIN = {
    "one line a bullet": "Lead.\n\n" + "\n".join(f"- {title}: {SUMMARY}" for title in WHAT),
    "loose, one paragraph a bullet": "\n\n".join(f"- {title}: {SUMMARY}" for title in WHAT),
    "announced, but bare titles": "## More news\n\n" + "\n".join(f"- {title}" for title in WHAT),
    "sections of an article": "\n\n".join(f"## {title}\n\n{SUMMARY}\n\n{SUMMARY}" for title in WHAT),
    "short sections of an article": "Lead.\n\n" + "\n\n".join(f"## {title}\n\n{SUMMARY}" for title in WHAT),
    "steps of an article": f"{SUMMARY}\n\n## Three things to do\n\n"
    + "\n\n".join(f"{n}. {title}\n\n   {SUMMARY}" for n, title in enumerate(WHAT, 1)),
    "only two": "## More news\n\n" + "\n\n".join(f"- {title}\n\n  {SUMMARY}" for title in WHAT[:2]),
    "references": "## References\n\n"
    + "\n".join(f"{n}. Doe J. {title}. Nature (2020)." for n, title in enumerate(WHAT, 1)),
    "related links": "## Related stories\n\n"
    + "\n\n".join(f"[{title}](https://example.org/{title[:3]})" for title in WHAT),
    "code": "```\n" + bullets() + "\n```",
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_no_digest_stays_whole(name: str) -> None:
    assert split_digest(PLAIN[name], "The page") == (PLAIN[name], ())


def test_text_around_the_items_stays() -> None:
    markdown = f"Before.\n\n## More news\n\nChosen by us.\n\n{bullets()}\n\n## About\n\nAfter."
    rest, items = split_digest(markdown, "The page")
    assert len(items) == 3
    assert rest == "Before.\n\n## More news\n\nChosen by us.\n\n## About\n\nAfter."


PIECES = st.sampled_from(
    ["## News", "# Title here now", SUMMARY, "- Bullet line here", "  Inner line here", f"  {SUMMARY}", "---", "* * *",
     "[A linked title here](https://example.org/a)", "![alt](https://example.org/i.png)", "Read more: https://e.org/1",
     "Public Release: 1-Nov-2017", "1. Number one", "```", "| a | b |", "**Bold title here**", "•", "# ", ""]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", "Page", "A linked title here"]))
def test_no_word_is_lost_but_of_repeated_items(pieces: list[str], title: str) -> None:
    markdown = "\n\n".join(pieces)
    rest, items = split_digest(markdown, title)
    if not items:
        assert len(rest.split()) <= len(markdown.split())
        return
    assert all(0 <= item.start < item.end <= len(markdown) for item in items)
    assert all(a.end <= b.start for a, b in pairwise(items))
    assert all(item.title and item.body for item in items)
    for word in ("News", "Bullet", "Number"):
        kept = rest.count(word) + sum(markdown[item.start : item.end].count(word) for item in items)
        assert kept <= markdown.count(word)


@pytest.mark.parametrize("text", ["", "[" * 100_000, "- " * 50_000, "---\n" * 50_000, "# " * 50_000, "`" * 100_000])
def test_marks_without_words_cost_nothing(text: str) -> None:
    assert split_digest(text, "") == (text, ())
