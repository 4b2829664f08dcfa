"""Where the words of a query stand in a plain text, found as the full-text index finds them. Pure.

Follows the index's tokeniser, `unicode61 remove_diacritics 2` (https://www.sqlite.org/fts5.html#unicode61_tokenizer):
letters and digits make tokens, all else parts them, case and the accents of Latin letters are equal.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from store.errors import QueryError
from store.model import Query
from store.query import Token, begun_tokens, forms, parse, read_tokens

_MARK = "\u0301"
_MARKS = range(0x300, 0x332)
"""Accents written apart: the index leaves them out of a token that they stand in."""

_WORD = re.compile(rf"[^ {_MARK}][^ ]*")


class _Folding(dict[int, str]):
    """A table for str.translate that folds each character to exactly one: places in the text stay as they are."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char.casefold() if len(char.casefold()) == 1 else char.lower()
        base = unicodedata.normalize("NFD", char)[0]
        if code in _MARKS:
            found = _MARK
        elif unicodedata.category(char)[0] not in "LN" and unicodedata.category(char) != "Co":
            found = " "
        elif base != char and base.isascii():
            found = base.lower()
        else:
            found = folded if len(folded) == 1 else char
        self[code] = found
        return found


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is looked for: tokens, beginnings of tokens, and phrases with whether their last token may go on."""

    words: frozenset[str]
    starts: tuple[str, ...]
    phrases: tuple[tuple[tuple[str, ...], bool], ...]


def hit_spans(query: Query, text: str, *, title: bool = True) -> list[tuple[int, int]]:
    """Return where (start, end) the positive words and phrases of `query.filter` stand, in order and apart.

    `title`: whether the words of `title:` count in this text. Other fields give nothing, a faulty query neither.
    """
    terms = _terms(query.filter, query.typing, title)
    if terms is None or not text:
        return []
    return _joined(sorted(_found(terms, text.translate(_FOLDING))))


@lru_cache(maxsize=64)
def _terms(text: str, typing: bool, title: bool) -> _Terms | None:
    """What a query's text looks for; None for nothing, so that the texts need not be read."""
    try:
        parse(text, typing=typing)
    except QueryError:
        return None
    wanted = [
        (tuple(_words(form)), starred)
        for token in _positive(begun_tokens(text) if typing else read_tokens(text))
        for form, starred in _readings(token, title)
    ]
    words = frozenset(tokens[0] for tokens, starred in wanted if len(tokens) == 1 and not starred)
    starts = tuple(tokens[0] for tokens, starred in wanted if len(tokens) == 1 and starred)
    phrases = tuple((tokens, starred) for tokens, starred in wanted if len(tokens) > 1)
    return _Terms(words, starts, phrases) if words or starts or phrases else None


def _words(text: str) -> list[str]:
    return [word.replace(_MARK, "") for word in _WORD.findall(text.translate(_FOLDING))]


def folded_words(phrases: Iterable[str]) -> set[str]:
    """The first words of these phrases, folded as the index folds them."""
    return {words[0] for words in map(_words, phrases) if words}


def _positive(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that no minus stands before, nor before a parenthesis around them. The query must be sound."""
    negated = False
    depth = closed = 0  # parentheses open; those open around the negated one, while it is open
    for token in tokens:
        if token.kind == "(":
            depth += 1
            if negated and not closed:
                closed = depth
        elif token.kind == ")":
            closed = 0 if closed == depth else closed
            depth -= 1
        elif token.kind != "-" and not negated and not closed:
            yield token
        negated = token.kind == "-"


def _readings(token: Token, title: bool) -> list[tuple[str, bool]]:
    """The forms of a term, each with whether it is a beginning."""
    if token.kind == "phrase" or (token.kind == "field" and token.name == "title" and title):
        return [(token.text, token.goes_on)]
    if token.kind != "word":
        return []
    if token.goes_on or token.text.endswith("*"):
        return [(token.text.rstrip("*"), True)]
    return [(form, False) for form in forms(token.text)]


def _found(terms: _Terms, folded: str) -> Iterator[tuple[int, int]]:
    """Every hit, those of phrases after those of words."""
    words, starts = terms.words, terms.starts
    tokens = [(found.start(), found.end(), found[0].replace(_MARK, "")) for found in _WORD.finditer(folded)]
    for start, end, word in tokens:
        if word in words or word.startswith(starts):
            yield start, end
    for phrase, starred in terms.phrases:
        for at in range(len(tokens) - len(phrase) + 1):
            if tokens[at][2] == phrase[0] and _stands(phrase, starred, tokens, at):
                yield tokens[at][0], tokens[at + len(phrase) - 1][1]


def _stands(phrase: Sequence[str], starred: bool, tokens: Sequence[tuple[int, int, str]], at: int) -> bool:
    *first, last = phrase
    if any(tokens[at + n][2] != word for n, word in enumerate(first)):
        return False
    word = tokens[at + len(first)][2]
    return word.startswith(last) if starred else word == last


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one; those that only touch stay apart."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
