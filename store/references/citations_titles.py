"""Titles in running text: the words of a link to a paper, and a title in quotation marks beside its identifier."""

import re
from dataclasses import dataclass

from store.model import Author
from store.references.citations_authors import read_authors
from store.references.citations_marks import collapse, links, unlink

QUOTED = re.compile(
    r"[“\"„«](?P<title>.{8,600}?)[”\"“»](?=[\s.,;:(\[]|$)"
    # single marks are apostrophes, too: they close before punctuation, behind a stop, or before the authors
    r"|(?<!\w)[‘'](?P<single>[^\W\d_].{8,600}?)"
    r"(?:[’'](?=[.,;:)]|\s*$|\s+(?:by\b|\(|[^\W\d_]+ et al))|(?<=[.,?!])[’'](?=\s))"
)
"""A title in quotation marks, as group `title` or `single`."""

_MARKS = re.compile(r"[“\"„«‘']")
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?)|explain(?:s|ed)|add(?:s|ed)|not(?:es|ed)|told|tells?|writes|wrote|called|dubbed|according"
    r"|comment(?:s|ed)|conclud(?:es|ed)|warn(?:s|ed)|argu(?:es|ed)|so-called|sagt[e]?|erklärt|betont|explique|selon)\b"
)
_VOICE = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|my|us|you|wir|unsere?|ich|nous|notre)\b")
_NAMES = re.compile(
    r"[\s,(–—-]*(?P<by>by\s+)?(?P<names>[^\W\d_a-z].{1,400}?)"
    r"(?=[\s,;.]*(?:\(|\b(?:is|was|has|are|were|will|can|appears?|appeared|published|which|https?)\b|$))"
)
_IN = re.compile(
    r"\b(?:published|appears?|appeared|read|available|found|featured|out)\b(?:\s\w+){0,3}?\sin\s"
    r"(?:the\s(?:\w+\s)?journal\s)?(?:the\s)?(?P<name>[^\W\d_a-z][^.,;:()\d]{1,80})"
)
_HEAD = re.compile(r"[\s>#-]*[*_]{1,3}(?P<name>[^\W\d_a-z][^*_]{1,80})[*_]{1,3}[,:]\s")
_CALL = re.compile(
    r"(?:read|view|see|access|download|open|click|visit|find|link|full|published|available|this|more|here|zur?\b|lire|doi|pmid)\b"
    r"|.*\b(?:paper|study|article|publication|journal|preprint|website|page|text|pdf|here|studie|étude)\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:Journal|Nature|Science|Cell|Lancet|Proceedings|Letters|Annals|Archives|Review|Reviews|Reports)\b"
)
_PAPER = re.compile(r"10\.\d{4,9}|pubmed|pmc|arxiv|nature\.com/articles", re.IGNORECASE)
_SMALL = frozenset(("of", "the", "and", "in", "for", "on", "&"))


@dataclass(frozen=True, slots=True)
class Told:
    """A work as a sentence tells of it."""

    title: str
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    container: str | None = None


def linked_title(written: str) -> str | None:
    """The words of the first link to a paper that read like its title; "read the paper" and journals do not."""
    titles = (_as_title(words) for words, url in links(written) if _PAPER.search(url))
    return next((title for title in titles if title), None)


def _as_title(words: str) -> str | None:
    words = collapse(words).strip(" “”\"‘’'").rstrip(". ")
    parts = words.split()
    if not 3 <= len(parts) <= 60 or words[0].islower() or _CALL.match(words) or re.search(r"://|10\.\d{4}/", words):
        return None
    journal = (
        _NAMED.search(words) and len(parts) <= 9 and all(part in _SMALL or not part[0].islower() for part in parts)
    )
    people = read_authors(words)
    return None if journal or (people and (len(people[0]) > 1 or people[1])) else words


def told_work(sentence: str) -> Told | None:
    """The work whose title a sentence quotes; None if it quotes a speaker, a term, or more than one thing."""
    if not _MARKS.search(sentence):
        return None
    head = _HEAD.match(sentence)
    text = collapse(unlink(sentence))
    found = list(QUOTED.finditer(text))
    if len(found) != 1:
        return None
    title = (found[0]["title"] or found[0]["single"]).strip().rstrip(".,")
    before, after = text[: found[0].start()], text[found[0].end() :]
    if len(title.split()) < 3 or title[0].islower() or _VOICE.search(title) or _SPEECH.search(f"{before} {after}"):
        return None
    name = head["name"].strip() if head else None
    people, et_al = _people(before.removeprefix(name or "").strip(" .,:;–—-*_"), after)
    place = _IN.search(f"{before} … {after}")
    return Told(title, people, et_al, name or (_journal(place["name"]) if place else None))


def _people(before: str, after: str) -> tuple[tuple[Author, ...], bool]:
    """Authors next to the title: "by Jane Doe" behind it, "Doe et al" to either side."""
    found = _NAMES.match(after)
    names = read_authors(found["names"].strip(" ,;"), bare=bool(found["by"])) if found else None
    if names and found and (found["by"] or names[1] or len(names[0]) > 1):
        return names
    names = read_authors(before, bare=True) if before else None
    return names if names and (names[1] or len(names[0]) > 1) else ((), False)


def _journal(name: str) -> str | None:
    """The capitalised words at the head of what follows "published in"."""
    words = name.split()
    length = next((at for at, word in enumerate(words) if word[0].islower() and word not in _SMALL), len(words))
    while length and words[length - 1] in _SMALL:
        length -= 1
    return " ".join(words[:length]) or None
