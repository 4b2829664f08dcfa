"""How fast identify() reads: MB/s on news prose, and seconds on 100 kB of hostile input.

    python -m tests.benchmarks.identify_speed
"""

import random
import sys
import time

from store.references.identifiers import identify

_WORDS = (
    "the of and in cells tumour doing patients researchers function instinct distinct study published disease which "
    "treatment were found math physics growth risk 12 2024 3.5 10.5 1,200 45% protein response trial phase university"
).split()
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


HOSTILE = {
    name: (unit * (100_000 // len(unit) + 1))[:100_000]
    for name, unit in {
        "round": "(", "square": "[", "closing": ")]", "angles": "<", "slashes": "/", "10.": "10.", "10.1000/": "10.1000/",
        "10.1000/a": "10.1000/a", "http": "http://", "doi:": "doi:", "percent": "%25", "doi.org": "https://doi.org/",
        "doi.org/%25": "https://doi.org/10.1000/%25", "urls": "https://doi.org/10.1000/182 ", "nested": "https://a.org/?u=",
        "encoded": "https%3A%2F%2F", "dots": "a.", "tags": "<a ", "entities": "&amp;", "entity": "&#x2F;", "pmid": "pmid: 1234567, ",
        "pmids": "pmid", "pmid spaces": "pmid: : ", "pubmed": "pubmed id ", "isbn": "isbn 978-", "978": "978", "978 ": "978-1 ",
        "digits": "1", "digits and spaces": "1 ", "digits and hyphens": "1-", "nct": "nct", "nct number": "NCT01234567",
        "arxiv": "arxiv:", "arxiv dots": "arxiv....", "archive": "math/", "archive numbers": "math/0309136", "eudract": "eudract 2010-",
        "numbers": "2010-023457-11 ", "eudracts": "eudract 2010-023457-11 ", "backslashes": "\\", "escapes": "\\_", "zero width": "1\u200b",
        "wide": "１０．１０００／", "breaks": "10.1000/\n", "hyphens": "10.1000/a-\n", "sici": "10.1000/(1)<1:a>", "labels": "doi:10/abc ",
        "short": "doi.org/abcd ", "bare": "10.1000/182 ", "spaces": " ", "lines": "\n", "pmc": "PMC1234567 ", "eprint": "eprint = ",
        "pmid tags": "pmid <", "wbr": "10.1000/<wbr>", "amp": "&amp;amp", "isbns": "9780306406157 ", "dashes": "doi" + "-" * 50,
    }.items()
}  # fmt: skip
"""100 kB each of what makes careless patterns slow."""
for _name, _head in {"paren after": ("10.1000/abc", "("), "percent after": ("https://doi.org/10.1000/", "%25")}.items():
    HOSTILE[_name] = _head[0] + _head[1] * (100_000 // len(_head[1]))


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
    for label, text in sorted(HOSTILE.items(), key=lambda item: -_seconds(item[1])):
        out(f"{_seconds(text):8.3f} s     100 kB of {label}\n")


if __name__ == "__main__":
    main()
