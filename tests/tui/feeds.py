"""Feeds for tests, served on loopback."""

from collections.abc import Iterable

from tests.server import reply

FEED_KEYS = {
    "id", "title", "url", "site", "kind", "count", "unread", "subscribed", "folder", "paused", "interval", "checked",
    "due", "failures", "error", "retired",
}  # fmt: skip


def rss(title: str, numbers: Iterable[int], text: str = "A short summary.") -> bytes:
    """An answer with an RSS feed of numbered articles; a higher number is newer."""
    items = "".join(
        f"<item><title>{title}, part {n}</title><link>https://news.example/{title.replace(' ', '-')}/{n}</link>"
        f"<guid>{title}-{n}</guid><pubDate>{1 + n % 28} May 2026 08:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for n in numbers
    )
    body = (
        f'<rss version="2.0"><channel><title>{title}</title><link>https://news.example/</link>{items}</channel></rss>'
    )
    return reply(200, body.encode(), content_type="application/rss+xml")


def page(title: str, paragraphs: int) -> bytes:
    """An answer with an HTML page of some paragraphs."""
    text = "".join(
        f"<p>Paragraph {n} of the whole story, which its feed only hinted at with one line.</p>"
        for n in range(paragraphs)
    )
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return reply(200, body.encode(), content_type="text/html")
