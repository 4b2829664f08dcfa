"""What an article says of its study, what it claims, and the sentences both stand in."""

import json
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from random import Random

from store.parse.markup import clean, clean_line
from store.query import fold
from store.references.claims import claims, shared_terms
from store.references.sentences import plain, sentences
from store.references.study_facts import NAMES, Fact, facts_line, study_facts
from tests.conftest import ROOT, SHARED
from tests.fuzz.hunting import Target
from tests.fuzz.start import shared_seeds
from tests.fuzz.target_checks import text_of

_SHOWN = 400
"""Characters of a fact's sentence."""
_FAR = "Words.\n\n"
"""A paragraph that says nothing, before all others."""
_SEVERAL = {"design": 3, "population": 3}
_ARTICLE = (
    "# Tablet lowers blood sugar: a randomised trial\n\nA tablet cut blood sugar by 12% in people with type 2 diabetes"
    ", researchers found. “We were astonished by how much it helped them,” said Dr. A. One of the team.\n\nIn a "
    "double-blind phase II trial of 1,204 adults with [type 2 diabetes](https://e.example/a_(b)), half were randomly "
    "assigned to placebo (n = 602).\n\n- The study was funded by the Foundation for Examples.\n- It has not yet been "
    "peer-reviewed and was posted on medRxiv.\n\nThe team also studied 48 mice and grew organoids in vitro. A larger "
    "trial will be needed.\n\n| Group | n |\n|---|---|\n| drug | 602 |\n\nReferences\n\n1. One A. Title. 2026.\n"
)
_SCRAPS = (
    "randomised trial", "randomized controlled trial", "double-blind, ", "placebo-controlled ", "phase III ", "phase ",
    "cohort study ", "case-control study", "case report", "meta-analysis", "systematic review", "observational study",
    "retrospective ", "prospective ", "survey ", "Mendelian randomisation ", "genome-wide association ", "in vitro ",
    "cell lines ", "organoids ", "mouse model ", "simulations ", "In a ", "In this ", "trial of ", "study in ", "of ",
    "randomly assigned ", "at random", "enrolled ", "recruited ", "included ", "The team ", "We ", "researchers ",
    "1,204 ", "48 ", "n = 48", "(n=1,204)", "twelve ", "about ", "nearly ", "more than ", "2025 ", "adults ",
    "women ", "mice ", "patients ", "participants ", "people with type 2 diabetes", "children aged 3 to 5 ", " with ",
    " and ", " who ", " but ", " not ", "will ", "could ", "previous ", "earlier studies ", "another ", "no ",
    "peer-reviewed", "has not yet been peer reviewed", "preprint ", "bioRxiv", "funded by ", "supported by ",
    "a grant from ", "Foundation for Examples", "no external funding", "found that ", "reduced ", "by 12%", "twice as ",
    "breakthrough ", "cure ", "linked to ", "for the first time ", "“", "”", '"', "said ", "Dr. ", "et al. ", "e.g. ",
    "vitamin D. ", "No. 5 ", "U.S. ", "The ", "However, ", ". ", "? ", "! ", "… ", "。", "; ", ": ", ", ", "\n", "\n\n",
    "- ", "1. ", "# ", "| ", "> ", "* ", "**", "_", "![a](b)", "[a](https://e.example/a)", "<https://e.example/>",
    "[1]", "References\n", "Related stories\n", "DOI: 10.1000/a.1", "Fig. 1 ", "Credit: ", "Design: ",
    "Study design: ", "Design, setting, and participants: ", "‑", "–", "—", "\\", "(", ")", "’s ", "%",
)  # fmt: skip


def _lines() -> Sequence[str]:
    """The sentences whose facts are known."""
    kept = (ROOT / "tests" / "data" / "study_sentences.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in kept]


def _start() -> Sequence[bytes]:
    ours = [path.read_bytes() for path in sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("seeds/*.md")])]
    return [_ARTICLE.encode(), *ours, *(line.encode() for line in _lines()), *shared_seeds(SHARED)]


