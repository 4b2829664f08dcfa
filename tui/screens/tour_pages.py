"""The pages of the tour: each about one thing, with the keys this reader has. Pure."""

from dataclasses import dataclass

from tui.actions import Keymap


@dataclass(frozen=True, slots=True)
class TourPage:
    """A heading, a few sentences, and the part of the screen they are about ("" for none)."""

    title: str
    text: str
    at: str = ""


_PAGES = (
    TourPage(
        "Three panes",
        "On the left stands where articles come from, in the middle what is listed, on the right the article. "
        "{down} and {up} move; {left} and {right}, or {next_pane}, change panes. In a small window you see one at a "
        "time.",
        "#tags",
    ),
    TourPage(
        "Reading",
        "{open} opens an article. {page} turns its pages and, at the end, goes on to the next unread. What stays in "
        "sight for a moment counts as read; {toggle_read} makes it unread again. {zen} leaves only the article.",
        "#articles",
    ),
    TourPage(
        "From the news to the paper",
        "This is what sciread is for: {open_paper} opens the paper an article is about, {open_reference} one of its "
        "numbered references. {references} lists them all, and {citing} tells which of your articles are on the same "
        "paper.",
        "#detail",
    ),
    TourPage(
        "Whether it still stands",
        "{about_paper} shows the paper itself: whether it was retracted, its abstract beside what the article says, "
        "who else reported it. {queue_paper} queues it to be read, {go_queue} lists the queue. Services are asked only "
        "after you said yes; until then it says “not checked”.",
        "#detail",
    ),
    TourPage(
        "Keeping",
        "{star} gives a star, {tag} a tag, {note} takes a note, {hide} hides. {undo} takes the last change back, and "
        "the one before, also tomorrow: try what you like.",
        "#articles",
    ),
    TourPage(
        "Finding",
        "{search} searches while you type: titles, texts, references, your notes. {filter} understands questions such "
        "as tag:lung after:2026-05. {clear} clears, and {views} keeps a question by name.",
        "#articles",
    ),
    TourPage(
        "Your own sources",
        "{add} adds a feed, a page, a DOI, a file or a folder. {refresh} asks every feed for news. Nothing is ever "
        "sent unless you ask for it.",
        "#tags",
    ),
    TourPage(
        "Taking along",
        "{export} writes references for your manuscript, {copy_bibtex} copies one as BibTeX, {pipe} hands the article "
        "to a command of yours. Everything on this screen is a command too: sciread --help.",
        "#detail",
    ),
    TourPage(
        "And when you forget",
        "{help} shows every key and finds it by what it does. The line at the bottom always has the next ones. {back} "
        "goes back and, from the list, leaves. This tour comes again with {tour}.",
    ),
)


def pages(keymap: Keymap) -> tuple[TourPage, ...]:
    """The tour for a keymap."""
    hints = {action.id: keymap.hint(action) for action in keymap.actions}
    return tuple(TourPage(page.title, page.text.format_map(hints), page.at) for page in _PAGES)
