"""Where the keys of a TOML text stand: compared with what tomllib reads."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.settings_lines import fault_line, key_lines, line_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", {}),
        ("# only = 1\n\n", {}),
        ('theme = "x"\n', {("theme",): 1}),
        ('\n\n  theme = "x" # lines = 2\nlines = 1', {("theme",): 3, ("lines",): 4}),
        ('theme = "a # b"\nlines = 1', {("theme",): 1, ("lines",): 2}),
        ('a = """one\nlines = 2\n"""\nb = 1', {("a",): 1, ("b",): 4}),
        ("a = '''one\nlines = 2 \"\"\"\n'''\nb = 1", {("a",): 1, ("b",): 4}),
        ('a = """ \\""" x = 1\n"""\nb = 1', {("a",): 1, ("b",): 3}),
        ('a = """two quotes""""\nb = 1', {("a",): 1, ("b",): 2}),
        ("a = [\n  1, # b = 2\n  2,\n]\nb = 1", {("a",): 1, ("b",): 5}),
        ('a = ["]", "["]\nb = 1', {("a",): 1, ("b",): 2}),
        ('keys = { star = "S", tag = "x" }\nb = 1', {("keys",): 1, ("b",): 2}),
        ('[keys]\nstar = "S"\n\ntag = ["x", "y"]', {("keys",): 1, ("keys", "star"): 2, ("keys", "tag"): 4}),
        ('keys.star = "S"\n', {("keys", "star"): 1}),
        ('"the me" = 1\n\'b.c\' = 2\n"\\u0061" = 3', {("the me",): 1, ("b.c",): 2, ("a",): 3}),
        ("[ a . \"b\" ]\nc = 1\n[[d]]\ne = 1", {("a", "b"): 1, ("a", "b", "c"): 2, ("d",): 3, ("d", "e"): 4}),
        ("a = 1\r\nb = 2\r\n", {("a",): 1, ("b",): 2}),
    ],
)  # fmt: skip
def test_the_line_of_every_key(text: str, lines: dict[tuple[str, ...], int]) -> None:
    tomllib.loads(text)
    assert key_lines(text) == lines


def test_a_key_inside_a_value_has_the_line_of_the_value() -> None:
    lines = key_lines('\nkeys = { star = "S" }')
    assert line_of(lines, "keys", "star") == 2
    assert line_of(lines, "nothing") is None


@pytest.mark.parametrize("text", ["a = 1 2", "a = [1", 'a = "', "\na = \n", "[a", "a.b.", "a = 1\na = 2"])
def test_a_message_of_tomllib_is_taken_apart(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    what, line = fault_line(str(caught.value))
    assert what
    assert "(at" not in what
    assert line == "" or line.startswith(" line ")


VALUES = st.sampled_from(
    ["1", "true", '"a"', "'b'", '"""\nx = 1\n"""', "'''\n[y]\n'''", "[1,\n# z = 1\n2]", '{a = "}"}', '"[#"', "''"]
)
NAMES = st.sampled_from(["a", "b", "c", '"d e"', "'f'", "g-h"])


@given(st.dictionaries(NAMES, st.tuples(VALUES, st.sampled_from(["\n", "\n\n", " # x = 1\n", "\n# [k]\n"]))))
def test_every_key_that_tomllib_reads_has_a_line_that_names_it(parts: dict[str, tuple[str, str]]) -> None:
    text = "".join(f"{name} = {value}{end}" for name, (value, end) in parts.items())
    read: dict[str, Any] = tomllib.loads(text)
    found = key_lines(text)
    assert {path[0] for path in found} == read.keys()
    for (name,), line in found.items():
        assert name in text.splitlines()[line - 1]


@given(st.text(alphabet="ab='\"[]{}#\\\n .,1"))
def test_whatever_tomllib_reads_has_its_lines(text: str) -> None:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert {path[0] for path in key_lines(text) if path} == read.keys()
