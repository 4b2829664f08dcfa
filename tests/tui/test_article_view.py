import re
from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset, Region
from textual.selection import Selection

from tests.tui.reader import until
from tui.widgets import article_view_scroll
from tui.widgets.article_view import ArticleView, Document, Entry

BODY = "\n\n".join(
    f"Paragraph {n} tells of [study {n}](https://example.org/{n}) and of nothing else, " + "word " * (n % 25)
    for n in range(80)
)

MAIN = Entry(
    1, ("A switch in the heart [/x]", "Cell Reports · 2026 · doi 10.1000/abc"), "main", "https://doi.org/10.1000/abc"
)
CITED = Entry(2, ("Hearts of fish",), "cited", "https://doi.org/10.1000/fish")
OWN = Entry(None, ("This very page",), "self", "https://example.org/self")

DOCUMENT = Document(
    article_id=7,
    title="[Retracted] A title that is wider than the measure of seventy-two columns, so it wraps",
    facts=("Some Journal · 3 June 2026 · 6 min",),
    tags=(("heart repair", True), ("medicine", False)),
    body=BODY,
    references=(MAIN, CITED, OWN),
    notes="ask Ana\nabout this",
)


class Alone(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        self.chosen.append(message.href)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def rows(self) -> list[str]:
        return [self.view.render_line(y).text.rstrip() for y in range(self.view.size.height)]


def stripped(app: Alone) -> list[str]:
    return [row.strip() for row in app.rows()]


async def test_shows_title_facts_tags_and_body_within_the_measure() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        await pilot.pause()
        rows = stripped(app)
        assert rows[0] == "[Retracted] A title that is wider than the measure of seventy-two"
        assert rows[1:4] == [
            "columns, so it wraps",
            "Some Journal · 3 June 2026 · 6 min",
            "#heart\u00a0repair  #medicine",
        ]
        assert rows[5].startswith("Paragraph 0 tells of study 0¹ and")
        left = len(app.rows()[5]) - len(app.rows()[5].lstrip())
        assert left >= 10
        assert max(len(row) for row in app.rows()) <= left + 72


async def test_ends_with_notes_and_references_by_role_without_its_own_citation() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        app.view.to_bottom()
        await pilot.pause()
        rows = stripped(app)
        assert app.view.at_end
        assert [row.rstrip("─").rstrip() for row in rows[-11:]] == [
            "", "── Note", "ask Ana", "about this", "", "── Paper", "1 A switch in the heart [/x]",
            "Cell Reports · 2026 · doi 10.1000/abc", "", "── Also cited", "2 Hearts of fish",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("references", "wanted"),
    [((), "no reference found"), ((OWN,), "no reference found"), ((CITED,), "2 Hearts of fish")],
)
async def test_says_when_there_is_no_reference(references: tuple[Entry, ...], wanted: str) -> None:
    app = Alone()
    async with app.run_test(size=(80, 30)) as pilot:
        app.view.show(Document(1, "T", (), (), "Body.", references, empty="no reference found"))
        await pilot.pause()
        rows = [row for row in stripped(app) if row]
        assert rows[-1] == wanted
        assert any(row.startswith("── References ─") for row in rows) == (references == (CITED,))


async def test_nothing_to_show_is_blank() -> None:
    app = Alone()
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.show(DOCUMENT)
        app.view.show(None)
        await pilot.pause()
        assert not any(app.rows())
        assert app.view.at_end
        assert app.view.links == []
        assert not app.view.scroll_page()


async def test_pages_to_the_end_and_then_says_so() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        await pilot.pause()
        seen = set(stripped(app))
        for _ in range(60):
            if not app.view.scroll_page():
                break
            await pilot.pause()
            seen |= set(stripped(app))
        assert app.view.at_end
        assert not app.view.scroll_page()
        for n in range(80):
            assert any(row.startswith(f"Paragraph {n} tells") for row in seen)


async def test_half_pages_go_on_and_back_over_unread_parts() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        app.view.to_bottom()
        await pilot.pause()
        before = stripped(app)
        app.view.scroll_half(-1)
        await pilot.pause()
        assert [row.split()[:2] for row in stripped(app)[15:]] == [row.split()[:2] for row in before[:15]]
        app.view.scroll_half(1)
        await pilot.pause()
        assert [row.split()[:2] for row in stripped(app)] == [row.split()[:2] for row in before]
        app.view.to_top()
        assert app.view.place == 0.0


async def test_idle_work_moves_nothing_and_fills_in_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_view_scroll, "SHORT", 0)
    app = Alone()
    async with app.run_test(size=(100, 30)):
        app.view.show(DOCUMENT)
        app.view.to_bottom()
        app.view.scroll_lines(-8)
        before = stripped(app)
        assert not any("⁸⁰" in row for row in before)
        await until(lambda: any("study 79⁸⁰" in row for row in stripped(app)))
        after = stripped(app)
        assert [re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "˙", row) for row in after] == before


