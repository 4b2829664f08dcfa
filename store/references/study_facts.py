"""Facts about a study that an article states, each with the sentence it stands in. Pure.

Nothing is concluded: what no sentence says of the article's own study is not stated. A sentence about plans, about
other studies or about studies in general gives no fact.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.references.sentences import plain, sentences
from store.references.study_facts_design import designs
from store.references.study_facts_groups import groups
from store.references.study_facts_said import funding, review

NAMES = ("design", "population", "n", "review", "funding")
"""The facts, in the order they are shown in."""

_SEVERAL = {"design": 3, "population": 3}
_LONGEST = 1200
"""Characters of a sentence, with its links, that is read: what is longer is no prose."""
_SHOWN = 400
_MOST = 500
"""Sentences with a hint that are looked at."""

_HINTS = (
    "random", "blind", "phase", "trial", "cohort", "case", "cross-sect", "analysis", "systematic", "observational",
    "spective", "vitro", "cell", "organoid", "model", "simulation", "survey", "association", "mice", "rats",
    "zebrafish", "flies", "monkey", "macaque", "marmoset", "ferret", "hamster", "worm", "pigs", "preprint",
    "pre-print", "rxiv", "peer", "reviewed", "fund", "support", "sponsor", "financ", "paid for", "grant", "money",
    "women", "people", "adults", "children", "patients", "participants",
)  # fmt: skip
"""Parts of words, lower case: a sentence with none of them, and no number of things, states no fact."""
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d,\d{3}\b|\b\d+ (?:[a-z]+ ){0,3}[a-z]+s\b|\bn ?= ?\d")
_LABEL = re.compile(
    r"^(?:Study |Trial )?(?:design|DESIGN|Design)(?:, setting(?:, and participants)?)?(?::\s*| (?=[A-Z]))(?:An? )?"
)
"""How the abstract of a paper names its design."""
_LIST = re.compile(
    r"(?:references|bibliography|further reading|more information|related (?:stories|articles|links)|read more"
    r"|see also)\W*",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"\b10\.\d{4,9}/|\bdoi\b|^(?:Citation|Journal reference|More information|Source|Reference)s?:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name, its value in few words, and the sentence that says so, with its place in the text.

    The place of a fact that only the title states is 0, 0.
    """

    name: str
    value: str
    sentence: str
    start: int
    end: int


def study_facts(text: str, title: str = "") -> tuple[Fact, ...]:
    """Return what an article says about its study, in the order of `NAMES`: up to three designs and populations.

    What the text does not state and the title does is taken from the title.
    """
    found: dict[str, list[Fact]] = {name: [] for name in NAMES}
    for start, end in _read(text):
        _keep(found, _of_sentence(plain(text[start:end], _SHOWN), start, end))
        if all(len(facts) == _SEVERAL.get(name, 1) for name, facts in found.items()):
            break
    silent = {name: facts for name, facts in found.items() if not facts}
    _keep(silent, _of_title(plain(title[:_LONGEST], _SHOWN)))
    return tuple(fact for name in NAMES for fact in found[name])


def facts_line(facts: Iterable[Fact]) -> str:
    """Return the facts as one line; a name that nothing was said for is "not stated"."""
    values: dict[str, list[str]] = {name: [] for name in NAMES}
    for fact in facts:
        values[fact.name].append(fact.value)
    return " · ".join(_shown(name, ", ".join(values[name])) for name in NAMES)


def _shown(name: str, value: str) -> str:
    if not value:
        return f"{name} not stated"
    return {"n": f"n {value}", "funding": f"funding: {value}"}.get(name, value)


def _read(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that may state a fact, up to the list of references."""
    read = 0
    for start, end in sentences(text):
        if end - start > _LONGEST or read == _MOST:
            continue
        if end - start < 40 and _LIST.fullmatch(text, start, end):
            return
        if _may_state(text[start:end].lower()) and not _TRAILER.search(text, start, end):
            read += 1
            yield start, end


def _may_state(sentence: str) -> bool:
    """Whether it is worth reading: a look for each word is eight times quicker than one expression of them all."""
    if any(map(sentence.__contains__, _HINTS)):
        return True
    return bool(_DIGIT.search(sentence) and _NUMBER.search(sentence))


def _of_sentence(sentence: str, start: int, end: int, *, headline: bool = False) -> Iterator[Fact]:
    if "?" in sentence[-3:]:
        return
    words = _LABEL.sub("This was a ", sentence.replace("‑", "-"))
    for value in designs(words):
        yield Fact("design", value, sentence, start, end)
    for group in groups(words, headline=headline):
        if group.population:
            yield Fact("population", group.population, sentence, start, end)
        if group.n:
            yield Fact("n", group.n, sentence, start, end)
    for name, value in (("review", review(words)), ("funding", funding(words))):
        if value:
            yield Fact(name, value, sentence, start, end)


def _of_title(title: str) -> Iterator[Fact]:
    """A paper's title tells its design behind a colon, where there is no verb."""
    yield from _of_sentence(title, 0, 0, headline=True)
    _, colon, rest = title.rpartition(": ")
    if colon and rest:
        for fact in _of_sentence(f"This was {rest[0].lower()}{rest[1:]}", 0, 0):
            yield Fact(fact.name, fact.value, title, 0, 0)


def _keep(found: dict[str, list[Fact]], facts: Iterable[Fact]) -> None:
    for fact in facts:
        kept = found.get(fact.name)
        if (
            kept is not None
            and len(kept) < _SEVERAL.get(fact.name, 1)
            and fact.value not in {one.value for one in kept}
        ):
            kept.append(fact)
