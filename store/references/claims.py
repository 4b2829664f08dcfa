"""What an article claims, to be read beside the abstract of its paper: sentences, and words that stand in both. Pure.

Nothing is judged here. Words to be looked at twice are marked because they often say more than a paper does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.query import fold
from store.references.sentences import plain, sentences

_LONGEST = 800
"""Characters of a sentence, with its links: what is longer is no prose."""
_SHORTEST = 5
"""Words of a sentence that may claim something."""
_READ = 5000
"""Sentences that are looked at."""

_RESULT = re.compile(
    r"\b(?:found|finds|show(?:s|ed|n)? (?:that|how|no|an?|the)|suggest(?:s|ed)?|reveal(?:s|ed)?|demonstrat(?:e|es|ed)"
    r"|discover(?:s|ed)?|conclud(?:e|es|ed)"
    r"|confirm(?:s|ed)?|prov(?:e|es|ed|en)|identif(?:y|ies|ied)|detect(?:s|ed)?|indicat(?:e|es|ed)|report(?:s"
    r"|ed)? (?:that|an?)"
    r"|reduc(?:e|es|ed|tion)|increas(?:e|es|ed)|decreas(?:e|es|ed)|improv(?:e|es|ed|ement)|lower(?:s|ed)|rais(?:es"
    r"|ed)|halv(?:es|ed)"
    r"|doubl(?:es|ed)|tripl(?:es|ed)|cut(?:s)?|rose|fell|dropped|slowed|shrank|boost(?:s|ed)?|protect(?:s|ed)?"
    r"|prevent(?:s|ed)?"
    r"|block(?:s|ed)?|kill(?:s|ed)?|cleared|cur(?:e|es|ed)|surviv(?:ed|al)|linked|associated|tied to|connected to"
    r"|caus(?:e|es|ed)|triggers?"
    r"|led to|leads to|outperform(?:s|ed)?|benefit(?:s|ed)?|effective|more likely|less likely|for the first time"
    r"|(?:the|a) first (?:time|to|evidence|proof|drug|treatment|study|trial|test|direct|clear))\b"
    r"|\d ?%|\bper ?cent\b|\b(?:twice|times|half) (?:as|the|more|less|of)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]{30,400}[”\"]")
"""What somebody says at some length; a word or two in quotation marks are a name."""
_STRONG = re.compile(
    r"\b(?:breakthroughs?|game[- ]chang(?:er|ers|ing)|mirac(?:le|les|ulous(?:ly)?)|revolution(?:ary|i[sz]e[sd]?"
    r"|i[sz]ing)?"
    r"|cur(?:e|es|ed|ing)|prov(?:e|es|ed|en)|proof|causes|caused|causing|(?:may|can|could|might|to|not) cause"
    r"|linked (?:to|with)|tied to|associated with"
    r"|first[- ]ever|first of its kind"
    r"|for the first time|world[- ]first|holy grail|paradigm shift|unprecedented|groundbreaking|ground-breaking"
    r"|dramatic(?:ally)?"
    r"|astonishing(?:ly)?|stunning|remarkabl[ey]|landmark|life-saving|magic bullet|silver bullet|wonder drug"
    r"|super ?foods?|eliminat(?:e|es|ed)"
    r"|eradicat(?:e|es|ed)|revers(?:e|es|ed)|definitive(?:ly)?|conclusive(?:ly)?|once and for all|guarantee[sd]?"
    r"|never before|huge|massive"
    r"|transform(?:s|ed|ative)?|dangerous|deadly|toxic|promising|could one day|may one day)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:references|bibliography|further reading|more information|related (?:stories|articles|links|content)|read more"
    r"|see also|sources?|about the authors?|contacts?|media contact)\W*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b10\.\d{4,9}/|\bdoi\b|^(?:Citation|Journal reference|More information|Source|Reference|Provided by|Credit"
    r"|Image|Photo"
    r"|Figure|Fig\.|Table|Caption|Read more|Related|See also|Explore further|Follow us|Subscribe|Funding|Contact|Story"
    r"|This document is subject|Copyright|©|https?:|The paper is|Materials provided)|\b(?:Image|Photo|Credit)s?: "
    r"|\(Image\b|\bet al\.?[:,] ",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\s*!\[|\s*\||\s*(?:[*_]{1,2})?(?:(?:Fig(?:ure|\.)|Table|Image|Photo|Credit)\b"
    r"|(?:More information|Journal reference|Citation|Source|Reference)s?:)"
)
_LINKS = re.compile(r"\]\([^()\s]*\)|<https?://[^<>\s]+>|https?://\S+")

_WORDS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_COMMON_WORDS = (
    "about above across after again against almost along already although always among another around because "
    "become before began being below between beyond could different during early either enough every first found "
    "further given having however include included including itself known large later least likely little making "
    "might months never often other others ourselves people percent perhaps rather really report reported "
    "research researcher researchers result results scientist scientists several shall should shows since small "
    "something still study studies suggest suggests taken team their theirs themselves there therefore these "
    "thing things those though three through times today together toward towards under until using wants weeks "
    "where whether which while whose within without would years showed shown"
)
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims something: its text, its place in the body, and where its strong words stand in the text.

    The headline has the place 0, 0.
    """

    text: str
    start: int
    end: int
    strong: tuple[tuple[int, int], ...]


