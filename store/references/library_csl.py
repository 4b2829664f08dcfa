"""A reader's CSL-JSON file to works: an array, an object with `items`, or a single item, whole or broken off."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from store.model import Author, Scheme
from store.references.library_works import (
    Fault,
    OwnLibrary,
    OwnWork,
    line_or_none,
    make_library,
    read_address,
    read_id,
    read_labelled,
    read_year,
    short,
)

_IDS: Mapping[str, Scheme] = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "ISBN": "isbn"}
_CUSTOM: Mapping[str, Scheme] = {
    "arxiv": "arxiv", "nct": "nct", "isrctn": "isrctn", "eudract": "eudract", "euct": "euct",
}  # fmt: skip
_ITEMS = re.compile(r'"items"\s{0,100}:\s{0,100}\[')
_GAP = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s{0,100},\s{0,100}(?=\{)")
_MOST_BREAKS = 100  # after so many the text is no library; each costs a search
_TYPES: Mapping[type, str] = {
    bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "an object",
}  # fmt: skip
_SIGNS = {"id", "type", "title", "DOI"}


def read_csl(text: str) -> OwnLibrary | None:
    """Read what can be read of a JSON text; None if it is a JSON object that is no reference."""
    faults: list[Fault] = []
    start = text.find("[") + 1
    if text.lstrip().startswith("{"):
        items = _ITEMS.search(text)
        single = _single(text)
        if single is not None and not (items and isinstance(single.get("items"), list)):
            return make_library(_works([(1, single)], faults), faults) if _SIGNS & single.keys() else None
        if items is None:
            return None
        start = items.end()
    return make_library(_works(_items(text, start, faults), faults), faults)


def _single(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _items(text: str, at: int, faults: list[Fault]) -> Iterator[tuple[int, Any]]:
    """The values of an array with their lines; after a broken one the next that looks like an item."""
    decoder = json.JSONDecoder()
    line, counted, breaks = 1, 0, 0
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        line, counted = line + text.count("\n", counted, at), at
        if at >= len(text):
            faults.append((line, "The list is not closed; what could be read of it is kept."))
            return
        if text[at] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            breaks += 1
            following = _NEXT.search(text, at) if breaks < _MOST_BREAKS else None
            rest = "" if following else " and nothing after it"
            faults.append((line, f"An item is not JSON{rest}: “{short(text[at : at + 200])}”."))
            if following is None:
                return
            at = following.end()
            continue
        yield line, value


def _works(items: Any, faults: list[Fault]) -> Iterator[OwnWork]:
    for line, item in items:
        if isinstance(item, dict):
            yield _work(item, line, faults)
        else:
            faults.append((line, f"An item is {_named(item)}, not an object."))


def _named(value: Any) -> str:
    """What JSON calls a value of this type."""
    return _TYPES.get(type(value), "null")


def _work(item: dict[str, Any], line: int, faults: list[Fault]) -> OwnWork:
    key = item.get("id")
    text = {name: _text(item, name, line, faults) for name in ("title", "container-title", "publisher", "type")}
    server = text["publisher"] if text["type"] == "article" else ""
    return OwnWork(
        key=str(key) if isinstance(key, str | int | float) else "",
        ids=_ids(item, line, faults),
        title=line_or_none(text["title"]),
        authors=tuple(_authors(item.get("author"), line, faults)),
        year=_year(item.get("issued"), line, faults),
        container=line_or_none(text["container-title"] or server),
    )


def _text(item: Mapping[str, Any], name: str, line: int, faults: list[Fault]) -> str:
    """A field's text; some write it as a list of one, numbers as numbers."""
    value = item.get(name)
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = value[0]
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if value not in (None, []):
        faults.append((line, f"{name} is {_named(value)}, not a text."))
    return ""


def _authors(value: Any, line: int, faults: list[Fault]) -> Iterator[Author]:
    if not isinstance(value, list):
        if value is not None:
            faults.append((line, f"author is {_named(value)}, not a list."))
        return
    for one in value:
        author = _author(one) if isinstance(one, dict) else None
        if author:
            yield author
        else:
            faults.append((line, f"An author is {_named(one)} without a name."))


def _author(one: Mapping[str, Any]) -> Author | None:
    """A person with the particle before the family name, or a group."""
    part = {name: line_or_none(value) for name, value in one.items() if isinstance(value, str)}
    family = " ".join(filter(None, (part.get("non-dropping-particle"), part.get("family"))))
    given = " ".join(filter(None, (part.get("given"), part.get("dropping-particle"))))
    if family:
        return Author(f"{family}, {given}" if given else family, family, given or None)
    name = part.get("literal") or part.get("name") or given
    return Author(name) if name else None


def _year(issued: Any, line: int, faults: list[Fault]) -> int | None:
    """The year of a CSL date, in any of its shapes."""
    if issued is None:
        return None
    value = issued
    if isinstance(issued, dict):
        value = issued.get("date-parts") or issued.get("raw") or issued.get("literal") or ""
    while isinstance(value, list):
        value = value[0] if value else None
    if value in (None, ""):
        return None
    year = read_year(str(value)) if isinstance(value, str | int) else None
    if year is None:
        faults.append((line, f"issued “{short(str(value)[:200])}” is no year."))
    return year


def _ids(item: Mapping[str, Any], line: int, faults: list[Fault]) -> dict[str, str]:
    """The identifiers of the fields that hold them, then of the note's lines, then of the address."""
    ids: dict[str, str] = {}
    custom = item.get("custom")
    fields = [(item, _IDS), (custom if isinstance(custom, dict) else {}, _CUSTOM)]
    for holder, schemes in fields:
        for name, scheme in schemes.items():
            value = _text(holder, name, line, faults)
            if id := read_id(value, scheme):
                ids[scheme] = id
            elif value:
                faults.append((line, f"“{short(value)}” is no {name}."))
    for note in (*_text(item, "note", line, faults).split("\n")[:100], _text(item, "number", line, [])):
        read_labelled(note, ids)
    read_address(_text(item, "URL", line, faults), ids)
    return ids
