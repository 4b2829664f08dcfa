"""BibTeX as it is really written, to entries with raw fields: the first to notice a missing brace, quote or comma.

One pass without recursion. A line that begins with `@word{` starts an entry wherever it stands, so that no
unclosed brace swallows what follows; inside an entry a line that begins with `name =` may end an unclosed value.
"""

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field

from store.references.library_works import Fault, short

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_START = re.compile(r"@[ \t\n]{0,20}([A-Za-z]{1,40})[ \t\n]{0,20}([{(])")
_NEW_ENTRY = r"\n[ \t]{0,40}@[ \t]{0,20}[A-Za-z]{1,40}[ \t]{0,20}[{(](?:[^\s{}\",=()@]{0,200}[ \t]{0,20}[,\n])"
_AT_LINE_START = re.compile(_NEW_ENTRY)
_BRACES = re.compile(r"[{}]|" + _NEW_ENTRY)
_QUOTES = re.compile(r'["{}]|' + _NEW_ENTRY)
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+/-]{0,100})\s*=\s*")
_NEXT_FIELD = re.compile(r"\n[ \t,]*(?=[A-Za-z][\w:-]{0,100}[ \t]{0,100}=[ \t]{0,100}[\"{\w])")
_KEY = {"{": re.compile(r"\s*([^\s{}\",=#%]*)[ \t]*"), "(": re.compile(r"\s*([^\s{}()\",=#%]*)[ \t]*")}
_BARE = re.compile(r"[^\s,#{}()\"=%@]+")
_MORE_FIELDS = re.compile(r"\s*,\s*[A-Za-z][\w:-]{0,100}\s*=\s*[\"{\w]")
_GARBAGE = re.compile(r"[^,\n})]*")
_SPACE = re.compile(r"\s*")
_GAP = re.compile(r"[\s,]*")
_FAULTS_PER_ENTRY = 8
_RECOVERIES_PER_ENTRY = 20  # each reads on from its value's start again; a bound keeps the whole linear


@dataclass(slots=True)
class Raw:
    """An entry as written: fields in lower-case names, values without their delimiters, macros put in."""

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)


