"""What a service's JSON holds, whatever shape it really has: texts, lists, dates, DOIs, names. Pure.

What has a wrong type is taken as not stated. AnswerError is for what puts the whole answer in doubt.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from store.errors import StoreError
from store.model import Author, DateParts
from store.parse.markup import clean_line, safe_link

Object = Mapping[str, Any]

MOST_AUTHORS = 500
MOST = 1000
"""How many entries of any other list are read."""
_LONGEST_NAME = 300
_WEB_PAGE = re.compile(rb"\s{0,1000}<")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(10\.\d{4,9}(?:\.\d{1,9})*/\S{1,1000})", re.IGNORECASE)
_ISO = re.compile(r"([12]\d{3})(?:-(\d{1,2})(?:-(\d{1,2})(?!\d))?)?")
_NUMBER = re.compile(r"\s*(\d{1,4})\s*")


class AnswerError(StoreError):
    """A service's answer cannot be used: why, as a clause without its full stop."""


def read_object(data: bytes) -> Object:
    """Read an answer that must be a JSON object. Raises AnswerError."""
    if not data.strip():
        raise AnswerError("its answer is empty")
    if _WEB_PAGE.match(data):
        raise AnswerError("its answer is a web page instead of data")
    try:
        value = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise AnswerError("its answer is broken or not whole") from None
    if not isinstance(value, dict):
        raise AnswerError("its answer has another shape than it should")
    return value


def part(holder: Any, *names: str) -> Object:
    """The object at the end of a path; an empty one where there is none."""
    for name in names:
        holder = holder.get(name) if isinstance(holder, dict) else None
    return holder if isinstance(holder, dict) else {}


def items(value: Any, most: int = MOST) -> list[Any]:
    """The entries of a list, or the one that stands there without a list."""
    if value is None:
        return []
    return value[:most] if isinstance(value, list) else [value]


def objects(value: Any, most: int = MOST) -> list[Object]:
    """The objects among the entries of a list."""
    return [one for one in items(value, most) if isinstance(one, dict)]


def text(value: Any, limit: int = _LONGEST_NAME) -> str | None:
    """A text as one clean line; the first where a list stands. Numbers are texts, true and false are none."""
    if isinstance(value, list):
        value = next((one for one in value[:MOST] if isinstance(one, str | int | float)), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return clean_line(value[: 4 * limit], limit) or None if isinstance(value, str) else None


def long_text(value: Any, limit: int) -> str:
    """A text as it was written, the first where a list stands; cut where it is longer than anybody means it."""
    if isinstance(value, list):
        value = next((one for one in value[:MOST] if isinstance(one, str)), None)
    return value[:limit] if isinstance(value, str) else ""


def texts(values: Iterable[Any]) -> tuple[str, ...]:
    """Texts, each once."""
    return tuple(dict.fromkeys(one for value in values if (one := text(value))))


def address(value: Any) -> str | None:
    """An address that can be opened."""
    return safe_link(value, schemes=("http", "https")) if isinstance(value, str) else None


def read_doi(value: Any) -> str | None:
    """A DOI in the form it is kept in, from any form it is written in."""
    found = _DOI.fullmatch(value.strip()) if isinstance(value, str) else None
    doi = found and found[1].lower()
    return doi if doi and clean_line(doi) == doi else None


def same_doi(value: Any, doi: str) -> None:
    """Raise AnswerError unless an answer is about the work that was asked for."""
    if not isinstance(value, str) or not value:
        raise AnswerError("its answer does not say which work it is about")
    if doi.lower() not in (value.lower(), read_doi(value)):
        raise AnswerError("its answer is about another work")


def read_date(value: Any) -> DateParts:
    """A date as Crossref and CSL write it: {"date-parts": [[2026, 3, 5]]}, numbers or texts; () for [[null]]."""
    if not isinstance(value, dict):
        return ()
    first = items(value.get("date-parts"))[:1]
    if first and (found := date_parts(items(first[0], 3))):
        return found
    return iso_date(value.get("date-time") or value.get("raw") or value.get("literal"))


def iso_date(value: Any) -> DateParts:
    """The date at the beginning of a text: 2026, 2026-03, 2026-03-05, 2026/03/05."""
    found = _ISO.match(value.strip().replace("/", "-")) if isinstance(value, str) else None
    return date_parts(found.groups()) if found else ()


def date_parts(values: Iterable[Any]) -> DateParts:
    """Year, month and day as far as they can be one."""
    parts: list[int] = []
    for value in values:
        number = _number(value)
        if number is None or not _possible(parts, number):
            break
        parts.append(number)
    return tuple(parts)


def _number(value: Any) -> int | None:
    if isinstance(value, str) and (found := _NUMBER.fullmatch(value)):
        return int(found[1])
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _possible(before: list[int], number: int) -> bool:
    if len(before) < 2:
        return 1000 <= number <= 2999 if not before else 1 <= number <= 12
    try:
        return bool(date(before[0], before[1], number))
    except (ValueError, OverflowError):
        return False


def people(value: Any) -> tuple[Author, ...]:
    """The authors of Crossref and CSL: persons in their parts, groups as `name` or `literal`."""
    return tuple(author for one in objects(value, MOST_AUTHORS) if (author := _person(one)))


def _person(one: Object) -> Author | None:
    family = _joined(one, "non-dropping-particle", "family", "suffix")
    given = _joined(one, "given", "dropping-particle")
    return person(family, given) or group(one.get("name") or one.get("literal") or one.get("given"))


def person(family: str | None, given: str | None) -> Author | None:
    """A person by the parts of the name; None without a family name."""
    return Author(f"{family}, {given}" if given else family, family, given) if family else None


def group(name: Any) -> Author | None:
    """A group, or whoever has a name without parts."""
    whole = text(name)
    return Author(whole) if whole else None


def _joined(one: Object, *names: str) -> str | None:
    return " ".join(filter(None, (text(one.get(name)) for name in names))) or None


def each(values: Iterable[Any]) -> Iterator[str]:
    """The DOIs among some values, each once."""
    yield from dict.fromkeys(doi for value in values if (doi := read_doi(value)))
