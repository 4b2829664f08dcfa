"""Files that come with an article, named in its text and never fetched."""

import html
from collections.abc import Iterable

from store.parse.markup import safe_link


def size_in_words(size: int) -> str:
    """Write a number of bytes for people: 812 bytes, 43 kB, 12 MB."""
    return f"{size} bytes" if size < 1000 else f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1e6:.0f} MB"


def attached_html(files: Iterable[tuple[object, object, object]], base: str | None, text: str) -> str:
    """Return a paragraph of HTML for each file (address, media type, size in bytes) that `text` does not link to."""
    lines: dict[str, str] = {}
    for href, kind, size in files:
        url = safe_link(href if isinstance(href, str) else None, base, schemes=("http", "https"))
        if url and str(href) not in text:
            about = ", ".join(part for part in (_kind(kind), _size(size)) if part)
            link = f'<a href="{html.escape(url)}">{html.escape(url)}</a>'
            lines.setdefault(url, f"<p>Attached: {link}{f' ({html.escape(about)})' if about else ''}</p>")
    return "".join(lines.values())


def _kind(kind: object) -> str:
    return kind.strip()[:100] if isinstance(kind, str) else ""


def _size(size: object) -> str:
    digits = str(size).strip() if isinstance(size, int | str) else ""
    known = digits.isascii() and digits.isdigit() and len(digits) < 14 and int(digits) > 0
    return size_in_words(int(digits)) if known else ""
