"""DOIs in text and in addresses: where they begin and end, and which look-alikes are none (references.md §2)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from store.references.identifiers_fold import fold_percent
from store.references.identifiers_shape import Hit, balanced, broken_run, place

_LONGEST = 300  # characters of a suffix that are looked at

# The second form is an ISBN-A, the only registrants of three digits with a sub-code.
_PREFIX = r"(?P<prefix>10(?:\.\s?|%2e)(?:[0-9]{4,9}(?:\.[0-9]{1,9})*(?:/|%2f)|97[89]\.[0-9]{2,8}/(?=[0-9])))"
START = re.compile(rf"(?<![0-9])(?:(?<!\.)|(?<=doi\.)){_PREFIX}", re.IGNORECASE)
_GLUED_START = re.compile(rf"[./+]?{_PREFIX}", re.IGNORECASE)
SHORT = re.compile(r"10(?:/|%2f)([a-z0-9]{3,10})(?![\w/%-]|\.\w)", re.IGNORECASE)

_COMMON_CUTS = (
    r"""[,|'*&!$"`\\^{}]|(?<!co);|;(?!2)|--(?=[a-z])|https?:|hxxps?:|www\.|doi(?:\.org|:)"""
    r"""|(?<![^0-9][12][90])[/.+]?10\.[0-9]{4,9}/(?=[^\s/]{3})|\s"""
)
_CUT_IN_TEXT = re.compile(_COMMON_CUTS + r"|\?|(?<!;2-)\#", re.IGNORECASE)
_CUT_IN_ADDRESS = re.compile(_COMMON_CUTS, re.IGNORECASE)
_SICI_END = re.compile(r"(?<=co;2)-[0-9a-z#]|(?<=co;2)(?!-)", re.IGNORECASE)

_TAIL = re.compile(
    r"(?:/(?:full|fulltext|full-text|abstract|abs|pdf|epdf|pdfdirect|pdfplus|ampdf|e?pub|meta|metrics|citedby"
    r"|summary|transform|agency|html|issuetoc|related|references|tables|figures|asset|suppl|suppl_file|mediaobjects|supplementary-material"
    r"|supinfo|article-info|tab-[a-z-]+|reader|comments|peerreview|share|download|cite|citations?|firstpage|pdfft|type|doi)"
    r"(?:/.{0,200}|\.html?)?"
    r"|/(?:supp|supplement(?:al|ary)?|appendix)[^/.]{0,60}\.[a-z]{3,4}"
    r"|\.(?:e?pdf|x?html?|xml|ris|bib|epub|png|jpe?g|gif|svg|full|full[.-]text|fulltext|short|abstract|long|pdf\+html|article-info"
    r"|article-metrics|supplementary-material|figures-only))$",
    re.IGNORECASE,
)
# Words of a page or of the next field that lost their space (references.md §2.15).
_GLUED = re.compile(
    r"(?<=[0-9])(?:Abstract|Accepted|Article|Available|Background|Citation|Copyright|Cross[Rr]ef|Download|Epub|Free"
    r"|Full|Google|Introduction|Journal|Keywords|Medline|MEDLINE|Online|PDF|Published|PubMed|Received|Search|View|Web)(?![a-z0-9]*[0-9])"
    r"|[.;]?(?:PMID|PMCID|PMC[0-9]{5}|ISBN|ISSN|arXiv:)|\.(?:Epub|Online|Available|Accessed|Published|Received|PubMed)\b"
)
_FOOTNOTE = re.compile(r"\[[0-9]{1,3}\]$")
_LOOSE = ".,;:!?'*_-~=/(<[@"

# bioRxiv, medRxiv and since December 2025 openRxiv write the version behind the DOI; elsewhere it belongs to it.
_VERSIONED = re.compile(
    r"(10\.(?:1101|64898)/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6,8}|[0-9]{6}))(v[0-9]{1,3})(?![a-z0-9]).*",
    re.IGNORECASE | re.DOTALL,
)
# Oxford's addresses add an article number behind the DOI, those of book publishers the title's words.
_ADDED = re.compile(
    r"(10\.1093/[a-z]+/[a-z]{2,}[0-9]+)/[0-9]{5,}.*|(10\.[0-9]{4,9}/97[89][0-9]{10}(?:-[0-9]{1,3})?)/[a-z]+-[a-z-]+.*",
    re.IGNORECASE | re.DOTALL,
)
_FUNDER = "10.13039/"

_UNIT = re.compile(
    r"(?:[a-zµ%]{1,2}(?:/[a-z]{1,5})?|kwh|mwh|min|day|week|month|year|hour|unit|person|night|piece|each|share|tonn?e?|barrel|litre|liter"
    r"|[0-9]{1,2}|[kcm]?m[23]|[0-9]{1,3}\.[0-9]{1,4}|[0-9]{1,2}/[0-9]{1,4}|10\.[0-9]{1,6})s?",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s?(?:[kmcnµμ]?(?:g|l|m)|%|€|\$|IU|cells|mol|h|s|days|people|patients)(?![\w/-])", re.IGNORECASE
)
_CURRENCY = re.compile(r"\b(?:EUR|USD|CHF|GBP|JPY|INR|Rs\.?)\s?$")
_YEARLY = re.compile(r"10\.(?:19|20)[0-9]{2}")
_SHORT_TERM = re.compile(r"[0-9]{1,4}|[a-z]{1,3}[0-9]?", re.IGNORECASE)
_UPPER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

