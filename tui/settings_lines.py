"""On which line of a TOML text each key stands, which `tomllib` does not say. Pure.

The text is one that `tomllib` has read, so that this need not find faults: it only has to know where a value ends.
"""

import re
import tomllib
from collections.abc import Iterator

_KEY = re.compile(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))\s*""")
_SKIPPED = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]|[^"'#\[\]{}\n]+''',
    re.DOTALL,
)
"""What a value is made of: texts, comments, brackets, ends of lines, all else."""

Path = tuple[str, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of each key and each table that is written down; inside `{…}` none is looked for."""
    text = text.replace("\r\n", "\n")
    lines: dict[Path, int] = {}
    table: Path = ()
    for start, end in _statements(text):
        line = text.count("\n", 0, start) + 1
        statement = text[start:end]
        if statement.startswith("["):
            table = _path(statement.strip("[ \t"))
            lines.setdefault(table, line)
        else:
            lines.setdefault(table + _path(statement), line)
    return lines


def line_of(lines: dict[Path, int], *path: str) -> int | None:
    """The line of a key, else of the table or value it is inside."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def fault_line(message: str) -> tuple[str, str]:
    """Take a message of `tomllib` apart: what is wrong, and " line 3" ("" if it is at the end)."""
    found = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
    if not found:
        return message.replace(" (at end of document)", " at its end"), ""
    return f"{message[: found.start()]} at column {found[2]}", f" line {found[1]}"


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Where each key or heading begins, and where the line ends on which its value does."""
    at = 0
    while at < len(text):
        blank = re.compile(r"(?:[ \t\n]|#[^\n]*)*").match(text, at)
        at = blank.end() if blank else at
        if at >= len(text):
            return
        end = _end(text, at)
        yield at, end
        at = end


def _end(text: str, at: int) -> int:
    """The end of a statement: the first end of a line outside of texts and brackets."""
    depth = 0
    while at < len(text):
        found = _SKIPPED.match(text, at)
        if found is None:  # a lone quote, which no sound text has
            return len(text)
        part = found[0]
        if part == "\n" and depth <= 0:
            return at
        depth += (part in "[{") - (part in "]}") if len(part) == 1 else 0
        at = found.end()
    return at


def _path(statement: str) -> Path:
    """The names of a key with dots, at the beginning of a statement."""
    names: list[str] = []
    at = 0
    while found := _KEY.match(statement, at):
        names.append(_unescaped(found[1]) if found[1] is not None else found[2] or found[3] or "")
        at = found.end()
        if statement[at : at + 1] != ".":
            break
        at += 1
    return tuple(names)


def _unescaped(text: str) -> str:
    return str(tomllib.loads(f'x = "{text}"')["x"]) if "\\" in text else text
