"""One table of what a reader can do. Footer, palette, help and the keymap all come from it.

An action's id is also the name of its method (`action_<id>` on the library screen), of its command (`:id`), and
the name a reader uses in `config.toml` to give it other keys. A key of several strokes is written with spaces: "g g".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `show` names the panes whose footer mentions it; `keyed` methods are told the key.

    `argument` names what may follow it on the command line, for the method `command_<id>`; `also` are shorter names
    there. An action without keys is reached by that line and by the palette.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    show: tuple[str, ...] = ()
    keyed: bool = False
    argument: str = ""
    also: tuple[str, ...] = ()


LIST, DETAIL, TAGS, ZEN, EMPTY, SELECTED = "list", "detail", "tags", "zen", "empty", "selected"
READ = (LIST, DETAIL)

ACTIONS = (
    Action("down", ("j", "down"), "down", "Next row; in the article, a line down", "Moving"),
    Action("up", ("k", "up"), "up", "Previous row; in the article, a line up", "Moving"),
    Action("left", ("h", "left"), "back", "The pane to the left", "Moving", (DETAIL,)),
    Action("right", ("l", "right"), "list", "The pane to the right", "Moving"),
    Action("next_pane", ("tab",), "next pane", "The next pane", "Moving"),
    Action("previous_pane", ("shift+tab",), "previous pane", "The previous pane", "Moving"),
    Action("top", ("g g", "home"), "top", "To the first row or line", "Moving"),
    Action("bottom", ("G", "end"), "bottom", "To the last row or line", "Moving"),
    Action("half_down", ("ctrl+d", "pagedown"), "half page down", "Half a page down", "Moving"),
    Action("half_up", ("ctrl+u", "pageup"), "half page up", "Half a page up", "Moving"),
    Action("next_group", ("]",), "next day", "First article of the next day (or digest)", "Moving"),
    Action("previous_group", ("[",), "previous day", "First article of this day, then of the day before", "Moving"),
    Action("narrower", ("<",), "narrower", "Make this pane narrower; the list over an article less high", "Moving"),
    Action("wider", (">",), "wider", "Make this pane wider; the list over an article higher", "Moving"),
    Action("even", ("g =",), "even panes", "Give the panes the sizes they came with", "Moving"),
    Action("open", ("enter",), "read", "Open what the cursor is on", "Reading", (LIST, TAGS)),
    Action(
        "page", ("space",), "page", "Scroll the article a page; at its end, next unread", "Reading", (DETAIL, ZEN)
    ),
    Action("next_unread", ("n",), "next unread", "Next unread article", "Reading", (LIST, DETAIL, ZEN)),
    Action("previous_unread", ("p",), "previous unread", "Previous unread article", "Reading"),
    Action("next_article", ("J",), "next article", "Next article, from any pane", "Reading", (ZEN,)),
    Action("previous_article", ("K",), "previous article", "Previous article, from any pane", "Reading"),
    Action("zen", ("z",), "zen", "Only the article, nothing else", "Reading", (ZEN,)),
    Action("longer_lines", ("+",), "longer lines", "Lines of the text four columns longer, up to 80", "Reading"),
    Action("shorter_lines", ("-",), "shorter lines", "Lines of the text four columns shorter, down to 60", "Reading"),
    Action("open_paper", ("d",), "paper", "Open the paper this article is about", "Opening", (*READ, ZEN)),
    Action(
        "open_reference", tuple("123456789"), "reference", "Open reference n", "Opening", (*READ, ZEN), keyed=True,
        argument="N",
    ),
    Action("ask_reference", ("#",), "reference …", "Open a reference by its number", "Opening"),
    Action("references", ("u", "g r"), "references", "References and links of this article", "Opening", (DETAIL,)),
    Action("link_hints", (";",), "links", "Letters on the links in sight; typed, they open them", "Opening", (ZEN,)),
    Action("citing", ("c",), "who cites it", "Articles of your library that cite this paper", "Opening", (DETAIL,)),
    Action("about_paper", ("i",), "about paper", "About this paper: whether it stands, abstract, who reports it",
           "Opening", argument="DOI"),
    Action("open_article", ("o",), "browser", "Open the article in the browser", "Opening"),
    Action("open_and_read", ("O",), "browser, read", "Open in the browser and mark read in any case", "Opening"),
    Action("copy_url", ("y y",), "copy address", "Copy the article's address", "Opening"),
    Action("copy_doi", ("y d",), "copy DOI", "Copy the main paper's DOI", "Opening"),
    Action("copy_bibtex", ("y b",), "copy BibTeX", "Copy the main paper as BibTeX", "Opening"),
    Action("copy_quote", ("y q",), "copy quote", "Copy a quote: marked text or the first paragraph", "Opening"),
    Action("export", ("x",), "export", "Export references: BibTeX, RIS, CSL-JSON", "Opening", (SELECTED,),
           argument="FORMAT [FILE]"),
    Action("pipe", ("|",), "pipe", "Give the article to a command of yours", "Opening", argument="COMMAND"),
    Action("related", ("=",), "like this", "Articles of your library like this one", "Opening"),
    Action("select", ("v",), "select", "Select the article, or no longer", "Marking", (SELECTED,)),
    Action("select_all", ("V",), "select all", "Select all that is listed, or none", "Marking"),
    Action("toggle_read", ("N", "m"), "unread", "Mark unread or read", "Marking", (SELECTED,)),
    Action("mark_read", (), "mark read", "Mark read", "Marking"),
    Action("mark_unread", (), "mark unread", "Mark unread, and keep it so while it is shown", "Marking"),
    Action("mark_all_read", ("A",), "all read", "Mark all that is listed, or selected, read", "Marking", (SELECTED,)),
    Action("star", ("s",), "star", "Star, or take the star away", "Marking", (LIST, SELECTED)),
    Action("tag", ("t",), "tag", "Add tags", "Marking", (*READ, SELECTED), argument="+TAG -TAG …"),
    Action("untag", ("T",), "remove tag", "Remove a tag", "Marking", argument="TAG …"),
    Action("hide", ("D",), "hide", "Hide from every list; if hidden, show again", "Marking", (SELECTED,)),
    Action("queue_paper", ("b",), "paper → queue", "Put the paper into your queue to read, or take it out", "Marking"),
    Action("note", ("e",), "note", "Write a note on this article", "Marking", argument="TEXT"),
    Action("edit_note", ("E",), "note in editor", "Write the note in your editor: VISUAL, else EDITOR", "Marking"),
    Action("repeat_tag", (".",), "repeat tag", "Give the last tags again, to this article", "Marking"),
    Action("undo", ("U", "ctrl+z"), "undo", "Take the last change back, also after a restart", "Marking"),
    Action("search", ("/",), "search", "Search while typing: title, text, references, notes", "Finding", (LIST, TAGS),
           argument="WORDS"),
    Action("find_here", ("g /",), "find", "Find in the article; where it has the keys, / does it", "Finding",
           argument="WORDS"),
    Action("filter", ("F",), "filter", "Filter by the query language; Tab completes", "Finding", argument="QUERY"),
    Action("sort", ("\\",), "sort", "Choose the order of the list", "Finding", argument="ORDER"),
    Action("list_lines", ("L",), "one/two lines", "One line an article in the list, or two", "Finding"),
    Action("group_by", ("g b",), "group by", "Group the list by day, feed or digest, or not at all", "Finding"),
    Action("views", ("f",), "views", "Saved views: take, keep this list, rename, move, delete", "Finding", (TAGS,),
           argument="NAME", also=("view",)),
    Action("go", (), "go to", "Go to an article by its number, as the commands print it", "Finding", argument="ID"),
    Action("refresh_feed", ("r",), "refresh feed", "Ask this feed again, or the folder under the cursor", "Library"),
    Action("refresh", ("R",), "refresh", "Ask every feed again that is not paused", "Library", (TAGS,)),
    Action("add", ("I",), "add", "Add a file, a folder, an address or a DOI", "Library", (TAGS, EMPTY),
           argument="SOURCE"),
    Action("fetch_text", ("X",), "full text", "Fetch the full text of this article from its page", "Library"),
    Action("toggle_unread_only", ("a",), "all/unread", "Show all articles, or only unread", "Library", (LIST, TAGS)),
    Action("feeds", ("g f",), "feeds", "Every feed with its error and times; pause, rename, move", "Library", (TAGS,)),
    Action("go_unread", ("g u",), "unread", "Go to what is unread", "Library"),
    Action("go_starred", ("g s",), "starred", "Go to what has a star", "Library"),
    Action("go_tags", ("g t",), "tags", "Go to tags and feeds", "Library"),
    Action("go_queue", ("g q",), "paper queue", "Go to the papers you mean to read", "Library"),
    Action("papers", ("g p",), "all papers", "Every paper your articles cite: status, queue, export", "Library"),
    Action("ask_papers", (), "ask about papers", "Ask services about the papers of this list", "Library"),
    Action("stats", ("g S",), "statistics", "What you read, when, and from where", "Library"),
    Action("tag_list", ("g T",), "all tags", "Every tag: rename, merge, delete, colour, adopt", "Library"),
    Action("rules", ("g R",), "tag rules", "Rules that give tags to what a query finds", "Library"),
    Action("clear", ("escape",), "back", "Back: leave selection, zen, article, pane", "Library", (ZEN, SELECTED)),
    Action("theme", ("g c",), "colours", "Choose the theme; each is shown while you choose", "Library",
           argument="NAME"),
    Action("command", (":",), "command", "Any action by its name; Tab completes", "Library"),
    Action("help", ("?",), "all keys", "This help", "Library", (LIST, DETAIL, TAGS, ZEN, EMPTY, SELECTED),
           argument="WORDS"),
    Action("tour", ("g ?",), "tour", "What this screen can do, in two minutes", "Library"),
    Action("suspend", ("g z",), "suspend", "Stop for now and go to the shell; fg comes back", "Library"),
    Action("back", ("q",), "back, quit", "Back, then quit", "Library", (EMPTY,)),
    Action("quit", ("Q",), "quit", "Quit at once", "Library", also=("q",)),
)  # fmt: skip

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "classic": {},
    "modern": {  # r and u as most newer readers have them; what stood there moves to keys of the same letters
        "mark_read": ("r",),
        "mark_unread": ("u",),
        "refresh_feed": ("ctrl+r",),
        "references": ("g r",),
    },
}
"""Other sets of keys: `preset` in `config.toml`. `[keys]` stands over them."""

_SHOWN = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab", "down": "↓",
    "up": "↑", "left": "←", "right": "→", "home": "Home", "end": "End", "pagedown": "PgDn", "pageup": "PgUp",
    "delete": "Del", "insert": "Ins", "backspace": "Backspace", **{f"f{n}": f"F{n}" for n in range(1, 25)},
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it: "g g" stays, "ctrl+d" is Ctrl+d, "space" is Space."""
    return " ".join(_SHOWN.get(stroke, stroke.replace("ctrl+", "Ctrl+")) for stroke in key.split(" "))


