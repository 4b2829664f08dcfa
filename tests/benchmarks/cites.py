"""How long the library takes to say which of 10,000 articles cite a work."""

import tempfile
import time
from pathlib import Path
from statistics import median

from store import Query, Reference, Store
from store.model import Draft

ARTICLES = 10_000


def drafts() -> list[Draft]:
    """Articles of 300 words; every one names a paper of its own, every 50th the same one besides."""
    made = []
    for n in range(ARTICLES):
        ids = [f"10.1000/paper.{n}"] + (["10.1000/shared"] if n % 50 == 0 else [])
        body = "A study of cells was published. " * 60 + " ".join(f"See doi:{id} for more." for id in ids)
        references = tuple(
            Reference(at, f"See doi:{id}.", "main" if at == 1 else "cited", ids={"doi": id},
                      start=body.index(id), end=body.index(id) + len(id))
            for at, id in enumerate(ids, 1)
        )  # fmt: skip
        made.append(Draft("", f"Article {n}", body, references=references))
    return made


def timed(call: object, runs: int = 20) -> float:
    """Milliseconds, the median of some runs."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        call()  # type: ignore[operator]  # any callable
        spent.append((time.perf_counter() - start) * 1000)
    return median(spent)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "library.db") as store:
        store.save(drafts())
        print(
            f"cites, {ARTICLES:,} articles, one cites it     {timed(lambda: store.cites('10.1000/paper.77')):8.2f} ms"
        )
        print(f"cites, {ARTICLES:,} articles, 200 cite it      {timed(lambda: store.cites('10.1000/shared')):8.2f} ms")
        shared = Query("cites:10.1000/shared")
        print(f"list cites:…, ids of the query           {timed(lambda: store.ids(shared)):8.2f} ms")


if __name__ == "__main__":
    main()
