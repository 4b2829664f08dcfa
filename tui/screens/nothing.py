"""What to say where there is nothing: why, and the next key. Pure."""

from store import Query
from tui.actions import Keymap

ABOUT_ARTICLE = frozenset(
    (
        *("page", "zen", "next_unread", "previous_unread", "next_article", "previous_article", "open_paper"),
        *("open_reference", "ask_reference", "references", "citing", "open_article", "open_and_read", "copy_url"),
        *("copy_doi", "copy_bibtex", "copy_quote", "export", "pipe", "select", "select_all", "toggle_read"),
        *("mark_read", "mark_unread", "mark_all_read", "star", "tag", "untag", "hide", "note", "edit_note"),
        *("repeat_tag", "fetch_text", "related", "next_group", "previous_group"),
        *("about_paper", "queue_paper", "ask_papers"),
    )
)
"""The actions that need an article: without one, each says why there is none."""


def empty_library(keymap: Keymap, *, samples: bool) -> str:
    """Two lines for the middle of the screen, the second with what to press."""
    add = keymap.hint(keymap.action("add"))
    if not samples:
        return f"Your library is empty.\n\nPress {add} to add a feed, a file or a DOI."
    enter = keymap.hint(keymap.action("open"))
    return f"Your library is empty.\n\nPress {enter} to add the samples,\nor {add} to add a feed, a file or a DOI."


def nothing_listed(keymap: Keymap, listing: Query, *, empty: bool = False) -> str:
    """Why no article is listed, and the keys that change that."""
    key = {id: keymap.hint(keymap.action(id)) for id in ("add", "toggle_unread_only", "clear", "star", "refresh")}
    if empty:
        return f"Your library is empty. {key['add']} adds a feed, a file or a DOI."
    if listing.filter:
        every = f"{key['toggle_unread_only']} shows all, "
        found = f"Nothing unread is found. {every}" if listing.unread else "Nothing is found. "
        return f"{found}{key['clear']} clears the search."
    if listing.unread:
        return f"Nothing unread here. {key['toggle_unread_only']} shows all, {key['refresh']} asks the feeds."
    if listing.scope == "is:starred":
        return f"No article has a star yet. {key['star']} gives one."
    return f"No articles here. {key['add']} adds some."
