"""PubMed, PubMed Central, arXiv and trial numbers in text (references.md §2.16, 2.17, 2.19)."""

import re
from collections.abc import Iterator

from store.model import Scheme
from store.references.identifiers_forms import ARCHIVES, ARXIV, ARXIV_NEW, ARXIV_OLD, EUCT, EUDRACT, arxiv_id, normal
from store.references.identifiers_isbn import find_isbns
from store.references.identifiers_shape import Hit

# What may stand between a label and its number: punctuation, markup, attributes, "number", "is".
_GAP = (
    r"(?:[\s:=.#/\"'*_>|\]\[({}-]|<[^<>]{0,200}>|version=\"[^\"<>]{0,20}\""
    r"|(?:content|value)\b|number\b|no\b|n[or°]\b|is\b|uid\b|\)(?=\s?:)){0,12}"
)
_NUMBER_ENDS = r"(?![\w%]|\.[0-9]|,[0-9](?![0-9]{6,7}(?![0-9]))|-[0-9])"

_PMID_LABEL = re.compile(
    rf"(?:(?<!(?-i:[A-Z]))pmid(?P<many>s)?(?:_|\b|(?=[0-9]))(?:\s?list)?|pubmed[\s_-]?(?:id(?:entifier)?(?P<more>s)?|uid)\b){_GAP}",
    re.IGNORECASE,
)
_PUBMED = re.compile(
    rf"pubmed\b(?:/(?=[0-9]{{7}})|[\"']?\s?[:=>]\s?[\"']?|\s(?=[0-9]{{7,8}}\b))(?P<id>[0-9]{{5,8}}){_NUMBER_ENDS}"
    r"(?!\s(?:records|citations|articles|abstracts|results|hits|papers|entries|publications|studies))",
    re.IGNORECASE,
)
_PMID = re.compile(rf"(0*[1-9][0-9]{{0,7}}){_NUMBER_ENDS}")
_PMID_AFTER = re.compile(r"(?<![\w.-])(0*[1-9][0-9]{0,7})\s?[\[(](?:pmid|uid)[\])]", re.IGNORECASE)
_AND = re.compile(r"\s*(?:[,;/|&、，；]|\band\b|\bund\b|\bor\b|\s)\s*(?:and\s|&\s)?(?:pmids?[\s:]*)?", re.IGNORECASE)

_PMCID = re.compile(
    rf"(?<![a-z0-9])(?:pmc(?:-?|\s-?(?=[0-9]{{6}}))(?P<bare>[0-9]{{5,9}})"
    rf"|(?:pmc[\s_-]?ids?\b|pmcid(?=[0-9])|pmc(?=\s?[=:\"'])|pubmed\scentral(?:\s(?:id|pmcid))?(?=[\s:]))"
    rf"{_GAP}(?:pmc\s?)?(?P<id>[0-9]{{5,9}}))(?:\.[0-9]{{1,2}})?(?!\w|\.[0-9])",
    re.IGNORECASE,
)
_ARXIV_LABELLED = re.compile(
    rf"arxiv(?:\.org)?(?:[\s:.,#=(\[{{\"'*_|/>-]|e-?prints?\b|preprint\b|number\b|id\b|no\b|abs/|pdf/|arxiv\b){{0,12}}{ARXIV}",
    re.IGNORECASE,
)
_CLASS = rf"\s?\[(?:{'|'.join(ARCHIVES)})(?:\.[a-z-]{{2,8}})?\]"
_ARXIV_BARE = re.compile(
    rf"(?<![\w./-])(?:(?P<old>{ARXIV_OLD})(?P<oldv>v[0-9]{{1,3}})?(?![\w/-])"
    rf"|(?P<new>{ARXIV_NEW})(?P<newv>v[0-9]{{1,3}})?{_CLASS})",
    re.IGNORECASE,
)
_EPRINT = re.compile(rf"eprint\s?=\s?[\"{{]?\s?{ARXIV}", re.IGNORECASE)

_NCT = re.compile(
    r"(?:(?<![a-z0-9])|(?<=gov))(nct(?:\s(?:id|number|no\.?))?[\s:#-]{0,2}[0-9]{8})(?![0-9])", re.IGNORECASE
)
_ISRCTN = re.compile(
    r"(?<![a-z0-9])isrctn(?:\s?(?:registry|number|no\.?|id)){0,2}[\s:#-]{0,3}([0-9]{8})(?![0-9])", re.IGNORECASE
)
_EUCT = re.compile(EUCT)
_EUDRACT = re.compile(EUDRACT)
_EUDRACT_NAME = re.compile(r"eudra\s?-?ct|euctr|clinical\s?trials\s?register|clinical\strials\sdatabase", re.IGNORECASE)
_NEAR = 100  # characters between EudraCT's name and a number


