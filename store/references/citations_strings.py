"""One reference string to its fields, read from the right: ids, status, date and volume, journal, title, authors."""

import re
from dataclasses import dataclass, replace

from store.model import Author, DateParts
from store.references.citations_authors import read_authors, split_at_commas, split_authors
from store.references.citations_dates import DATE, read_date
from store.references.citations_imprint import Imprint, read_imprint
from store.references.citations_marks import collapse, emphasised, unlink
from store.references.citations_titles import QUOTED, told_work
from store.references.citations_trimmed import tidy, without_ids

LONGEST = 8000
"""Characters of a string that are read; what is longer is no reference."""


@dataclass(frozen=True, slots=True)
class Work:
    """The fields of a reference string; what it does not state is None, False or ()."""

    title: str | None = None
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    container: str | None = None
    issued: DateParts = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    article_number: str | None = None
    status: str | None = None
    pii: str | None = None


_STATUS = re.compile(
    r"\b(?:(?:Epub|Published online|Online) ahead of print|Advance online publication|Ahead of print|In press"
    r"|Forthcoming|Under review|Accepted manuscript|Preprint(?= *[.,;(\[]| *$))",
    re.IGNORECASE,
)
_STATUS_WORDS = ("ahead of print", "advance online", "in press", "forthcoming", "under rev", "accepted man", "preprint")
_PROSE = re.compile(
    r"\b(?:was|were|is|are|has been|have been|can be|will be|been) (?:\w+ )?"
    r"(?:published|available|found|reported|posted|described)\b"
    r"|\b(?:published|appears?|appeared|reported) (?:online )?(?:today )?(?:in|by|on)\b"
    r"|\bavailable (?:at|online|here|from)\b|\bmore information\b",
    re.IGNORECASE,
)
_PROSE_WORDS = ("published", "available", "found", "reported", "posted", "described", "appear", "information")
BULLET = re.compile(r"^\s*(?:[-*+•‣–]|\[?\d{1,3}[.)\]]|\(\d{1,3}\)|\d{1,3}(?=\s+[A-Z][\w'’-]+ [A-Z]{1,3}[, ]))\s+")
_ACCESS = re.compile(r"^(?:(?:open|closed|free) access\b[.:,]?\s*)", re.IGNORECASE)
_TITLE_FIRST = re.compile(  # "Title of the work, B. P. Abbott et al., Journal"
    r"(?P<title>(?:[^\s,.]+ ){3,50}[^\s,.]+), "
    r"(?P<names>(?:[A-Z]\.[ -]?){1,3}[^\W\d_][\w'’-]{1,40} et al)\.?, (?=[^\W\d_])"
)
_DATED = re.compile(rf"{DATE},\s+")
_TOPIC = re.compile(r"^(?P<container>[^\W\d_][^:.?!\n]{2,90}):\s+(?P<title>[^\W\d_a-z].{5,400}?)\.?$")
_ABBREVIATED_TEXT = """
    j proc natl acad sci rev lett biol chem med commun nat mol phys am br eur int clin exp ann annu arch ther
    discov immunol neurosci rep res adv mater environ microbiol genet oncol pharmacol physiol psychol surg soc
    trans acta cell dis opin curr appl astrophys geophys ecol evol front gastroenterol hepatol cardiol radiol
    pathol epidemiol virol biotechnol bioinform comput eng angew ed engl fed dev struct metab nutr endocrinol
    dermatol urol infect health public bull mon not r astron
"""
_ABBREVIATED = frozenset(_ABBREVIATED_TEXT.split())


def read_reference(text: str, *, title: str | None = None) -> Work:
    """Fields of one reference string, which may hold Markdown; `title` is the work's title where a label gives it."""
    if len(text) > LONGEST:
        return Work()
    plain, pii = without_ids(_ACCESS.sub("", BULLET.sub("", collapse(unlink(text))).lstrip("*")))
    folded = plain.casefold()
    status = _STATUS.search(plain) if any(word in folded for word in _STATUS_WORDS) else None
    if status:
        plain = tidy(f"{plain[: status.start()].rstrip(' ([')} {plain[status.end() :].lstrip(' )]')}")
    work = _read_plain(plain, emphasised(BULLET.sub("", text)), title)
    return replace(work, status=status[0] if status else None, pii=pii) if status or pii else work


