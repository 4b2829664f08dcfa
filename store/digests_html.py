"""A digest as one HTML file that needs nothing else: no script, no font, no picture, no other machine."""

from collections.abc import Iterator
from html import escape

from store.digests import Digest, DigestArticle, DigestReference
from store.digests_html_style import STYLE
from store.digests_words import (
    WARNING,
    address,
    also,
    cited,
    ended,
    head,
    heading,
    headline,
    is_noticed,
    origin,
    rests_on,
    status_words,
    warnings,
)
from store.parse.markup import clean_line, safe_link

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="quiet">{head}</p>
</header>
<main>
"""


def write_html(digest: Digest) -> str:
    """Write a digest as a whole HTML document."""
    title, found = _text(digest.title), _text(head(digest))
    return _HEAD.format(title=title, style=STYLE, head=found) + "\n".join(
        [*_main(digest), "</main>", "</body>", "</html>", ""]
    )


def _main(digest: Digest) -> Iterator[str]:
    numbered = digest.numbered
    for n, group in enumerate(digest.groups, 1):
        if group.name:
            name = _text(heading(digest, group.name, len(group.articles)))
            yield f'<section aria-labelledby="group-{n}">\n<h2 id="group-{n}">{name}</h2>'
        for entry in group.articles:
            yield from _article(digest, entry, numbered, 2 + bool(group.name))
        if group.name:
            yield "</section>"
    if not digest.groups:
        yield "<p>No article fits.</p>"
    if digest.references:
        yield '<section aria-labelledby="references">\n<h2 id="references">References</h2>\n<ol>'
        titles = {entry.article.id: entry.article.title for group in digest.groups for entry in group.articles}
        yield from (_reference(one, titles) for one in digest.references)
        yield "</ol>\n</section>"


def _article(digest: Digest, entry: DigestArticle, references: dict[int, DigestReference], level: int) -> Iterator[str]:
    article = entry.article
    title = _linked(article.url, headline(article.title))
    yield f'<article id="article-{article.id}">\n<h{level}>{title}</h{level}>'
    yield f'<p class="quiet">{_text(" · ".join(filter(None, (origin(article), also(entry, digest)))))}</p>'
    if entry.facts:
        yield f"<p>Study: {_text(entry.facts)}</p>"
    for warning in warnings(entry, references):
        yield f'<p class="warning">{WARNING} {_text(warning)}</p>'
    yield f"<p>{_rests_on(entry)}</p>"
    if entry.note:
        from store.digests_notes import note_html  # here: most digests hold no note

        yield f'<div class="note">\n<p class="quiet">Note</p>\n{note_html(entry.note, level)}</div>'
    yield "</article>"


def _rests_on(entry: DigestArticle) -> str:
    told = []
    for words, numbers in rests_on(entry):
        told.append(f"{words} " + ", ".join(f'<a href="#reference-{n}">[{n}]</a>' for n in numbers))
    return "; ".join(told) or "Names no reference"


def _reference(one: DigestReference, titles: dict[int, str]) -> str:
    who, title, where = map(_text, cited(one.reference))
    told = " ".join(filter(None, (ended(who), ended(title), f"<cite>{where}</cite>." if where else "")))
    found = address(one.reference)
    linked = f" {_linked(*found)}" if found else ""
    look = "warning" if is_noticed(one) else "quiet"
    status = f'<br>\n<span class="{look}">{_text(status_words(one.status, one.said))}</span>'
    back = ", ".join(f'<a href="#article-{i}">{_text(headline(titles[i]))}</a>' for i in one.articles)
    return f'<li id="reference-{one.n}">{told}{linked}{status}<br>\n<span class="quiet">In: {back}</span></li>'


def _linked(url: str | None, text: str) -> str:
    page = safe_link(url)
    return f'<a href="{escape(page)}">{_text(text)}</a>' if page else _text(text)


def _text(text: str) -> str:
    return escape(clean_line(text))