async def test_the_place_is_kept_across_articles_and_widths() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        app.view.scroll_half(1)
        app.view.scroll_half(1)
        await pilot.pause()
        place, top = app.view.place, stripped(app)[0]
        app.view.show(replace(DOCUMENT, article_id=8))
        assert app.view.place == 0.0
        app.view.show(DOCUMENT)
        app.view.restore(place)
        await pilot.pause()
        assert stripped(app)[0] == top
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        assert int(app.view.place) == int(place)
        app.view.restore(1e9)
        assert app.view.at_end


async def test_the_same_article_again_keeps_its_place() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        app.view.scroll_page()
        await pilot.pause()
        place = app.view.place
        app.view.show(replace(DOCUMENT, tags=(*DOCUMENT.tags, ("new", True))))
        assert app.view.place == place > 0


async def test_links_are_listed_in_reading_order() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)):
        app.view.show(DOCUMENT)
        assert app.view.links == [(n + 1, f"study {n}", f"https://example.org/{n}") for n in range(80)]


async def test_a_click_on_a_link_or_a_reference_says_where_it_leads() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        await pilot.pause()
        row = app.rows()[5]
        await pilot.click(ArticleView, offset=(row.index("study 0"), 5))
        await pilot.click(ArticleView, offset=(row.index("tells"), 5))
        await pilot.pause()
        assert app.chosen == ["https://example.org/0"]
        app.view.to_bottom()
        await pilot.pause()
        y = next(y for y, row in enumerate(app.rows()) if "A switch" in row)
        await pilot.click(ArticleView, offset=(app.rows()[y].index("switch"), y))
        await pilot.pause()
        assert app.chosen == ["https://example.org/0", "https://doi.org/10.1000/abc"]


async def test_the_measure_can_be_set_within_bounds() -> None:
    app = Alone()
    async with app.run_test(size=(120, 30)) as pilot:
        app.view.show(DOCUMENT)
        for wanted, got in ((60, 60), (80, 80), (500, 80), (1, 60)):
            app.view.measure = wanted
            await pilot.pause()
            assert app.view.measure == got
            widest = max(len(row.strip()) for row in app.rows())
            assert got - 12 < widest <= got


async def test_selected_text_leaves_the_margin_out() -> None:
    app = Alone()
    async with app.run_test(size=(100, 30)) as pilot:
        app.view.show(DOCUMENT)
        await pilot.pause()
        x = app.rows()[5].index("Paragraph")
        selection = Selection(Offset(x, 5), Offset(x + 4, 6))
        text, _ = app.view.get_selection(selection) or ("", "")
        assert text.split("\n")[0] == stripped(app)[5]
        assert text.split("\n")[1] == stripped(app)[6][:4]
        app.screen.selections = {app.view: selection}
        await pilot.pause()
        assert stripped(app)[5].startswith("Paragraph 0")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "nord"])
async def test_every_theme_draws_every_style(theme: str) -> None:
    app = Alone()
    body = "# H\n\n### h\n\n*a* **b** ~~c~~ `d` ![i](u:i) [l](u:l)\n\n> q\n\n- m\n\n|t|\n|-|\n|u|\n\n---\n\n    code"
    async with app.run_test(size=(80, 50)) as pilot:
        app.theme = theme
        app.view.show(replace(DOCUMENT, body=body, empty="none"))
        await pilot.pause()
        looks = {
            text.strip(): style
            for y in range(40)
            for text, style, _ in app.view.render_line(y)
            if style is not None and text.strip()
        }
        assert looks["b"].bold
        assert looks["a"].italic
        assert looks["l"].underline
        assert looks["H"].bold
        assert "code" in looks


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (10, 4), (400, 100)])
async def test_any_size_of_screen_will_do(size: tuple[int, int]) -> None:
    app = Alone()
    async with app.run_test(size=size) as pilot:
        app.view.show(DOCUMENT)
        await pilot.pause()
        app.view.to_bottom()
        app.view.scroll_half(-1)
        await pilot.pause()
        width = app.view.scrollable_content_region.width
        strips = app.view.render_lines(Region(0, 0, width, size[1]))
        assert [strip.cell_length for strip in strips] == [width] * size[1]


async def test_hostile_words_in_any_field_are_text() -> None:
    app = Alone()
    bad = "[/x] [@click=app.quit]y[/] \x1b]2;T\x07\x9b2J\u202e \n end"
    entry = Entry(1, (bad, bad), "main", "https://x.org/")
    async with app.run_test(size=(100, 40)) as pilot:
        app.view.show(Document(1, bad, (bad,), ((bad, True),), bad, (entry,), notes=bad, empty=bad))
        await pilot.pause()
        text = "".join(app.rows())
        assert text.count("[/x]") >= 5
        assert not set(text) & set("\x1b\x07\x9b\u202e\n")
