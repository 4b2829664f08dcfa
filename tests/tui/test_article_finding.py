"""Finding words in an article: what is a hit, where its marks are drawn, and how the view goes to it."""

from time import perf_counter

import pytest
from textual.app import App, ComposeResult

from store import Query, hit_spans
from tests.tui.reader import until
from tui.widgets.article_view import ArticleView, Document, Entry
from tui.widgets.article_view_links import LETTERS, labels
from tui.widgets.markdown_lines import Mark, draw
from tui.widgets.markdown_lines_blocks import blocks
from tui.widgets.markdown_lines_find import Finder, Hit, Words
from tui.widgets.markdown_lines_marks import counted, texts


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("lung", "Lung and LUNG, lungs", ["Lung", "LUNG", "lung"]),
        ("Lung", "Lung and LUNG, lung", ["Lung"]),
        ("proteine", "Protéine, prote\u0301ine", ["Protéine", "prote\u0301ine"]),
        ("été", "ete été", ["ete", "été"]),
        ("lung cancer", "lung\ncancer lung\u00a0cancer lungcancer", ["lung\ncancer", "lung\u00a0cancer"]),
        ("10-5", "10⁻⁵ M, 10–5, 10−5", ["10⁻⁵", "10–5", "10−5"]),
        ("co2", "CO₂", ["CO₂"]),
        ("it's", "it’s", ["it’s"]),
        ("a.c", "abc a.c", ["a.c"]),
        ("한", "하나 한", ["한"]),
        ("か", "が か", ["か"]),
        ("", "text", []),
        ("  ", "a  b", []),
        ("\u0301", "e\u0301", []),
        ("[x", "a [x] b", ["[x"]),
    ],
)
def test_what_is_a_hit(words: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in Words(words).spans(text)] == found


BODY = """# A *lung* heading with lung

A paragraph where **lu**ng and [lung](https://lung.example/lung) stand, and a word &lung; `lung`.

> quoted lung
> > deeper lung

| head lung | b |
|---|---|
| lung | a lung and a lung |

```
code lung
    lung\tlung and a long line of code that goes on and on, longer than the screen is wide, lung
```

- item lung
"""


@pytest.mark.parametrize("width", [20, 40, 72])
def test_marks_are_drawn_where_the_texts_have_hits_and_change_no_line(width: int) -> None:
    spans = Words("lung").spans
    found, definitions = blocks(BODY)
    total = 0
    for block in found:
        count = sum(len(spans(text)) for text in texts(block, definitions))
        plain = draw(block, width, 1, definitions)
        marked = draw(block, width, 1, definitions, True, [counted(spans, "find")])
        assert [_text(line) for line in marked.lines] == [_text(line) for line in plain.lines]
        drawn = "".join(piece.text for line in marked.lines for piece in line if "find" in piece.style.split())
        assert drawn.lower() == "lung" * count
        for nth in range(count):
            one = draw(block, width, 1, definitions, True, [counted(spans, "find", nth, "found")])
            now = "".join(piece.text for line in one.lines for piece in line if "found" in piece.style.split())
            assert now.lower() == "lung"
        total += count
    assert total == 17


def _text(line: tuple[object, ...]) -> str:
    return "".join(str(getattr(piece, "text", "")) for piece in line)


def test_a_hit_goes_on_over_a_link_number_and_into_the_next_line() -> None:
    (block,), definitions = blocks("One two [three](https://x.example) four five.")
    marks: list[Mark] = [counted(Words("two three four").spans, "find")]
    lines = draw(block, 10, 1, definitions, True, marks).lines
    assert [piece.text for line in lines for piece in line if "find" in piece.style.split()] == ["two", "three", "four"]


def test_the_finder_counts_round_from_where_it_begins() -> None:
    finder = Finder(*blocks("a lung\n\nnothing\n\nlung lung\n\nlung"))
    finder.begin("lung", 2)
    finder.go_on(lambda: finder.total >= 2)
    assert not finder.done
    assert finder.beside(Hit(2, -1), 1) == Hit(2, 0)
    assert finder.beside(Hit(2, 1), 1) is None
    finder.go_on(lambda: False)
    assert (finder.done, finder.total) == (True, 4)
    hits = [Hit(0, 0), Hit(2, 0), Hit(2, 1), Hit(3, 0)]
    assert [finder.number(hit) for hit in hits] == [1, 2, 3, 4]
    assert [finder.beside(hit, 1) for hit in hits] == [*hits[1:], hits[0]]
    assert [finder.beside(hit, -1) for hit in hits] == [hits[-1], *hits[:-1]]


def test_words_that_markup_parts_are_found_and_addresses_are_not() -> None:
    finder = Finder(
        *blocks("the **lu**ngs\n\nno [word](https://lungs.example/)\n\n[lung](https://x.example)s\n\nl&uuml;ngs")
    )
    finder.begin("lungs", 0)
    finder.go_on(lambda: False)
    assert finder.total == 3
    assert [finder.count(block) for block in range(4)] == [1, 0, 1, 1]