class Scanner:
    """Reads a text once from start to end; `entries` and `faults` are the result."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.entries: list[Raw] = []
        self.faults: list[Fault] = []
        self._macros = dict(zip(MONTHS, MONTHS, strict=True))
        self._entry_faults = self._recoveries = 0
        self._expandable = 4 * len(text) + 100_000  # macros of macros could grow without end
        self._line_ends = array("l", (found.start() for found in re.finditer("\n", text)))
        self._closers: dict[int, int] | None = None

    def scan(self) -> None:
        """Read every entry."""
        while found := _START.search(self.text, self.at):
            self.at = found.end()
            self._entry_faults = self._recoveries = 0
            kind = found[1].lower()
            if kind == "comment":
                self.at = self._closer(found.start(2)) + 1
            elif kind == "preamble":
                self.at = self._past_space(self.at)
                self._value(Raw(kind, "", self._line(found.start())), "preamble")
            else:
                self._entry(kind, found)

    def _entry(self, kind: str, found: re.Match[str]) -> None:
        entry = Raw(kind, "", self._line(found.start()))
        if kind != "string":
            self._key(entry, found[2])
        self._fields(entry, "}" if found[2] == "{" else ")")
        if kind == "string":
            self._macros |= {name: value[:10_000] for name, value in entry.fields.items()}
        elif entry.key or entry.fields:
            self.entries.append(entry)

    def _key(self, entry: Raw, opener: str) -> None:
        """Read the citation key and its comma; one that is a field's name is none."""
        if _FIELD.match(self.text, self.at):
            self._fault(entry, f"@{entry.kind} has no citation key.")
            return
        found = _KEY[opener].match(self.text, self.at)
        assert found is not None  # it matches the empty text too
        entry.key, self.at = found[1], found.end()
        if not found[1]:
            self._fault(entry, f"@{entry.kind} has no citation key.")
        elif (name := _FIELD.match(self.text, self.at)) and "," not in self.text[self.at : name.start(1)]:
            self._fault(entry, f"There is no comma after the key {short(entry.key)}.")

    def _fields(self, entry: Raw, closer: str) -> None:
        """Read fields up to the closing brace, the next entry or the end."""
        while True:
            before = self.at
            if found := self._field_start():
                self._field(entry, found)
                continue
            self.at = _past(_GAP, self.text, self.at)
            if self.text.startswith(closer, self.at):
                self.at += 1
                if not _MORE_FIELDS.match(self.text, self.at):
                    return
                self._fault(entry, f"{_called(entry)} has a closing brace too many.")
            elif self._ended(before):
                self._fault(entry, f"{_called(entry)} has no closing brace; what could be read of it is kept.", True)
                return
            else:
                self._garbage(entry)

    def _field_start(self) -> re.Match[str] | None:
        """A field's name and equals sign, unless a new entry begins before them."""
        found = _FIELD.match(self.text, self.at)
        return None if found and "@" in self.text[self.at : found.end()] else found

    def _field(self, entry: Raw, found: re.Match[str]) -> None:
        """Read one field's value; a field that is there twice keeps its first value."""
        name = found[1].lower()
        if "," not in self.text[self.at : found.start(1)] and entry.fields:
            self._fault(entry, f"There is no comma before {short(name)} in {_called(entry)}.", at=found.start(1))
        self.at = found.end()
        value = self._value(entry, name)
        if name in entry.fields and value != entry.fields[name]:
            self._fault(entry, f"{_called(entry)} has {short(name)} twice; the first is kept.", at=found.start(1))
        entry.fields.setdefault(name, value)

    def _ended(self, before: int) -> bool:
        """Whether the text or the room of this entry is over: a new entry begins on a line of its own."""
        if self.at >= len(self.text):
            return True
        line_start = self.text.rfind("\n", before, self.at)
        return line_start >= 0 and self.text[self.at] == "@" and bool(_AT_LINE_START.match(self.text, line_start))

    def _garbage(self, entry: Raw) -> None:
        """Pass over what is no field, to the next comma, line or brace."""
        end = max(_past(_GARBAGE, self.text, self.at), self.at + 1)
        if self._entry_faults <= _FAULTS_PER_ENTRY:  # what nobody will be told need not be put in words
            written = short(self.text[self.at : min(end, self.at + 200)])
            self._fault(entry, f"Cannot read “{written}” in {_called(entry)}.", at=self.at)
        self.at = end

    def _value(self, entry: Raw, name: str) -> str:
        """Read a value: pieces in braces, in quotes, figures or macros, joined by `#`."""
        pieces: list[str] = []
        while True:
            start = self.at
            opener = self.text[start : start + 1]
            if opener in ("{", '"'):
                pieces.append(self._delimited(entry, name, opener))
            elif found := _BARE.match(self.text, start):
                self.at = found.end()
                pieces.append(self._macro(entry, found[0]))
            else:
                self._fault(entry, f"{short(name)} has no value in {_called(entry)}.", at=start)
                return "".join(pieces)
            joint = self._past_space(self.at)
            if not self.text.startswith("#", joint):
                return "".join(pieces)
            self.at = self._past_space(joint + 1)

    def _macro(self, entry: Raw, word: str) -> str:
        """A figure as it is, a macro's text; an unknown macro stands for itself."""
        if word.isdigit():
            return word
        value = self._macros.get(word.lower())
        if value is None:
            self._fault(entry, f"There is no @string {short(word)}, which {_called(entry)} uses.", at=self.at)
            return word
        self._expandable -= len(value)
        return value if self._expandable > 0 else word

    def _delimited(self, entry: Raw, name: str, opener: str) -> str:
        """Read a value in braces or quotes; where its end is missing, it ends before the next `name =`."""
        start = self.at + 1
        end, proper = self._end_of(opener, start)
        if proper and self._continues(end + 1):
            self.at = end + 1
            return self.text[start:end]
        cut = None
        if self._recoveries < _RECOVERIES_PER_ENTRY:
            self._recoveries += 1
            cut = _NEXT_FIELD.search(self.text, start, end + 1)
        if cut is None and proper:
            self.at = end + 1
            return self.text[start:end]
        self._fault(entry, f"{short(name)} of {_called(entry)} is not closed.", at=start)
        value = self.text[start : cut.start() if cut else end].rstrip()
        self.at = end if not cut else start + len(value) - value.endswith(",")
        return value.rstrip(",").rstrip('}"' if cut else "")

    def _end_of(self, opener: str, start: int) -> tuple[int, bool]:
        """Where a value ends, and whether that is at its own delimiter."""
        depth = 0
        for found in (_BRACES if opener == "{" else _QUOTES).finditer(self.text, start):
            mark = found[0]
            if mark == "{":
                depth += 1
            elif mark == "}":
                depth -= 1
                if depth < 0:
                    return found.start(), opener == "{"
            elif mark != '"':
                return found.start(), False
            elif depth == 0:
                return found.start(), True
        return len(self.text), False

    def _continues(self, at: int) -> bool:
        """Whether what follows a value is what may follow one."""
        at = self._past_space(at)
        return self.text[at : at + 1] in (",", "}", ")", "#") or bool(_FIELD.match(self.text, at))

    def _closer(self, opener: int) -> int:
        """The brace that closes this one in the whole text, or the end of its line if none does."""
        if self.text[opener] == "(":
            return self._line_end(opener)
        if self._closers is None:
            self._closers = _match_comments(self.text)
        return self._closers.get(opener, self._line_end(opener))

    def _past_space(self, at: int) -> int:
        return _past(_SPACE, self.text, at)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _line(self, at: int) -> int:
        return bisect_left(self._line_ends, at) + 1

    def _fault(self, entry: Raw, sentence: str, last: bool = False, at: int | None = None) -> None:
        """Tell a fault; an entry that is all faults gets no more than a few."""
        self._entry_faults += 1
        if self._entry_faults <= _FAULTS_PER_ENTRY or last:
            self.faults.append((entry.line if at is None else self._line(at), sentence))
        elif self._entry_faults == _FAULTS_PER_ENTRY + 1:
            self.faults.append((entry.line, f"{_called(entry)} has more faults than are told here."))


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern that matches the empty text too ends its match."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _called(entry: Raw) -> str:
    return f"@{entry.kind} {short(entry.key)}" if entry.key else f"@{entry.kind}"


def _match_comments(text: str) -> dict[int, int]:
    """For every comment's opening brace the one that closes it."""
    wanted = {found.end() - 1 for found in re.finditer(r"@[ \t\n]{0,20}comment[ \t\n]{0,20}\{", text, re.IGNORECASE)}
    open_braces = array("l")
    closers: dict[int, int] = {}
    for found in re.finditer("[{}]", text):
        if found[0] == "{":
            open_braces.append(found.start())
        elif open_braces and (opener := open_braces.pop()) in wanted:
            closers[opener] = found.start()
    return closers
