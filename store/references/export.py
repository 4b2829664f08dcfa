"""References as BibTeX, RIS and CSL-JSON: only what is known, and the same bytes for the same input.

The rooms behind this door: `export_entry`, `export_keys`, `export_record`, and one writer for each format.
"""

from collections.abc import Callable, Mapping, Sequence

from store.references.export_bibtex import write_bibtex
from store.references.export_csl import write_csl
from store.references.export_entry import Entry, Format
from store.references.export_keys import citation_key, unique_keys
from store.references.export_record import Record, make_record
from store.references.export_ris import write_ris

__all__ = ["WRITERS", "Entry", "Format", "citation_key", "export"]

WRITERS: Mapping[Format, Callable[[list[Record]], str]] = {
    "bibtex": write_bibtex,
    "ris": write_ris,
    "csl-json": write_csl,
}


def export(entries: Sequence[Entry], form: Format) -> str:
    """Return the entries as one text in that format; keys that are taken or unusable are changed. Never raises.

    RIS has CRLF line ends, the others LF: write the text as it is, in UTF-8.
    """
    keys = unique_keys([entry.reference for entry in entries], [entry.key for entry in entries])
    return WRITERS[form]([make_record(entry, key) for entry, key in zip(entries, keys, strict=True)])
