"""The screen in ASCII."""

from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from store import Query, Store
from store.model import Draft, FeedDraft
from tests.tui.painted import strips
from tests.tui.reader import Remembering, opened_reader, until
from tests.tui.screen_text import NOW, clock, paper
from tui import glyphs
from tui.glyphs import SIGNS, in_ascii, only_ascii

PLAIN = "".join(map(chr, range(0x20, 0x7F)))


def test_every_sign_becomes_as_many_ascii_characters_as_it_has_cells() -> None:
    for code, plain in SIGNS.items():
        assert plain.isascii()
        assert plain.isprintable()
        assert len(plain) == cell_len(chr(code)), chr(code)


@pytest.mark.parametrize(
    ("text", "signs", "letters"),
    [
        (PLAIN, PLAIN, PLAIN),
        ("● ★ Title…", "* + Title~", "* + Title~"),
        ("café 10⁻⁵ ≥ 日本", "café 10⁻⁵ ≥ 日本", "cafe 10?? ? ????"),
        ("│ a ├─┤", "| a +-+", "| a +-+"),
        ("ﬁ", "ﬁ", "?"),  # two letters do not fit where one stood
    ],
)
def test_signs_are_turned_and_letters_only_where_they_must_be(text: str, signs: str, letters: str) -> None:
    assert in_ascii(text) == signs
    assert only_ascii(text) == letters
    assert cell_len(only_ascii(text)) == cell_len(text)


@pytest.mark.parametrize(
    ("encoding", "speaks"), [("UTF-8", True), ("utf8", True), ("ANSI_X3.4-1968", False), ("ISO-8859-1", False)]
)
def test_the_locale_says_whether_letters_can_be_drawn(
    encoding: str, speaks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.glyphs.locale.getencoding", lambda: encoding)
    assert glyphs.speaks_unicode() == speaks


@pytest.fixture
def plain_library(tmp_path: Path) -> Path:
    """Articles whose every letter is ASCII, with all that has a sign: marks, links, lists, a quote, a table."""
    body = (
        "Some words with a [link](https://a.example/x) in them.\n\n> A quote\n>> within a quote\n\n- one\n  - two\n"
        "    - three\n\n1. first\n\n---\n\n![A scar](https://a.example/scar.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "```\ncode\n```\n\n" + "A long line of code `x = 1` and *more* words. " * 40
    )
    children = (Draft("d1", "First item", "One."), Draft("d2", "Second item " * 20, "Two."))
    made = (
        Draft("a", "Protein switch " * 12, body, "https://a.example/a", ("Ada Roe",), NOW, "Example News",
              ("repair",), (paper("10.1000/a1", "A switch"), paper("10.1000/a2", "Earlier", 2, "cited"))),
        Draft("d", "This week in two lines", "Two items.", None, (), NOW - timedelta(hours=1), "Digest",
              children=children),
    )  # fmt: skip
    path = tmp_path / "plain.db"
    with Store(path, now=clock) as store:
        store.save(list(made), feed=FeedDraft("Example News", made, "https://a.example/feed"))
        first = store.ids(Query())[:1]
        store.mark(first, starred=True)
        store.tag(first, ["mine"])
        store.set_note(first[0], "A note.")
        store.save_view("Mine", "tag:mine")
    return path


def odd(screen_text: str) -> set[str]:
    """What stands there that is not ASCII."""
    return {char for char in screen_text if ord(char) > 0x7E and char != "\n"}


async def test_with_ascii_glyphs_nothing_else_stands_on_any_screen(
    plain_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text('glyphs = "ascii"\n')
    monkeypatch.setenv("SCIREAD_CONFIG_DIR", str(config))
    try:
        async with opened_reader(plain_library, size=(130, 40)) as (screen, pilot):
            assert isinstance(screen.app, Remembering)

            def drawn() -> str:
                """The screen that has the keys, borders and scroll bars and all."""
                return "\n".join("".join(one.text for one in row) for row in strips(screen.app))

            await until(lambda: "[1]" in drawn(), drawn)  # the number of a link
            assert "*+" in drawn()
            for key in ("question_mark", "u", "x", "f", "I", "t"):  # each opens something over the list
                await pilot.press(key)
                await until(lambda: screen.app.screen is not screen, drawn)
                await pilot.pause(0.05)
                assert not odd(drawn()), key
                await pilot.press("escape")
                await until(lambda: screen.app.screen is screen, drawn)
            await pilot.press("v", "L")
            await until(lambda: "*+  x" in drawn() or "*+ nx" in drawn(), drawn)
            assert not odd(drawn())
            screen.say("Done … – “x” · ✓")
            await until(lambda: 'Done ~ - "x" - v' in drawn(), drawn)
            assert not odd(drawn())
    finally:
        glyphs.choose(ascii=False)
