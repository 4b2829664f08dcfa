"""What a setting may say, in a check and in words; and the known word that is most like a wrong one. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Value = str | int | bool | tuple[str, ...] | None

Notice = tuple[tuple[str, ...], str]
"""The path of a key, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: which values are sound, what they are in words, what it does, the value without it, and a sample.

    Where `default` is None there is none, or it is left to what was used last; `sample` is as TOML writes it.
    """

    sound: Callable[[object], bool]
    what: str
    meaning: str
    default: Value
    sample: str


def is_text(value: object) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def yes_or_no(value: object) -> bool:
    """Whether a value is true or false."""
    return isinstance(value, bool)


def one_of(*allowed: object) -> Callable[[object], bool]:
    """A check for a few values; true is not 1 here."""
    return lambda value: any(type(value) is type(one) and value == one for one in allowed)


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that names the known word most like this one; "" if none is."""
    from difflib import get_close_matches  # here: few settings have a mistake

    near = get_close_matches(name.casefold(), list(known), 1, 0.6)
    return f"; did you mean “{near[0]}”?" if near else ""
