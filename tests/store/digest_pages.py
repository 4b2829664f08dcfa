"""A digest's HTML, checked to the letter: every element closed where it may be, every id once, every anchor there.

Browsers mend what is wrong; this does not.
"""

from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import pairwise

from tests.store.digest_page_rules import ATTRIBUTES, INSIDE, PHRASES, SCHEMES, VOID


class Page(HTMLParser):
    """What a page holds; `faults` is what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.text = ""
        self._open: list[str] = []
        if not html.startswith("<!DOCTYPE html>\n"):
            self.faults.append("no doctype")
        self.feed(html)
        self.close()
        self._finish()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1] if self._open else ""
        self.tags.append(tag)
        if parent not in INSIDE.get(tag, ()):
            self.faults.append(f"<{tag}> in <{parent}>")
        if tag == "a" and "a" in self._open:
            self.faults.append("a link in a link")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"an attribute twice in <{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if data.strip() and inside not in PHRASES:
            self.faults.append(f"text in <{inside}>: {data.strip()[:40]}")
        if "<" in data and inside == "style":
            self.faults.append("markup in the style")
        if inside not in ("style", "title"):
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment")

    def handle_pi(self, data: str) -> None:
        self.faults.append("an instruction")

    def unknown_decl(self, data: str) -> None:
        self.faults.append("a declaration")

    def _attribute(self, tag: str, name: str, value: str | None) -> None:
        if name not in ATTRIBUTES.get(tag, ()) and name not in ("id", "class"):
            self.faults.append(f"{name}= in <{tag}>")
        if not value:
            self.faults.append(f"{name}= is empty in <{tag}>")
        if name == "id":
            self.ids.append(value or "")
        if name == "href":
            self.links.append(value or "")

    def _finish(self) -> None:
        if self._open:
            self.faults.append(f"never closed: {self._open}")
        if len(self.ids) != len(set(self.ids)):
            self.faults.append("an id twice")
        inner = {link[1:] for link in self.links if link.startswith("#")}
        self.faults += [f"nothing is named {name}" for name in sorted(inner - set(self.ids))]
        outer = [link for link in self.links if not link.startswith("#")]
        self.faults += [f"a link to {link}" for link in outer if not link.startswith(SCHEMES)]
        if self.headings[:1] != [1] or self.headings.count(1) != 1 or _skips(self.headings):
            self.faults.append(f"headings out of order: {self.headings}")
        for tag in ("html", "head", "title", "style", "body", "header", "main"):
            if self.tags.count(tag) != 1:
                self.faults.append(f"{self.tags.count(tag)} of <{tag}>")


def _skips(headings: Sequence[int]) -> bool:
    return any(after > before + 1 for before, after in pairwise(headings))
