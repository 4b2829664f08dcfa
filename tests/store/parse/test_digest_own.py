"""Pages of items as newsletters and portals write them, and pages that only look so; nothing is ever lost."""

import pytest

from store.parse.digest import split_digest

STORIES = (
    (
        "Coral reefs recover after marine heatwave",
        "Surveys across four hundred sites show that branching corals returned within a decade of the event.",
    ),
    (
        "New battery charges in five minutes",
        "The cell uses a niobium anode and kept most of its capacity after ten thousand full cycles.",
    ),
    (
        "Ancient DNA reveals plague's early spread",
        "Teeth from burials in Sweden carry the bacterium, five thousand years old and older than any written report.",
    ),
    (
        "Gene therapy restores hearing in children",
        "All six children treated at one hospital could hear whispered speech a year after a single injection.",
    ),
)
ROWS = [(title, words, f"https://news.example.org/story/{at}") for at, (title, words) in enumerate(STORIES)]
WORDS = [words for _, words in STORIES]

DIGESTS = {
    "linked headings": "# Weekly digest\n\n" + "\n\n".join(f"## [{t}]({u})\n\n{s}" for t, s, u in ROWS),
    "under top stories": "## Top stories\n\n" + "\n\n".join(f"### {t}\n\n{s}" for t, s, _ in ROWS),
    "bold links, source": "\n\n".join(f"**[{t}]({u})**\n\n{s}\n\n*Nature, 3 May 2026*" for t, s, u in ROWS),
    "read more, ruled": "Welcome.\n\n"
    + "\n\n---\n\n".join(f"### {t}\n\n{s}\n\n[Read more →]({u})" for t, s, u in ROWS),
    "numbered": "This week:\n\n" + "\n\n".join(f"{n}. **[{t}]({u})**\n\n   {s}" for n, (t, s, u) in enumerate(ROWS, 1)),
    "one line, bold": "## In brief\n\n" + "\n".join(f"- **{t}.** {s} [Link]({u})" for t, s, u in ROWS),
    "one line, linked": "## This week's research news\n\n" + "\n".join(f"- [{t}]({u}) – {s}" for t, s, u in ROWS),
    "cards": "\n\n".join(f"[![A picture]({u}.jpg)]({u})\n\n### [{t}]({u})\n\n{s}" for t, s, u in ROWS),
    "three lines": "\n\n".join(f"{t}\n{s}\n{u}" for t, s, u in ROWS),
    "three lines, more": "\n\n".join(f"{t}\n{s}\nRead more: <{u}>" for t, s, u in ROWS),
    "German heading": "## Weitere Meldungen\n\n" + "\n\n".join(f"### {t}\n\n{s}" for t, s, _ in ROWS),
    "releases": "\n\n".join(
        f"News Release 1{n}-May-2026\n\n{t}\n\nExample University\n\n{s}" for n, (t, s) in enumerate(STORIES)
    ),
    "dated": "# Latest news\n\n" + "\n\n".join(f"## [{t}]({u})\n\n12 May 2026\n\n{s}" for t, s, u in ROWS),
    "ruled bold": "\n\n***\n\n".join(f"**{t}**\n\n{s}\n\n{s}" for t, s, _ in ROWS),
}
HEADS = ("Background", "Methods of the trial", "Results so far", "What comes next")
ASKED = ("What is a vaccine?", "How does it work?", "Is it safe for all?", "Who will pay?")
ORDINARY = {
    "sections": "# A study\n\nWords.\n\n"
    + "\n\n".join(f"## {h}\n\n{s}\n\n{s}" for h, s in zip(HEADS, WORDS, strict=True)),
    "questions": "\n\n".join(f"### {q}\n\n{s}" for q, s in zip(ASKED, WORDS, strict=True)),
    "list": "They did this:\n\n" + "\n".join(f"- {s}" for s in WORDS) + "\n\nAnd then they went home after a long day.",
    "references": "## References\n\n"
    + "\n".join(
        f"{n}. Doe J. {t}. Nature. 2021;596:58{n}. doi:10.5555/{n}nature{n}" for n, (t, _) in enumerate(STORIES, 1)
    ),
    "key points": "## Key points\n\n" + "\n".join(f"* {s}" for s in WORDS) + "\n\n" + "\n\n".join(WORDS * 3),
    "bold key points": "## Key points\n\n"
    + "\n".join(f"- **{t}.** {s}" for t, s in STORIES)
    + "\n\n"
    + "\n\n".join(WORDS),
    "interview": "\n\n".join(f"**How did you come to the field, part {n}?**\n\n{s} {s}" for n, s in enumerate(WORDS)),
    "steps": "\n\n".join(f"{n}. {s}" for n, s in enumerate(WORDS, 1)),
    "links": "\n\n".join(WORDS * 2) + "\n\n## Links\n\n" + "\n".join(f"- [{t}]({u})" for t, _, u in ROWS),
}


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_is_split_into_its_stories_without_loss(name: str) -> None:
    markdown = DIGESTS[name]
    rest, items = split_digest(markdown, "The page")
    assert [item.title for item in items] == [title for title, _ in STORIES]
    for item, words in zip(items, WORDS, strict=True):
        assert words in item.body
        assert words not in rest
    if all(url in markdown for _, _, url in ROWS):
        assert [item.url for item in items] == [url for _, _, url in ROWS]


@pytest.mark.parametrize("name", ORDINARY)
def test_an_article_is_not_taken_apart(name: str) -> None:
    assert split_digest(ORDINARY[name], "The page") == (ORDINARY[name], ())


def test_items_of_one_title_and_different_texts_are_all_kept() -> None:
    markdown = "## Headlines\n\n" + "\n\n".join(f"### Briefly noted this week\n\n{words}" for words in WORDS)
    rest, items = split_digest(markdown, "The page")
    kept = rest + " ".join(item.body for item in items)
    assert all(words in kept for words in WORDS)


def test_stories_cast_in_one_mould_are_all_kept() -> None:
    """Alerts write each story in the same words: only numbers, and what their DOIs say, tell them apart."""
    told = (
        "Researchers followed {n} patients in several hospitals for more than ten years and saw a notable effect. "
        "The result was published in a journal, and others say that it must be repeated. doi:10.5555/item.{n}"
    )
    stories = [
        f"## [Trial number {n} shows a thing in many patients](https://alerts.example.org/c/{n})\n\n{told.format(n=n)}"
        for n in range(101, 105)
    ]
    rest, items = split_digest("\n\n".join(stories), "Weekly alert")
    assert [item.title.split()[2] for item in items] == ["101", "102", "103", "104"]
    assert all(f"10.5555/item.{n}" in item.body for n, item in zip(range(101, 105), items, strict=True))
    assert rest == ""
