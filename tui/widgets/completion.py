"""What the word under the cursor of a query may become: fields, then the values of a field. Pure."""

import re
from collections.abc import Callable, Sequence

from store import clean_line, quoted

Values = Callable[[str], Sequence[str]]
"""From the name of a field to the values it is known to have."""

MOST = 30
_WORD = re.compile(r'(?:[A-Za-z]+:"[^"]*|[^\s()"-][^\s()"]*)$')


def completions(text: str, cursor: int, fields: Sequence[str], values: Values) -> tuple[int, list[str]]:
    """Return where the word before the cursor begins, and what may stand there instead; [] if nothing is known."""
    found = _WORD.search(text[:cursor])
    if found is None:
        return cursor, []
    name, colon, value = found[0].partition(":")
    if not colon:
        return found.start(), [f"{field}:" for field in fields if field.startswith(name.lower())]
    known = [clean_line(one) for one in values(name.lower())]
    offers = _beginning(known, value.removeprefix('"'))
    return found.start(), [f"{name}:{_written(one)}" for one in offers[:MOST]]


def _beginning(known: Sequence[str], text: str) -> list[str]:
    """Those that begin with a text, then those that hold it."""
    wanted = text.casefold()
    first = [one for one in known if one.casefold().startswith(wanted)]
    return first + [one for one in known if wanted in one.casefold() and not one.casefold().startswith(wanted)]


def _written(value: str) -> str:
    return quoted(value) if re.search(r'[\s()"\\]', value) else value
