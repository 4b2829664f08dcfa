"""How fast identify() reads: MB/s on news prose, and seconds on 100 kB of hostile input.

python -m tests.benchmarks.identify_speed
"""

import random
import sys
import time

from store.references.identifiers import identify

_WORDS = [
    "the",
    "of",
    "and",
    "in",
    "cells",
    "tumour",
    "doing",
    "patients",
    "researchers",
    "function",
    "instinct",
    "distinct",
    "study",
    "published",
    "disease",
    "which",
    "treatment",
    "were",
    "found",
    "math",
    "physics",
    "growth",
    "risk",
    "12",
    "2024",
    "3.5",
    "10.5",
    "1,200",
    "45%",
    "protein",
    "response",
    "trial",
    "phase",
    "university",
]
_LINKS = (
    "https://news.example.org/releases/2025/11/{n}.htm",
    "[our report](https://www.example.com/health/2024/06/{n}-new-hope-for-patients?utm_source=feed&id={n})",
    "https://science.example.net/article/{n}/",
)
_PAPERS = ("DOI: 10.1038/s41586-025-{n}-8", "https://doi.org/10.1016/j.ccr.2012.{n}", "doi:10.1126/science.{n}")


def prose(size: int, paper_every: int = 3000, seed: int = 1) -> str:
    """Made-up news of about `size` characters: a link every 400, a paper every `paper_every`."""
    chance = random.Random(seed)
    parts: list[str] = []
    length = next_link = next_paper = 0
    while length < size:
        word = chance.choice(_WORDS) + chance.choice(("", "", "", "", ",", ".", "’s", " –"))
        number = chance.randint(1000000, 9999999)
        if length > next_paper:
            word, next_paper = chance.choice(_PAPERS).format(n=number), length + paper_every
        elif length > next_link:
            word, next_link = chance.choice(_LINKS).format(n=number), length + 400
        parts.append(word)
        length += len(word) + 1
    return " ".join(parts)


_UNITS = (
    "(", "[", ")]", "<", "/", "10.", "10.1000/", "10.1000/a", "http://", "doi:", "%25", "https://doi.org/",
    "https://doi.org/10.1000/%25", "https://doi.org/10.1000/182 ", "https://a.org/?u=", "https%3A%2F%2F",
    "a.", "<a ", "&amp;", "&#x2F;", "pmid: 1234567, ", "pmid", "pmid: : ", "pubmed id ", "isbn 978-",
    "978", "978-1 ", "1", "1 ", "1-", "nct", "NCT01234567", "arxiv:", "arxiv....", "math/", "math/0309136",
    "eudract 2010-", "2010-023457-11 ", "eudract 2010-023457-11 ", "\\", "\\_", "1\u200b", "１０．１０００／",
    "10.1000/\n", "10.1000/a-\n", "10.1000/(1)<1:a>", "doi:10/abc ", "doi.org/abcd ", "10.1000/182 ", " ",
    "\n", "PMC1234567 ", "eprint = ", "pmid <", "10.1000/<wbr>", "&amp;amp", "9780306406157 ",
)  # fmt: skip
_HEADS = (
    ("10.1000/abc", "("),
    ("https://doi.org/10.1000/", "%25"),
    ("https://doi.org/", "(["),
    ("PMIDs: ", "1234567, "),
)
HOSTILE = {f"{unit!a} repeated": (unit * (100_000 // len(unit) + 1))[:100_000] for unit in _UNITS} | {
    f"{head!a}, then {unit!a} repeated": head + unit * (100_000 // len(unit)) for head, unit in _HEADS
}
"""100 kB each of what makes careless patterns slow."""


def _seconds(text: str) -> float:
    start = time.perf_counter()
    identify(text)
    return time.perf_counter() - start


def main() -> None:
    """Print one line for each kind of text."""
    out = sys.stdout.write
    for label, text in {
        "prose, a paper every 3 kB": prose(2_000_000),
        "prose, a paper every 1 kB": prose(1_000_000, 1000),
        "prose in one line of 5 MB": prose(5_000_000),
        "ASCII prose": prose(2_000_000).encode("ascii", "ignore").decode(),
    }.items():
        seconds = min(_seconds(text) for _ in range(3))
        out(f"{len(text.encode()) / 1e6 / seconds:8.1f} MB/s  {label}\n")
    spent = {label: min(_seconds(text) for _ in range(2)) for label, text in HOSTILE.items()}
    for label, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        out(f"{seconds:8.3f} s     {label}\n")


if __name__ == "__main__":
    main()
