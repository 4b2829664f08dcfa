"""A reader who is killed while marking: of what was acknowledged since the beginning nothing is lost."""

import sys
from pathlib import Path

from store import Store
from tests.torture import marking_program
from tests.torture.killing import Case, opened
from tests.torture.libraries import kept
from tests.torture.marking_program import ARTICLES, DONE


class Marking:
    """One library for all kills; the reader goes on where the last kill was."""

    def __init__(self, folder: Path, changes: int = 90) -> None:
        self._library = kept(folder / "library.db", ARTICLES)
        self._changes, self._next = changes, 0

    def case(self, _: int) -> Case:
        """The library as the last kill left it."""
        module = "tests.torture.marking_program"
        words = (sys.executable, "-m", module, str(self._library), str(self._next), str(self._changes))
        return Case(self._library, words, DONE, self._lost, opened(self._library))

    def _lost(self, said: list[str]) -> list[str]:
        self._next = max(self._next, *(int(line.split()[1]) + 1 for line in said), 0)
        return unkept(self._library, self._next)


def unkept(library: Path, changes: int) -> list[str]:
    """What a library lacks of so many changes; the one after them may be there or not."""
    underway, article_underway, _ = marking_program.words(changes)
    tags, notes, stars = _done(changes)
    lost = []
    with Store(library) as store:
        for article in store.articles(range(1, ARTICLES + 1)):
            perhaps = underway if article_underway == str(article.id) else ""
            note = store.note(article.id)
            if not tags.get(article.id, set()) <= set(article.tags):
                lost.append(f"of the tags of article {article.id} there are only {article.tags}")
            if note != notes.get(article.id, "") and perhaps != "note":
                lost.append(f"the note of article {article.id} is {note!r}, not {notes.get(article.id)!r}")
            if article.starred != stars.get(article.id, False) and perhaps != "mark":
                lost.append(f"the star of article {article.id} is not as it was left")
    return lost


def _done(changes: int) -> tuple[dict[int, set[str]], dict[int, str], dict[int, bool]]:
    """What so many changes come to: tags, notes and stars by article."""
    tags: dict[int, set[str]] = {}
    notes: dict[int, str] = {}
    stars: dict[int, bool] = {}
    for kind, article, said in map(marking_program.words, range(changes)):
        if kind == "tag":
            tags.setdefault(int(article), set()).add(said[1:])
        elif kind == "note":
            notes[int(article)] = said
        else:
            stars[int(article)] = said == "--star"
    return tags, notes, stars
