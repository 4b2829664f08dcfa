"""Records as RIS: one tag a line, two blanks, dash, blank, CRLF."""

from store.model import Author, DateParts
from store.references.export_record import Record

_TYPES = {
    "article": "JOUR", "preprint": "UNPB", "book": "BOOK", "chapter": "CHAP", "conference": "CPAPER",
    "dataset": "DATA", "thesis": "THES", "report": "RPRT", "news": "NEWS", "other": "GEN",
}  # fmt: skip
_LABELLED = {
    "arxiv": "arXiv:", "nct": "NCT: ", "isrctn": "ISRCTN: ", "eudract": "EudraCT: ", "euct": "EU CT: ", "pii": "PII: ",
}  # fmt: skip
"""Identifiers RIS has no tag for, as notes that say what they are."""


def write_ris(records: list[Record]) -> str:
    """Return the records one after another, a blank line between them."""
    return "\r\n".join(_record(record) for record in records)


def _record(record: Record) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*_lines(record), ("ER", "")] if value or tag == "ER")


def _lines(record: Record) -> list[tuple[str, str]]:
    """Tags and values in order, "" for what is unknown."""
    ids = record.ids
    return [
        ("TY", _TYPES[record.kind]),
        ("ID", record.key),
        *(("AU", _author(author)) for author in record.authors),
        ("TI", record.title),
        ("T2", record.container),
        ("PY", str(record.issued[0]) if record.issued else ""),
        ("DA", _date(record.issued)),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", record.pages[0] if record.pages else ""),
        ("EP", record.pages[1] if len(record.pages) > 1 else ""),
        ("C7", record.article_number),
        ("SN", ids.get("isbn", "")),
        ("DO", ids.get("doi", "")),
        ("UR", record.url),
        ("Y2", _date(record.accessed)),
        ("AN", ids.get("pmid", "")),
        ("C2", ids.get("pmcid", "")),
        *(("KW", tag) for tag in record.tags),
        *(("N1", note) for note in _notes(record)),
    ]


def _notes(record: Record) -> list[str]:
    more = ["Further authors are not named (et al.)"] if record.et_al else []
    status = [f"Status: {record.status}"] if record.status else []
    version = [f"Version: {record.version}"] if record.version else []
    ids = [label + record.ids[scheme] for scheme, label in _LABELLED.items() if scheme in record.ids]
    subject = [f"arXiv class: {record.arxiv_class}"] if record.arxiv_class else []
    return [*record.notes, *status, *version, *more, *ids, *subject]


def _author(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.family and author.given else author.family or author.name


def _date(parts: DateParts) -> str:
    """`YYYY/MM/DD/`, with nothing between the strokes for what is unknown."""
    if not parts:
        return ""
    year, month, day = (str(parts[0]), *(f"{part:02d}" for part in parts[1:]), "", "")[:3]
    return f"{year}/{month}/{day}/"
