"""What services said, as it is kept: one JSON object a record. What cannot be read any more counts as not kept."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, TypeVar

from store.model import Author
from store.model_paper import Access, Copy, Notice, Record

Kept = TypeVar("Kept")


def written(value: Record | Access) -> str:
    """Write a record without what it does not state."""
    return json.dumps({name: part for name, part in asdict(value).items() if part}, ensure_ascii=False)


def record_of(text: str) -> Record | None:
    """Read a record; None for "" and for what is none."""
    return _read(text, _record)


def access_of(text: str, asked: str) -> Access:
    """Read what is known of copies; nothing is known where the service did not know the paper."""
    return replace(_read(text, _access) or Access(), as_of=asked)


def _read(text: str, made: Callable[[dict[str, Any]], Kept]) -> Kept | None:
    try:
        return made(json.loads(text)) if text else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _record(value: dict[str, Any]) -> Record:
    lists = ("issued", "preprints", "published", "trials", "funders")
    value |= {name: tuple(value[name]) for name in lists if name in value}
    value["authors"] = tuple(Author(**author) for author in value.get("authors", ()))
    value["updates"] = tuple((doi, _notice(notice)) for doi, notice in value.get("updates", ()))
    return Record(**value)


def _notice(value: dict[str, Any]) -> Notice:
    return Notice(**{**value, "date": tuple(value.get("date", ()))})


def _access(value: dict[str, Any]) -> Access:
    return Access(value.get("color", ""), tuple(Copy(**copy) for copy in value.get("copies", ())))
