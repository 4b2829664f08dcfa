"""Which part of a page is its text: whole sites of our own making, with all their furniture."""

import logging

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from store.model import Draft, Page
from store.parse.page import parse_page
from store.parse.page_readability import locate

STORY = (
    "Corals that were moved to cooler water grew back within two summers, a team of divers reports.",
    "The team marked four hundred colonies with small numbered tags and photographed each of them every month.",
    "Half of the colonies stayed where they were, and most of those had lost their colour by the second August.",
    "What surprised the divers was the speed: new tissue covered the bare skeleton at two millimetres a week.",
    "The reef's fish followed, first the damselfish, which guard single branches, and later the grazing parrotfish.",
    "Whether the moved corals will spawn is not known yet; the first full moon that could tell comes in November.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)
RELATED = "<ul>" + "".join(
    f"<li><a href='/s/{n}'>Story number {n} that is quite long to read</a></li>" for n in range(6)
)
NAV = "<div class='top'><a href='/'>Home</a> <a href='/news'>News</a> <a href='/labs'>Labs</a></div>"
COMMENTS = "".join(
    f"<div><b>Reader {n}</b><p>I have dived there myself and saw number {n} of them, lovely.</p></div>"
    for n in range(9)
)


def page(body: str, head: str = "<title>Corals come back</title>") -> Draft:
    source = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    (draft,) = parse_page(Page(source.encode(), "page.html", "https://reef.example/news/1"))
    return draft


def has_the_story(draft: Draft) -> bool:
    return all(text in draft.body for text in STORY)


@pytest.mark.parametrize(
    "wrapped",
    [
        "<main><article>{}</article></main>",
        "<div id='content'><div class='post'><h1>Corals come back</h1>{}</div></div>",
        "<div class='w1'><div class='w2'><div class='w3'>{}</div></div></div>",
        "<table><tr><td width='20%'>Old site</td><td>{}</td></tr></table>",
    ],
)
def test_a_news_site_gives_its_story_alone(wrapped: str) -> None:
    furniture = (
        "<div id='cookie-banner'><p>We use cookies to make this better for you, and for our partners. Accept all?</p>"
        f"</div>{NAV}<nav>{RELATED}</ul></nav>"
    )
    below = (
        f"<div class='related-stories'><h3>Related stories</h3>{RELATED}</ul></div>"
        f"<div id='comments'><h3>Comments</h3>{COMMENTS}</div><form>Subscribe to our list<input></form>"
        "<footer><p>Copyright of the reef paper, all rights reserved, imprint and privacy.</p></footer>"
    )
    draft = page(furniture + wrapped.format(PARAGRAPHS) + below)
    assert has_the_story(draft)
    for word in ("cookies", "Story number", "I have dived", "Subscribe", "Copyright", "Home"):
        assert word not in draft.body


def test_furniture_inside_the_article_goes_too() -> None:
    middle = f"<div class='box'><h4>More from us</h4>{RELATED}</ul></div>"
    comments = f"<section class='comments'>{COMMENTS * 2}</section>"
    draft = page(f"<article>{''.join(f'<p>{t}</p>' for t in STORY[:3])}{middle}"
                 f"{''.join(f'<p>{t}</p>' for t in STORY[3:])}{comments}</article>")  # fmt: skip
    assert has_the_story(draft)
    assert "Story number" not in draft.body
    assert "I have dived" not in draft.body


@pytest.mark.parametrize("wrapped", ["<article>{}</article>", "<div><div class='text'>{}</div></div>"])
def test_what_science_is_written_in_survives(wrapped: str) -> None:
    parts = (
        "<p>Rates fell to 10<sup>-5</sup> as CO<sub>2</sub> rose<sup><a href='#r1'>1</a></sup>.</p>"
        "<figure><img src='/fig1.png' alt='Map'><figcaption>Where the colonies stood.</figcaption></figure>"
        "<table><tr><th>Site</th><th>Growth</th></tr><tr><td>North</td><td>2 mm</td></tr></table>"
        "<ol><li>Mark the colony.</li><li>Move it.</li></ol><pre>grow(2)</pre>"
        "<blockquote><p>We did not expect it.</p></blockquote><dl><dt>Colony</dt><dd>A group of polyps.</dd></dl>"
        "<math><mi>E</mi><mo>=</mo><mi>m</mi></math>"
    )
    draft = page(NAV + wrapped.format(PARAGRAPHS + parts))
    assert has_the_story(draft)
    for part in (
        "10⁻⁵ as CO₂ rose[1]", "![Map](https://reef.example/fig1.png)", "*Where the colonies stood.*",
        "| Site | Growth |", "| North | 2 mm |", "1. Mark the colony.", "2. Move it.", "grow(2)",
        "> We did not expect it.", "A group of polyps.", "E",
    ):  # fmt: skip
        assert part in draft.body


def test_the_references_of_an_article_stay() -> None:
    items = "".join(
        f"<li><a href='https://press.example/{n}'>Diver {n} et al. How reefs of type {n} come back after heat</a></li>"
        for n in range(8)
    )
    doi = "<li>Reef A. Growth. Nature 2025. <a href='https://doi.org/10.1038/s41586-025-09710-8'>doi</a></li>"
    for wrapped in ("<article>{}</article>", "<div><div class='text'>{}</div></div>"):
        draft = page(NAV + wrapped.format(f"{PARAGRAPHS}<h2>References</h2><ol>{items}{doi}</ol>"))
        assert has_the_story(draft)
        assert draft.body.count("How reefs of type") == 8
        assert "10.1038/s41586-025-09710-8" in [one.ids.get("doi") for one in draft.references]


@pytest.mark.parametrize(
    "body",
    ["<p>Corals grow.</p>", "Corals grow.", "<div><div>Corals grow.</div></div>", "<article>Corals grow.</article>",
     f"{NAV}<p>Corals grow.</p>"],
)  # fmt: skip
def test_a_very_short_page_is_kept(body: str) -> None:
    assert "Corals grow." in page(body).body


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{PARAGRAPHS[: len(PARAGRAPHS) // 2]}</p></div><div>{PARAGRAPHS[len(PARAGRAPHS) // 2 :]}</div>",
        "".join(f"<section><h2>Part {n}</h2><p>{text}</p></section>" for n, text in enumerate(STORY)),
        "".join(f"<article><h2>Part {n}</h2><p>{text}</p></article>" for n, text in enumerate(STORY)),
        "".join(f"<div>{text}</div>" for text in STORY),
        "<br><br>".join(STORY),
        f"<main><article><p>{STORY[0]}</p></article><article><p>{'</p><p>'.join(STORY[1:])}</p></article></main>",
        f"<div class='comment'>{PARAGRAPHS}</div>",
        "<div>" * 1500 + PARAGRAPHS,
    ],
)
def test_no_page_loses_its_text(body: str) -> None:
    found = "".join(page(body).body.split())
    whole = "".join("".join(STORY).split())
    assert len(found) >= 0.9 * len(whole)
    assert all("".join(text.split())[:20] in found for text in STORY[:2] + STORY[4:])


def test_a_page_of_cards_is_taken_apart() -> None:
    cards = "".join(
        f"<div class='card'><a href='/n/{n}'><h3>{text.split(',')[0].split(':')[0]} {n}</h3></a><p>{text}</p></div>"
        for n, text in enumerate(STORY)
    )
    draft = page(f"{NAV}<main><h1>This week on the reef</h1><p>Six stories for you to read today.</p>{cards}</main>",
                 "<title>This week on the reef</title>")  # fmt: skip
    assert [child.url for child in draft.children] == [f"https://reef.example/n/{n}" for n in range(6)]
    assert draft.children[0].body == STORY[0]
    assert "Six stories" in draft.body


def test_an_ordinary_article_has_no_children() -> None:
    sections = "".join(f"<h2>Part {n}</h2><p>{text}</p>" for n, text in enumerate(STORY))
    assert page(f"<article>{sections}</article>").children == ()


def test_readability_points_at_the_article() -> None:
    root = lxml_html.fromstring(
        f"<html><body>{NAV}<div id='a'>{PARAGRAPHS}</div><div>{RELATED}</ul></div></body></html>"
    )
    located = locate(root.find("body"))
    assert located is not None
    assert located.element.get("id") == "a"
    assert located.leaves_out(root.find("body")[-1])


@pytest.mark.parametrize(
    "source", ["<html><body></body></html>", "<html><body>" + "<p>x</p>" * 21_000 + "</body></html>"]
)
def test_readability_may_find_nothing_and_says_nothing(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert locate(lxml_html.fromstring(source).find("body")) is None
    logging.getLogger("readability.readability").error("a fault")
    assert capsys.readouterr().err == ""
