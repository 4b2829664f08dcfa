"""Labelled fields of a text: front matter, "Label: value" lines, dates, and names in a byline."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from store.references.citations_dates import is_date, read_date

_LABELS: Mapping[str, str] = {
    label: field
    for field, labels in {
        "title": "title, headline, subject",
        "authors": "author, authors, by, byline, written by, creator, dc.creator",
        "published": "date, published, publication date, published on, date published, published_at, pubdate, "
        "posted, posted on, released, public release, news release, news publication date, created, "
        "published time, article:published_time, veröffentlicht, datum",
        "source": "source, story source, provided by, publisher, site, sitename, site_name, institution, quelle",
        "url": "url, link, permalink, canonical, canonical_url, source_url, source url, original url, web",
        "categories": "tags, tag, keywords, categories, category, topics, subjects, schlagwörter",
        "language": "lang, language",
    }.items()
    for label in labels.split(", ")
}
_LINE = re.compile(r"[*_ ]{0,4}([^\W\d][\w .:-]{0,30}?)[*_ ]{0,4}(?::|:)[*_]{0,4}(?:\s+(.*))?$", re.DOTALL)
_KEY = re.compile(r"([A-Za-z_][\w.:-]{0,60}):(?:[ \t]+(.*))?$")
_LONGEST = 200  # lines of front matter

_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+", re.IGNORECASE)
_CLOCK = re.compile(
    r",?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s(?:[A-Z]{2,5}|[+-]\d{4}))?$", re.IGNORECASE
)
_PUBLISHED = re.compile(r"(?:published|posted|released|public release)(?: on)?\s*:?\s+(?=\S)", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.{0,20})?$")
_RFC = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? \S{1,6}$")

_TITLES = re.compile(r"^(?:(?:Dr|Prof|Professor|Professeur|Mr|Mrs|Ms|PD|MD)\b\.?(?:\s|-(?=[A-Z]))*)+")
_DEGREES = re.compile(r",?\s+(?:Ph\.?\s?D|M\.?D|MSc|BSc|MPH|FRCP|RN)\b\.?", re.IGNORECASE)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*"
    r"(?: (?:[^\W\d_a-z][\w.'’-]*|de|del|della|da|di|du|van|von|der|den|la|le|el|al|bin|ter|y)){1,5}$"
)
_BY = re.compile(r"(?:(?:written|story|text|reported)\s+)?by:?\s+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*(?:and|&)|&|;|\band\b|\bund\b|\bet\b)\s*")
_DASH = re.compile(r"\s+[–—|·-]\s+")
_ORGANISATION = re.compile(
    r"\b(?:Universit|Institut|Cent(?:er|re)\b|College|Hospital|Press\b|Society|Academy|Agency|Foundation"
    r"|School\b|Laborator|Council|Association|Network\b|Clinic|Ministry|Museum|Max Planck|Observatory)"
)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split off the key: value block at the top, with or without `---` lines: its fields, and the rest.

    Text that only looks like one (no key we know) is left where it is; so are lines without a known key
    where no `---` says that they are front matter. Lists are given as "a, b".
    """
    lines = text.lstrip("\ufeff\n").split("\n", _LONGEST + 1)
    fenced = lines[0].rstrip() == "---"
    start = end = int(fenced)
    while end < min(len(lines), _LONGEST) and not _closes(lines[end], fenced=fenced):
        end += 1
    fields, unknown = _fields(lines[start:end])
    if len(fields) < 2 - fenced or (fenced and end >= min(len(lines), _LONGEST)):
        return {}, text
    return fields, "\n".join([*([] if fenced else unknown), *lines[end + 1 :]])


def _closes(line: str, *, fenced: bool) -> bool:
    return line.strip() in ("---", "...") if fenced else not line.strip()


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Read `key: value` lines: what we know, and the other lines. Nothing if one is no such line."""
    fields: dict[str, str] = {}
    unknown: list[str] = []
    field = ""
    for line in lines:
        if found := _KEY.match(line):
            field = _LABELS.get(found[1].lower(), "")
            fields.setdefault(field, _value(found[2] or ""))
        elif line[:1] in (" ", "\t", "-") and line.strip() and fields:
            more = _value(line.strip().removeprefix("-"))
            fields[field] = ", ".join(filter(None, (fields.get(field, ""), more)))
        elif line.strip() and line[0] not in "#/":
            return {}, []
        unknown += [] if field else [line]
    fields.pop("", None)
    return fields, unknown


def _value(text: str) -> str:
    text = text.strip()
    if text[:1] == "[" and text[-1:] == "]":
        return ", ".join(_value(part) for part in text[1:-1].split(","))
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text.strip("|>").strip()


def labelled(text: str) -> tuple[str, str] | None:
    """Read "Published: 3 May 2024" as ("published", "3 May 2024"); None if the label is none we know."""
    found = _LINE.match(text[:2000])
    field = _LABELS.get(found[1].strip().lower()) if found else None
    return (field, (found[2] or "").strip(" *_")) if found and field else None


def words_of(value: str) -> tuple[str, ...]:
    """Split a list of keywords: "a, b; #c" → ("a", "b", "c")."""
    words = (word.strip(" #*_\"'") for word in re.split(r"[,;|]", value))
    return tuple(dict.fromkeys(word for word in words if word and len(word) <= 80))


def date_of(text: str) -> datetime | None:
    """Read a line that is a date and nothing else; midnight UTC if it has no time or no zone."""
    text = text.strip(" *_()|·")[:80]
    text = _WEEKDAY.sub("", _PUBLISHED.sub("", text, count=1), count=1)
    try:
        if _ISO.match(text):
            return _aware(datetime.fromisoformat(text.strip()))
        if _RFC.match(text):
            return _aware(parsedate_to_datetime(text))
        text = _CLOCK.sub("", text)
        return datetime(*_day(text), tzinfo=UTC) if is_date(text) else None
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> tuple[int, int, int]:
    year, month, day = read_date(text)
    return year, month, day


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def is_organisation(text: str) -> bool:
    """Tell whether a name is an institution's: it has a word such as University or Press in it."""
    return _ORGANISATION.search(text) is not None


def names_of(byline: str) -> tuple[str, ...]:
    """Read the people of a byline: "By A B and C D – Somewhere", "Dr. A B & Dr. C D". () if it is none."""
    text = byline.strip(" *_")
    if len(text) > 400:
        return ()
    by = _BY.match(text)
    if not by and not _TITLES.match(text):
        return ()
    return people(text[by.end() if by else 0 :])


def people(text: str) -> tuple[str, ...]:
    """Read a list of people, their titles and degrees left out; what follows a dash is their place.

    Of "Jane Doe, Cell Press" only the first is sure to be a person: commas count only beside an "and".
    """
    parts = [part.strip() for part in _AND.split(_DEGREES.sub("", _DASH.split(text.strip(), maxsplit=1)[0]))]
    if len(parts) > 1:
        parts = [name for part in parts[:-1] for name in part.split(",")] + parts[-1].split(",")[:1]
    else:
        parts = parts[0].split(",")[:1]
    names = [_TITLES.sub("", part.strip()).strip() for part in parts]
    good = [name for name in names if _NAME.match(name) and not is_organisation(name)]
    return tuple(dict.fromkeys(good)) if len(good) == len(names) else ()
