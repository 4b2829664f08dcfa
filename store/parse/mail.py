"""Mail to drafts: newsletters and journal alerts, one message (.eml, Maildir) or many (mbox)."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from store.errors import SourceError
from store.model import Draft, Page
from store.parse.children import children_of
from store.parse.digest import split_digest
from store.parse.mail_boxes import messages_of
from store.parse.mail_header import FAULTS, LENIENT, field, message_key, senders, sent, source
from store.parse.mail_parts import Part, leaves, read_parts
from store.parse.markup import clean_line, html_to_markdown
from store.parse.text import parse_text
from store.references.citations import read_citations

_DEEPEST = 5  # mails within mails
_LONGEST_TITLE = 300
_MARKS = re.compile(r"[*_#>`\\]|!?\[([^\[\]]*)\]\([^)\[]*\)")  # none reaches over a bracket: linear


def parse_mail(page: Page) -> tuple[Draft, ...]:
    """Return a draft for each message that has a subject or a text. Raises SourceError where there is none."""
    messages = list(messages_of(page.data))
    drafts = [draft for data in messages if (draft := _draft(_message(data), page))]
    if not drafts:
        where = clean_line(page.where)
        raise SourceError(f"Cannot read {where}: the mail holds no text. Open it in a mail program and save it again.")
    if len(messages) == 1:
        return tuple(drafts)
    return tuple(draft if draft.key else _keyed(draft) for draft in drafts)


def _keyed(draft: Draft) -> Draft:
    """Name a message without an id by what it says: others lie at the same place."""
    text = "\n".join((draft.title, str(draft.published), draft.body)).encode("utf-8", "replace")
    return replace(draft, key=f"mid:{hashlib.blake2b(text, digest_size=12).hexdigest()}@content")


def _message(data: bytes) -> Message:
    try:
        return message_from_bytes(data, policy=LENIENT)
    except FAULTS:  # nested beyond reason: then the header, and all else as it stands
        return BytesHeaderParser(policy=LENIENT).parsebytes(data)


@dataclass(frozen=True, slots=True)
class _Body:
    """What the pieces of a mail come to."""

    text: str
    children: tuple[Draft, ...] = ()
    url: str | None = None
    original: str = ""
    media_type: str = "text/plain"


def _draft(message: Message, page: Page, depth: int = 0) -> Draft | None:
    """Return a message as a draft, or None for one that says nothing."""
    subject = clean_line(field(message, "Subject"), _LONGEST_TITLE)
    parts = read_parts(message) if depth < _DEEPEST else leaves(message)
    draft = Draft(
        key=message_key(message),
        title=subject,
        body="",
        authors=senders(message),
        published=sent(message),
        source=source(message),
        language=clean_line(field(message, "Content-Language").partition(",")[0], 40) or None,
    )
    body = _body(parts, draft, page, depth)
    title = subject or _first_words(body.text)
    return _whole(draft, body, title) if title else None


def _whole(draft: Draft, body: _Body, title: str) -> Draft:
    return Draft(
        key=draft.key,
        title=title,
        body=body.text,
        url=body.url,
        authors=draft.authors,
        published=draft.published,
        source=draft.source,
        references=read_citations(body.text, title=title, url=body.url).references,
        children=body.children,
        language=draft.language,
        original=body.original,
        media_type=body.media_type,
    )


def _body(parts: Iterable[Part], draft: Draft, page: Page, depth: int) -> _Body:
    shown = [part for part in parts if part.kind in ("html", "text")]
    bodies = [_html_body(part, draft) if part.kind == "html" else _text_body(part, draft, page) for part in shown]
    inner = list(_inner(parts, page, depth))
    texts = [body.text for body in bodies] + [_forwarded(one) for one, listed in inner if not listed]
    attached = [f"- {html_to_markdown(part.text)}" for part in parts if part.kind == "attached"]
    if attached:
        texts.append("**Attached, not kept:**\n\n" + "\n".join(attached))
    children = [child for body in bodies for child in body.children] + [one for one, listed in inner if listed]
    is_html = any(part.kind == "html" for part in shown)
    return _Body(
        "\n\n".join(text for text in texts if text),
        tuple(children),
        next((body.url for body in bodies if body.url), None),
        "\n\n".join(part.text for part in shown),
        "text/html" if is_html else "text/plain",
    )


def _html_body(part: Part, draft: Draft) -> _Body:
    from store.parse.mail_html import readable_html  # here: a plain text needs no lxml

    html, url = readable_html(part.text)
    body, items = split_digest(html_to_markdown(html), draft.title)
    return _Body(body, children_of(items, base=draft), url)


def _text_body(part: Part, draft: Draft, page: Page) -> _Body:
    """Read plain text as the text parser does; the title it finds there stays in the body, the subject is another."""
    from store.parse.mail_html import web_address_in

    try:
        (read,) = parse_text(Page(part.text.encode(), page.where, None, "text/plain; charset=utf-8"))
    except SourceError:  # no words in it
        return _Body("")
    body = read.body
    if read.title.rstrip("…")[:40] not in _MARKS.sub(r"\1", body) and read.title != draft.title:
        body = f"**{read.title}**\n\n{body}"
    return _Body(body, read.children, web_address_in(part.text))


def _inner(parts: Iterable[Part], page: Page, depth: int) -> Iterator[tuple[Draft, bool]]:
    """Yield the mails within a mail, and whether each is one of a digest."""
    for part in parts:
        if part.message is not None and (draft := _draft(part.message, page, depth + 1)):
            yield draft, part.listed


def _forwarded(draft: Draft) -> str:
    """Write a forwarded mail as a section of the one that holds it."""
    by = ", ".join(draft.authors)
    head = f"## {html_to_markdown(draft.title)}" + (f"\n\n*Forwarded, from {html_to_markdown(by)}*" if by else "")
    return f"{head}\n\n{draft.body}"


def _first_words(body: str) -> str:
    return clean_line(_MARKS.sub(r"\1", body.split("\n\n")[0]), 100)
