"""An export says of a work what services state of it, and how it stands; what nobody states is not made up."""

import json

from store import Author, Store, export
from store.model import Draft, Reference
from store.model_paper import Notice, PaperStatus, Record, Told
from store.references.export_known import stated, status_note
from tests.store.papers import RETRACTED, asked

BARE = Reference(1, "doi:10.1000/x", role="main", ids={"doi": "10.1000/x"}, container="J. Shallow Stud.", et_al=True)
RECORD = Record(
    "crossref", {"doi": "10.1000/x", "pmid": "12345678"}, "Depth of ponds", (Author("Jane Roe", "Roe", "Jane"),),
    "Journal of Shallow Studies", issued=(2026, 3), volume="4", pages="12-19",
)  # fmt: skip


def test_what_is_stated_takes_the_place_of_what_was_read() -> None:
    one = stated(BARE, RECORD)
    assert (one.title, one.container, one.issued, one.pages) == (
        "Depth of ponds", "Journal of Shallow Studies", (2026, 3), "12-19",
    )  # fmt: skip
    assert one.ids == {"doi": "10.1000/x", "pmid": "12345678"}
    assert not one.et_al


def test_what_is_not_stated_stays() -> None:
    assert stated(BARE, Record("datacite", {"doi": "10.1000/x"})) == BARE
    assert stated(BARE, None) is BARE


def test_a_note_says_each_notice_once() -> None:
    status = PaperStatus("retracted", None, (RETRACTED, Notice("corrected", (2025,), "10.1000/c"), Notice("concern")))
    assert status_note(status) == (
        "Retracted 2026-03-05: Data do not support the conclusions (10.1000/notice); Corrected 2025 (10.1000/c); "
        "Expression of concern"
    )
    assert status_note(PaperStatus("none", "2026-06-03")) is None
    assert status_note(PaperStatus()) is None
    assert status_note(None) is None


def test_every_format_says_that_a_paper_was_retracted(store: Store) -> None:
    store.save([Draft("a", "News", "Text.", references=(BARE,))])
    store.tell(asked(store, "doi:10.1000/x"), Told(RECORD, (RETRACTED,)))
    entries = store.entries([1])
    assert [entry.key for entry in entries] == ["roe2026depth"]
    assert store.entry(1, store.references(1)[0]).status == entries[0].status
    for form in ("bibtex", "ris", "csl-json"):
        text = export(entries, form)
        assert "Retracted 2026-03-05: Data do not support the conclusions (10.1000/notice)" in text
        assert "Depth of ponds" in text.replace("{", "").replace("}", "")
    assert json.loads(export(entries, "csl-json"))[0]["container-title"] == "Journal of Shallow Studies"