def _make(chance: Random) -> bytes:
    """An article of known sentences, some with a word too many."""
    chosen = chance.choices(_lines(), k=chance.choice((1, 2, 5, 20)))
    odd = chance.choice((0, 0.1, 0.5))
    words = [chance.choice(_SCRAPS) + word if chance.random() < odd else word for word in " ".join(chosen).split()]
    return " ".join(words).replace(". ", chance.choice((". ", ".\n\n", ".\n- "))).encode()


def _answer(data: bytes) -> Hashable:
    text = clean(text_of(data))
    title, _, body = text.partition("\n")
    return _sentences(text), _facts(text, ""), _facts(body, title), _claims(title, body)


def _sentences(text: str) -> Hashable:
    """They stand in order, none reaches beyond its block, no letter stands outside, and none hangs on what is far."""
    found, last = [*sentences(text)], 0
    for start, end in found:
        words = text[start:end]
        assert last <= start < end <= len(text)
        assert words == words.strip()
        assert all(line.strip() for line in words.split("\n")), words
        assert any(map(str.isalnum, words)), words
        assert not any(map(str.isalpha, text[last:start])), text[last:start]
        last = end
    assert not any(map(str.isalpha, text[last:])), text[last:]
    moved = [(start - len(_FAR), end - len(_FAR)) for start, end in sentences(_FAR + text)]
    assert moved[1:] == found
    return min(len(found), 4)


def _facts(text: str, title: str) -> Hashable:
    """Each is in the words of its sentence, none is told twice, and the text's stand before the title's."""
    found = study_facts(text, title)
    known = set(sentences(text))
    assert [NAMES.index(one.name) for one in found] == sorted(NAMES.index(one.name) for one in found)
    assert len({(one.name, one.value) for one in found}) == len(found)
    for name, count in Counter(one.name for one in found).items():
        places = [one.start for one in found if one.name == name]
        assert count <= _SEVERAL.get(name, 1)
        assert places == sorted(places)
    for one in found:
        assert (one.start, one.end) in known or (one.start, one.end) == (0, 0)
        _stated(one, text[one.start : one.end] if one.end else title[:1200])
    if not title:
        moved = [replace(one, start=one.start - len(_FAR), end=one.end - len(_FAR)) for one in study_facts(_FAR + text)]
        assert moved == [*found]
    line = facts_line(found)
    assert line.count(" · ") >= len(NAMES) - 1
    assert clean_line(line, 10_000) == line, line
    return frozenset((one.name, one.value if one.name in ("design", "review") else "") for one in found)


def _stated(fact: Fact, words: str) -> None:
    assert fact.sentence == plain(words, _SHOWN), fact
    assert len(fact.sentence) <= _SHOWN
    assert fact.value, fact
    assert fact.value == clean_line(fact.value, _SHOWN), fact
    if fact.name in ("n", "population"):
        assert all(number in fact.sentence for number in _numbers(fact.value)), fact


def _numbers(value: str) -> Sequence[str]:
    return "".join(sign if sign.isdecimal() else " " for sign in value).split()


def _claims(title: str, body: str) -> Hashable:
    """The headline, then sentences in order; strong words and shared terms stand in them, in order."""
    found = claims(title, body)
    known = set(sentences(body))
    assert len(found) <= 6
    assert len({fold(one.text) for one in found}) == len(found)
    for one in found:
        assert (one.start, one.end) in known or (one.start, one.end) == (0, 0)
        assert one.text == plain(body[one.start : one.end] if one.end else title[:800]), one
        _in_order(one.strong, one.text)
        _in_order(shared_terms(one.text, body[:3000]), one.text)
    ends = [one.end for one in found]
    assert ends == sorted(ends)
    assert claims(title, body, 2) == found[:2]
    return min(len(found), 6), any(one.strong for one in found)


def _in_order(spans: Sequence[tuple[int, int]], text: str) -> None:
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        last = end


STUDIES = Target("studies", _answer, _start, _make, [scrap.encode() for scrap in _SCRAPS])
