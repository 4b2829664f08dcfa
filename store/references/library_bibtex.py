"""A reader's BibTeX file to works: what its fields mean."""

from collections.abc import Mapping

from store.model import Scheme
from store.references.library_bibtex_scan import Raw, Scanner
from store.references.library_latex import read_latex, read_names, read_verbatim
from store.references.library_works import (
    Fault,
    OwnLibrary,
    OwnWork,
    make_library,
    read_address,
    read_id,
    read_year,
    short,
)

_IDS: Mapping[str, Scheme] = {
    "doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid", "arxiv": "arxiv", "arxivid": "arxiv",
    "isbn": "isbn", "nct": "nct", "isrctn": "isrctn", "eudract": "eudract", "euct": "euct",
}  # fmt: skip
_EPRINTS: Mapping[str, Scheme] = {"arxiv": "arxiv", "": "arxiv", "pubmed": "pmid", "pmc": "pmcid"}
_CONTAINERS = ("journal", "journaltitle", "booktitle", "maintitle", "howpublished")
_YEARS = ("year", "date", "issued")


def read_bibtex(text: str) -> OwnLibrary:
    """Read what can be read of a BibTeX text; an entry without a field is told, not kept."""
    scanner = Scanner(text)
    scanner.scan()
    faults = scanner.faults
    parents = {entry.key.casefold(): entry.fields for entry in scanner.entries if entry.key}
    works = [_work(entry, parents, faults) for entry in scanner.entries]
    faults.extend(_repeated(scanner.entries))
    return make_library(works, faults)


def _repeated(entries: list[Raw]) -> list[Fault]:
    """A fault for every key that was there before; both works are kept."""
    seen: dict[str, int] = {}
    faults = []
    for entry in entries:
        before = seen.setdefault(entry.key, entry.line) if entry.key else entry.line
        if before != entry.line:
            faults.append((entry.line, f"The key {short(entry.key)} stands on line {before} too; both are kept."))
    return faults


def _work(entry: Raw, parents: Mapping[str, Mapping[str, str]], faults: list[Fault]) -> OwnWork:
    fields = entry.fields
    parent = parents.get(fields.get("crossref", "").strip().casefold(), {})
    years = [value for name in _YEARS if (value := fields.get(name) or parent.get(name))]
    year = next((year for value in years if (year := read_year(value))), None)
    if years and year is None:
        faults.append((entry.line, f"“{short(years[0])}” of {short(entry.key)} is no year."))
    containers = [fields.get(name) or parent.get(name, "") for name in _CONTAINERS]
    if parent:
        containers.append(parent.get("title", ""))
    return OwnWork(
        key=entry.key,
        ids=_ids(entry, faults),
        title=read_latex(_title(fields)) or None,
        authors=read_names(fields.get("author", "")),
        year=year,
        container=next((name for value in containers if (name := _container(value))), None),
    )


def _title(fields: Mapping[str, str]) -> str:
    """Title and, as biblatex parts them, subtitle."""
    title, subtitle = fields.get("title", ""), fields.get("subtitle", "")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _container(value: str) -> str | None:
    """A container's name; an address is none."""
    name = read_latex(value)
    return None if not name or "://" in name else name


def _ids(entry: Raw, faults: list[Fault]) -> dict[str, str]:
    """The identifiers of the fields that hold them; the address fills what these leave open."""
    ids: dict[str, str] = {}
    fields = entry.fields
    named: list[tuple[str, Scheme]] = [(name, scheme) for name, scheme in _IDS.items() if name in fields]
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip("{} ").lower()
    if "eprint" in fields and kind in _EPRINTS:
        named.append(("eprint", _EPRINTS[kind]))
    for name, scheme in named:
        value = read_verbatim(fields[name])
        if id := read_id(value, scheme):
            ids.setdefault(scheme, id)
        elif value and (name != "eprint" or kind):
            faults.append((entry.line, f"“{short(value)}” of {short(entry.key)} is no {name}."))
    if "url" in fields:
        read_address(read_verbatim(fields["url"]), ids)
    return ids
