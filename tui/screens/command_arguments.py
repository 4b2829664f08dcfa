"""What may follow the commands of the library: its tags, views, themes, orders and the fields of a query."""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence

from store import QueryError, check_query, clean_line
from tui.command_line import Argument, Offer, beginning
from tui.field_words import FIELD_WORDS
from tui.screens.add_prompt import paths
from tui.widgets.completion import completions

Known = Callable[[], Sequence[str]]
"""Reads the names that are known now; asked only when one of them is to be completed."""

_LAST_WORD = re.compile(r"""(?:[^\s'"]|'[^']*(?:'|$)|"[^"]*(?:"|$))*$""")
"""The last word of a line; in quotes, also open ones, it may have spaces."""

FORMATS = ("bibtex", "ris", "csl-json")


def tag_argument(known: Known, *, give: bool) -> Argument:
    """Tags: `+new -old`, and bare names, which are given (or taken away)."""

    def complete(text: str) -> tuple[int, Sequence[Offer]]:
        last = _LAST_WORD.search(text)
        word = last[0] if last else ""
        sign = word[:1] if word[:1] in ("+", "-") else "+" if give else ""
        found = beginning([Offer(name) for name in known()], re.sub(r"^[+-]|['\"]", "", word))
        return len(text) - len(word), [Offer(sign + _word(one.text) + " ") for one in found]

    def fault(text: str) -> str:
        add, remove = tags_of(text, give=give)
        if not add and not remove:
            return "Write the tags: +new -old."
        return "" if give or not add else "This takes tags away; :tag +name gives one."

    return Argument(complete, fault)


def tags_of(text: str, *, give: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags to give and those to take away; a name with spaces stands in quotes."""
    try:
        words = shlex.split(text)
    except ValueError:  # a quote that is not closed
        words = text.split()
    names = [(word[:1] if word[:1] in ("+", "-") else "+" if give else "-", word.lstrip("+-")) for word in words]
    add = tuple(clean_line(name) for sign, name in names if sign == "+" and name)
    return add, tuple(clean_line(name) for sign, name in names if sign == "-" and name)


def named(known: Known, what: str) -> Argument:
    """One name of those that are known, whatever the case it is typed in."""

    def fault(text: str) -> str:
        return "" if matching(known(), text) is not None else f"There is no {what} “{text}”."

    return Argument(lambda text: (0, beginning([Offer(name) for name in known()], text)), fault)


def matching(known: Sequence[str], text: str) -> str | None:
    """The known name that is meant; None if there is none."""
    return next((name for name in known if name.casefold() == text.strip().casefold()), None)


def query_argument(values: Callable[[], Mapping[str, Sequence[str]]]) -> Argument:
    """A query: fields, then the values they are known to have."""

    def complete(text: str) -> tuple[int, Sequence[Offer]]:
        known = values()
        start, found = completions(text, len(text), list(FIELD_WORDS), lambda name: known.get(name, ()))
        if not found and (not text or text.endswith(" ")):
            found = [f"{name}:" for name in FIELD_WORDS]
        return start, [Offer(one, FIELD_WORDS.get(one.removesuffix(":"), "")) for one in found]

    return Argument(complete, query_fault)


def query_fault(text: str) -> str:
    """Why a text is no query, with its column; "" if it is one."""
    try:
        check_query(text)
    except QueryError as error:
        return f"{error} (column {error.column + 1})"
    return ""


def number_fault(text: str) -> str:
    """Why a text is no number."""
    return "" if text.isascii() and text.isdecimal() else f"“{text}” is not a number."


def export_argument() -> Argument:
    """A format, then a file; without a file the clipboard is meant."""

    def complete(text: str) -> tuple[int, Sequence[Offer]]:
        form, space, path = text.partition(" ")
        if space:
            return len(form) + 1, [Offer(one) for one in paths(path)]
        return 0, beginning([Offer(f"{one} ") for one in FORMATS], text)

    def fault(text: str) -> str:
        form = text.split()[0]
        return "" if form in FORMATS else f"There is no format “{form}”: {', '.join(FORMATS)}."

    return Argument(complete, fault)


def path_argument() -> Argument:
    """A file or a folder; an address is typed."""
    return Argument(lambda text: (0, [Offer(one) for one in paths(text)]))


def _word(name: str) -> str:
    """A tag as it is typed: in quotes if it has a space."""
    clean = clean_line(name)
    return shlex.quote(clean) if " " in clean or "'" in clean or '"' in clean else clean