def _read_plain(text: str, italics: tuple[str, ...], title: str | None) -> Work:
    """Authors, title, journal and date of a string without ids, status and marks."""
    folded = text.casefold()
    if any(word in folded for word in _PROSE_WORDS) and _PROSE.search(text):
        told = told_work(text)
        return Work(told.title, told.authors, told.et_al, told.container) if told else Work(title=title)
    if (work := _read_apa(text, italics, title)) is not None:
        return work
    imprint, head, stopped = read_imprint(text)
    if not imprint and not title and (names := read_authors(text.strip(" .,;:"))) and (len(names[0]) > 1 or names[1]):
        return Work(authors=names[0], et_al=names[1])
    work = _stamp(_read_head(head, italics, title, stopped), imprint)
    if not imprint and not work.authors and not work.container and not title and (topic := _TOPIC.match(text)):
        if not _capitalised(topic["container"].split()):
            return work
        return Work(title=topic["title"].strip(), container=topic["container"].strip())
    return work


_APA = re.compile(
    r"(?:\((?P<date>(?:1[5-9]|20)\d\d[a-z]?(?:,\s*[^()]{3,20})?)\)[.:,]?|[.,]\s(?P<year>(?:1[5-9]|20)\d\d)[a-z]?[.:])"
    r"\s+(?=\S+\s+\S+\s+\S)"
)


def _read_apa(text: str, italics: tuple[str, ...], title: str | None) -> Work | None:
    """`Authors (2025). Title. Journal, 12(3), 4–5.`: the year between authors and title; None for other orders."""
    found = _APA.search(text)
    names = read_authors(text[: found.start() + (text[found.start()] == ".")].strip(), bare=True) if found else None
    if not found or not names:
        return None
    imprint, head, stopped = read_imprint(text[found.end() :], f"({found['date'] or found['year']})")
    work = _read_head(head, italics, title, stopped, authors=names)
    return _stamp(work, imprint)


def _stamp(work: Work, imprint: Imprint) -> Work:
    return replace(
        work,
        issued=imprint.issued or work.issued,
        volume=imprint.volume,
        issue=imprint.issue,
        pages=imprint.pages,
        article_number=imprint.article_number,
    )


def _read_head(
    head: str,
    italics: tuple[str, ...],
    title: str | None,
    stopped: bool,
    authors: tuple[tuple[Author, ...], bool] | None = None,
) -> Work:
    """What stands left of the date. `stopped`: a stop before the date ends the journal, so it is not part of it."""
    if title and (at := head.casefold().find(title.casefold())) >= 0:
        names = authors or read_authors(head[:at].strip(" .,:;"), bare=True) or ((), False)
        end = at + len(title)
        rest = head[end:]
        if not names[0]:
            people, et_al, rest = split_authors(rest.strip(" .,:;"))
            names = people, et_al
        return Work(head[at:end], *names, container=_container(rest, stopped))
    if quoted := _read_quoted(head, stopped, authors):
        return quoted
    if not authors and (first := _TITLE_FIRST.match(head)) and (leading := read_authors(first["names"], bare=True)):
        return Work(first["title"].strip(), *leading, container=_container(head[first.end() :], stopped))
    rest, container = _italic_container(head, italics, stopped)
    if authors and container and not rest.strip(" .,:;"):  # a book or report: its italics are the title
        return Work(container.rstrip(" ."), *authors)
    people, et_al, rest = (*authors, rest) if authors else split_authors(rest) if not container else _split_left(rest)
    if container and not people:
        people, et_al, rest = _split_right(rest)
    if container:
        return Work(_title(rest), people, et_al, container)
    if not rest and not authors and len(people) == 1 and not et_al:  # "J Sleep Res" is shaped as a name is
        return Work(container=_container(head, stopped))
    named, container = _split_container(rest, stopped)
    return Work(named, people, et_al, container)


def _split_left(text: str) -> tuple[tuple[Author, ...], bool, str]:
    """Authors and title where the journal is already known."""
    people, et_al, rest = split_authors(text + " . Journal")
    return people, et_al, rest.removesuffix(" . Journal").removesuffix(". Journal").removesuffix("Journal")


def _split_right(text: str) -> tuple[tuple[Author, ...], bool, str]:
    """`Title. Jane Doe, Ann Roe.`: two authors or more behind the title."""
    for found in reversed(list(re.finditer(r"[.?!]\s+(?=[^\W\d_a-z])", text))):
        tail = text[found.end() :].strip(" ,;:")
        names = read_authors(tail if re.search(r"\b[^\W\d_]\.$", tail) else tail.rstrip(". "))
        if names and (len(names[0]) > 1 or names[1]):
            return *names, text[: found.end()].rstrip(" .")
        if not names and found.start() < len(text) - 400:
            break
    return (), False, text


