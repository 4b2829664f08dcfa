"""What five services answer about a work, titles and abstracts as they write them, and a list of notices in CSV."""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from random import Random
from tempfile import NamedTemporaryFile
from typing import Any

from store import papers_crossref, papers_csl, papers_datacite, papers_pubmed, papers_unpaywall
from store.db.paper_json import access_of, record_of, written
from store.errors import SourceError
from store.model import DateParts
from store.model_paper import Access, Notice, Record, Told
from store.papers_notices import notice_kind
from store.papers_shapes import MOST, MOST_AUTHORS, AnswerError, read_doi
from store.papers_text import LONGEST_ABSTRACT, LONGEST_TITLE, abstract_text, title_text
from store.papers_watch import read_notice_list
from store.parse.markup import clean, clean_line
from tests.conftest import ROOT
from tests.fuzz.hunting import Target
from tests.fuzz.target_checks import FORBIDDEN, refused, text_of
from tests.store.test_papers_watch import HEAD, row

_SAMPLES = ROOT / "tests" / "data" / "services"
_ARXIV = "10.48550/arxiv.1706.03762"
_READERS: Mapping[str, Callable[[bytes], Told | Access | None]] = {
    "crossref": lambda data: papers_crossref.read(data, "10.5555/work.0010"),
    "crossref notice": lambda data: papers_crossref.read(data, "10.5555/notice.0000"),
    "csl": lambda data: papers_csl.read(data, "10.5556/other.0007"),
    "datacite": lambda data: papers_datacite.read(data, "10.5061/dryad.0004"),
    "datacite arxiv": lambda data: papers_datacite.read(data, _ARXIV),
    "pubmed": lambda data: papers_pubmed.read(data, "30000005"),
    "pubmed pmc": lambda data: papers_pubmed.read(data, "PMC30000005", "pmcid"),
    "unpaywall": lambda data: papers_unpaywall.read(data, "10.5555/work.0010"),
}
_JATS = (
    "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aims</jats:title><jats:p>H<jats:sub>2</jats:sub>O at "
    "10<sup>5</sup> Pa, <jats:inline-formula><jats:alternatives><jats:tex-math>$$\\alpha_{1}$$</jats:tex-math>"
    "<mml:math "
    'xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msub><mml:mi>α</mml:mi><mml:mn>1</mml:mn></mml:msub></mml:math>'
    "</jats:alternatives></jats:inline-formula> (P &lt; 0.05).</jats:p><jats:list><jats:list-item><jats:p>One\n\ntwo"
    "</jats:p></jats:list-item></jats:list></jats:sec>"
)
_NOTICE = {
    "DOI": "10.5555/n.1", "type": "retraction", "label": "Retraction", "source": "retraction-watch",
    "updated": {"date-parts": [[2026, 3, 5]]},
}  # fmt: skip
_LINK = {"reftype": "Retraction in", "refsource": "J Invent Res. 2026 Mar 5;12(3):1", "pmid": 1}
_ODD: Sequence[Any] = (
    None, True, False, 0, -1, 2026, 1e400, 1.5, 10**20, "", " ", "2026", "2026-03-05", "x" * 5000, [], {}, [None], [[]],
    [[None]], [[2026, "3", 5.0]], [[2026, 2, 30]], ["a", {"b": 1}], {"date-parts": [[2026]]}, {"date-parts": 2026},
    "10.1000/a.1", "https://doi.org/10.1000/A.1", "10.1000/a\u0130", "http://x.example/ y", "javascript:x",
    "//x.example", "\ud800", "\x1b[2J", "\u202eabc", "a\u0301\u0301\u0301\u0301\u0301", "\u0301x", "\u0390\u1fb7",
    "Title .", ".", "Doe, ", ", J.", "<i>a</i>", "<jats:p>", "&lt;jats:p&gt;a", "&amp;lt;", "RETRACTED: Lichens",
    "Retraction: Lichens", "Retracted Publication", ["Retracted Publication", 1], "Preprint", _NOTICE, [_NOTICE, "x"],
    [{"type": 1}], [{"type": "Expression_of_concern"}], [_LINK], [_LINK, "x"], [{"reftype": None}], _JATS,
)  # fmt: skip
_SCRAPS = (
    "{", "}", "[", "]", '":', '"', ",", "null", "true", "[[null]]", '"updated-by": [', '"update-to": [{', "{}", "[]",
    '"type": "retraction"', '"DOI": "10.1000/a.1"', '"source": "retraction-watch"',
    '"pubtype": ["Retracted Publication"]', '"references": [', '"reftype": "Retraction in"', '"is_oa": true',
    '"relation": {', '"error": "x"', "\\u001b", "\\ud800", "\\u0301", "\\n", "<jats:title>", "</jats:title>",
    "<jats:p>", "</jats:p>", "<jats:sec>", "<jats:sub>", "</jats:sub>", "<sup>", "</sup>", "<i>", "<mml:math>",
    "</mml:math>", "<math>", "</math>", "<mml:mi>", "<mml:mfrac>", "</mml:mi>", "<tex-math>", "</tex-math>", "$$",
    "\\frac{a}{b}", "&lt;", "&lt;mml:", "&amp;lt;p&amp;gt;", "&#x301;", "Abstract", "<br/>", "<jats:", "\n\n", "\r\n",
    '"', '""', ",", ",,", "0", "unavailable", "Retraction", "Expression of concern", "+A;+B;", "3/5/2026 0:00",
    "2026-03-05", "13/13/2026", "10.1000/a.1", HEAD, row(), row(pmid="77"), row(nature="Correction"),
)  # fmt: skip


