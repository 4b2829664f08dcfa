"""The messages of an mbox, cut apart."""

import re
from collections.abc import Iterator

# A line "From sender Wed Jun  3 08:00:00 2026" with a field after it. Prose that begins so has no time in it, and
# mail programs write `>From` where it would.
_ENVELOPE = re.compile(rb"^From [^\n]{0,500}\d\d:\d\d[^\n]{0,100}\n(?=[!-9;-~]{1,100}:)", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages_of(data: bytes) -> Iterator[bytes]:
    """Yield each message of an mbox in its order; data that is no mbox is one message."""
    starts = [(found.start(), found.end()) for found in _ENVELOPE.finditer(data)]
    if not starts or data[: starts[0][0]].strip(b"\r\n\xef\xbb\xbf"):
        yield data.lstrip(b"\r\n\xef\xbb\xbf")
        return
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, begin), end in zip(starts, ends, strict=True):
        yield _QUOTED.sub(rb"\1", data[begin:end])
