"""Digests of what wants to be more than text: nothing in them runs, is fetched, or leads where it should not."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from store import Author, Query, Reference, Store, clean, clean_line, digest_of, write_digest
from store.digests import Digest, DigestArticle, DigestGroup, DigestReference
from store.digests_html import write_html
from store.digests_html_style import STYLE
from store.digests_markdown import write_markdown
from store.model import Article, Draft
from store.model_paper import Notice, PaperStatus
from tests.conftest import NOW
from tests.store.digest_page_rules import SCHEMES
from tests.store.digest_pages import Page
from tests.store.parse.hostile_inputs import SHARED, hostile

OWN = [
    "<script>alert(1)</script>", "]]><!-- ", "-->", "</title></style></head><svg onload=alert(1)>", "&lt;b&gt; &#60;",
    '" onmouseover="alert(1)', "[click](javascript:alert(1))", "![dot](https://evil.example/dot.png)",
    "](https://evil.example) [", "[1]: https://evil.example", "[a]: javascript:alert(1)\n\n[a]", "<https://a.example>",
    "<javascript:alert(1)>", "# not a heading", "- not an item", "1. nor this", "> nor a quote", "=====", "-----",
    "+++", "~~~", "```\ncode", "`tick", "*a* _b_ **c** __d__ ~~e~~", "a \\", "\\", "title #", "# #", "| a | b |",
    "\x1b[31mred\x1b[0m", "\u202eright to left", "a\u2066b\u2069", "\ufdd0\ufdd1\ufdd3", "\x00", "\udcff", "^1 [^1]",
    "[x][y]", "a\nb", "a  \nb", "<details open ontoggle=alert(1)>", "<img src=x onerror=alert(1)>", "<!DOCTYPE x>",
    "<?php", "&amp;", "1) x", "* * *", "[ ] task", "{{x}}", "{style}", "${x}", "%s",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://a.example/<script>",
    'https://a.example/"onclick=x', "https://a.example/a)b(c", "https://a.example/a b", "vbscript:x", "//a.example/x",
    "https://a.example/\u202egpj.exe", "file:///etc/passwd", "https://a.example/x\n\n# y", "JaVaScRiPt:x",
]  # fmt: skip


def words() -> list[str]:
    """Our own texts, and the shared ones where they are here; what is no text at all is never stored."""
    told = hostile() if (SHARED / "hostile" / "hostile.py").is_file() else None
    kept = (*told.TITLES, *told.URLS) if told else ()
    texts = (word.encode("utf-8", "ignore").decode() for word in (*OWN, *ADDRESSES, *kept))
    return [word for word in dict.fromkeys(texts) if 0 < len(word) <= 5_000]


@pytest.fixture
def digest(store: Store) -> Digest:
    """A digest in which every text is hostile, and every note."""
    made = [
        Draft(
            f"k{n}", word, f"{word}\n\nThe trial enrolled 40 patients.", ADDRESSES[n % len(ADDRESSES)], (word,),
            NOW - timedelta(hours=n), word, (word[:80],), (_reference(n, word),),
        )
        for n, word in enumerate(words())
    ]  # fmt: skip
    store.save(made)
    for n, id in enumerate(store.ids(Query())):
        store.set_note(id, f"{words()[n % len(words())]}\n\n# {words()[-n]}\n\n- {words()[n % 7]}")
        store.tag([id], [words()[n % 20]])
    listed = [
        ((("doi", f"10.1000/{n}"),), Notice("retracted", (2026,), "10.1/<b>", word))
        for n, word in enumerate(words()[:40])
    ]
    store.load_notices(listed, "2026-06-01")
    return digest_of(store, Query(), title=OWN[3])


def _reference(n: int, word: str) -> Reference:
    return Reference(
        1, word, "main", "high", "trailer", {"doi": f"10.1000/{n}"} if n % 2 else {}, title=word if n % 3 else None,
        authors=(Author(word),), container=word, issued=(2025,), url=ADDRESSES[n % len(ADDRESSES)],
    )  # fmt: skip


def tokens(markdown: str) -> Iterator[Token]:
    """Everything that a reader of Markdown that allows everything finds in it."""
    reader = _Allowing("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found: dict[str, object] = {}
    for token in reader.parse(markdown, found):
        yield token
        yield from token.children or ()
    assert not found.get("references")


class _Allowing(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, its name
        return True


def assert_harmless(markdown: str) -> list[Token]:
    found = list(tokens(markdown))
    assert not [token.content for token in found if token.type in ("html_block", "html_inline", "image")]
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert not [link for link in links if not link.lower().startswith(SCHEMES)]
    return found


def test_hostile_texts_stay_text_on_a_page(digest: Digest) -> None:
    page = Page(write_html(digest))
    assert not page.faults
    assert not {"script", "img", "svg", "link", "iframe", "form", "input", "details"} & set(page.tags)
    assert digest.count == page.tags.count("article") == len(words())


def test_hostile_texts_stay_text_in_markdown(digest: Digest) -> None:
    found = assert_harmless(write_markdown(digest))
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in found) == 1
    h2 = sum(token.type == "heading_open" and token.tag == "h2" for token in found)
    h3 = sum(token.type == "heading_open" and token.tag == "h3" for token in found)
    assert (h2, h3) == (len(digest.groups) + 1, digest.count)


def test_hostile_texts_stay_text_in_json(digest: Digest) -> None:
    text = write_digest(digest, "json")
    assert text.count("\n") == 1
    value = json.loads(text)
    assert [len(group["articles"]) for group in value["groups"]] == [len(group.articles) for group in digest.groups]
    urls = [one["url"] for group in value["groups"] for one in group["articles"]] + [
        one["url"] for one in value["references"]
    ]
    assert not [url for url in urls if url and not url.startswith(SCHEMES)]


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_no_control_or_bidi_character_is_left(digest: Digest, form: str) -> None:
    text = write_digest(digest, form)  # type: ignore[arg-type]
    assert clean(text) == text
    assert text.encode()


TEXT = st.text(st.characters(exclude_categories=[]), max_size=60) | st.sampled_from(OWN)


def one_article(
    title: str, note: str = "", source: str = "", tag: str = "", url: str | None = "https://a.example/x"
) -> Digest:
    article = Article(
        7, title, url, None, source, (), "2026-06-01T08:00:00+00:00", "", "", True, False, (), (), 1,
        None, 0, 0, None, 9,
    )  # fmt: skip
    reference = Reference(1, title, "main", title=title or None, container=source)
    listed = DigestReference(1, reference, PaperStatus("none", source), "", (7,))
    entry = DigestArticle(article, note, "", (1,), (), (tag,) if tag else ())
    return Digest(title, source, "tag", (DigestGroup(tag or "none", (entry,)),), (listed,))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@example("closed by #", "# source", "tag #", None)
@given(TEXT, TEXT, TEXT, st.none() | st.sampled_from(ADDRESSES))
def test_a_title_says_in_each_form_what_it_says(title: str, source: str, tag: str, url: str | None) -> None:
    digest = one_article(title, source=source, tag=tag, url=url)
    found = assert_harmless(write_markdown(digest))
    headings = [token for at, token in enumerate(found) if token.type == "inline" and found[at - 1].tag == "h3"]
    said = "".join(child.content for child in headings[0].children or ())
    assert said == (clean_line(title) or "(no title)")
    page = Page(write_html(digest))
    assert not page.faults
    assert (clean_line(title) or "(no title)") in page.text


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT | st.sampled_from(["# ", "- ", "\n\n", "    ", "> ", "[a](b)", "1. "]), max_size=8))
def test_a_note_is_harmless_whatever_it_says(pieces: list[str]) -> None:
    digest = one_article("T", note="".join(pieces))
    found = assert_harmless(write_markdown(digest))
    assert [token.tag for token in found if token.type == "heading_open"][:3] == ["h1", "h2", "h3"]
    assert sum(token.type == "heading_open" and token.tag in ("h1", "h2", "h3") for token in found) == 4
    page = Page(write_html(digest))
    assert not page.faults


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_is_readable_in_light_in_dark_and_on_paper() -> None:
    schemes = [dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{([^}]*)\}", STYLE)]
    assert len(schemes) == 3
    pairs = [(text, back) for text in ("text", "quiet", "link") for back in ("page", "note")]
    for scheme in schemes:
        for text, back in [*pairs, ("alarm", "alarm-page")]:
            low, high = sorted(_luminance(scheme[name]) for name in (text, back))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (text, back, scheme)


def test_the_page_asks_no_other_machine_for_anything() -> None:
    page = write_html(one_article("T", "![a](https://evil.example/a.png) <link rel=stylesheet href=x>"))
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page
    assert "[image: a]" in page
    assert {"prefers-color-scheme: dark", "@media print"} <= {
        found for found in ("prefers-color-scheme: dark", "@media print") if found in page
    }
