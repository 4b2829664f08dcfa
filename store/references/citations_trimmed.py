"""A reference string without its identifiers and addresses, and without what they leave behind."""

import re

from store.references.citations_marks import one_spaced

_PII = re.compile(r"\bS\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX]\b")
_IDS = re.compile(
    r"(?=[\[DdhwP1aI])(?:\[?\b(?i:doi)\b\s*[:：]?\s*(?:(?:externe Seite|external page)\s*)?(?:https?://[^\s\])]+|10\.\d{4,9}/[^\s\]]+)\]?"
    r"|https?://\S+|\bwww\.\S+|(?<![\d.])10\.\d{4,9}(?:\.\d+)*/\S+|\bdoi\.org/\S+"
    r"|\bPMC?ID\s*[:：]?\s*(?:PMC)?\d+|\bPMC\d{5,9}\b|\barXiv\s*[:：]\s*\S+|\bDOI\s*[:：]|\bdoi\s*[:：]"
    r"|\bISBN(?:-1[03])?\s*[:：]?\s*\d[\d -]{8,16}[\dXx])",
)
_EPUB = re.compile(r"[.;]\s*(?:Epub|eCollection)\b[^.]{0,30}(?:\.|$)")
_ONLINE = re.compile(r"([.;,])\s*(?:first )?published online:?\s+(?=[A-Z\d])", re.IGNORECASE)
_WAYS = re.compile(
    r"(?:\b(?:Available (?:from|at|online)|Retrieved from|Link|Accessed|On)\s*[:：]?|[\[(]\s*[\])])[\s.,;]*$"
)
_WAY_WORDS = ("Available", "Retrieved", "Link", "Accessed", "On", "(", "[")


def without_ids(text: str) -> tuple[str, str | None]:
    """The string without identifiers and addresses, and its PII, which is data and no link."""
    text = _IDS.sub(_after_id, text)
    pii = _PII.search(text)
    text = _EPUB.sub(".", _PII.sub(" ", text) if pii else text)
    if "online" in text.casefold():
        text = _ONLINE.sub(r"\1 ", text)
    return tidy(text), pii[0] if pii else None


def _after_id(found: re.Match[str]) -> str:
    """What an id's run of characters took too much: a bracket that was open before it, and punctuation."""
    core = found[0].rstrip(".,;:")
    closed = core.endswith(")") and core.count(")") > core.count("(")
    return " " + (")" if closed else "") + found[0][len(core) :].replace(":", "")


_EMPTY = re.compile(r"\s*[(\[]\s*[\])]|\s*[(\[]\s*$")
_HAS_EMPTY = re.compile(r"[(\[]\s*(?:[\])]|$)")  # several times as fast, for it begins with no blanks
_STOP_LATE = re.compile(r" ([.,;])")
_STOPS_AT_END = re.compile(r"(?<![.,;])(?<![.,;]\s)([.,;])(?:\s*[.,;])+$")  # from the first of a run: linear


def tidy(text: str) -> str:
    """Leftovers of what was cut: empty brackets, doubled stops, "Available from:"."""
    if _HAS_EMPTY.search(text):
        text = _EMPTY.sub(" ", text)
    text = _STOP_LATE.sub(r"\1", one_spaced(text))
    text = _STOPS_AT_END.sub(r"\1", text)
    return (_WAYS.sub("", text) if any(way in text for way in _WAY_WORDS) else text).strip()