_LABEL_GAP = re.compile(
    r"(?:s\b|\.?org\b|[\s:=>|/(\"'\[\]{}*_.,#-]|<[^<>]{0,80}>|&gt;|content|value|number|no\b|is|n[or°]\.|digital|identifier)*",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"[\s,;|&/]*(?:(?:and|und|et|y)\s)?\s*", re.IGNORECASE)


class Doi(NamedTuple):
    """A DOI as it is registered, where it ends in the text it was read from, and a preprint's version."""

    id: str
    end: int
    version: str | None


def find_dois(text: str) -> Iterator[Hit]:
    """DOIs in folded text whose addresses are blanked, short ones only behind a label."""
    at, last = 0, -1
    while (ten := text.find("10", at)) >= 0:  # START looks at every character, for it begins with none
        found = (at and _GLUED_START.match(text, at)) or START.search(text, ten)
        if not found:
            break
        at = found.end()
        start = found.start("prefix")
        label = labelled(text, start) or (last >= 0 and bool(_LIST_GAP.fullmatch(text, last, start)))
        doi = read_doi(text, found)
        if doi and (label or not _refused(text, start, doi)):
            at, last = doi.end, doi.end if label else -1
            yield Hit("doi", doi.id, start, at, "label" if label else "bare", doi.version)
    for found in SHORT.finditer(text):
        if labelled(text, found.start()):
            yield Hit("doi", "10/" + found[1].lower(), found.start(), found.end(), "label")


def labelled(text: str, start: int) -> bool:
    """Whether "doi" in one of its spellings stands before."""
    begin = max(0, start - 100)
    before = text[begin:start].lower()
    label = before.rfind("doi")
    return label >= 0 and bool(_LABEL_GAP.fullmatch(before, label + 3))


def read_doi(text: str, found: re.Match[str], in_address: bool = False) -> Doi | None:
    """The DOI that starts with a match of START; in an address `?` and `#` may be part of it."""
    raw, pieces = broken_run(text, found.end(), _LONGEST, found["prefix"])
    cuts = _CUT_IN_ADDRESS if in_address else _CUT_IN_TEXT
    raw = _until(cuts, raw)
    suffix, ends = raw, None
    if "%" in raw and not in_address:
        ends = fold_percent(raw)
        suffix = _until(_CUT_IN_ADDRESS, ends.text)
    suffix = trim(suffix)
    if not any(char.isalnum() for char in suffix):
        return None
    end = ends.span(0, len(suffix))[1] if ends else len(suffix)
    prefix = "".join(found["prefix"].lower().split()).replace("%2e", ".").replace("%2f", "/")
    doi, version = _unversioned((prefix + suffix).translate(_UPPER))
    return None if doi.startswith(_FUNDER) else Doi(doi, place(pieces, end), version)


def _until(cuts: re.Pattern[str], text: str) -> str:
    cut = cuts.search(text)
    return text[: cut.start()] if cut else text


def trim(suffix: str) -> str:
    """A suffix without the punctuation, page names and glued words behind it."""
    suffix = suffix[: balanced(suffix)]
    if sici := _SICI_END.search(suffix):
        return suffix[: sici.end()]
    if glued := _GLUED.search(suffix, 1):
        suffix = suffix[: glued.start()]
    while True:
        shorter = _FOOTNOTE.sub("", _TAIL.sub("", suffix.rstrip(_LOOSE)))
        if shorter == suffix:
            return suffix
        suffix = shorter


def _unversioned(doi: str) -> tuple[str, str | None]:
    """A preprint's DOI and version apart; without what publishers' addresses add."""
    if found := _VERSIONED.fullmatch(doi):
        return found[1], found[2].lower()
    if found := _ADDED.fullmatch(doi):
        return found[1] or found[2], None
    return doi, None


def _refused(text: str, start: int, doi: Doi) -> bool:
    """Whether an unlabelled find is a price, date, ratio or number rather than a DOI."""
    before = text[start - 1] if start else " "
    if text[start + 3].isspace() or before in "$€£¥₹±≤≥≈+" or not plausible(doi.id):
        return True
    if _CURRENCY.search(text, max(0, start - 5), start):
        return True
    suffix = doi.id.partition("/")[2]
    if suffix.isdigit() and len(suffix) < 5 and _MEASURED.match(text, doi.end):
        return True
    return before.isascii() and before.isalpha() and len(suffix) < 5


def plausible(doi: str) -> bool:
    """Whether a DOI without a label has more behind its slash than a unit, a small number or a month."""
    prefix, _, suffix = doi.partition("/")
    if _UNIT.fullmatch(suffix):
        return False
    return not (_YEARLY.fullmatch(prefix) and _SHORT_TERM.fullmatch(suffix))
