"""Markdown marks in a stretch of text: taken off for reading, kept as hints of what stood in italics."""

import re

EMPHASIS = re.compile(r"(?<![\w*_\\])([*_]{1,3})(?=[^\s*_])([^*_\n]{1,400}?)(?<=[^\s\\])\1(?![\w])")
_AUTOLINK = re.compile(r"<((?:https?|ftp)://[^\s<>]{1,2000}|www\.[^\s<>]{1,2000}|mailto:[^\s<>]{1,300})>")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,1000})\]\(<?([^\s()<>]{0,1500}(?:\([^\s()<>]{0,300}\)[^\s()<>]{0,500}){0,3})>?\)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~-])")
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def collapse(text: str) -> str:
    """`text` as a reference's raw: one space for white space, no emphasis, a link that shows its own address bare."""
    text = _SPACE.sub(" ", text).strip()
    text = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", text))
    text = _AUTOLINK.sub(r"\1", text)
    text = _LINK.sub(_bare_link, text)
    return _ESCAPED.sub(r"\1", text)


def unlink(text: str) -> str:
    """Every Markdown link replaced by its words; a link whose words are an address or an id goes altogether."""
    return _LINK.sub(lambda link: link[1] if _says_something(link[1]) else " ", text)


def emphasised(text: str) -> tuple[str, ...]:
    """What stood in italics or bold, in reading order, white space collapsed."""
    return tuple(_SPACE.sub(" ", found[2]).strip() for found in EMPHASIS.finditer(text))


def links(text: str) -> tuple[tuple[str, str], ...]:
    """(words, address) of the Markdown links in `text`."""
    return tuple((found[1], found[2]) for found in _LINK.finditer(text))


def address(text: str) -> str | None:
    """The first web address in `text`, with a scheme, without the punctuation of the sentence around it."""
    found = _ADDRESS.search(text)
    if not found:
        return None
    url = found[0].split("](")[0].rstrip(".,;:!?>\"'”’]*_")
    if url.endswith(")") and "(" not in url:
        url = url.rstrip(")")
    return url if "://" in url else f"https://{url}"


def _bare_link(link: re.Match[str]) -> str:
    return link[2] if link[1].strip() in (link[2], link[2].split("://")[-1]) else link[0]


def _says_something(words: str) -> bool:
    """Whether a link's words are more than an address or an identifier."""
    return not re.search(r"://|^\s*www\.|^\s*(?:doi\b|10\.\d{4,9}/|pmid\b|link$|here$)", words, re.IGNORECASE)
