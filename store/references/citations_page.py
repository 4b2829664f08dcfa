"""What a text says of its own page: date, source, byline, boilerplate, and the listing head of old EurekAlert pages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from store.model import DateParts
from store.references.citations_blocks import Field, Line
from store.references.citations_dates import is_date, read_date
from store.references.citations_marks import collapse, unlink

_NOISE = re.compile(
    r"(?:[*_]{0,2})(?:©|\(c\) ?(?:19|20)\d\d|copyright\b|this (?:document|article|content) is subject to copyright"
    r"|all rights reserved"
    r"|disclaimer\s*:|note\s*:\s*(?:content|materials?|the above)|explore further\b|related stories\b|republished with"
    r"|the content is provided for information|this story has been published on"
    r"|materials provided by\b.*\bcontent may be edited"
    r"|subscribe to|sign up for|follow us|share this|click here|don.t miss|get the latest|read more at\b"
    r"|this (?:article|story|post|work) (?:was|is|has been) (?:re)?(?:published|licensed)\b.{0,80}"
    r"\b(?:licen[cs]e|permission|courtesy))",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*[*_]*(?:Original written by\b.*|Note\s*:.*)$", re.DOTALL)
_PROVIDED = re.compile(r"(?:materials?|story|content)?\s*provided by\s+", re.IGNORECASE)
_BYLINE = re.compile(r"[*_]*by\s+(?P<who>[A-ZÀ-Þ][^.\n]{2,70}?)[*_]*\s*$", re.IGNORECASE)
_KEPT = ("subject", "method", "coi", "funder", "image_credit", "keywords", "contact", "journal", "title", "summary")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts of the page itself that stand in labels, header lines and boilerplate."""

    issued: DateParts = ()
    source: str | None = None
    byline: str | None = None
    summary: str | None = None
    title: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


def read_page(text: str, lines: Sequence[Line], fields: Sequence[Field]) -> PageFacts:
    """The page's facts; a label's word before a header line's."""
    values: dict[str, str] = {}
    for one in fields:
        if one.entries and one.name not in ("works", "list", "self", "doi"):
            values.setdefault(one.name, one.value(text))
    head = [line.text for line in lines[:40] if line.text][:12]
    dates = [values.get("date", ""), values.get("release", ""), *(line for line in head if is_date(line.strip("*_ ")))]
    listed = _listing(text, lines, fields)
    labels = {name: values[name] for name in _KEPT if name in values} | listed
    if more := next(
        (one for one in fields if one.name == "works" and one.label.casefold().startswith(("more", "further"))), None
    ):
        labels["more_information"] = more.value(text)
    return PageFacts(
        issued=next((date for date in map(read_date, dates) if date), ()),
        source=listed.get("source") or _source(values.get("provided") or values.get("source") or ""),
        byline=values.get("byline") or next((found["who"] for line in head if (found := _BYLINE.match(line))), None),
        summary=values.get("summary"),
        title=listed.get("page_title"),
        labels=labels,
    )


def _source(value: str) -> str | None:
    """Who provided a text, without the note that follows the name and without the link around it."""
    return " ".join(_PROVIDED.sub("", _NOTE.sub("", collapse(unlink(value)))).split()).rstrip(".") or None


def noise_spans(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Places of boilerplate lines: copyright, "content may be edited", invitations to read on."""
    return tuple((line.start, line.end) for line in lines if line.text and _NOISE.match(line.text[:400]))


def _listing(text: str, lines: Sequence[Line], fields: Sequence[Field]) -> dict[str, str]:
    """`Public Release: date`, then journal, title, teaser, funders a line each; `Contact:` and the institution."""
    release = next((one for one in fields if one.label.casefold() == "public release"), None)
    if release is None:
        return {}
    at = next(number for number, line in enumerate(lines) if line.end >= release.end)
    block: list[str] = []
    for line in lines[at + 1 : at + 8]:
        if not line.text:
            break
        block.append(collapse(line.text))
    if len(block) < 2 or len(block[0].split()) > 8 or block[0].endswith("."):
        return {}
    found = {"journal": block[0], "page_title": block[1]}
    if len(block) > 3 and not block[3].endswith("."):
        found["funder"] = block[3]
    contact = next((one for one in fields if one.name == "contact" and one.start > release.start), None)
    below = (
        next((line.text for line in lines if contact and line.start > contact.end and line.text), "") if contact else ""
    )
    return found | ({"source": collapse(below)} if below and not below.endswith(".") else {})
