"""Identifiers, citations, and libraries in BibTeX, RIS and CSL-JSON: read, checked, written out and read again."""

from collections.abc import Hashable, Sequence
from random import Random

from store.errors import SourceError
from store.model import Reference
from store.parse.markup import clean
from store.references.citations import read_citations
from store.references.citations_strings import read_reference
from store.references.doctor import doubts
from store.references.export import WRITERS, export
from store.references.export_entry import Entry
from store.references.export_keys import unique_keys
from store.references.identifiers import declared, identify
from store.references.identifiers_links import link
from store.references.library import OwnLibrary, read_library
from store.references.library_latex import read_latex, read_names
from store.references.notices import notice
from tests.conftest import ROOT, SHARED
from tests.fuzz.hunting import Target
from tests.fuzz.start import hostile_bytes, shared_seeds
from tests.fuzz.target_checks import check_references, refused, text_of
from tests.store.references.test_identifiers_hostile import PIECES

_BIBTEX = (
    "@string{nat = {Nature}}\n@comment{x}\n@article{doe2025,\n  title = {Mites {K}eep {\\'e} $\\alpha$},\n  author "
    '= {Doe, Jane and {The Group} and van Roe, R.},\n  journal = nat # " Medicine",\n  year = 2025, doi = '
    '{10.1000/mites.1},\n  pmid = "23903748", url = {https://e.example/a_b}, note = {PMID: 1}\n}\n@book(x, isbn = '
    "{978-0-306-40615-7}, year = {in press})\n"
)
_RIS = (
    "TY  - JOUR\r\nAU  - Doe, Jane\r\nA1  - Roe, R.\r\nTI  - Mites keep feathers clean\r\nJO  - Nature\r\nPY  - "
    "2025/05/01/\r\nDO  - https://doi.org/10.1000/mites.1\r\nSN  - 978-0-306-40615-7\r\nC2  - PMC4221854\r\nUR  - "
    "https://e.example/\r\nER  - \r\n"
)
_CSL = (
    '[{"id": "a", "type": "article-journal", "title": "Mites", "author": [{"family": "Doe", "given": "J."}, '
    '{"literal": "G"}], "issued": {"date-parts": [[2025, "5"]]}, "DOI": "10.1000/mites.1", "ISBN": '
    '["978-0-306-40615-7"], "PMID": 23903748}]'
)
_PROSE = (
    "More information: Doe, J. et al. Mites keep *feathers* clean, *Nature* **12**, 3–4 (2025). DOI: "
    "10.1000/mites.1\n\nJournal information: Nature\n\n## References\n\n1. Roe R, Doe J. Title of it. J Thing. "
    "2020;12(3):4-5. PMID: 23903748\n2. arXiv:1706.03762v2 [cs.CL]\n\nTrial NCT01234567, EudraCT 2010-023457-11, "
    "ISBN 0-306-40615-2, PMC4221854.\n\nCitation: Mites (2025, May 1) retrieved 2 May 2025 from "
    "https://site.example/a.html\n"
)
_SCRAPS = (
    *PIECES, "@article{", "@string{", "@comment", "k,", "title", " = ", "{", "}", '"', "#", ",", "\\'", "\\\"{o}",
    "$", "\\alpha", " and ", "others", "TY  - ", "ER  - ", "AU  - ", "DO  - ", "PY  - ", "\r\n", '{"id":1}', "[", "]",
    '"DOI":', '"issued":', "null", '"date-parts"', "[[2025]]", "References", "DOI:", "**DOI**:", "More information:",
    "Citation: ", "Journal", "Cite This Page:", "- ", "1. ", "## ", "*", "_", "](", "<https://doi.org/10.1000/a>",
    "(2025)", " et al. ", "Doe, J., ", "; ", "“", "”", "retrieved 1 " "May 2025 from ", "(2025, May 1)",
    "published in *Nature*", "：", "—", "|", "2020;12(3):4-5", "Provided by X", "Public Release: " "1-May-2025",
    "S2352-345X(21)00014-X", "Article Title: x", "\n\n", "RETRACTED: ", "Retraction Note to: ",
    "http://dx.doi.org/10.1000/", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC", "https://arxiv.org/abs/", "isrctn",
    "ISRCTN12345678", "2023-509339-42-00",
)  # fmt: skip


def _start() -> Sequence[bytes]:
    ours = [path.read_bytes() for path in sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("seeds/*.md")])]
    made = [text.encode() for text in (_BIBTEX, _RIS, _CSL, _PROSE)]
    return [
        *made,
        *ours,
        *shared_seeds(SHARED),
        *hostile_bytes("TITLES"),
        *hostile_bytes("URLS"),
        *hostile_bytes("FTS"),
    ]


def _make(chance: Random) -> bytes:
    """A record of each kind with some of its fields."""
    lines = chance.choice((_BIBTEX, _RIS, _PROSE)).splitlines(keepends=True)
    chosen = [line for line in lines if chance.random() < 0.8]
    text = "".join(chance.choice(_SCRAPS) + line if chance.random() < 0.1 else line for line in chosen)
    return text.encode("utf-8", "surrogatepass")


def _answer(data: bytes) -> Hashable:
    schemes, text = _identifiers(text_of(data)), clean(text_of(data))
    cited = read_citations(text, title=text[:50], url="https://example.org/d41586-025-00001-1")
    check_references(cited.references, text)
    assert all(0 <= start <= end <= len(text) for start, end in (*cited.noise, *cited.trailer))
    faults = {fault.kind for fault in doubts(cited.references)}
    work = read_reference(text[:5000], title=text[:20])
    assert work.title is None or work.title
    read_names(text[:2000])
    read_latex(text)
    shape = (frozenset((one.role, one.reason) for one in cited.references), frozenset(cited.labels), frozenset(faults))
    return schemes, shape, notice(text[:500]), _written(cited.references), _library(data)


def _identifiers(text: str) -> Hashable:
    """Each is found once, within the text, and is found again where it is all there is; its link is an address."""
    found = identify(text)
    assert len({(one.scheme, one.id) for one in found}) == len(found)
    for one in found:
        assert (one.start, one.end) in one.spans
        assert all(0 <= start < end <= len(text) for start, end in one.spans)
    for one in found[:50]:
        again = declared(one.id, one.scheme)
        assert (one.scheme, one.id) in [(other.scheme, other.id) for other in again], (one.scheme, one.id)
        address = link({one.scheme: one.id})
        assert address is None or address.startswith("https://"), address
    return frozenset((one.scheme, one.how) for one in found)


def _written(references: Sequence[Reference]) -> Hashable:
    """What is exported can be read back by our own reader, each work once."""
    listed = [one for one in references if one.role != "self"][:20]
    entries = [Entry(one, key) for one, key in zip(listed, unique_keys(listed, [""] * len(listed)), strict=True)]
    for form in WRITERS:
        written = export(entries, form)
        library = read_library(written.encode(), f"x.{form}") if entries else OwnLibrary((), ())
        assert len(library.works) == len(entries), (form, written)
    return min(3, len(entries))


def _library(data: bytes) -> Hashable:
    try:
        library = read_library(data, "a.bib" if len(data) % 2 else "a.ris")
    except SourceError as error:
        return refused(error)
    lines = [line for line, _ in library.faults]
    assert lines == sorted(lines)
    assert all(line >= 1 and sentence.endswith(".") for line, sentence in library.faults)
    ids = frozenset(scheme for work in library.works for scheme in work.ids)
    return min(3, len(library.works)), min(3, len(lines)), ids


REFERENCES = Target("references", _answer, _start, _make, [s.encode("utf-8", "surrogatepass") for s in _SCRAPS])
