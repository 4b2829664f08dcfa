"""The manual page, docs/sciread.1, from the commands, the keys, the fields and the settings. `make man` writes it."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from tui import (
    __version__,
    cli_backup,
    cli_change,
    cli_check,
    cli_cite,
    cli_completion,
    cli_config,
    cli_digest,
    cli_feeds,
    cli_papers,
    cli_papers_fetch,
    cli_tags,
    cli_text,
    cli_views,
)
from tui.actions import Keymap
from tui.cli import cli
from tui.field_words import FIELD_WORDS
from tui.settings import SETTINGS, TABLES

PAGE = Path(__file__).parents[1] / "docs" / "sciread.1"
JOINED = (
    cli_backup,
    cli_change,
    cli_check,
    cli_cite,
    cli_completion,
    cli_config,
    cli_digest,
    cli_feeds,
    cli_papers,
    cli_papers_fetch,
    cli_tags,
    cli_text,
    cli_views,
)
"""The modules that add their commands to `cli` when they are imported."""

_EXIT = {
    "0": "done", "1": "something failed and the rest was done; of check: something was found", "2": "usage",
    "130": "interrupted", "143": "terminated",
}  # fmt: skip
_ENVIRONMENT = {
    "SCIREAD_DB": "the library file, unless --db names one",
    "SCIREAD_CONFIG_DIR": "the folder of config.toml and themes/",
    "SCIREAD_STATE_DIR": "the folder of what is remembered between two runs",
    "NO_COLOR": "no colours",
    "BROWSER": "what opens links",
    "VISUAL, EDITOR": "what notes are written in",
}
_EXAMPLES = ("sciread add ~/news https://example.org/feed.xml", "sciread list is:unread lung", "sciread open 12",
             "sciread refs tag:review --format bibtex -o review.bib", 'eval "$(sciread completion bash)"')  # fmt: skip


def manual() -> str:
    """The whole page, in the macros of man(7)."""
    parts = [
        f'.TH SCIREAD 1 "" "sciread {__version__}" "User Commands"',
        *_section("NAME", ["sciread \\- " + roff("a terminal reader for research news")]),
        *_section("SYNOPSIS", [".B sciread", roff("[--db PATH] [COMMAND [ARGUMENT…]]")]),
        *_section("DESCRIPTION", _paragraphs(cli.help or "")),
        *_section("COMMANDS", _commands(cli, "sciread")),
        *_section("KEYS", _keys(Keymap())),
        *_section("QUERIES", ["Words, \"phrases\", word*, \\-not, or, ( ), and these fields:",
                              *_entries((f"{name}:", words) for name, words in FIELD_WORDS.items())]),
        *_section("CONFIGURATION", [roff("config.toml, which is only read; `sciread config --sample` prints one."),
                                    *_entries((name, one.meaning) for name, one in SETTINGS.items()),
                                    *_entries((f"[{name}]", meaning) for name, (meaning, _) in TABLES.items())]),
        *_section("ENVIRONMENT", _entries(_ENVIRONMENT.items())),
        *_section("FILES", [roff("`sciread paths` prints where the library, the settings and the themes are.")]),
        *_section("EXIT STATUS", _entries(_EXIT.items())),
        *_section("EXAMPLES", [line for one in _EXAMPLES for line in (".PP", ".nf", roff(one), ".fi")]),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def roff(text: str) -> str:
    """Text as roff reads it: no backslash, quote, dot or letter beyond ASCII means anything but itself."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    text = text.replace("^", "\\(ha").replace("~", "\\(ti")
    text = re.sub(r"[^\x00-\x7f]", lambda found: f"\\[u{ord(found[0]):04X}]", text)
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f".SH {name}"
    yield from lines


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        yield roff(" ".join(paragraph.split()))


def _entries(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, words in rows:
        yield ".TP"
        yield f".B {_quoted(name)}"
        yield roff(words)


def _quoted(text: str) -> str:
    """One argument of a macro: a quote in it is written twice."""
    doubled = roff(text).replace('"', '""')
    return f'"{doubled}"'


def _commands(group: click.Group, path: str) -> Iterator[str]:
    """Every command with its options; a group that does something by itself is one too."""
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        context = click.Context(command, info_name=name)
        pieces = " ".join(piece for piece in command.collect_usage_pieces(context) if piece)
        yield f".SS {_quoted(f'{path} {name} {pieces}')}"
        yield from _paragraphs(command.help or "")
        records = [record for param in command.params if (record := param.get_help_record(context))]
        yield from _entries((option, words.strip()) for option, words in records if words.strip())
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def _keys(keymap: Keymap) -> Iterator[str]:
    for group, actions in groupby(keymap.actions, key=lambda action: action.group):
        yield f".SS {_quoted(group)}"
        for action in actions:
            yield from _entries([(keymap.all_hints(action).replace("  ", ", "), action.help)])


if __name__ == "__main__":
    PAGE.write_text(manual(), encoding="utf-8")
