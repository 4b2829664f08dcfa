"""The labels of trailers and header blocks, and what each names. All of them are data: add a row, not an `if`."""

import re
from typing import Literal, NamedTuple

Name = Literal[
    "works", "list", "doi", "title", "journal", "issued", "date", "release", "source", "provided", "byline", "self",
    "summary", "subject", "method", "coi", "funder", "image_credit", "keywords", "contact", "stop",
]  # fmt: skip
Extent = Literal["line", "paragraph", "works", "none"]

# works: the paper an article is about; list: works it cites; self: the page's own citation; stop: ends a block.
_LABELS: dict[Name, str] = {
    "works": """
        more information | more information on | more info | for more information | journal reference | journal
        references | journal reference(s) | article reference | article references | article reference(s) |
        original publication | original publications | original paper | original article | original study |
        original source | original research | original | originalpublikation | originalpublikationen |
        publikation | publication | publications | publication details | publication reference | paper
        | the paper | study | the study | reference | discover the published article | published article | the
        article | read the study | read the paper | read the article | read the original article | read the full
        study | read the full paper | read the publication | further information | source article | source paper
        | source study | research paper | research article | scientific publication | reference article |
        citation | full citation | study reference | paper reference | peer-reviewed publication | to the
        publication | link to the paper | link to the study | link to publication | weitere informationen
        | source reference | source references | primary source | secondary source | url upon publication
        | journal article | article | research | peer reviewed paper | preprint | full paper | full study | the
        research | full text | read more about the study | publication citation | article citation
        | originalveröffentlichung | originalarbeit | originalartikel | originalstudie | originalliteratur | zur
        originalveröffentlichung | zur originalpublikation | zum originalartikel | zur studie | zur publikation |
        zum artikel | zum paper | studie | fachartikel | veröffentlichung | literaturhinweis | literaturhinweise
        | link zur studie | link zur publikation | link zur originalpublikation | publizierte studie
        | référence | référence de l’étude | référence de l'étude | référence de la publication | publication
        originale | publication scientifique | article original | article de référence | étude | étude originale
        | l’étude | pour en savoir plus | lire la publication | referencia | referencia bibliográfica | artículo
        original | artículo de referencia | estudio | riferimento | originele publicatie | publicatie
    """,
    "list": """
        references | bibliography | literature | literature cited | works cited | further reading | references
        and notes | references & notes | sources | cited works | notes and references | literatur | quellen |
        selected references | key references | web references | citations | bibliographie | références | références
        bibliographiques | literaturverzeichnis | literaturangaben | literaturliste | referenzen | quellenangaben |
        quellen und literatur | bibliografía | referencias | referencias bibliográficas | bibliografia |
        riferimenti | further references | studies cited | papers | studies | sources and references
    """,
    "doi": """
        doi | original study doi | article doi | doi number | study doi | journal doi | doi link | digital
        object identifier | related journal doi | publication doi | paper doi
    """,
    "title": "article title | title | paper title | study title | publication title | original title | titel | titre",
    "journal": """
        journal | journal information | journal name | journal link | published in | journal title |
        fachzeitschrift | zeitschrift | revue | revista | veröffentlicht in | publié dans
    """,
    "issued": "article publication date | publication date | date of publication | publication date (article)",
    "date": """
        date | veröffentlicht | publié le | news publication date | public release | news release date | published |
        updated | posted | release date | date published | last updated | datum
    """,
    "source": "source | story source | credit source | news source | quelle",
    "provided": "provided by | materials provided by",
    "byline": "by | author | written by | author of the article | byline",
    "self": """
        cite this page | cite this article | please use one of the following formats to cite this article in
        your essay, paper or report | how to cite | how to cite this article
    """,
    "summary": "summary | abstract | synopsis | teaser",
    "subject": "subject of research | research subject | subject",
    "method": "method of research | research method | type of research",
    "coi": """
        coi statement | conflict of interest | conflicts of interest | competing interests | competing interest
        | disclosure | disclosures | declaration of interests
    """,
    "funder": "funder | funders | funding | funding information | funding source | funding sources",
    "image_credit": """
        image credits | image credit | photo credit | image | image courtesy | picture credit | photo credits |
        bildquelle
    """,
    "keywords": "keywords | tags | keyword | schlagwörter | topics",
    "contact": """
        media contact | contact | press contact | contacts | media contacts | contact information | expert
        contact | scientific contact | wissenschaftlicher ansprechpartner
    """,
    "stop": """
        full story | related stories | related terms | related articles | explore further | breaking | share |
        share this | disclaimer | more good news | related | posted in | journal x | recommended | story tips |
        share this article | more on | read more | about the author | about the authors | edited by | reviewed
        by | key concepts | key medical concepts | clinical categories | additional assets | attached files
    """,
}
_NAMES: dict[str, Name] = {
    label: name for name, labels in _LABELS.items() for label in re.sub(r"\s+", " ", labels).strip().split(" | ")
}

