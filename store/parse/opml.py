"""Subscription lists (OPML) read and written. Nothing in a list is ever run or fetched here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from xml.sax.saxutils import quoteattr

from store.errors import SourceError
from store.parse.feed_mend import mend
from store.parse.markup import clean_line, safe_link, strip_markup
from store.parse.recognise import decode

BETWEEN = " / "
"""Parts the names of nested folders."""

_DEEPEST = 30
_LONGEST_TITLE = 300
_OUTLINE = re.compile(r"<(/?)outline\b((?:[^<>\"']|\"[^\"]{0,20000}\"|'[^']{0,20000}')*)>", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}):")
_SECRET = re.compile(
    r"(?:.*[_-])?(?:token|key|apikey|secret|pass(?:word|wd)?|pw|auth|sig(?:nature)?|session(?:id)?|sid|hash|user(?:name)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A subscription list: feeds as (title, address, folder), and what is not taken as (text, reason)."""

    feeds: tuple[tuple[str, str, str], ...]
    refused: tuple[tuple[str, str], ...]


def parse_opml(data: bytes, *, where: str = "the list") -> Outline:
    """Read a subscription list; feeds in its order, each address once. Raises SourceError if it is none.

    Only http and https addresses are feeds. Readers that let a list say `exec:` or `|command` have run it
    (newsboat 3400); here such an entry is listed as refused.
    """
    import listparser  # here: only an import of a list pays for it

    text = _shallow(mend(decode(data, None, where=where)))
    # Marked bytes: unmarked ones would be read as Latin-1, and a str that begins with "http" would be fetched.
    found = listparser.parse(text.encode("utf-8-sig"))
    feeds: list[tuple[str, str, str]] = []
    refused: list[tuple[str, str]] = []
    for one in found["feeds"]:
        address = _web_address(one["url"])
        url = safe_link(address, schemes=("http", "https"))
        title = strip_markup(one["title"])[:_LONGEST_TITLE]
        if url:
            feeds.append((title or url, url, _folder(one.get("categories") or [])))
        else:
            refused.append((title or clean_line(one["url"], _LONGEST_TITLE), _reason(address)))
    for one in found["lists"]:
        text = strip_markup(one["title"])[:_LONGEST_TITLE] or clean_line(one["url"], _LONGEST_TITLE)
        refused.append((text, "it is another list, not a feed"))
    if not feeds and not refused and not found["version"]:
        raise SourceError(f"Cannot read {clean_line(where)}: it is no subscription list (OPML). Name another file.")
    return Outline(tuple(feeds), tuple(refused))


def _web_address(url: str) -> str:
    """Write feed://host and feed:https://host, once links for feed readers, as what they stand for."""
    if not url.lower().startswith("feed:"):
        return url
    rest = url[5:]
    inner = rest.removeprefix("//")
    return inner if inner.lower().startswith(("http:", "https:")) else f"http:{rest}"


def _folder(paths: list[list[str]]) -> str:
    # the last: the folder it lies in comes after those its `category` names
    names = (clean_line(strip_markup(name), 100) for name in (paths[-1] if paths else []))
    return BETWEEN.join(name for name in names if name)


def _reason(address: str) -> str:
    if scheme := _SCHEME.match(address.strip()):
        known = scheme[1].lower() in ("http", "https")
        return "its address cannot be read" if known else f"its address begins with {scheme[1].lower()}:, not http"
    return "it is a command, not an address" if address.lstrip().startswith("|") else "it is no address"


def _shallow(text: str) -> str:
    """Take off folders that lie deeper than anyone files; what is in them stays."""
    kept: list[bool] = []

    def keep(found: re.Match[str]) -> str:
        if found[1]:
            return found[0] if not kept or kept.pop() else ""
        if found[2].rstrip().endswith("/"):
            return found[0]
        deep = len(kept) >= _DEEPEST
        kept.append(not deep)
        return "" if deep and "xmlurl" not in found[2].lower() else f"<outline{found[2]}/>" if deep else found[0]

    return _OUTLINE.sub(keep, text)


def write_opml(feeds: Iterable[tuple[str, str, str]], *, title: str = "sciread", secrets: bool = False) -> str:
    """Write feeds (title, address, folder) as OPML 2.0, by folder, in the order in which the folders come.

    Names, passwords and tokens in addresses are left out unless `secrets` is set: lists get passed on.
    """
    tree = _Folder()
    for name, url, folder in feeds:
        tree.at([part for part in clean_line(folder).split(BETWEEN) if part]).feeds.append(
            (clean_line(name), clean_line(url if secrets else without_secrets(url), 8192))
        )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>{_title(title)}</head>\n<body>\n'
    return head + "".join(tree.lines("  ")) + "</body>\n</opml>\n"


def without_secrets(url: str) -> str:
    """Return an address without user, password, and query values whose name says that they are secret."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2]
    kept = [(name, value) for name, value in query if not _SECRET.fullmatch(name)]
    # untouched if nothing is secret: writing a query anew may change how it is escaped
    written = parts.query if len(kept) == len(query) else urlencode(kept)
    return urlunsplit((parts.scheme, host, parts.path, written, parts.fragment))


class _Folder:
    """A folder as it is being written: its feeds, then the folders in it."""

    def __init__(self) -> None:
        self.feeds: list[tuple[str, str]] = []
        self.folders: dict[str, _Folder] = {}

    def at(self, path: list[str]) -> "_Folder":
        """Return the folder a path leads to, made where it is missing."""
        folder = self
        for name in path[:_DEEPEST]:
            folder = folder.folders.setdefault(name, _Folder())
        return folder

    def lines(self, indent: str) -> Iterable[str]:
        """Yield the outlines of what is in the folder, with line ends."""
        for name, url in self.feeds:
            text = quoteattr(name or url)
            yield f'{indent}<outline type="rss" text={text} title={text} xmlUrl={quoteattr(url)}/>\n'
        for name, folder in self.folders.items():
            yield f"{indent}<outline text={quoteattr(name)}>\n"
            yield from folder.lines(indent + "  ")
            yield f"{indent}</outline>\n"


def _title(title: str) -> str:
    words = clean_line(title).replace("&", "&amp;").replace("<", "&lt;")
    return f"<title>{words}</title>"
