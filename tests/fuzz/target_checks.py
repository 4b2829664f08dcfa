"""What holds of everything that was read from anywhere, whatever it was."""

import re
from collections.abc import Hashable, Iterable

from markdown_it import MarkdownIt

from store.model import Draft, Reference
from store.parse.markup import clean, clean_line
from store.references.citations import REASONS
from tui.widgets.markdown_lines import plain, render, width_of

FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\u200b\ud800-\udfff]")
"""What no line of the screen may hold."""
_COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“(][^\"”)]*[\"”)]|\d+")


def text_of(data: bytes) -> str:
    """An input as a command line gives it: what is no UTF-8 becomes lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def refused(error: Exception) -> Hashable:
    """Check that a refusal is one clean sentence; return it without what it quotes."""
    sentence = str(error)
    assert clean_line(sentence, 100_000) == sentence, sentence
    assert sentence, type(error)
    return type(error).__name__, _QUOTED.sub("…", sentence.split(": ", 1)[-1])[:80]


def check_drafts(drafts: Iterable[Draft]) -> Hashable:
    """Check what articles say; return what they have."""
    shapes = set()
    for draft in drafts:
        for line in (draft.title, draft.source or "", draft.language or "", *draft.authors, *draft.categories):
            assert clean_line(line) == line, line
        assert clean(draft.body) == draft.body
        assert draft.title or draft.body
        assert draft.url is None or draft.url.lower().startswith(("http://", "https://")), draft.url
        assert draft.published is None or draft.published.tzinfo is not None
        check_references(draft.references, draft.body)
        shapes.add((bool(draft.url), bool(draft.published), bool(draft.source), bool(draft.authors), bool(draft.key),
                    min(2, len(draft.references)), draft.media_type, check_drafts(draft.children)))  # fmt: skip
    return frozenset(shapes)


def check_references(references: Iterable[Reference], text: str) -> None:
    """Check that references are numbered as they stand, with places in the text."""
    listed = list(references)
    numbers = [one.n for one in listed if one.role != "self"]
    assert numbers == list(range(1, len(numbers) + 1))
    for one in listed:
        assert one.reason in REASONS
        assert one.start is None or (one.end is not None and 0 <= one.start <= one.end <= len(text))
        assert "\n" not in one.raw
        assert one.url is None or clean_line(one.url, 100_000) == one.url, one.url


def check_markdown(markdown: str, width: int, *, ours: bool) -> Hashable:
    """Check that Markdown is drawn within the width, and if it is ours, has harmless links; return what it consists of.

    A text that was Markdown before keeps the links its author wrote; `open_link()` looks at them.
    """
    drawn = render(markdown, width)
    for line in drawn.lines:
        assert width_of(line) <= width, plain(line)
        assert not FORBIDDEN.search(plain(line)), plain(line)
    tokens = _COMMONMARK.parse(markdown)
    for token in tokens:
        for child in token.children or ():
            for name in ("href", "src"):
                assert not ours or name not in child.attrs or _LINK.match(str(child.attrs[name])), child.attrs
    kinds = {token.type for token in tokens}
    return frozenset(kinds | {child.type for token in tokens for child in token.children or ()})
