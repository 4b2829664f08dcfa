"""The `:` line: which action it means, and what may stand at the end of it. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tui.actions import Action


@dataclass(frozen=True, slots=True)
class Offer:
    """What may stand in the line, what that is, and the key that does it too."""

    text: str
    help: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """An action and the text that follows its name."""

    action: Action
    text: str = ""


class CommandError(Exception):
    """One sentence: why a line is no command."""


Complete = Callable[[str], tuple[int, Sequence[Offer]]]
"""From an argument to where its last word begins, and what may stand there instead."""


def _nothing(text: str) -> tuple[int, Sequence[Offer]]:
    return len(text), ()


def _anything(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Argument:
    """What may follow a command: what completes it, and what is wrong with it in one sentence ("" if nothing is)."""

    complete: Complete = _nothing
    fault: Callable[[str], str] = _anything


class CommandLine:
    """The commands of a table of actions, and the arguments that are known for some of them, by id."""

    def __init__(self, actions: Sequence[Action], hint: Callable[[Action], str], arguments: Mapping[str, Argument]):
        self._actions = actions
        self._hint = hint
        self._arguments = arguments
        self._names = _names(actions)

    def read(self, line: str) -> Command:
        """The command of a line. Raises CommandError for a name that is none and for a faulty argument.

        The name is an id, with hyphens, underscores or spaces, a label, or the only one that begins so.
        """
        words = line.replace(":", " ", 1).split() if line.lstrip().startswith(":") else line.split()
        if not words:
            raise CommandError("Type the name of a command; Tab completes.")
        command = self._found(words, line)
        if command.text and (fault := self._arguments.get(command.action.id, Argument()).fault(command.text)):
            raise CommandError(fault)
        return command

    def _found(self, words: Sequence[str], line: str) -> Command:
        """The shortest name that is one; an action that takes nothing after it needs the whole line."""
        bare: Action | None = None
        for count in range(1, len(words) + 1):
            if action := self._names.get(_folded(" ".join(words[:count]))):
                rest = _after(line, count)
                if not rest or (action.argument and _fits(action, rest)):
                    return Command(action, rest)
                bare = action
        wanted = _folded(" ".join(words))
        for names in (_ids(self._actions), self._names):
            begun = {action.id: action for name, action in names.items() if name.startswith(wanted)}
            if len(begun) == 1:
                return Command(begun.popitem()[1])
        raise CommandError(self._unknown(words, bare))

    def _unknown(self, words: Sequence[str], bare: Action | None) -> str:
        if bare and bare.argument:
            return f"{written(bare)} wants {article(bare.argument)}."
        if bare:
            return f"Nothing can stand after {written(bare)}."
        near = get_close_matches(_folded(" ".join(words)), self._names, 1, 0.5) or get_close_matches(
            _folded(words[0]), self._names, 1, 0.5
        )
        nearest = f" Did you mean {written(self._names[near[0]])}?" if near else " Tab lists the commands."
        return f"There is no command “{words[0]}”.{nearest}"

    def complete(self, line: str) -> tuple[int, list[Offer]]:
        """Where the last word of a line begins, and what may stand there instead: names first, then arguments."""
        start = len(line) - len(line.lstrip(" :"))
        name, space, text = line[start:].partition(" ")
        action = self._names.get(_folded(name)) if space else None
        if action and action.argument:
            argument = self._arguments.get(action.id, Argument())
            skipped = len(text) - len(text.lstrip())
            at, offers = argument.complete(text[skipped:])
            return start + len(name) + 1 + skipped + at, list(offers)
        return start, [self._offer(action) for action in ranked(self._actions, line[start:])]

    def _offer(self, action: Action) -> Offer:
        key = self._hint(action) if action.keys else ""
        return Offer(action.id.replace("_", "-") + " " * bool(action.argument), action.help, key)


def written(action: Action) -> str:
    """An action as a command: `:open-reference`."""
    return f":{action.id.replace('_', '-')}"


def article(argument: str) -> str:
    """What is wanted, with its article, for a sentence."""
    return {"N": "a number", "ID": "the number of an article"}.get(argument, argument)


def ranked(actions: Sequence[Action], text: str) -> list[Action]:
    """The actions a text may mean: those that begin so, then those that hold it, then its letters in order."""
    wanted = _folded(text)
    ranks = [(_rank(action, wanted), at, action) for at, action in enumerate(actions)]
    return [action for rank, _, action in sorted(ranks, key=lambda one: one[:2]) if rank < _NOT]


_NOT = 5


def _rank(action: Action, wanted: str) -> int:
    """How near an action is to a text: 0 is its name, `_NOT` is not at all."""
    names = [action.id, *action.also]
    label = _folded(action.label)
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if label.startswith(wanted):
        return 2
    if wanted in action.id or wanted in label:
        return 3
    letters = iter(action.id)
    return 4 if len(wanted) > 1 and all(letter in letters for letter in wanted) else _NOT


def _names(actions: Sequence[Action]) -> dict[str, Action]:
    """Every name of a command: ids and short names, then the labels that only one action has."""
    labels: dict[str, list[Action]] = {}
    for action in actions:
        labels.setdefault(_folded(action.label), []).append(action)
    return {label: found[0] for label, found in labels.items() if len(found) == 1} | _ids(actions)


def _ids(actions: Sequence[Action]) -> dict[str, Action]:
    return {name: action for action in actions for name in (action.id, *action.also)}


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().casefold())


def _after(line: str, count: int) -> str:
    """What stands after the first words of a line."""
    found = re.match(rf"\s*:?\s*(?:\S+\s*){{{count}}}", line)
    return line[found.end() :].strip() if found else ""


def _fits(action: Action, text: str) -> bool:
    """Whether a text may be the argument of an action: where a number is wanted, only a number."""
    return action.argument not in ("N", "ID") or (text.isascii() and text.isdecimal())


def beginning(known: Sequence[Offer], text: str) -> list[Offer]:
    """The offers that begin with a text, then those that hold it; all of them for none."""
    wanted = text.casefold()
    first = [one for one in known if one.text.casefold().startswith(wanted)]
    return first + [one for one in known if one not in first and wanted in one.text.casefold()]
