"""Documents of every kind that sciread reads, with a hostile text wherever such a document has room for text."""

import json
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

from tests.conftest import SHARED
from tests.store.parse.hostile_inputs import hostile
from tests.tui.hostile_library import OWN

MORE = ("before\udc9b31mafter", "\udcff", "-", "--", "-1", "0", "9" * 30, "~", "~nobody/x", "%s%n", "{}", "a\nb")
"""Bytes that are no text, as Python hands them to a command; and what looks like an option, a number, a folder."""


def words(longest: int = 5_000) -> list[str]:
    """Our own texts, and the shared titles, addresses, hosts and searches where they are here; up to a length."""
    told = hostile() if (SHARED / "hostile" / "hostile.py").is_file() else None
    kept = (*told.TITLES, *told.URLS, *told.HOSTS, *told.FTS) if told else ()
    return [word for word in dict.fromkeys((*MORE, *OWN, *kept)) if len(word) <= longest]


def documents(longest: int = 5_000) -> dict[str, bytes]:
    """A document of each kind that holds all of these texts."""
    these = [word for word in words(longest) if word]
    return {name: write(these).encode("utf-8", "surrogatepass") for name, write in KINDS.items()}


def _opml(these: Sequence[str]) -> str:
    lines = "".join(
        f"<outline text={quoteattr(word)}><outline text={quoteattr(word)} xmlUrl={quoteattr(word)}/>"
        f'<outline title={quoteattr(word)} xmlUrl="https://feeds.example/{n}"/></outline>\n'
        for n, word in enumerate(these)
    )
    return f'<opml version="2.0"><body>{lines}</body></opml>'


def _rss(these: Sequence[str]) -> str:
    items = "".join(
        f"<item><title><![CDATA[{word}]]></title><link><![CDATA[{word}]]></link><guid>g{n}</guid>"
        f"<author><![CDATA[{word}]]></author><category><![CDATA[{word}]]></category>"
        f"<description><![CDATA[<p>{word}</p><p>doi:10.1000/{n}</p>]]></description></item>\n"
        for n, word in enumerate(these)
    )
    title = f"<title><![CDATA[{these[0]}]]></title><link><![CDATA[{these[0]}]]></link>"
    return f'<rss version="2.0"><channel>{title}{items}</channel></rss>'


def _jsonfeed(these: Sequence[str]) -> str:
    items = [
        {"id": f"j{n}", "url": word, "title": word, "content_text": word, "tags": [word], "authors": [{"name": word}]}
        for n, word in enumerate(these)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": these[0], "items": items})


def _page(these: Sequence[str]) -> str:
    meta = "".join(f"<meta name='citation_author' content={quoteattr(word)}>" for word in these)
    text = "".join(f"<p>A paragraph of some words that tells of {word}, and then goes on.</p>" for word in these)
    return f"<html><head><title>{these[0]}</title>{meta}</head><body><article>{text}</article></body></html>"


def _mail(these: Sequence[str]) -> str:
    bare = [" ".join(word.split()) for word in these]
    headers = f"From: {bare[1]} <a@b.example>\nSubject: {bare[0]}\nList-Id: {bare[2]}\nMessage-Id: <m@b.example>\n"
    return f"{headers}Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(f"It tells of {w}." for w in bare)


def _markdown(these: Sequence[str]) -> str:
    return f"# {these[0]}\n\n" + "\n\n".join(f"A sentence that tells of {word} [{word}]({word})." for word in these)


def _bibtex(these: Sequence[str]) -> str:
    return "\n".join(
        f"@article{{{word.strip()}, title={{{word}}}, author={{{word}}}, journal={{{word}}}, doi={{10.1000/{n}}}}}"
        for n, word in enumerate(these)
    )


def _ris(these: Sequence[str]) -> str:
    return "\n".join(
        f"TY  - JOUR\nID  - {word}\nTI  - {word}\nAU  - {word}\nJO  - {word}\nDO  - 10.1000/{n}\nER  - "
        for n, word in enumerate(these)
    )


def _csl(these: Sequence[str]) -> str:
    return json.dumps(
        [
            {"id": word, "type": word, "title": word, "author": [{"family": word}], "DOI": f"10.1000/{n}"}
            for n, word in enumerate(these)
        ]
    )


def _state(these: Sequence[str]) -> str:
    def said(value: object, at: str | None = None) -> dict[str, object]:
        return {"is": value, "at": at}

    def lines() -> Iterator[dict[str, object]]:
        yield {"sciread": "state", "version": 1}
        for n, word in enumerate(these):
            yield {"kind": "article", "key": word, "feed": word, "note": said(word), "tags": {word: said(True)}}
            yield {"kind": "article", "key": f"key {n}", "title": word, "read": said(word), "place": said(word, word)}
            yield {"kind": "subscription", "url": word, "subscribed": said(True), "name": said(word)}
            yield {"kind": "subscription", "url": f"https://a.example/{n}", "folder": said(word)}
            yield {"kind": "view", "name": word, "saved": said(True), "filter": said(word), "sort": said("newest")}
            yield {"kind": "rule", "filter": word, "gives": said([word])}
            yield {"kind": "colour", "tag": word, "colour": said(word if n % 2 else "accent")}
            yield {"kind": "citation_key", "work": word, "key": word}
            yield {"kind": "own_work", "key": word, "title": word, "authors": [word], "ids": {word: word}}
            yield {"kind": word, word: said(word, word)}

    return "".join(f"{json.dumps(line)}\n" for line in lines())


KINDS: dict[str, Callable[[Sequence[str]], str]] = {
    "feeds.opml": _opml, "feed.xml": _rss, "feed.json": _jsonfeed, "page.html": _page, "mail.eml": _mail,
    "note.md": _markdown, "own.bib": _bibtex, "own.ris": _ris, "own.json": _csl, "state.jsonl": _state,
}  # fmt: skip
