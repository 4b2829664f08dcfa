"""The reader's own references: taken over by their keys, and found again by any identifier of the work."""

from pathlib import Path

from store import Reference, Store
from store.model import Draft
from store.references.library import read_library


def take(store: Store, text: str) -> int:
    return store.import_own(read_library(text.encode(), "own.bib").works)


def entry(key: str = "doe2020", title: str = "A work", doi: str = "10.1000/a.1") -> str:
    return f"@article{{{key}, title={{{title}}}, author={{Doe, Jane}}, year={{2020}}, doi={{{doi}}}}}"


def test_what_is_new_or_differs_is_counted_and_the_same_again_is_not(store: Store) -> None:
    assert take(store, entry() + entry("roe2021", "Another", "10.1000/b.2")) == 2
    assert take(store, entry() + entry("roe2021", "Another", "10.1000/b.2")) == 0
    assert take(store, entry(title="A work, mended")) == 1
    assert take(store, entry(title="A work, mended", doi="10.1000/c.3")) == 1


def test_a_work_has_the_identifiers_that_came_last(store: Store) -> None:
    take(store, entry())
    take(store, entry(doi="10.1000/c.3"))
    old, new = (Reference(1, "raw", ids={"doi": doi}) for doi in ("10.1000/a.1", "10.1000/c.3"))
    assert store.own_keys([old, new]) == [None, "doe2020"]


def test_another_identifier_of_the_same_paper_counts_too(store: Store) -> None:
    take(store, entry())
    both = Reference(1, "Doe J. A work.", ids={"doi": "10.1000/a.1", "pmid": "12345678"})
    store.save([Draft("a", "An article", "Text.", references=(both,))])
    (stored,) = store.references(1)
    by_number = Reference(1, "raw", ids={"pmid": "12345678"}, paper=stored.paper)
    assert store.own_keys([by_number, Reference(1, "raw", ids={"pmid": "87654321"}), Reference(1, "no id")]) == [
        "doe2020", None, None,
    ]  # fmt: skip


def test_works_without_a_key_do_not_take_each_other_s_place(store: Store) -> None:
    ris = b"TY  - JOUR\nTI  - A\nDO  - 10.1000/a\nER  - \nTY  - JOUR\nTI  - B\nDO  - 10.1000/b\nER  - \n"
    bare = b"TY  - JOUR\nTI  - Only a title\nER  - \nTY  - JOUR\nPY  - 2020\nER  - \n"
    works = read_library(ris + bare, "own.ris").works
    assert store.import_own(works) == 3  # the last says nothing by which it could be known
    assert store.import_own(works) == 0
    asked = [Reference(1, "raw", ids={"doi": doi}) for doi in ("10.1000/a", "10.1000/b")]
    assert store.own_keys(asked) == ["doi:10.1000/a", "doi:10.1000/b"]


def test_a_key_is_a_line_that_can_be_shown_and_goes_to_another_library(store: Store, tmp_path: Path) -> None:
    take(store, entry("a\0\x1b[31mb") + entry("\0", doi="10.1000/z.9"))
    lines = [line.encode() for line in store.export_state()]
    with Store(tmp_path / "other.db") as other:
        assert other.import_state(lines).faulty == 0
        asked = [Reference(1, "raw", ids={"doi": doi}) for doi in ("10.1000/a.1", "10.1000/z.9")]
        assert other.own_keys(asked) == ["ab", "doi:10.1000/z.9"]
