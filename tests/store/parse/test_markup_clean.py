"""clean() and clean_line(): nothing but text reaches the terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.parse.markup import clean, clean_line
from tests.store.parse.hostile_inputs import hostile, needs_hostile


def harmless(text: str) -> bool:
    allowed = {"\n", "\t", "\u200c", "\u200d"}
    return all(c in allowed or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain text\twith\nlines", "plain text\twith\nlines"),
        ("A\x1b]52;c;UFdORUQ=\x07B", "AB"),
        ("A\x1b]2;TITLE\x1b\\B", "AB"),
        ("A\x1b[2;40HB", "AB"),
        ("A\x9b2JB", "AB"),
        ("A\x9bB", "AB"),
        ("A\x1bPq#0\x1b\\B", "AB"),
        ("A\x1b]52;" + "x" * 5000, "A]52;" + "x" * 5000),
        ("A\x1bB", "AB"),
        ("A\x1b(BB", "AB"),
        ("A\x00\x07\x7f\x85B", "A\nB"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("A\u202egpj.exe\u2066x\u2069\u200e", "Agpj.exex"),
        ("so\u00adft\u200b\ufeff\u2060", "soft"),
        ("\ud800x\uffff\ufdd0", "x"),
        ("\U000e0041x", "x"),
        ("cafe\u0301", "café"),
        ("\U0001f468\u200d\U0001f680", "\U0001f468\u200d\U0001f680"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("C/EBPγ 日本語 نص ½", "C/EBPγ 日本語 نص ½"),
        ("[Retracted] [/x] p < 0.05", "[Retracted] [/x] p < 0.05"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_marks_do_not_pile_up() -> None:
    assert clean("x" + "\u0301" * 100_000) == "x" + "\u0301" * 4
    assert clean("e" + "\u0301\u0316" * 50_000).count("\u0316") <= 4
    assert clean("a" + "\u200d" * 5000 + "b") == "a\u200db"


@given(st.text(st.characters()))
def test_clean_is_idempotent_and_leaves_no_control(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert harmless(once)
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.sampled_from("a\u0301\u0316\u0344\u200d\u200c\u0958\u1e9b\u0323\x1b[];\x07m0\x9b\r\n\u2028é")))
def test_clean_is_idempotent_where_it_is_hardest(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)
    assert harmless(once)


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("  a \n b\t\tc\u00a0d ", 99, "a b c d"),
        ("line1\nFAKE ROW\r\nx", 99, "line1 FAKE ROW x"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("ab def", 4, "ab…"),
        ("", 9, ""),
    ],
)
def test_clean_line(text: str, limit: int, line: str) -> None:
    assert clean_line(text, limit) == line


@needs_hostile
def test_hostile_titles_become_one_short_clean_line() -> None:
    for title in hostile().TITLES:
        line = clean_line(title)
        assert len(line) <= 4096
        assert "\n" not in line
        assert harmless(line)
