"""Whether work grows with the length of a text only: each scrap of each language repeated, and four times as often.

`python -m tests.fuzz.growth [READER…]`, called by `make fuzz`; exit code 1 where four times the text take more than
eight times as long. Measured in time of the processor, above a floor under which no measure is worth anything.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence

from store.errors import StoreError
from store.model import Page
from store.papers_text import abstract_text, title_text
from store.parse import parse
from store.parse.feed import parse_feed
from store.parse.markup import clean, html_to_markdown, strip_markup
from store.parse.opml import parse_opml
from store.query import read_tokens
from store.references.citations import read_citations
from store.references.citations_strings import read_reference
from store.references.claims import claims, shared_terms
from store.references.identifiers import identify
from store.references.library import read_library
from store.references.library_latex import read_latex, read_names
from store.references.sentences import sentences
from store.references.study_facts import study_facts
from tests.fuzz.hunting import TooSlowError, bounded
from tests.fuzz.targets import TARGETS

SHORT, TIMES = 6_000, 4
MOST, FLOOR = 8.0, 0.15
"""How many times as long the longer text may take, and the seconds below which it may take as long as it likes."""


def _page(text: str) -> None:
    parse(Page(text.encode("utf-8", "replace"), "x", "https://site.example/", None))


def _feed(text: str) -> None:
    item = (
        f"<rss><channel><title>F</title><item><title>{text[:9]}</title><description>{text}</description>{text}</item>"
    )
    parse_feed(Page(item.encode("utf-8", "replace"), "x", "https://site.example/", None))


def _bytes(read: Callable[[bytes], object], before: str = "") -> Callable[[str], object]:
    return lambda text: read(f"{before}{text}".encode("utf-8", "replace"))


READERS: dict[str, Callable[[str], object]] = {
    "clean": clean, "strip_markup": strip_markup, "html_to_markdown": html_to_markdown,
    "html in a paragraph": lambda text: html_to_markdown(f"<p>{text}</p><p>x"), "page": _page,
    "page of HTML": lambda text: _page(f"<html><body><p>One two three.</p><div>{text}</div>"),
    "mail": lambda text: _page(f"From: a@b.example\nMessage-ID: <1@b>\nSubject: {text[:200]}\n\n{text}"), "feed": _feed,
    "identify": identify, "citations": read_citations, "citations under a heading": lambda text: read_citations(
        f"References\n\n1. {text}\n\nDOI: {text}"), "reference": read_reference, "latex": read_latex,
    "names": read_names, "bibtex": _bytes(lambda data: read_library(data, "x.bib"), "@article{k,\n title = {"),
    "ris": _bytes(lambda data: read_library(data, "x.ris"), "TY  - JOUR\nTI  - "),
    "opml": _bytes(parse_opml, "<opml><body><outline text='"), "query": read_tokens,
    "sentences": lambda text: [*sentences(text)], "study_facts": study_facts, "claims": lambda text: claims("", text),
    "shared_terms": lambda text: shared_terms(text, text), "title": title_text, "abstract": abstract_text,
    "abstract of JATS": lambda text: abstract_text(f"<jats:p>{text}"),
}  # fmt: skip


def scraps() -> Sequence[str]:
    """The words of all targets, each once, and each before a line end."""
    words = {scrap.decode("utf-8", "replace"): None for target in TARGETS.values() for scrap in target.scraps if scrap}
    return [*words, *(f"{word}\n" for word in words if "\n" not in word)]


def seconds(read: Callable[[str], object], text: str) -> float:
    """How long the processor takes over a text, at most as long as a worker has."""
    began = time.process_time()
    try:
        with bounded(10.0):
            read(text)
    except (StoreError, TooSlowError):
        pass
    return time.process_time() - began


def grown(read: Callable[[str], object], scrap: str) -> float | None:
    """How many times as long a text takes that is four times as long; None where both take next to nothing."""
    text = scrap * (SHORT // len(scrap) + 1)
    long = seconds(read, text * TIMES)
    return None if long < FLOOR else long / min(seconds(read, text) for _ in range(2))


def faults(names: Sequence[str]) -> Iterator[str]:
    """A line for each reader and scrap whose time grows faster than the text."""
    for name in names or READERS:
        for scrap in scraps():
            times = grown(READERS[name], scrap)
            if times and times > MOST and (times := grown(READERS[name], scrap)) and times > MOST:
                yield f"{name}: {scrap!a}: {TIMES} times the text take {times:.0f} times as long"


def main() -> int:
    """Print the faults; return the exit code."""
    found = 0
    for line in faults(sys.argv[1:]):
        found += 1
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    sys.stdout.write(
        f"growth       {len(READERS)} readers, {len(scraps())} scraps; {found} take more than linear time\n"
    )
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
