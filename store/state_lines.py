"""What a reader did, as lines of JSON: the way out of a library and into another one. Pure.

The first line says what the file is. Each line after it is one thing with what names it everywhere (never a number)
and what the reader did with it, each with the time: {"kind": "article", "key": …, "read": {"is": true, "at": …}}.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from store.model import TAG_COLOURS, Sort
from store.parse.markup_clean import clean, clean_line
from store.query import fold
from store.query_queue import STATES as QUEUE

MOST_LINE = 4_000_000
"""Bytes a line may have: a note of a megabyte fits, and no file can fill the memory with one."""
VERSION = 1
_LONG, _SHORT, _MOST_ID = 20_000, 300, 2_000
_MOST_TAGS = 1_000


class LineError(ValueError):
    """A line cannot be taken; the text says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader decided, and when (ISO 8601 in UTC; None: not known, which is older than any time)."""

    value: Any
    at: str | None

    def over(self, other: "Said | None") -> bool:
        """Whether this is the later word. Two of one time are told apart by what they say, on every machine alike."""
        return other is None or self._rank() > other._rank()

    def _rank(self) -> tuple[str, str]:
        return self.at or "", json.dumps(self.value, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its kind, what names it, and what the reader said of it; a tag is a field called "#" and its name."""

    kind: str
    of: Mapping[str, Any]
    said: Mapping[str, Said]


def header(now: datetime) -> str:
    """The first line of a file."""
    return json.dumps({"sciread": "state", "version": VERSION, "written": now.astimezone(UTC).isoformat()})


def written(line: Line) -> str:
    """One line, always in the same order, and in ASCII: no editor and no terminal can do it harm."""
    tags = {name[1:]: _pair(said) for name, said in sorted(line.said.items()) if name.startswith("#")}
    plain = {name: _pair(line.said[name]) for name in _SHAPES[line.kind][1] if name in line.said}
    return json.dumps({"kind": line.kind, **line.of, **plain, **({"tags": tags} if tags else {})})


def read_line(data: bytes, now: datetime) -> Line | None:
    """Read one line; None for an empty one and for the first. A time ahead of the clock is the clock's.

    Raises LineError.
    """
    if len(data) > MOST_LINE:
        raise LineError(f"it is longer than {MOST_LINE // 10**6} MB")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_number) if text.strip() else None
    except (ValueError, RecursionError) as error:
        raise LineError("it is not JSON") from error
    if value is None and not text.strip():
        return None
    if not isinstance(value, dict):
        raise LineError("it is not a JSON object")
    if "sciread" in value:
        _check_first(value)
        return None
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in _SHAPES:
        raise LineError(f'its "kind" is none of {", ".join(_SHAPES)}')
    names, fields = _SHAPES[kind]
    of = {name: _checked(name, read, value.get(name)) for name, read in names.items()}
    said = {name: _said(name, read, value[name], now) for name, read in fields.items() if name in value}
    return Line(kind, of, said | _tags(value.get("tags"), now) if kind == "article" else said)


def _check_first(value: dict[str, Any]) -> None:
    if value.get("sciread") != "state":
        raise LineError('it is not a file of "state"')
    if value.get("version") != VERSION:
        raise LineError("a newer sciread wrote this file; lines that it does not know are passed over")


def _pair(said: Said) -> dict[str, Any]:
    return {"is": said.value, "at": said.at}


def _said(name: str, read: Callable[[Any], Any], value: Any, now: datetime) -> Said:
    if not isinstance(value, dict) or "is" not in value:
        raise LineError(f'"{name}" is not an object with "is" and "at"')
    return Said(_checked(name, read, value["is"]), _time(name, value.get("at"), now))