class Keymap:
    """The actions with the keys of this reader, found by what was typed."""

    def __init__(self, overrides: Mapping[str, Sequence[str]] | None = None) -> None:
        given = overrides or {}
        self.actions = tuple(
            replace(action, keys=tuple(given[action.id])) if action.id in given else action for action in ACTIONS
        )
        self._by_key = {key: action for action in self.actions for key in action.keys}
        self._prefixes = set(_prefixes(self._by_key))

    def find(self, typed: str) -> Action | None:
        """The action of a key or a whole sequence ("g g")."""
        return self._by_key.get(typed)

    def is_prefix(self, typed: str) -> bool:
        """Whether more strokes may follow."""
        return typed in self._prefixes

    def following(self, typed: str) -> list[tuple[str, Action]]:
        """What may be typed after a prefix, with what it does."""
        start = f"{typed} "
        return [(key[len(start) :], action) for key, action in self._by_key.items() if key.startswith(start)]

    def keys(self, id: str) -> tuple[str, ...]:
        """The keys of an action by its id."""
        return self.action(id).keys

    def action(self, id: str) -> Action:
        """An action by its id."""
        return next(action for action in self.actions if action.id == id)

    def hint(self, action: Action) -> str:
        """The first key, as people write it; a run of digits is 1–9; without a key its command."""
        keys = action.keys
        if not keys:
            return f":{action.id.replace('_', '-')}"
        return f"{keys[0]}–{keys[-1]}" if _is_run(keys) else shown(keys[0])

    def all_hints(self, action: Action) -> str:
        """Every key of an action, as people write them."""
        one = not action.keys or _is_run(action.keys)
        return self.hint(action) if one else "  ".join(shown(key) for key in action.keys)


def _is_run(keys: Sequence[str]) -> bool:
    return len(keys) > 2 and all(key.isdigit() for key in keys)


def _prefixes(keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        strokes = key.split(" ")
        yield from (" ".join(strokes[:n]) for n in range(1, len(strokes)))


def clashes(overrides: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """(key, id, id) for each key that two actions would have, or that begins another action's sequence."""
    owned = [(key, action.id) for action in Keymap(overrides).actions for key in action.keys]
    owners = dict(reversed(owned))  # the first action that has a key is its owner
    found = [(key, owners[key], id) for key, id in owned if owners[key] != id]
    found += [(prefix, owners[prefix], id) for key, id in owned for prefix in _prefixes([key]) if prefix in owners]
    return found
