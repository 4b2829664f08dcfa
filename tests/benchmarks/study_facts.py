"""Precision and recall of the study facts on the labelled sentences, for each fact and each part of the set.

python -m tests.benchmarks.study_facts

The parts were written one after another. What the rules made of each when they first saw it was (precision, recall):
first, written before there were rules, 0.98, 0.93; tuned 0.93, 0.87; last 0.81, 0.66; check 0.85, 0.83; check again
0.83, 0.73; final 0.90, 0.77; once more 0.74, 0.74. Each time the rules were mended by it, and a few labels put right,
so the figures below are of sentences they know. Half of the sentences are there to mislead; few of an article's are.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from store.references.study_facts import NAMES, study_facts

DATA = Path(__file__).parents[1] / "data" / "study_sentences.jsonl"


class Labelled(NamedTuple):
    """A sentence, the part of the set it belongs to, and the facts in it, as (name, value)."""

    text: str
    part: str
    facts: frozenset[tuple[str, str]]


class Score(NamedTuple):
    """How many facts were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def labelled(path: Path = DATA) -> list[Labelled]:
    return [_labelled(line) for line in path.read_text("utf-8").splitlines()]


def _labelled(line: str) -> Labelled:
    stated = json.loads(line)
    facts = frozenset((name, value) for name, values in stated["facts"].items() for value in values)
    return Labelled(stated["text"], stated.get("set", ""), facts)


def found(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((fact.name, fact.value) for fact in study_facts(text))


def scores(sentences: Iterable[Labelled]) -> dict[str, Score]:
    """The score of each fact, and of all under the name "all"."""
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        said = found(sentence.text)
        for kind, pairs in {"right": said & sentence.facts, "wrong": said - sentence.facts,
                            "missed": sentence.facts - said}.items():  # fmt: skip
            counts.update((which, kind) for name, _ in pairs for which in (name, "all"))
    return {name: Score(*(counts[name, kind] for kind in Score._fields)) for name in (*NAMES, "all")}


def faults(sentences: Iterable[Labelled]) -> Iterator[str]:
    for sentence in sentences:
        said = found(sentence.text)
        if said != sentence.facts:
            yield f"{sentence.text}\n    wrong {sorted(said - sentence.facts)}, missed {sorted(sentence.facts - said)}"


def main() -> None:
    """Print a table for each part of the set, then what was found wrongly or missed."""
    every = labelled()
    for part in (*dict.fromkeys(sentence.part for sentence in every), ""):
        chosen = [sentence for sentence in every if part in ("", sentence.part)]
        said = sum(1 for sentence in chosen if sentence.facts)
        print(f"{part or 'all'}: {len(chosen)} sentences, {said} with facts")
        for name, score in scores(chosen).items():
            counted = f"{score.right:4} right {score.wrong:4} wrong {score.missed:4} missed"
            print(f"  {name:10} precision {score.precision:6.3f}  recall {score.recall:6.3f}  {counted}")
    print(*faults(every), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
