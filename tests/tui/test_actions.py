"""The table of actions: every key does something, and the user's keys are checked."""

from itertools import pairwise

import pytest

from tui.actions import ACTIONS, DETAIL, EMPTY, LIST, SELECTED, TAGS, ZEN, Action, Keymap, clashes, shown
from tui.screens.library import LibraryScreen
from tui.settings import check_keys, is_key


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_method_a_help_and_a_real_key(action: Action) -> None:
    assert callable(getattr(LibraryScreen, f"action_{action.id}"))
    assert action.help
    assert action.keys or not action.show  # without keys it is reached by the palette and by `:`
    assert all(is_key(key) for key in action.keys)


def test_ids_are_unique_and_no_two_actions_share_a_key() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert clashes({}) == []


def test_groups_stand_together_in_the_help() -> None:
    groups = [action.group for action in ACTIONS]
    changes = sum(before != after for before, after in pairwise(groups))
    assert changes + 1 == len(set(groups))


@pytest.mark.parametrize("pane", [LIST, DETAIL, TAGS, ZEN, EMPTY, SELECTED])
def test_a_footer_has_at_most_nine_hints_and_help_is_the_last_or_beside_quit(pane: str) -> None:
    hints = [action.id for action in ACTIONS if pane in action.show]
    assert 0 < len(hints) <= 9
    assert "help" in hints[-2:]


def test_keys_of_terminals_that_send_other_keys_are_not_used() -> None:
    keys = {key for action in ACTIONS for key in action.keys}
    assert not keys & {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}


def test_sequences() -> None:
    keymap = Keymap()
    assert keymap.is_prefix("g")
    assert not keymap.is_prefix("j")
    found = keymap.find("g g")
    assert found
    assert found.id == "top"
    assert {key for key, _ in keymap.following("y")} == {"y", "d", "b", "q"}


@pytest.mark.parametrize(
    ("key", "text"), [("space", "Space"), ("ctrl+d", "Ctrl+d"), ("g g", "g g"), ("down", "↓"), ("#", "#"), ("f5", "F5")]
)
def test_keys_are_shown_as_people_write_them(key: str, text: str) -> None:
    assert shown(key) == text


def test_a_run_of_digits_is_one_hint() -> None:
    keymap = Keymap()
    assert keymap.hint(next(action for action in ACTIONS if action.id == "open_reference")) == "1–9"


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("j", True), ("J", True), ("g g", True), ("ctrl+n", True), ("f5", True), ("f24", True), ("?", True),
        ("alt+x", True), ("shift+tab", True), ("space", True), ("not a key!!", False), ("", False), ("ctrl+", False),
        ("\x1b", False), ("jj", False),
    ],
)  # fmt: skip
def test_what_is_a_key(key: str, good: bool) -> None:
    assert bool(is_key(key)) is good


@pytest.mark.parametrize(
    ("table", "kept", "notice"),
    [
        ({"star": "*"}, {"star": ("*",)}, ""),
        ({"star": ["*", "f5"]}, {"star": ("*", "f5")}, ""),
        ({"fly": "x"}, {}, "no action “fly”"),
        ({"star": "not a key!!"}, {}, "is not a key"),
        ({"star": 5}, {}, "is not a key"),
        ({"star": []}, {}, "is not a key"),
        ({"star": "j"}, {}, "clashes with down"),
        ({"star": "g"}, {}, "clashes with top"),
        ({"star": "n", "next_unread": "s"}, {"star": ("n",), "next_unread": ("s",)}, ""),
        ("x", {}, "table"),
    ],
)
def test_the_readers_keys_are_checked(table: object, kept: dict[str, tuple[str, ...]], notice: str) -> None:
    good, notices = check_keys(table)
    assert good == kept
    assert len(notices) == bool(notice)
    assert notice in "".join(notices)
