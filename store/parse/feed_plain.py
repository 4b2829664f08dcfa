"""Plain RSS 2.0 read by expat in one pass: a shortcut to what feedparser tells, never another opinion.

It reads what most feeds consist of: elements with text, none within another, each where the specification has it. Of
these it tells those keys that `feed_entries` reads, as feedparser does, twenty times as fast; at the first sight of
anything else it gives up and feedparser reads the feed. `tests/store/parse/test_feed_plain.py` compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from store.parse.feed_extras import Extras, add_identifier, hour_of, minutes, names_identifier, timed
from store.parse.feed_plain_leaves import CHANNEL, HANDLED, HOLDERS, ITEM, Leaf
from store.parse.feed_plain_names import DECLINED, Names
from store.parse.feed_plain_rules import OtherwiseError, is_steady, read_text

_STRANGE = ("<!D", "<!E", "<?xml ", "<?xml\t", "<?xml\n")
"""What feedparser removes or rewrites before the first element, wherever it stands."""


@dataclass(frozen=True, slots=True)
class PlainFeed:
    """What a feed says of itself and of each of its entries, by feedparser's keys, and what feedparser drops."""

    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    extras: Extras


def read_plain(text: str, document: str | None) -> PlainFeed | None:
    """Read a feed that has been through mend(), or return None where that needs feedparser. Linear in the text.

    `document` is the address the feed was read from. The text has no DOCTYPE, so there are no entities to expand.
    """
    prolog = text[: max(0, text.find("<rss"))]
    if not is_steady(document or "") or any(strange in prolog for strange in _STRANGE):
        return None
    reader = _Reader(document or "")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = reader.declare
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.ProcessingInstructionHandler = reader.instruction
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, OtherwiseError):
        return None
    return PlainFeed(reader.feed, reader.entries, timed(reader.identifiers, reader.stated))


class _Reader:
    """Takes expat's calls. Elements of the fourth level, and of the third but for items and HOLDERS, hold text only."""

    def __init__(self, document: str) -> None:
        self.feed: dict[str, Any] = {}
        self.entries: list[dict[str, Any]] = []
        self.identifiers: list[tuple[str, ...]] = []
        self.stated: dict[str, list[str]] = {}
        self._document = document
        self._names = Names()
        self._pieces: list[str] = []
        self.characters = self._pieces.append
        self._depth = 0
        self._channels = 0
        self._told = self.feed
        self._holder = ""  # the element of the third level we are in, if it holds others
        self._identifiers: dict[str, None] = {}
        self._leaf: Leaf | None = None
        self._attributes: Mapping[str, str] = {}
        self.declare = self._names.declare

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._depth += 1
        key = self._names.key(raw)
        if attributes and any(name.rpartition(" ")[2].lower() in ("base", "lang") for name in attributes):
            raise OtherwiseError
        if self._depth == 4:
            self._open_inner(raw, key, attributes)
        elif self._depth == 3:
            self._open_in_channel(raw, key, attributes)
        elif self._depth == 2:
            self._channels += 1
            if raw != "channel" or attributes or self._channels > 1:
                raise OtherwiseError
        elif self._depth > 4 or raw != "rss" or not attributes.keys() <= {"version"}:
            raise OtherwiseError

    def end(self, raw: str) -> None:
        """Close an element."""
        self._depth -= 1
        if self._depth == 3:
            if self._holder == "item":
                self._close_leaf(raw)
            else:
                self._close_held()
        elif self._depth == 2:
            if not self._holder:
                self._close_leaf(raw)
            elif self._holder == "item":
                self.identifiers.append(tuple(self._identifiers))
                self._told = self.feed
            self._holder = ""

    def instruction(self, target: str, data: str) -> None:
        """Refuse an instruction within the feed: lxml and feedparser differ over it."""
        if self._depth:
            raise OtherwiseError

    def doctype(self, *names: object) -> None:
        """Refuse what mend() takes out, should any be left."""
        raise OtherwiseError

    def _open_in_channel(self, raw: str, key: str, attributes: dict[str, str]) -> None:
        if raw == "item":
            if attributes:
                raise OtherwiseError
            self._told, self._identifiers = {}, {}
            self.entries.append(self._told)
            self._holder = "item"
        elif key in HOLDERS:
            if attributes:
                raise OtherwiseError
            self._holder = key
            if raw == "skipHours":
                self.stated["hour"] = []
        else:
            self._open_leaf(CHANNEL, key, attributes)

    def _open_inner(self, raw: str, key: str, attributes: dict[str, str]) -> None:
        if self._holder == "item":
            self._open_leaf(ITEM, key, attributes)
            return
        if attributes or key not in HOLDERS.get(self._holder, ()):
            raise OtherwiseError
        self._pieces.clear()

    def _open_leaf(self, leaves: Mapping[str, Leaf], key: str, attributes: dict[str, str]) -> None:
        leaf = leaves.get(key)
        if leaf is None and (key in HANDLED or key in DECLINED or key.endswith(("_detail", "_parsed"))):
            raise OtherwiseError
        self._leaf, self._attributes = leaf, attributes
        self._pieces.clear()

    def _close_leaf(self, raw: str) -> None:
        if self._leaf is not None:
            self._leaf(self._told, self._attributes, read_text(self._pieces), self._document)
        space, _, name = raw.rpartition(" ")
        if self._holder and names_identifier(space, name):
            add_identifier(self._identifiers, name, "".join(self._pieces))
        elif raw == "ttl" and not self._holder:
            self.stated["ttl"] = [minutes("".join(self._pieces))]

    def _close_held(self) -> None:
        if self._holder == "skiphours":
            self.stated["hour"].append(hour_of("".join(self._pieces)))
