"""A digest as Markdown. What comes from outside can begin no markup: each of its signs has a backslash."""

import re
from collections.abc import Iterator

from store.digests import Digest, DigestArticle, DigestReference
from store.digests_words import (
    WARNING,
    address,
    also,
    cited,
    ended,
    head,
    heading,
    headline,
    origin,
    rests_on,
    status_words,
    warnings,
)
from store.parse.markup import clean_line, safe_link
from store.parse.markup_links import destination

_SIGNS = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w{1,31};)")
_FIRST = re.compile(r"^(\d{0,9})([#>+=|.)~:-])")
"""What begins a block where a line begins."""
_CLOSING = re.compile(r"(?<=\s)#+$")
"""What would close a heading and not be seen."""


def write_markdown(digest: Digest) -> str:
    """Write a digest as Markdown, a line break at its end."""
    return "\n\n".join(_parts(digest)) + "\n"


def _parts(digest: Digest) -> Iterator[str]:
    yield f"# {_title(digest.title)}"
    yield _line(head(digest))
    numbered = digest.numbered
    for group in digest.groups:
        level = 2 + bool(group.name)
        if group.name:
            yield f"## {_title(heading(digest, group.name, len(group.articles)))}"
        for entry in group.articles:
            yield from _article(digest, entry, numbered, level)
    if not digest.groups:
        yield "No article fits."
    if digest.references:
        yield "## References"
        yield "\n".join(f"{one.n}. {_reference(one)}" for one in digest.references)


def _article(digest: Digest, entry: DigestArticle, references: dict[int, DigestReference], level: int) -> Iterator[str]:
    article = entry.article
    title, page = _title(headline(article.title)), safe_link(article.url)
    yield f"{'#' * level} " + (f"[{title}]({destination(page)})" if page else title)
    facts = [_line(" · ".join(filter(None, (origin(article), also(entry, digest)))))]
    if entry.facts:
        facts.append(f"Study: {_text(entry.facts)}")
    facts += [f"**{WARNING} {_text(warning)}**" for warning in warnings(entry, references)]
    facts.append(_rests_on(entry))
    yield "\n".join(f"- {fact}" for fact in facts)
    if entry.note:
        from store.digests_notes import note_markdown  # here: most digests hold no note

        lines = ["**Note**", "", *note_markdown(entry.note, level).split("\n")]
        yield "\n".join(f"> {line}".rstrip() if not line.endswith("  ") else f"> {line}" for line in lines)


def _rests_on(entry: DigestArticle) -> str:
    told = (f"{words} {', '.join(f'[{n}]' for n in numbers)}" for words, numbers in rests_on(entry))
    return "; ".join(told) or "Names no reference"


def _reference(one: DigestReference) -> str:
    who, title, where = map(_text, cited(one.reference))
    told = " ".join(filter(None, (ended(who), ended(title), f"*{where}*." if where else "")))
    found = address(one.reference)
    linked = f" [{_text(found[1])}]({destination(found[0])})" if found else ""
    return f"{_FIRST.sub(_escaped, told)}{linked} — {_text(status_words(one.status, one.said))}"


def _text(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", clean_line(text))


def _line(text: str) -> str:
    return _FIRST.sub(_escaped, _text(text))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}"


def _title(text: str) -> str:
    return _CLOSING.sub(r"\\\g<0>", _text(text))
