"""Which link is meant: without an order of links as ever, with one by its first way."""

from collections.abc import Sequence

import pytest

from store import NotFoundError, Reference
from store.model_paper import Access, Copy
from tui.access import Rung
from tui.choosing import address, chosen_link, main_papers, rungs

MAIN = Reference(1, "A paper", "main", ids={"doi": "10.1/x", "pmcid": "PMC1"}, paper=7)
CITED = Reference(2, "A page", url="https://j.example/a", paper=8)
BOOK = Reference(3, "A book", ids={"isbn": "9780306406157"})
NOWHERE = Reference(4, "A talk")
OWN = Reference(None, "This page", "main", ids={"doi": "10.1/own"})
ALL = [OWN, MAIN, CITED, BOOK, NOWHERE]
COPY = Access("green", (Copy("https://r.example/a", None, "accepted"),))


def known(paper: int) -> Access | None:
    """What a store would say: an open copy of the main paper."""
    return COPY if paper == 7 else None


@pytest.mark.parametrize(
    ("number", "links", "url"),
    [
        (None, (), "https://doi.org/10.1/x"),
        (None, ("pmc", "doi"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"),
        (None, ("unpaywall", "doi"), "https://r.example/a"),
        (None, ("arxiv",), "https://doi.org/10.1/x"),
        (1, ("ezproxy:p.example",), "https://p.example/login?url=https://doi.org/10.1/x"),
        (2, (), "https://j.example/a"),
        (2, ("unpaywall", "doi"), "https://j.example/a"),
        (2, ("unpaywall", "openathens:e.example"),
         "https://go.openathens.net/redirector/e.example?url=https%3A%2F%2Fj.example%2Fa"),
        (3, ("doi", "pmc"), "https://openlibrary.org/isbn/9780306406157"),
    ],
)  # fmt: skip
def test_the_first_way_is_taken(number: int | None, links: Sequence[str], url: str) -> None:
    assert chosen_link(5, ALL, number, links, known) == url


def test_without_what_is_known_of_copies_none_is_offered() -> None:
    assert chosen_link(5, ALL, links=("unpaywall", "doi")) == "https://doi.org/10.1/x"


def test_open_copies_are_not_looked_for_where_the_order_has_none() -> None:
    def broken(paper: int) -> Access | None:
        raise AssertionError(paper)

    assert chosen_link(5, ALL, access=broken) == "https://doi.org/10.1/x"
    assert chosen_link(5, ALL, links=("pmc",), access=broken) == "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"


@pytest.mark.parametrize("links", [(), ("unpaywall", "doi")])
def test_what_cannot_be_opened_is_a_sentence(links: Sequence[str]) -> None:
    with pytest.raises(NotFoundError, match=r"Reference 4 of article 5 gives no address. Search its title."):
        chosen_link(5, ALL, 4, links, known)
    with pytest.raises(NotFoundError, match=r"Article 5 has no reference 9."):
        chosen_link(5, ALL, 9, links, known)
    with pytest.raises(NotFoundError, match=r"Article 5 has no main paper to open. It cites 2: see --ref N."):
        chosen_link(5, [CITED, NOWHERE], None, links, known)


def test_all_ways_in_order_and_the_one_address_where_none_leads() -> None:
    assert rungs(MAIN, ("unpaywall", "arxiv", "doi", "pmc"), known) == (
        Rung("open copy, accepted manuscript, at r.example", "https://r.example/a"),
        Rung("doi.org", "https://doi.org/10.1/x"),
        Rung("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"),
    )
    assert rungs(CITED, ("doi",), known) == (Rung("its address", "https://j.example/a"),)
    assert rungs(NOWHERE, ("doi", "unpaywall"), known) == ()
    assert address(NOWHERE) is None
    assert main_papers([MAIN, CITED, NOWHERE]) == [MAIN]