_OLD_NUMBER = re.compile(r"/[09][0-9]{6}(?![0-9])")
_ISBN_SIGN = re.compile(r"97[89]|-[0-9]{1,7}-[0-9]{1,6}-[0-9x]|isbn")


def find_others(text: str) -> Iterator[Hit]:
    """Identifiers other than DOIs in folded text; addresses and DOIs are blanked before."""
    low = text.lower()
    if "pmid" in low or "pubmed" in low or "uid" in low:
        yield from _pmids(text)
    if "pmc" in low or "pubmed" in low:
        yield from _pmcids(text)
    if "arxiv" in low:
        yield from _named_arxivs(text)
    if "[" in low or _OLD_NUMBER.search(low):
        yield from _bare_arxivs(text)
    if "nct" in low:
        yield from _labelled(_NCT, text, "nct")
    if "isrctn" in low:
        yield from _labelled(_ISRCTN, text, "isrctn")
    if "20" in low:
        yield from _trials(text, "eudra" in low or "euctr" in low or "trials" in low)
    if _ISBN_SIGN.search(low):
        yield from find_isbns(text)


def _labelled(pattern: re.Pattern[str], text: str, scheme: Scheme) -> Iterator[Hit]:
    for found in pattern.finditer(text):
        yield Hit(scheme, normal(scheme, found[1]), found.start(1), found.end(1), "bare")


def _pmids(text: str) -> Iterator[Hit]:
    read = 0
    for label in _PMID_LABEL.finditer(text):
        if label.end() >= read:  # a list may go on over the next label
            for hit in _pmid_list(text, label.end(), bool(label["many"] or label["more"])):
                read = hit.end
                yield hit
    for found in _PUBMED.finditer(text):
        yield Hit("pmid", normal("pmid", found["id"]), found.start("id"), found.end("id"), "label")
    for found in _PMID_AFTER.finditer(text):
        yield Hit("pmid", normal("pmid", found[1]), found.start(1), found.end(1), "label")


def _pmid_list(text: str, at: int, many: bool) -> Iterator[Hit]:
    """The number behind a label, and those after it that are too long to be a page or a year."""
    first = True
    while found := _PMID.match(text, at):
        if not first and len(found[1]) < (5 if many else 7):
            break
        yield Hit("pmid", normal("pmid", found[1]), found.start(), found.end(), "label")
        gap = _AND.match(text, found.end())
        if not gap:
            break
        at, first = gap.end(), False


def _pmcids(text: str) -> Iterator[Hit]:
    for found in _PMCID.finditer(text):
        number = found["bare"] or found["id"]
        start = found.start() if found["bare"] else found.start("id")
        end = found.end("bare") if found["bare"] else found.end("id")
        yield Hit("pmcid", normal("pmcid", number), start, end, "bare" if found["bare"] else "label")


def _named_arxivs(text: str) -> Iterator[Hit]:
    for pattern in (_ARXIV_LABELLED, _EPRINT):
        for found in pattern.finditer(text):
            end = found.end("version") if found["version"] else found.end("arxiv")
            version = found["version"] and found["version"].lower()
            yield Hit("arxiv", arxiv_id(found["arxiv"]), found.start("arxiv"), end, "label", version)


def _bare_arxivs(text: str) -> Iterator[Hit]:
    """Old numbers, whose archive is their label, and new ones with their subject class behind."""
    for found in _ARXIV_BARE.finditer(text):
        kind = "old" if found["old"] else "new"
        end = found.end(kind + "v") if found[kind + "v"] else found.end(kind)
        version = found[kind + "v"] and found[kind + "v"].lower()
        yield Hit("arxiv", arxiv_id(found[kind]), found.start(kind), end, "bare" if kind == "old" else "label", version)


def _trials(text: str, named: bool) -> Iterator[Hit]:
    """Numbers of European trials: the new form speaks for itself, the old one only near its register's name."""
    for found in _EUCT.finditer(text):
        yield Hit("euct", found[0], found.start(), found.end(), "bare")
    for found in _EUDRACT.finditer(text) if named else ():
        around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR // 3]
        if _EUDRACT_NAME.search(around):
            yield Hit("eudract", found[0], found.start(), found.end(), "label")
