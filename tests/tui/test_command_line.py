"""The `:` line, pure: what a line means, and how it may go on."""

import pytest

from store import query_terms
from tui.actions import ACTIONS, Keymap
from tui.command_line import Argument, CommandError, CommandLine, Offer, beginning, ranked
from tui.field_words import FIELD_WORDS
from tui.screens.command_arguments import (
    export_argument,
    named,
    number_fault,
    path_argument,
    query_argument,
    tag_argument,
    tags_of,
)

TAGS = ("lung cancer", "lungs", "later", "it's")
LINE = CommandLine(
    ACTIONS,
    Keymap().hint,
    {
        "open_reference": Argument(fault=number_fault),
        "go": Argument(fault=number_fault),
        "tag": tag_argument(lambda: TAGS, give=True),
        "untag": tag_argument(lambda: TAGS, give=False),
        "sort": named(lambda: ("newest", "oldest"), "order"),
        "filter": query_argument(lambda: {"tag": TAGS, "is": ("unread", "read")}),
        "export": export_argument(),
        "add": path_argument(),
    },
)


@pytest.mark.parametrize(
    ("line", "id", "text"),
    [
        ("star", "star", ""), (":star", "star", ""), ("  : Star ", "star", ""), ("q", "quit", ""),
        ("quit", "quit", ""),
        ("open-reference 3", "open_reference", "3"), ("open_reference 12", "open_reference", "12"),
        ("open reference 3", "open_reference", "3"), ("open", "open", ""), ("open paper", "open_paper", ""),
        ("mark read", "mark_read", ""), ("mark-all-read", "mark_all_read", ""), ("mark all read", "mark_all_read", ""),
        ("tag +pdac -old", "tag", "+pdac -old"), ("tag later", "tag", "later"), ("sort OLDEST", "sort", "OLDEST"),
        ("filter is:read lung", "filter", "is:read lung"), ("view Trials of  mine", "views", "Trials of  mine"),
        ("note A thought:  two", "note", "A thought:  two"), ("go 12", "go", "12"), ("go unread", "go_unread", ""),
        ("export bibtex a b.bib", "export", "bibtex a b.bib"), ("pipe wc -w", "pipe", "wc -w"),
        ("copy bib", "copy_bibtex", ""), ("refer", "references", ""), ("copy DOI", "copy_doi", ""),
    ],
)  # fmt: skip
def test_what_a_line_means(line: str, id: str, text: str) -> None:
    command = LINE.read(line)
    assert (command.action.id, command.text) == (id, text)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "Type the name"), ("strar", "Did you mean :star?"), ("stra the thing", "Did you mean :star?"),
        ("xyzzy", "There is no command “xyzzy”. Tab lists"), ("star 3", "Nothing can stand after :star."),
        ("open-reference x", ":open-reference wants a number."), ("go", None), ("go x", ":go wants the number"),
        ("sort sideways", "There is no order “sideways”."), ("filter is:blue", "column"), ("filter (", "column"),
        ("export word", "There is no format “word”"), ("tag +", "Write the tags"), ("untag +x", ":tag +name gives one"),
    ],
)  # fmt: skip
def test_what_is_no_command_is_told_in_a_sentence(line: str, told: str | None) -> None:
    if told is None:
        assert LINE.read(line).text == ""  # the reader is asked for it
        return
    with pytest.raises(CommandError) as caught:
        LINE.read(line)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("line", "start", "first"),
    [
        ("sta", 0, "star"), (":sta", 1, "star"), ("fil", 0, "filter "), ("opref", 0, "open-reference "),
        ("sort ol", 5, "oldest"), ("tag lu", 4, "+'lung cancer' "), ("tag +la", 4, "+later "),
        ("tag +x -la", 7, "-later "), ("untag i", 6, "'it'\"'\"'s' "), ("tag 'lung c", 4, "+'lung cancer' "),
        ("filter lung is:un", 12, "is:unread"), ("filter ta", 7, "tag:"), ("filter tag:lung", 7, 'tag:"lung cancer"'),
        ("export b", 7, "bibtex "),
    ],
)  # fmt: skip
def test_how_a_line_may_go_on(line: str, start: int, first: str) -> None:
    at, offers = LINE.complete(line)
    assert at == start
    assert offers[0].text == first
    begun = line[:at] + offers[0].text
    assert begun.startswith(line[:at])


def test_an_empty_line_offers_everything_with_its_help_and_its_key() -> None:
    start, offers = LINE.complete("")
    assert start == 0
    assert [offer.text.strip().replace("-", "_") for offer in offers] == [action.id for action in ACTIONS]
    by_name = {offer.text.strip(): offer for offer in offers}
    assert by_name["star"].key == "s"
    assert by_name["mark-read"].key == ""
    assert by_name["star"].help


def test_an_empty_query_offers_the_fields_with_what_they_find() -> None:
    _, offers = LINE.complete("filter ")
    assert "tag:" in [offer.text for offer in offers]
    assert all(offer.help for offer in offers)


def test_what_has_no_argument_offers_nothing_after_it() -> None:
    assert LINE.complete("star x")[1] == []
    assert LINE.complete("note x")[1] == []


@pytest.mark.parametrize(
    ("text", "give", "add", "remove"),
    [
        ("+a -b c", True, ("a", "c"), ("b",)), ("a b", False, (), ("a", "b")),
        ("'lung cancer'", True, ("lung cancer",), ()),
        ('+"lung cancer" -x', True, ("lung cancer",), ("x",)), ("+it's", True, ("it's",), ()), ("+ -", True, (), ()),
        ("+a\x1b[2J", True, ("a",), ()),
    ],
)  # fmt: skip
def test_tags_in_a_line(text: str, give: bool, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    assert tags_of(text, give=give) == (add, remove)


def test_the_nearest_stands_first() -> None:
    assert ranked(ACTIONS, "star")[0].id == "star"
    assert ranked(ACTIONS, "q")[0].id == "quit"
    assert ranked(ACTIONS, "zzzz") == []
    assert [offer.text for offer in beginning([Offer("xa"), Offer("ab")], "a")] == ["ab", "xa"]


def test_every_field_of_a_query_has_its_words_with_the_values_it_takes() -> None:
    assert FIELD_WORDS.keys() == query_terms().keys()
    for name, values in query_terms().items():
        assert all(value in FIELD_WORDS[name] for value in values), name