_EXTENTS: dict[Name, Extent] = {
    "works": "works", "list": "works", "self": "works", "title": "paragraph", "summary": "paragraph",
    "subject": "paragraph", "coi": "paragraph", "funder": "paragraph", "keywords": "paragraph", "stop": "none",
}  # fmt: skip

# Labels of one everyday word: without a colon they open a block only as a heading, in bold or before a short line.
_EVERYDAY_TEXT = """
    paper papers study publication publications original title date source by author published updated posted
    summary subject image credit contact journal topics tags reference citation share breaking related literature
    sources quellen datum keywords article research preprint studie étude quelle studies estudio titel titre revue
    zeitschrift revista citations veröffentlicht literature veröffentlichung
"""
_EVERYDAY = frozenset(_EVERYDAY_TEXT.split())
_LEADING = re.compile(
    r"(?P<label>(?:materials |story )?provided by|written by|(?:news|public) release|published(?: on)?)\s+(?=\S)",
    re.IGNORECASE,
)
_LEADING_LETTERS = frozenset("mswpnMSWPN\u017f")  # the last is an s without regard to case
_LEADERS: dict[str, Name] = {
    "materials provided by": "provided", "story provided by": "provided", "provided by": "provided",
    "written by": "byline",
    "news release": "release", "public release": "release", "published": "release", "published on": "release",
}  # fmt: skip
_HEADING = re.compile(r"#{1,6}\s+")
_MARKS = "*_ "
_TAIL = re.compile(r"\s*[*_]{0,3}\s*[:：]\s*[*_]{0,3}\s*")
LONGEST_LABEL = 120
_OPENERS = _LEADING_LETTERS | {"#", *_MARKS}


class Label(NamedTuple):
    """A label at the head of a line: what it names, as written, where its value begins in the line, how it stands."""

    name: Name
    written: str
    value: int
    colon: bool
    marked: bool


def extent(name: Name) -> Extent:
    """How far a label's value goes: its line, its paragraph, a list of works, or nothing."""
    return _EXTENTS.get(name, "line")


def is_heading(line: str) -> bool:
    """Whether a line is a Markdown heading."""
    return line[:1] == "#" and _HEADING.match(line) is not None


def read_label(line: str) -> Label | None:
    """The label that opens `line` (stripped of white space), or None.

    Bold, heading and plain are alike; the colon may stand inside the bold, be full-width, or be missing when the
    label is alone on its line.
    """
    if len(line) > LONGEST_LABEL and line[0] not in _OPENERS and _colon(line[:LONGEST_LABEL]) < 0:
        return None  # a paragraph, as most lines are
    heading = _HEADING.match(line[:8]) if line[:1] == "#" else None
    lead = heading.end() if heading else 0
    opening = line[lead : lead + 6]
    start = lead + len(opening) - len(opening.lstrip(_MARKS))
    marked = heading is not None or start > lead
    head = line[start : start + LONGEST_LABEL]
    colon = _colon(head)
    if colon >= 0 and (name := _name(head[:colon])):
        tail = _TAIL.match(line, start + len(head[:colon].rstrip(_MARKS)))
        value = _unopened(line, start, tail.end() if tail else start + colon + 1, lead)
        return Label(name, head[:colon].strip(_MARKS), value, True, marked)
    if len(line) - start <= LONGEST_LABEL and (name := _name(head)):
        return Label(name, head.strip(_MARKS), len(line), False, marked)
    if head[:1] in _LEADING_LETTERS and (leading := _LEADING.match(head)):
        written = leading["label"]
        return Label(_LEADERS[written.casefold()], written, start + leading.end(), True, marked)
    return None


def _colon(head: str) -> int:
    """Where the first colon stands, ASCII or full-width; -1 if none does."""
    at = head.find(":")
    wide = -1 if head.isascii() else head.find("：")
    return wide if at < 0 or 0 <= wide < at else at


def is_everyday(label: Label) -> bool:
    """Whether a label alone on its line is a word that bodies use too, so that it needs marks to count."""
    return label.written.casefold() in _EVERYDAY and not label.marked


def _name(text: str) -> Name | None:
    return _NAMES.get(" ".join(text.strip(_MARKS).split()).casefold())


def _unopened(line: str, start: int, value: int, lead: int) -> int:
    """Where the value begins: marks after the colon that close the label's own bold belong to the label.

    Without an opening mark at the label they open emphasis of the value, and stay with it.
    """
    while value > start and line[value - 1] in "*_" and start == lead:
        value -= 1
    return value