class Alone(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[ArticleView.Found] = []

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_article_finding_found(self, event: ArticleView.Found) -> None:
        self.told.append(event)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def rows(self) -> list[str]:
        return [self.view.render_line(y).text.rstrip() for y in range(self.view.size.height)]

    def reversed_texts(self) -> list[str]:
        """What is drawn in the looks of hits."""
        rows = (self.view.render_line(y) for y in range(self.view.size.height))
        return [text for row in rows for text, style, _ in row if style and style.reverse]


def made(body: str, article_id: int = 1) -> Document:
    reference = Entry(1, ("A needle in a reference",), "cited", "https://doi.org/10.1000/x")
    return Document(article_id, "A title", (), (), body, (reference,), notes="A note with a needle")


LONG = "\n\n".join(
    f"Paragraph {n} tells of [study {n}](https://example.org/{n}), {'a needle' if n % 1_000 == 999 else 'words'} too. "
    * 2
    for n in range(5_000)
)
SENTENCE = "The *lung* cells [of the cohort](https://example.org/a) met 10^-5 M of the drug. "
MEGABYTE = SENTENCE * 12_000 + "At last a needle. " + SENTENCE * 50


@pytest.mark.parametrize("body", [LONG, MEGABYTE], ids=["5,000 paragraphs", "1 MB"])
async def test_the_first_hit_of_a_long_article_is_in_sight_at_once_and_all_are_counted(body: str) -> None:
    app = Alone()
    async with app.run_test(size=(90, 30)) as pilot:
        app.view.show(made(body))
        await pilot.pause()
        app.view.begin_finding()
        start = perf_counter()
        app.view.find("needle")
        while "needle" not in app.reversed_texts():
            assert perf_counter() - start < 10
            await pilot.pause(0.001)
        took = perf_counter() - start
        assert took < 3, f"{took:.2f} s"  # 0.1 s on a quiet machine
        await until(lambda: bool(app.told) and app.told[-1].done)
        number, total = app.told[-1].number, app.told[-1].total
        assert (number, total) == (1, body.count("needle") + 2)
        app.view.find_beside(-1)
        await until(lambda: app.told[-1].turned == -1)
        assert app.told[-1].number == total
        assert any("A needle in a reference" in row for row in app.rows())
        app.view.find_beside(1)
        await until(lambda: app.told[-1].turned == 1)
        assert app.told[-1].number == 1
        await until(lambda: "needle" in app.reversed_texts())
        app.view.end_finding()
        assert app.reversed_texts() == []


async def test_typing_goes_to_the_first_hit_below_the_top_line_and_a_longer_word_begins_there_again() -> None:
    app = Alone()
    body = "needle one " * 60 + "nettle needle two. " + "word " * 900 + "\n\nneedles"
    async with app.run_test(size=(90, 20)) as pilot:
        app.view.show(made(body))
        await pilot.pause()
        above = sum(row.count("needle") for row in app.rows()[:10])
        assert above > 30
        app.view.scroll_lines(10)
        await pilot.pause()
        app.view.begin_finding()
        app.view.find("needle")
        await until(lambda: bool(app.told) and app.told[-1].done)
        assert app.told[-1].number == above + 1
        assert app.told[-1].turned == 0
        app.view.find("needles")
        await until(lambda: (app.told[-1].done, app.told[-1].total) == (True, 1))
        assert "needles" in app.reversed_texts()
        app.view.find("needle")
        await until(lambda: app.told[-1].total > 60 and app.told[-1].done)
        assert app.told[-1].number == above + 1
        app.view.find("nowhere")
        await until(lambda: app.told[-1].done and not app.told[-1].total)
        assert app.told[-1].number == 0
        app.view.find("")
        app.view.find_beside(1)
        await pilot.pause()
        assert app.reversed_texts() == []


async def test_words_of_the_search_are_marked_in_title_text_note_and_reference() -> None:
    app = Alone()
    async with app.run_test(size=(90, 30)) as pilot:
        query = Query(filter="needle title:title")
        app.view.mark_hits(lambda text, *, title: hit_spans(query, text, title=title))
        app.view.show(made("No title here, a Needle."))
        await pilot.pause()
        marked = [
            text
            for y in range(app.view.size.height)
            for text, style, _ in app.view.render_line(y)
            if style and style.underline
        ]
        assert marked == ["title", "Needle", "needle", "needle"]
        app.view.mark_hits(None)
        assert not any(style and style.underline for y in range(9) for _, style, _ in app.view.render_line(y))


def test_labels_are_of_one_letter_while_these_last() -> None:
    assert labels(3) == ["a", "s", "d"]
    many = labels(27)
    assert len(many) == len(set(many)) == 27
    assert {len(label) for label in many} == {2}
    assert len(labels(10_000)) == len(LETTERS) ** 2


async def test_letters_stand_on_the_links_in_sight_once_for_each_that_goes_on() -> None:
    app = Alone()
    body = (
        "See [a long link that goes on over the end of its line](https://x.example/1) and [two](https://x.example/2)."
    )
    async with app.run_test(size=(34, 20)) as pilot:
        app.view.show(made(body))
        await pilot.pause()
        shown = app.view.show_letters()
        assert shown == {"a": "https://x.example/1", "s": "https://x.example/2", "d": "https://doi.org/10.1000/x"}
        assert app.reversed_texts() == ["a", "s", "d"]
        app.view.narrow_letters("s")
        assert app.reversed_texts() == ["s"]
        app.view.hide_letters()
        assert app.reversed_texts() == []