def _italic_container(text: str, italics: tuple[str, ...], stopped: bool) -> tuple[str, str | None]:
    """The journal, if the last words stood in italics, and the text before it."""
    for phrase in reversed(italics):
        at = text.rfind(phrase)
        if at >= 0 and not text[at + len(phrase) :].strip(" .,;:()") and len(phrase.split()) <= 14:
            return text[:at], _container(text[at:], stopped)
    return text, None


def _read_quoted(head: str, stopped: bool, authors: tuple[tuple[Author, ...], bool] | None) -> Work | None:
    """A title in quotation marks, if what stands before it is authors or nothing."""
    found = QUOTED.search(head)
    if not found:
        return None
    before = head[: found.start()].lstrip(" .,:;–—-").rstrip(" ,:;–—-")
    before = before if re.search(r"\b[^\W\d_]\.$", before) else before.rstrip(" .")
    names = authors or (read_authors(before, bare=True) if before else ((), False))
    if names is None:
        return None
    after = head[found.end() :].lstrip(" .,:;()–—-").rstrip(" ,:;(–—-")
    if not names[0]:  # “Title,” Jane Doe and Ann Roe, Journal
        after = after.removeprefix("by ")
        more = re.search(r"\bet al\b", after[:400]) is not None
        people, et_al, after = split_authors(after) if more else split_at_commas(after, leave=1)
        names = people, et_al
    dated = _DATED.match(after)  # “Title” by Jane Doe, 3 March 2025, Journal
    container = _container(after[dated.end() :] if dated else after, stopped)
    issued = read_date(dated[0]) if dated else ()
    named = (found["title"] or found["single"]).strip().rstrip(".,")
    return Work(named, *names, container=container, issued=issued)


def _split_container(text: str, stopped: bool) -> tuple[str | None, str | None]:
    """(title, journal) of what stands between authors and date."""
    at = _boundary(text.rstrip(" .,;"))
    if at:
        return _title(text[:at]), _container(text[at:], stopped)
    words = text.split()
    if not words:
        return None, None
    # One piece alone is a journal if it is short and capitalised like one; Nature's news names no titles.
    if len(words) <= 8 and not text.rstrip().endswith(("?", "!")) and _capitalised(words):
        return None, _container(text, stopped)
    return (_title(text) if len(words) <= 50 else None), None


def _boundary(text: str) -> int:
    """Where the journal begins: after the last end of a sentence that is no abbreviation, else the last comma."""
    stops = [
        found.end() for found in re.finditer(r"[.?!][”\"’')]*\s+(?=[^\W\d_a-z]|[a-z][A-Z]|bioRxiv|medRxiv|arXiv)", text)
    ]
    while stops:
        at = stops.pop()
        words = text[stops[-1] if stops else 0 : at].split()
        if not (len(words) <= 3 and words and _abbreviation(words[-1]) and _capitalised(words)):
            return at
    commas = [found.end() for found in re.finditer(r",\s+(?=[^\W\d_a-z])", text)]
    return commas[-1] if commas and len(text[commas[-1] :].split()) <= 9 else 0


def _abbreviation(word: str) -> bool:
    """Whether a word with a stop is a journal's abbreviation and not the end of a title."""
    word = word.casefold()
    return word.endswith(".") and (word.rstrip(".") in _ABBREVIATED or len(word.replace(".", "")) == 1)


def _capitalised(words: list[str]) -> bool:
    """Every word capitalised but the small ones a journal's name may hold."""
    small = {"of", "the", "and", "in", "for", "&", "on", "und", "de", "der", "für", "et", "to"}
    return all(not word[0].islower() or word in small or word[1:2].isupper() or word.endswith("Rxiv") for word in words)


def _title(text: str) -> str | None:
    return text.strip(" ,;:").strip('“”"').rstrip(".,; ").strip() or None


def _container(text: str, stopped: bool) -> str | None:
    """A journal's name without what joins it to title and date; the stop of an abbreviation stays."""
    text = text.strip(" ,;:–—-").lstrip(". ")
    text = text.strip("() ") if text.count("(") != text.count(")") or text[:1] == "(" else text
    text = re.sub(r"^(?:[Ii]n:?|appears in|published in)\s+", "", text)
    text = text.rstrip(" .") if stopped else text
    if not any(letter.isalpha() for letter in text) or len(text.split()) > 16:
        return None
    return text or None
