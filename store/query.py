"""The query language: text → tree → SQL and values. Pure; what does not parse is reported with its column.

    words "a phrase" field:value field:"two words" -negated  a or b  (grouping)

Words and phrases search title, body, references and notes; query_fields.py has the fields. What a user types
never reaches SQL or the full-text syntax unquoted.
"""

import re
from dataclasses import dataclass, replace

from store.errors import QueryError
from store.model import Query
from store.query_fields import FIELDS, VALUES, Condition, join, matching
from store.query_fields import fold as fold

MAX_LENGTH = 10_000
MAX_TERMS = 200
MAX_NESTED = 10
"""Bounds on one query: SQLite refuses trees deeper than 1,000, and before 3.46 some 15 parentheses in one another."""

RANKED_FROM = 3
"""Letters of the word being typed from which on hits are ranked."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a query's text, and the column where it stands."""

    kind: str  # word, phrase, field, (, ), -, or
    text: str
    column: int
    name: str = ""
    goes_on: bool = False
    """Whether it is still being typed: what begins so is found."""


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What no article holds and SQLite does not take; a command line can give it."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<paren>[()])
    | (?P<minus>-(?=[^\s]))
    | (?P<field>[A-Za-z]+):(?P<value>"(?:[^"\\]|\\.)*"?|[^\s()"]+)
    | "(?P<phrase>(?:[^"\\]|\\.)*)"?
    | (?P<word>[^\s()"]+)""",
    re.VERBOSE | re.DOTALL,
)


def quoted(value: str) -> str:
    """Write a value so that the query language reads it back as it is."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def compile_query(query: Query) -> Condition:
    """Turn a whole list state into one condition. Raises QueryError; `column` counts in the faulty text."""
    texts = ((query.scope, False), (query.filter, query.typing))
    parts = [parse(text, typing=typing) for text, typing in texts if text.strip()]
    if query.unread:
        parts.append(FIELDS["is"]("unread", 0))
    return join("AND", parts) if parts else Condition("1")


def ranking(query: Query) -> str:
    """Return the full-text expression its hits are ranked by, "" where they are not.

    While the first two letters of a word are typed nothing is ranked: half of the library begins so, and ranking
    costs by hits. Raises QueryError.
    """
    if query.sort != "relevance" or _is_begun(query):
        return ""
    return compile_query(query).match


def only_words(query: Query) -> bool:
    """Whether its filter is nothing but words and phrases that must all stand in an article, and its place has none."""
    tokens = begun_tokens(query.filter) if query.typing else read_tokens(query.filter)
    return all(one.kind in ("word", "phrase") for one in tokens) and not compile_query(replace(query, filter="")).match


def _is_begun(query: Query) -> bool:
    *_, last = read_tokens(query.filter) or [Token("", "", 0)]
    return query.typing and last.kind in ("word", "phrase", "or") and len(last.text) < RANKED_FROM


def check_query(text: str) -> None:
    """Raises QueryError if a text of the query language does not parse."""
    parse(text)


def query_terms() -> dict[str, tuple[str, ...]]:
    """Return the fields of the language, each with its values if these are few."""
    return {name: VALUES.get(name, ()) for name in FIELDS}


def parse(text: str, *, typing: bool = False) -> Condition:
    """Turn a query's text into one condition; `typing`: its last word may go on. Raises QueryError."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"This query is longer than {MAX_LENGTH:,} characters. Shorten it.", MAX_LENGTH)
    tokens = begun_tokens(text) if typing else read_tokens(text)
    if len(tokens) > MAX_TERMS:
        raise QueryError(f"This query has more than {MAX_TERMS} terms. Shorten it.", tokens[MAX_TERMS].column)
    return _Parser(tokens, len(text)).all()


def read_tokens(text: str) -> list[Token]:
    """Cut a query's text into its parts; any text will do."""
    found = []
    for match in _TOKEN.finditer(_UNSTORABLE.sub("\ufffd", text)):
        column = match.start()
        if match["paren"] or match["minus"]:
            found.append(Token(match[0], match[0], column))
        elif match["field"] is not None:
            found.append(_field_token(match))
        elif match["phrase"] is not None:
            found.append(Token("phrase", _unescape(match["phrase"]), column))
        elif match["word"] is not None:
            kind = "or" if match["word"].lower() == "or" else "word"
            found.append(Token(kind, match["word"], column))
    return found


def begun_tokens(text: str) -> list[Token]:
    """The tokens of a text whose end is still being typed: no "or" before its space, no phrase before its quote."""
    tokens = read_tokens(text)
    if tokens and not text[-1].isspace() and not text.endswith('"'):
        last = tokens[-1]
        kind = "word" if last.kind == "or" else last.kind
        tokens[-1] = replace(last, kind=kind, goes_on=kind in ("word", "phrase"))
    return tokens


def _field_token(match: re.Match[str]) -> Token:
    name, value = match["field"].lower(), match["value"]
    if name not in FIELDS and (value.startswith("//") or not match["field"].islower()):
        return Token("phrase", match[0], match.start())  # an address or a name such as GENE:c.123, not a field
    if value.startswith('"'):
        value = _unescape(value[1:-1] if len(value) > 1 and value.endswith('"') else value[1:])
    return Token("field", value, match.start(), name)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


class _Parser:
    """Recursive descent over the tokens: or < and < not < primary."""

    def __init__(self, tokens: list[Token], length: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._nested = 0
        self._length = length

    def all(self) -> Condition:
        if not self._tokens:
            return Condition("1")
        found = self._either()
        if (token := self._peek()) is not None:
            raise QueryError("This closing parenthesis has no opening one. Remove it.", token.column)
        return found

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _either(self) -> Condition:
        parts = [self._every()]
        while (token := self._peek()) is not None and token.kind == "or":
            self._at += 1
            parts.append(self._every())
        return join("OR", parts)

    def _every(self) -> Condition:
        parts: list[Condition] = []
        words: list[Token] = []
        while (token := self._peek()) is not None and token.kind not in ("or", ")"):
            if token.kind in ("word", "phrase"):
                words.append(token)
                self._at += 1
            else:
                parts.append(self._primary(token))
        if words:
            parts.append(_words(words))
        if not parts:
            raise QueryError("A term is missing here. Add a word or a field.", self._column())
        return join("AND", parts)

    def _column(self) -> int:
        token = self._peek()
        return token.column if token else self._length

    def _primary(self, token: Token) -> Condition:
        self._at += 1
        if token.kind == "field":
            return _field(token)
        self._nested += 1
        if self._nested > MAX_NESTED:
            raise QueryError(f"Parentheses and minuses go more than {MAX_NESTED} deep here. Use fewer.", token.column)
        inside = self._negated() if token.kind == "-" else self._enclosed(token)
        self._nested -= 1
        return inside

    def _enclosed(self, opening: Token) -> Condition:
        inside = self._either()
        if self._peek() is None:
            raise QueryError("This parenthesis is not closed. Add ).", opening.column)
        self._at += 1
        return inside

    def _negated(self) -> Condition:
        token = self._peek()
        if token is None or token.kind in ("or", ")"):
            raise QueryError("Nothing follows this minus. Add a word or a field.", self._column())
        if token.kind in ("word", "phrase"):
            self._at += 1
            inside = _words([token])
        else:
            inside = self._primary(token)
        return Condition(f"NOT ({inside.sql})", inside.values)


def _words(tokens: list[Token]) -> Condition:
    """All of these words and phrases, anywhere in an article. Marks without a letter or digit find nothing."""
    terms = [term for token in tokens if (term := _term(token))]
    if not terms:
        return Condition("0")
    return matching(" AND ".join(terms))


def _term(token: Token) -> str:
    text = "".join(ch if ch.isprintable() else " " for ch in token.text)
    if not any(ch.isalnum() for ch in text):
        return ""
    if token.kind == "phrase":
        return _fts(text) + "*" * token.goes_on
    starred = token.goes_on or text.endswith("*")
    words = [text.rstrip("*")] if starred else forms(text)
    return "(" + " OR ".join(_fts(word) + ("*" if starred else "") for word in words) + ")"


def _fts(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def forms(word: str) -> list[str]:
    """The word and its plain English singular or plural: "tumor" finds "tumors"."""
    if len(word) < 4 or not word.isalpha():
        return [word]
    lower = word.lower()
    if lower.endswith("ies"):
        return [word, word[:-3] + "y"]
    if lower.endswith("s"):
        return [word, word[:-1]] if not lower.endswith("ss") else [word]
    if lower.endswith("y") and lower[-2] not in "aeiou":
        return [word, word[:-1] + "ies"]
    return [word, word + "s"]


def _field(token: Token) -> Condition:
    if token.name not in FIELDS:
        known = " ".join(f"{name}:" for name in FIELDS)
        raise QueryError(
            f'There is no field "{token.name}:". Use one of {known}, or put the words in quotes.', token.column
        )
    if not token.text:
        raise QueryError(f'"{token.name}:" needs a value. Write one right after the colon.', token.column)
    return FIELDS[token.name](token.text, token.column)
