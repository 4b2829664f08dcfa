"""Markdown marks in a stretch of text: taken off for reading, kept as hints of what stood in italics."""

import re

# Begins with the mark, not with what stands before it, so that the engine looks for marks only.
EMPHASIS = re.compile(r"([*_](?<![\w*_\\][*_])[*_]{0,2})(?=[^\s*_])([^*_\n]{1,400}?)(?<=[^\s\\])\1(?![\w])")
_AUTOLINK = re.compile(r"<((?:https?|ftp)://[^\s<>]{1,2000}|www\.[^\s<>]{1,2000}|mailto:[^\s<>]{1,300})>")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,1000})\]\(<?([^\s()<>]{0,1500}(?:\([^\s()<>]{0,300}\)[^\s()<>]{0,500}){0,3})>?\)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~-])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def collapse(text: str) -> str:
    """`text` as a reference's raw: one space for white space, no emphasis, a link that shows its own address bare."""
    text = one_spaced(text)
    for _ in range(2):  # bold within italics
        if "*" in text or "_" in text:
            text = EMPHASIS.sub(_inner, text)
    if "<" in text:
        text = _AUTOLINK.sub(_first, text)
    if "](" in text:
        text = _LINK.sub(_bare_link, text)
    return _ESCAPED.sub(_first, text) if "\\" in text else text


def one_spaced(text: str) -> str:
    """`text` with one space for each stretch of white space, and none at its ends."""
    return " ".join(text.split())


def unlink(text: str) -> str:
    """Every Markdown link replaced by its words; a link whose words are an address or an id goes altogether."""
    if "](" not in text:
        return text
    return _LINK.sub(lambda link: link[1] if _says_something(link[1]) else " ", text)


def emphasised(text: str) -> tuple[str, ...]:
    """What stood in italics or bold, in reading order, white space collapsed."""
    return tuple(one_spaced(found[2]) for found in EMPHASIS.finditer(text))


def links(text: str) -> tuple[tuple[str, str], ...]:
    """(words, address) of the Markdown links in `text`."""
    return tuple((found[1], found[2]) for found in _LINK.finditer(text)) if "](" in text else ()


def address(text: str) -> str | None:
    """The first web address in `text`, with a scheme, without the punctuation of the sentence around it."""
    found = _ADDRESS.search(text)
    if not found:
        return None
    url = found[0].split("](")[0].rstrip(".,;:!?>\"'”’]*_")
    if url.endswith(")") and "(" not in url:
        url = url.rstrip(")")
    return url if "://" in url else f"https://{url}"


def _first(found: re.Match[str]) -> str:
    return found[1]


def _inner(found: re.Match[str]) -> str:
    return found[2]


def _bare_link(link: re.Match[str]) -> str:
    return link[2] if link[1].strip() in (link[2], link[2].split("://")[-1]) else link[0]


def _says_something(words: str) -> bool:
    """Whether a link's words are more than an address or an identifier."""
    return not re.search(r"://|^\s*www\.|^\s*(?:doi\b|10\.\d{4,9}/|pmid\b|link$|here$)", words, re.IGNORECASE)
