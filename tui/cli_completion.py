"""Completion for shells: commands and options by click, and names of the library where a parameter takes them."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from tui.cli import cli

if TYPE_CHECKING:
    from store import Store

VARIABLE = "_SCIREAD_COMPLETE"
"""Set by the scripts when they ask; click's name for it."""

_BASH = """\
# sciread completion bash: put `eval "$(sciread completion bash)"` into ~/.bashrc
_sciread_completion() {
    local type value cur="${COMP_WORDS[COMP_CWORD]}" line="${COMP_LINE:0:COMP_POINT}" before=""
    local word="${line##*[[:space:]]}"
    [[ "$cur" == [:=] ]] && cur=""
    [[ -z "$cur" || "$word" == *"$cur" ]] && before="${word%"$cur"}"  # bash completes from the last : or = on
    COMPREPLY=()
    while IFS=, read -r type value; do
        case "$type" in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                COMPREPLY+=("${value#"$before"}")
                [[ "$value" == *: ]] && compopt -o nospace
                ;;
        esac
    done < <(SCIREAD_LINE="$line" _SCIREAD_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _sciread_completion sciread
"""

_PLAIN_WORD = re.compile(r"[^\w@%+=:,./*-]")
"""What a shell might take for something else: nothing a tag says may become part of a command."""


def _quietly(script: str, asked: str) -> str:
    """A script of click's that shows no error of ours; `asked` is where it calls us."""
    return script.replace(asked, f"{asked} 2>/dev/null")


class _Bash(BashComplete):
    """Reads the line up to the cursor, for bash parts words at colons too."""

    source_template = _BASH.replace("%", "%%")

    def source(self) -> str:
        return ShellComplete.source(self)  # without starting a bash to ask for its version

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["SCIREAD_LINE"]
        words = split_arg_string(line)
        last = words.pop() if words and not line[-1:].isspace() else ""
        return words[1:], last

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        last = os.environ["SCIREAD_LINE"].split(" ")[-1]
        if re.search(r"""["'\\]""", last) or _is_open(os.environ["SCIREAD_LINE"]):
            return []  # inside of quotes other rules hold
        return super().get_completions(args, incomplete)

    def format_completion(self, item: CompletionItem[Any]) -> str:
        return f"{item.type},{_PLAIN_WORD.sub(lambda found: chr(92) + found[0], str(item.value))}"


class _Zsh(ZshComplete):
    """Click's own, quiet."""

    source_template = _quietly(ZshComplete.source_template, "%(complete_var)s=zsh_complete %(prog_name)s")


class _Fish(FishComplete):
    """Click's own, quiet, and a value may hold a comma."""

    source_template = _quietly(FishComplete.source_template, "COMP_CWORD=(commandline -t) %(prog_name)s").replace(
        'string split ","', 'string split -m 1 ","'
    )


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


@cli.command("completion")
@click.argument("shell", type=click.Choice(tuple(_SHELLS)))
def completion_command(shell: str) -> None:
    """Print what makes a shell complete commands, options, fields, tags, feeds and views.

    For bash: eval "$(sciread completion bash)"
    """
    click.echo(_SHELLS[shell](cli, {}, "sciread", VARIABLE).source(), nl=False)


def prepare() -> None:
    """Answer a shell that asks: give the parameters that take names of the library a type that knows them."""
    for shell in _SHELLS.values():
        add_completion_class(_quiet(shell))
    for command in _commands(cli):
        for parameter in command.params:
            if parameter.name in _OFFERS and type(parameter.type) in (type(click.STRING), type(click.UNPROCESSED)):
                parameter.type = _Known(_OFFERS[parameter.name])


def _quiet(shell: type[ShellComplete]) -> type[ShellComplete]:
    """The same, with no offers where anything fails: a prompt is no place for an error."""

    class Quiet(shell):  # type: ignore[misc,valid-type]  # its base is chosen as it runs
        def complete(self) -> str:
            try:
                return str(super().complete())
            except Exception:  # whatever it is, the reader is typing
                return ""

    return Quiet


def _is_open(line: str) -> bool:
    """Whether a quote is open at the end of a line."""
    closed = re.sub(r"""\\.|'[^']*'|"(?:[^"\\]|\\.)*\"""", "", line)
    return "'" in closed or '"' in closed


class _Known(click.ParamType[str]):
    """A text with names of the library to offer."""

    name = "text"

    def __init__(self, offers: "Callable[[Store, str], Sequence[str]]") -> None:
        self._offers = offers

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        if self._offers is _files:
            return [CompletionItem(incomplete, type="file")]
        with _library(ctx) as store:
            return [] if store is None else [CompletionItem(one) for one in self._offers(store, incomplete)]


@contextmanager
def _library(context: click.Context) -> "Iterator[Store | None]":
    """The library that the line names, if it is there: asking makes none."""
    from store import Store
    from tui.paths import library_path

    path = library_path(context.find_root().params.get("db"))
    if not path.exists():
        yield None
        return
    with Store(path) as store:
        yield store


def _query(store: "Store", text: str) -> Sequence[str]:
    """The fields, and the values of those whose values are known."""
    from store import query_terms, quoted

    name, colon, value = text.partition(":")
    if not colon:
        return [f"{field}:" for field in query_terms() if field.startswith(name)]
    found = _beginning(_values(store, name), value)
    return [f"{name}:{quoted(one) if _SPACED.search(one) else one}" for one in found]


_SPACED = re.compile(r'[\s()"\\]')
"""What makes a value of a query need its quotes."""


def _values(store: "Store", name: str) -> Sequence[str]:
    from store import query_terms

    if name == "tag":
        return [tag.name for tag in store.tags()]
    if name in ("feed", "source"):
        return [feed.title for feed in store.feeds()]
    if name == "folder":
        return sorted({feed.folder for feed in store.feeds() if feed.folder})
    return query_terms().get(name, ())


def _query_or_tag(store: "Store", text: str) -> Sequence[str]:
    return [f"+{name}" for name in _tag(store, text[1:])] if text.startswith("+") else _query(store, text)


def _beginning(names: Sequence[str], text: str) -> list[str]:
    """Those that begin as it was typed, else in any case: a shell puts what all offers share in place of the word."""
    from store import clean_line

    exact = [name for name in names if name.startswith(text)]
    return list(map(clean_line, exact or [name for name in names if name.casefold().startswith(text.casefold())]))


def _tag(store: "Store", text: str) -> Sequence[str]:
    return _beginning([tag.name for tag in store.tags()], text)


def _feed(store: "Store", text: str) -> Sequence[str]:
    return _beginning([feed.title for feed in store.feeds()], text)


def _view(store: "Store", text: str) -> Sequence[str]:
    return _beginning([view.name for view in store.views()], text)


def _files(_: "Store", __: str) -> Sequence[str]:
    return ()


_OFFERS: "dict[str | None, Callable[[Store, str], Sequence[str]]]" = {
    "query": _query, "words": _query_or_tag, "tags": _tag, "tag": _tag, "old": _tag, "into": _tag, "feed": _feed,
    "feeds": _feed, "view": _view, "sources": _files, "where": _files, "files": _files,
}  # fmt: skip
"""What a parameter of this name takes, in any command."""


def _commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from _commands(command)
