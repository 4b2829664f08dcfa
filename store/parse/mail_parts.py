"""What a mail holds: its text as HTML or plain, attachments by name, and mails within it."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import islice
from typing import Literal

from store.errors import SourceError
from store.parse.attached import size_in_words
from store.parse.mail_header import FAULTS, field
from store.parse.markup import clean_line
from store.parse.recognise import decode

_MOST_PARTS = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a mail. `text` is HTML, plain text, or the line that names an attachment."""

    kind: Literal["html", "text", "attached", "message"]
    text: str
    media_type: str = ""
    message: Message | None = None
    listed: bool = False  # a message that is one of a digest


def read_parts(message: Message) -> tuple[Part, ...]:
    """Return a mail's pieces in reading order; of alternatives only the one to be shown."""
    try:
        return tuple(islice(_parts(message), _MOST_PARTS))
    except RecursionError:
        return leaves(message)


def leaves(message: Message) -> tuple[Part, ...]:
    """Return the texts of a mail that holds others too deeply nested to tell apart."""
    found: list[Part] = []
    waiting = [message]
    for _ in range(_MOST_PARTS * 10):
        if not waiting:
            break
        one = waiting.pop()
        kind = _kind(one)
        if one.is_multipart():
            waiting += reversed(_inner(one))
        elif not _is_attached(one, kind) and (text := _text(one)):
            found.append(Part("html" if kind == "text/html" else "text", text))
    return tuple(found)


def _parts(message: Message, *, listed: bool = False) -> Iterator[Part]:
    kind = _kind(message)
    if kind == "message/rfc822" or (kind.startswith("message/") and message.is_multipart()):
        yield from (Part("message", "", kind, inner, listed) for inner in _inner(message))
    elif kind == "multipart/alternative":
        yield from _best([tuple(_parts(inner)) for inner in _inner(message)])
    elif kind == "multipart/related":
        yield from _related(message)
    elif message.is_multipart():
        for inner in _inner(message):
            yield from _parts(inner, listed=kind == "multipart/digest")
    elif _is_attached(message, kind):
        if not kind.endswith("-signature"):
            yield Part("attached", _attachment(message, kind), kind)
    elif text := _text(message):
        yield Part("html" if kind in ("text/html", "application/xhtml+xml") else "text", text)


def _related(message: Message) -> Iterator[Part]:
    """Yield the text of a mail whose other parts are the pictures in it."""
    inner = [part for one in _inner(message) for part in _parts(one)]
    yield from (part for part in inner if part.kind != "attached" or not part.media_type.startswith("image/"))


def _best(choices: list[tuple[Part, ...]]) -> tuple[Part, ...]:
    """Choose HTML, unless it is next to empty beside the plain text; else the plain text."""
    html = max((c for c in choices if any(p.kind == "html" for p in c)), key=_words, default=())
    text = max((c for c in choices if any(p.kind == "text" for p in c)), key=_words, default=())
    others = next((c for c in choices if c and c not in (html, text)), ())
    if html and text and _words(html) * 4 < _words(text):
        return text
    return html or text or others


def _words(parts: tuple[Part, ...]) -> int:
    """Count words that are read; an address is none."""
    from store.parse.mail_html import words_of  # here: a plain text needs no lxml

    read = (words_of(p.text) if p.kind == "html" else p.text for p in parts if p.kind in ("html", "text"))
    return sum(1 for text in read for word in text.split() if any(map(str.isalpha, word)) and "://" not in word)


def _kind(message: Message) -> str:
    try:
        return message.get_content_type()
    except FAULTS:
        return "text/plain"


def _inner(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _is_attached(message: Message, kind: str) -> bool:
    disposition = field(message, "Content-Disposition").lower()
    # A multipart without parts is broken: its bytes are all there is to read.
    readable = kind.startswith(("text/", "multipart/", "message/")) or kind == "application/xhtml+xml"
    return disposition.startswith("attachment") or not readable or kind in ("text/calendar", "text/csv", "text/vcard")


def _attachment(message: Message, kind: str) -> str:
    try:
        name = message.get_filename()
    except FAULTS:
        name = None
    size = len(_bytes(message))
    return f"{clean_line(name or '', 200) or 'without a name'} ({kind}, {size_in_words(size)})"


def _bytes(message: Message) -> bytes:
    try:
        payload = message.get_payload(decode=True)
    except FAULTS:
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _text(message: Message) -> str:
    """Decode a part; a charset that is missing, unknown or wrong is found out from the bytes."""
    try:
        charset = message.get_content_charset() or ""
    except FAULTS:
        charset = ""
    try:
        return decode(_bytes(message), f"text/plain; charset={charset}" if charset else None)
    except SourceError:  # empty, or no text
        return ""
