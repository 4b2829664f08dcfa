"""How long tags, rules and what is like an article take: `python -m tests.benchmarks.tagging [ARTICLES]`.

The articles are made of words as frequent as words are (Zipf), 350 each, with three references and three categories.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from statistics import median
from time import perf_counter

from store import Query, Reference, Store
from store.model import Draft

ARTICLES = 10_000
WORDS, TAGS = 30_000, 4_000


class Texts:
    """Made-up words and tags, always the same ones."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        self.words = [self._word() for _ in range(WORDS)]
        self.tags = [" ".join(self._random.choices(self.words, k=1 + n % 2)) for n in range(TAGS)]
        self._frequent = (
            [*accumulate(1 / (n + 3) for n in range(WORDS))],
            [*accumulate(1 / (n + 2) for n in range(TAGS))],
        )

    def _word(self) -> str:
        syllables = range(self._random.randint(2, 5))
        return "".join(self._random.choice("bcdfglmnprst") + self._random.choice("aeiou") for _ in syllables)

    def some(self, count: int) -> str:
        """Return so many words, common ones often."""
        return " ".join(self._random.choices(self.words, cum_weights=self._frequent[0], k=count))

    def draft(self, number: int) -> Draft:
        """Return an article; every tenth of its references is one that many name."""
        ids = [n if self._random.random() < 0.9 else n % 2_000 for n in range(3 * number, 3 * number + 3)]
        references = tuple(
            Reference(at, "See.", "main" if at == 1 else "cited", ids={"doi": f"10.1000/{id}"}, title=self.some(9))
            for at, id in enumerate(ids, 1)
        )
        tags = tuple(self._random.choices(self.tags, cum_weights=self._frequent[1], k=3))
        return Draft("", self.some(9), self.some(350), references=references, categories=tags)


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1e3


def line(name: str, times: list[float]) -> None:
    """Print one line of the report."""
    print(f"{name:46} {median(times):9.1f} ms   at most {max(times):9.1f}")


def asking(store: Store, count: int) -> None:
    """Questions that begin at an article or a tag."""
    sample = random.Random(1).sample(range(1, count + 1), 15)
    line("related, 15 articles", [milliseconds(lambda: store.related(i)) for i in sample])  # noqa: B023
    line("suggest_tags, 15 articles", [milliseconds(lambda: store.suggest_tags(i)) for i in sample])  # noqa: B023
    line("tags(), all with counts", [milliseconds(store.tags) for _ in range(3)])
    tag = max(store.tags(), key=lambda tag: tag.count)
    query = Query(f'tag:"{tag.name}"')
    line(f"tag: on {tag.count:,} articles", [milliseconds(lambda: store.ids(query)) for _ in range(5)])


def ruling(store: Store, texts: Texts) -> None:
    """Rules: ten, some of which fit everything; run over the library and at ingest."""
    line("saving one article, no rule", [milliseconds(lambda: store.save([texts.draft(0)])) for _ in range(5)])
    tag = store.tags()[0].name
    words = texts.words[5:4_000:800]
    filters = [*words, texts.words[0], f'tag:"{tag}"', "has:doi", f"refs:>1 -{texts.words[3]}", 'after:"2 weeks"']
    line("adding a rule, ten times", [milliseconds(lambda: store.add_rule(f, ["ruled"])) for f in filters])  # noqa: B023
    line("run_rules, 10 rules, all articles", [milliseconds(store.run_rules) for _ in range(3)])
    line("saving one article, 10 rules", [milliseconds(lambda: store.save([texts.draft(0)])) for _ in range(5)])
    feed = [texts.draft(n) for n in range(30)]
    line("saving 30 articles, 10 rules", [milliseconds(lambda: store.save(feed))])
    line("tags(), with the tags of rules", [milliseconds(store.tags) for _ in range(3)])
    query = Query("tag:ruled")
    line("tag: that rules gave to all", [milliseconds(lambda: store.ids(query)) for _ in range(5)])
    line("renaming a category", [milliseconds(lambda: store.rename_tag(tag, "renamed"))])
    line("undoing it", [milliseconds(store.undo)])


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else ARTICLES
    texts = Texts()
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "library.db") as store:
        for first in range(0, count, 1_000):
            store.save([texts.draft(n) for n in range(first, min(first + 1_000, count))])
        print(f"{count:,} articles")
        asking(store, count)
        ruling(store, texts)


if __name__ == "__main__":
    main()