@cache
def _samples() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(_SAMPLES.glob("*.json"))]


def _more() -> Iterator[bytes]:
    """Answers as the samples are, about a preprint of arXiv, and with notices."""
    crossref, _, _, datacite, pubmed, _ = map(json.loads, _samples())
    crossref["message"]["updated-by"] = [_NOTICE]
    yield json.dumps(crossref).encode()
    datacite["data"]["attributes"]["doi"] = _ARXIV
    yield json.dumps(datacite).encode()
    pubmed["result"]["30000005"] |= {"pubtype": ["Journal Article", "Retracted Publication"], "references": [_LINK]}
    yield json.dumps(pubmed).encode()


def _start() -> Sequence[bytes]:
    watch = "\r\n".join((HEAD, row(), row("12/31/2025", pmid="7", nature="Expression of concern"), row(nature="x"), ""))
    return [*_samples(), *_more(), watch.encode(), _JATS.encode()]


def _make(chance: Random) -> bytes:
    """An answer with values of the wrong kind, or rows of a list."""
    if chance.random() < 0.2:
        rows = (",".join(chance.choice(("", "0", *_SCRAPS)) for _ in HEAD.split(",")) for _ in range(5))
        return "\r\n".join((HEAD, row(), *rows)).encode("utf-8", "surrogatepass")
    value = json.loads(chance.choice([*_samples(), *_more()]))
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        holder, name = chance.choice(list(_places(value)))
        odd = deepcopy(chance.choice(_ODD))
        holder[name] = [odd] if chance.random() < 0.1 else odd
    return json.dumps(value).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Everything in an answer that can be put otherwise: its holder, and its name or number there."""
    for name, one in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, name
        if isinstance(one, dict | list):
            yield from _places(one)


def _answer(data: bytes) -> Hashable:
    if not data.lstrip().startswith(b"{"):
        return _written(text_of(data)), _listed(data)
    return tuple(_told(name, data) for name in _READERS)


def _told(name: str, data: bytes) -> Hashable:
    """What a reader made of an answer."""
    try:
        told = _READERS[name](data)
    except AnswerError as error:
        return refused(error)
    if isinstance(told, Access):
        return _access(told)
    if told is None:
        assert name.startswith("pubmed")
        return None
    assert told.record is not None
    _check(told.notices or ())
    _no_notice_lost(name, json.loads(data.decode("utf-8-sig", "replace")), told)
    return _record(told.record), None if told.notices is None else frozenset(one.kind for one in told.notices)


def _no_notice_lost(name: str, answer: Any, told: Told) -> None:
    """A work counts as checked only where all that was said of notices was understood."""
    if name in ("csl", "datacite", "datacite arxiv", "pubmed pmc"):
        assert told.notices is None or [one.kind for one in told.notices] in (["retracted"], ["withdrawn"])
        return
    if name == "pubmed" and told.notices is None:
        assert not answer["result"]["30000005"].get("pubtype")  # each real summary names its types
        return
    assert told.notices is not None
    kinds = {one.kind for one in told.notices}
    if name == "pubmed":
        work = answer["result"]["30000005"]
        links, types = work.get("references") or [], work.get("pubtype") or []
        assert isinstance(links, list), links
        assert all(isinstance(one, dict) and isinstance(one.get("reftype"), str) for one in links), links
        assert isinstance(types, list), types
        assert all(isinstance(one, str) for one in types), types
        assert "retracted" in kinds or not {"Retracted Publication"} & {*types}
        assert "retracted" in kinds or not any(one["reftype"] == "Retraction in" for one in links)
    else:
        said = answer["message"].get("updated-by")
        for one in [] if said is None else said if isinstance(said, list) else [said]:
            kind = notice_kind(one.get("type") or one.get("label"))
            assert kind is None or kind in kinds, said


def _record(record: Record) -> Hashable:
    """It is clean, of a bounded size, and can be kept."""
    _check(record)
    assert record_of(written(record)) == record
    assert record.title is None or len(record.title) <= LONGEST_TITLE
    assert len(record.abstract) <= LONGEST_ABSTRACT
    assert len(record.authors) <= MOST_AUTHORS
    assert max(map(len, (record.preprints, record.published, record.trials, record.funders, record.updates))) <= MOST
    assert all(read_doi(doi) == doi for doi in (*record.preprints, *record.published, *dict(record.updates)))
    _check_date(record.issued)
    stated = frozenset(one.name for one in fields(record) if getattr(record, one.name))
    return stated, record.type, len(record.issued), frozenset(record.ids), min(3, len(record.authors))


def _access(access: Access) -> Hashable:
    _check(access)
    assert access_of(written(access), "2026") == replace(access, as_of="2026")
    assert len(access.copies) <= MOST * 2
    assert len({copy.url for copy in access.copies}) == len(access.copies)
    for copy in access.copies:
        assert copy.url.lower().startswith(("http://", "https://")), copy
        assert copy.pdf is None or copy.pdf.lower().startswith(("http://", "https://")), copy
    return access.color, min(4, len(access.copies)), frozenset(copy.version for copy in access.copies)


def _check(value: object) -> None:
    """Every text anywhere in what was read is clean, and none is longer than anybody means it."""
    for one in _all(value):
        assert one == clean(one), one
        assert len(one) <= LONGEST_ABSTRACT
        for line in one.split("\n\n"):
            assert clean_line(line, LONGEST_ABSTRACT) == line, line
            assert not FORBIDDEN.search(line), line


def _all(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _all(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from _all(list(value.items()))
    elif isinstance(value, Iterable):
        for part in value:
            yield from _all(part)


def _check_date(parts: DateParts) -> None:
    assert not parts or date(*(*parts, 1, 1)[:3])


def _written(text: str) -> Hashable:
    """A title and an abstract as they are written, also in an answer."""
    title, abstract = title_text(text), abstract_text(text)
    _check((title or "", abstract))
    assert title != ""
    answer = json.loads(_samples()[0])
    answer["message"] |= {"title": text[:5000], "abstract": text, "publisher": text[:400], "volume": text[:90]}
    told = papers_crossref.read(json.dumps(answer).encode(), "10.5555/work.0010")
    assert told.record is not None
    assert (told.record.title, told.record.abstract) == (title, abstract)
    return _record(told.record), min(4, abstract.count("\n\n")), "…" in abstract


def _listed(data: bytes) -> Hashable:
    """A list of notices: each row is a notice or is counted, and a second reading gives the same."""
    with NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        notices = read_notice_list(file.name, "2026-06-01")
        try:
            found = list(notices)
        except SourceError as error:
            return refused(SourceError(str(error).replace(file.name, "list.csv")))
        again = [*notices]
    assert again == found
    assert notices.rows == notices.skipped + len(found)
    assert notices.as_of <= "2026-06-01"
    for ids, one in found:
        assert ids
        _check((ids, one))
        _check_notice(ids, one)
    return frozenset((one.kind, len(one.date), bool(one.doi)) for _, one in found), min(3, notices.skipped)


def _check_notice(ids: Sequence[tuple[str, str]], one: Notice) -> None:
    assert all(read_doi(id) == id if scheme == "doi" else 0 < int(id) < 10**9 for scheme, id in ids), ids
    assert len(one.reason) <= 500
    _check_date(one.date)


SERVICES = Target(
    "services", _answer, _start, _make, [scrap.encode("utf-8", "surrogatepass") for scrap in _SCRAPS if scrap]
)
