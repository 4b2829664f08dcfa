"""Imports that are killed: documents, a state, subscriptions, own references; done again they are there, once."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from store import Store
from tests.benchmarks.made_feeds import made
from tests.torture.killing import Case, command, opened
from tests.torture.libraries import Contents, contents, differing, fresh, kept, missing, obeyed, opml

ARTICLES, PAGES, LISTED = 40, 24, 300


class Importing:
    """One of the four, into a library that has nothing of it yet."""

    def __init__(self, folder: Path, what: str) -> None:
        self._folder = folder
        self._template = kept(folder / "template.db", ARTICLES)
        self._before = contents(self._template)
        self._words, self._wanted = SOURCES[what](folder, self._before)

    def case(self, number: int) -> Case:
        """A library into which nothing was imported yet."""
        library = fresh(self._template, self._folder / str(number))
        return Case(
            library, command(library, *self._words), "", lambda said: self._lost(library, said), opened(library)
        )

    def _lost(self, library: Path, said: list[str]) -> list[str]:
        told = [json.loads(line) for line in said if line.startswith("{")]
        lost = missing(library, [article for one in told for article in one["articles"]])
        if said and not told:  # it tells once, when all is done
            lost += differing(library, self._wanted)
        elif "state" in self._words and contents(library) not in (self._before, self._wanted):
            lost.append("a part of the state was taken over, and not the rest")
        return [*lost, *obeyed(library, *self._words), *differing(library, self._wanted)]


Source = tuple[tuple[str, ...], Contents]
"""The words of an import, and what a library holds after it."""


def documents(folder: Path, before: Contents) -> Source:
    """A folder of pages; each is told by a line when it is saved."""
    pages = folder / "pages"
    pages.mkdir()
    for number in range(100, 100 + PAGES):
        article = made(number)
        head = f"<title>{article.title}</title><link rel=canonical href='{article.link}'>"
        page = f"<html><head>{head}</head><body><article><h1>{article.title}</h1>{article.html}</article>"
        (pages / f"{number}.html").write_text(page, "utf-8")
    return ("add", "--json", str(pages)), replace(before, articles=before.articles + PAGES)


def state(folder: Path, before: Contents) -> Source:
    """What a reader did on another machine: a star and a note for every article."""
    file = folder / "state.jsonl"
    with Store(kept(folder / "other.db", ARTICLES, marked=True)) as store:
        file.write_text("".join(f"{line}\n" for line in store.export_state()), "utf-8")
    return ("import", "state", str(file)), replace(before, starred=ARTICLES, notes=ARTICLES)


def subscriptions(folder: Path, before: Contents) -> Source:
    """A list of feeds; none is asked."""
    file = folder / "feeds.opml"
    file.write_text(opml(f"https://feeds.example/{number}" for number in range(LISTED)), "utf-8")
    return ("import", str(file)), replace(before, subscriptions=LISTED)


def references(folder: Path, before: Contents) -> Source:
    """The reader's own references."""
    entry = "@article{{own{0}, title={{Own work {0}}}, year={{2020}}, doi={{10.5555/own.{0}}}}}\n"
    file = folder / "own.bib"
    file.write_text("".join(map(entry.format, range(LISTED))), "utf-8")
    return ("import", str(file)), replace(before, own_works=LISTED)


SOURCES: dict[str, Callable[[Path, Contents], Source]] = {
    "documents": documents, "state": state, "subscriptions": subscriptions, "references": references,
}  # fmt: skip