def _checked(name: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise LineError(f'"{name}" is not {error}') from error


def _time(name: str, value: Any, now: datetime) -> str | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return min(moment.astimezone(UTC), now.astimezone(UTC)).isoformat(timespec="seconds")
    except (TypeError, ValueError, OverflowError) as error:
        raise LineError(f'the time of "{name}" is not one of ISO 8601 with its zone') from error


def _tags(value: Any, now: datetime) -> dict[str, Said]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > _MOST_TAGS:
        raise LineError(f'"tags" is not an object with at most {_MOST_TAGS} tags')
    found = {}
    for raw, said in value.items():
        if fold(name := clean_line(raw, 200).lstrip("#").strip()):
            found[f"#{name}"] = _said("tags", _flag_or_none, said, now)
    return found


# What a value may be. Each raises ValueError with the words that end: "…" is not


def _no_number(word: str) -> None:
    raise ValueError(word)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _flag_or_none(value: Any) -> bool | None:
    return None if value is None else _flag(value)


def _note(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return clean(value).strip()


def _word(value: Any) -> str:
    if not isinstance(value, str) or not (found := clean_line(value, _SHORT)):
        raise ValueError("a text of one line")
    return found


def _word_or_none(value: Any) -> str | None:
    return None if value is None else (clean_line(value, _SHORT) if value == "" else _word(value))


def _key(value: Any) -> str:
    """A key is compared and never shown: it stays as it is."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONG or "\0" in value:
        raise ValueError("a key")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("a text of Unicode") from error
    return value


def _id(value: Any) -> str:
    """An identifier is compared, too, and names what may be shown."""
    if len(found := _key(value)) > _MOST_ID or not found.isprintable():
        raise ValueError("an identifier")
    return found


def _key_or_none(value: Any) -> str | None:
    return None if value is None else _key(value)


def _query(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 10_000:
        raise ValueError("a query")
    return clean_line(value, 10_000)


def _reason(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError("a text")
    return clean_line(value or "", 500)


def _since(value: Any) -> str | None:
    try:
        return _time("since", value, datetime.max.replace(tzinfo=UTC))
    except LineError:
        raise ValueError("a time of ISO 8601 with its zone") from None


def _place(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**9:
        raise ValueError("a number of blocks")
    return float(value)


def _seconds(value: Any) -> int | None:
    if value is None or (type(value) is int and 0 < value <= 525_600 * 60):
        return value
    raise ValueError("a number of seconds of at most a year")


def _year(value: Any) -> int | None:
    if value is None or (type(value) is int and 0 <= value <= 9999):
        return value
    raise ValueError("a year")


def _one_of(*words: str | None) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str | None) or value not in words:
            raise ValueError(f"one of {', '.join(str(word) for word in words)}")
        return value

    return read


def _words(value: Any) -> list[str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_TAGS:
        raise ValueError("a list of words")
    return [_word(one) for one in value]


def _names(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > _LONG:
        raise ValueError("a list of names")
    return [_word(one) for one in value]


def _ids(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > 100:
        raise ValueError("an object of identifiers")
    return {_word(scheme): _word(id) for scheme, id in value.items()}


_Shape = Mapping[str, Callable[[Any], Any]]
_SHAPES: Mapping[str, tuple[_Shape, _Shape]] = {  # kind → what names it, and what may be said of it
    "subscription": (
        {"url": _key, "title": _word_or_none, "type": _one_of("feed", "folder")},
        {"subscribed": _flag, "name": _word_or_none, "folder": _word_or_none, "paused": _flag, "interval": _seconds},
    ),
    "view": (
        {"name": _word},
        {"saved": _flag, "filter": _query, "sort": _one_of(*Sort.__args__), "unread": _flag},  # type: ignore[attr-defined]  # a Literal
    ),
    "colour": ({"tag": _word}, {"colour": _one_of(None, *TAG_COLOURS)}),
    "rule": ({"filter": _query}, {"gives": _words}),
    "article": (
        {"key": _key, "feed": _key_or_none, "page": _key_or_none, "text": _key_or_none, "title": _word_or_none},
        {"read": _flag, "starred": _flag, "hidden": _flag, "note": _note, "place": _place},
    ),
    "paper": (
        {"scheme": _one_of("doi", "pmid", "pmcid", "arxiv", "isbn"), "id": _id, "reason": _reason, "since": _since},
        {"state": _one_of(None, *QUEUE)},
    ),
    "citation_key": ({"work": _key, "key": _word}, {}),
    "own_work": (
        {
            "key": _word, "title": _word_or_none, "container": _word_or_none, "year": _year, "authors": _names,
            "ids": _ids,
        },
        {},
    ),
}  # fmt: skip
ORDER = tuple(_SHAPES)
"""The kinds in the order in which they are written and taken: feeds before what is known by its feed."""
