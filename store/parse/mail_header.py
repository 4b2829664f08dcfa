"""The fields of a mail's header as clean text, however they are encoded or broken."""

import re
from datetime import datetime
from email import errors
from email.message import Message
from email.policy import EmailPolicy
from email.utils import getaddresses
from typing import Any

from store.parse.markup import clean_line
from store.parse.published import read_stated

FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, errors.MessageError)
"""What Python's email package has raised over malformed mail instead of noting a defect."""

_LONGEST = 4000  # characters of a field that are looked at
_FOLD = re.compile(r"\r?\n[ \t]*")
_LIST_ID = re.compile(r"\s*(.*?)\s*<[^<>]*>")


class _Lenient(EmailPolicy):
    """Python's modern way to read fields, which takes quadratic time over long ones and raises over some."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a field's value; as it stands where it cannot be read."""
        value = value[:_LONGEST]
        try:
            return super().header_fetch_parse(name, value)
        except FAULTS:
            return value.encode("utf-8", "replace").decode()


LENIENT = _Lenient()


def field(message: Message, name: str) -> str:
    """Return a field as one clean line; "" where it is missing. Encoded words (RFC 2047) and raw bytes are decoded."""
    stated = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    value = _FOLD.sub(" ", _raw(str(stated))[:_LONGEST])
    return clean_line(str(LENIENT.header_fetch_parse(name, value)).encode("utf-8", "replace").decode())


def _raw(value: str) -> str:
    """Decode bytes beyond ASCII, which mail must not hold in a field and often does."""
    data = value.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def senders(message: Message) -> tuple[str, ...]:
    """Return who wrote a mail: display names, else addresses."""
    found = _addresses(message)
    return tuple(dict.fromkeys(clean_line(name, 200) or address for name, address in found if name or address))


def source(message: Message) -> str | None:
    """Return who provides a mail: the name of its mailing list, else the domain it comes from."""
    named = _LIST_ID.match(field(message, "List-Id"))
    if named and (name := named[1].strip("\"' ")):
        return name
    domains = (address.rpartition("@")[2] for _, address in _addresses(message) if "@" in address)
    return next((domain.strip(".> ").lower() for domain in domains if domain), None)


def sent(message: Message) -> datetime | None:
    """Return when a mail was sent, in UTC, or None where it does not say so."""
    return read_stated(field(message, "Date"))


def message_key(message: Message) -> str:
    """Return the message's own id as an address (`mid:`, RFC 2392), good in every folder; "" where it has none."""
    stated = field(message, "Message-ID").strip("<> ")
    return f"mid:{stated}" if stated else ""


def _addresses(message: Message) -> list[tuple[str, str]]:
    return [(name.strip("\"' "), clean_line(address, 300)) for name, address in getaddresses([field(message, "From")])]