def claims(title: str, body: str, most: int = 6) -> tuple[Claim, ...]:
    """Return what an article claims: the headline, then the sentences that state a result, in reading order."""
    found = [_claim(headline, 0, 0)] if (headline := plain(title[:_LONGEST])) and most > 0 else []
    told = {fold(headline)}
    for start, end in _prose(body):
        if len(found) >= most:
            break
        text = plain(body[start:end])
        if (
            (_RESULT.search(text) or _QUOTED.search(text))
            and not _ASIDE.search(text)
            and not text.endswith("?")
            and fold(text) not in told
        ):
            told.add(fold(text))
            found.append(_claim(text, start, end))
    return tuple(found)


def shared_terms(claim: str, abstract: str) -> tuple[tuple[int, int], ...]:
    """Return where the words and numbers of a claim stand that the abstract has as well, common words left out."""
    known = {term for word in _WORDS.finditer(abstract) if (term := _term(word[0]))}
    return tuple(word.span() for word in _WORDS.finditer(claim) if _term(word[0]) in known)


def _claim(text: str, start: int, end: int) -> Claim:
    return Claim(text, start, end, tuple(match.span() for match in _STRONG.finditer(text)))


def _prose(body: str) -> Iterator[tuple[int, int]]:
    """The sentences of the text itself: no captions, tables and lists of links, and nothing behind the end."""
    for read, (start, end) in enumerate(sentences(body)):
        if read == _READ or (end - start < 40 and _END.fullmatch(body, start, end)):
            return
        if (
            end - start <= _LONGEST
            and not _CAPTION.match(body, _line_start(body, start), end)
            and _is_prose(body[start:end])
        ):
            yield start, end


def _line_start(body: str, start: int) -> int:
    """Where the line begins that a sentence stands in, if that is not far: a caption is told by its first word."""
    near = max(0, start - _LONGEST)
    at = body.rfind("\n", near, start) + 1
    return at if at or not near else start


def _is_prose(text: str) -> bool:
    """Whether a sentence has a few words, ends as one, and is not for the most part a link."""
    words = _LINKS.sub("", text).replace("[", "")
    linked = sum(len(match[1]) for match in re.finditer(r"\[([^\]\[]*)\]\(", text))
    ends = text.rstrip('*_)"”’» ')[-1:] in (".", "!", "。", "…")
    return ends and len(words.split()) >= _SHORTEST and linked * 2 < len(words)


def _stem(word: str) -> str:
    """The word without the endings of number and tense: tumours and tumour are one term."""
    for ending in ("ies", "es", "s", "ed", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _term(word: str) -> str:
    """What a word is compared by; "" for what is too short or too common to align anything."""
    if word[0].isdigit():
        return word.replace(",", "")
    folded = fold(word)
    return "" if len(folded) < 5 or folded in _COMMON else _stem(folded)
