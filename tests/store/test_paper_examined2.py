"""scratch"""
import pytest
from store import Query, Store, export
from store.model import Draft, Reference, Author
from store.model_paper import Notice, Record, Told, PaperQuery
from tests.store.papers import RETRACTED, asked, cite, told


def test_queue_of_a_paper_nobody_cites_is_exported(store: Store) -> None:
    a = cite(store, "a", "doi:10.1000/x")
    paper = store.paper_named("10.1000/x")
    store.queue_papers([paper], "to-read")
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", authors=(Author("Roe, J", "Roe", "J"),)))
    store.mark([a], hidden=True)
    print([ (p.title, p.cited, p.reported) for p in store.papers(store.paper_ids(PaperQuery(state=("to-read",))))])
    print(export(store.paper_entries([paper]), "bibtex"))
    # draft read again without reference
    store.save([Draft("a", "News a", "Other", "https://news.example/a")])
    print(store._rows("select count(*) from article_references"))
    print([ (p.title, p.cited, p.reported) for p in store.papers(store.paper_ids(PaperQuery(state=("to-read",))))])
    print(repr(export(store.paper_entries([paper]), "bibtex")))
    print(store._rows("select count(*) from papers"))
    assert export(store.paper_entries([paper]), "bibtex")


@pytest.mark.parametrize("kind", ["chapter", "paper-conference", "dataset", "book", "article", "thesis", "report"])
def test_types(store: Store, kind: str) -> None:
    cite(store, "a", "doi:10.1000/x")
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", authors=(Author("The <i>X</i> Consortium"), Author("Müller-Lüdenscheidt, A. B.", "Müller-Lüdenscheidt", "A. B.")), container="A {book} of & things", type=kind, pages="e12345", publisher="Pub", issued=(2020, 2), is_preprint=kind=="article"))
    for form in ("bibtex", "ris", "csl-json"):
        print(export(store.entries([1]), form))
    assert 0
