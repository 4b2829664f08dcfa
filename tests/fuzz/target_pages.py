"""A page's, mail's or text's bytes: read, written as Markdown and drawn; HTML also by the short and the long way."""

from collections.abc import Hashable, Sequence
from random import Random

from store.errors import SourceError
from store.model import Page
from store.parse import parse
from store.parse.discover import feeds_of
from store.parse.markup import clean, clean_line, html_to_markdown, safe_link, strip_markup
from tests.conftest import ROOT, SHARED
from tests.fuzz.hunting import Target
from tests.fuzz.start import hostile_bytes, shared_seeds
from tests.fuzz.target_checks import check_drafts, check_markdown, refused, text_of
from tests.store.parse.test_markup_plain import SCRAPS as PLAIN_HTML
from tests.store.parse.test_markup_plain import both

_BASE = "https://site.example/news/one"
_PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>A page | Site</title><meta name='citation_doi' "
    "content='10.1000/a.1'><meta property='og:site_name' content='Site'><meta name='author' content='A One'><link "
    "rel='alternate' type='application/rss+xml' href='/feed'><base href='/b/'><script "
    'type=\'application/ld+json\'>{"@type": "NewsArticle", "datePublished": "2026-06-01", "author": [{"name": "B '
    "Two\"}]}</script></head><body><nav><a href='/'>x</a></nav><article><h1>A page</h1><p class='lead'>One "
    "<b>two</b>, 10<sup>-5</sup>.</p><ul><li>a<li>b</ul><table><tr><th>h<th>i<tr><td "
    "rowspan=2>1<td>2</table><blockquote><p>q</p></blockquote><pre><code "
    "class='language-r'>x</code></pre><figure><img src='f.png' "
    "alt='F'><figcaption>C</figcaption></figure><dl><dt>DOI<dd>10.1000/b.2</dl><math><mi>x</mi></math>"
    "</article><footer>f</footer></body></html>"
)
_MAIL = (
    "From: A One <a@one.example>\nTo: b@two.example\nSubject: =?utf-8?q?N=C3=A9ws?= of the week\nDate: Mon, 1 Jun 2026 "
    "12:00:00 +0200\nMessage-ID: <1@one.example>\nMIME-Version: 1.0\nList-Id: News <news.one.example>\nContent-Type: "
    'multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: '
    "quoted-printable\n\nOne =E2=80=93 two https://doi.org/10.1000/a.1\n--b\nContent-Type: text/html; charset=utf-8\n"
    "Content-Transfer-Encoding: base64\n\nPHA+T25lIDxhIGhyZWY9Imh0dHBzOi8vZS5leGFtcGxlLyI+dHdvPC9hPjwvcD4=\n--b--\n"
)
_MBOX = f"From a@one.example Mon Jun  1 12:00:00 2026\n{_MAIL}\nFrom b@two.example Mon Jun  1 12:00:01 2026\n{_MAIL}"
_TEXT = (
    "---\ntitle: A text\ndate: 2026-06-01\n---\n# A text\n\nBy A One\n\nSome *words* and a "
    "[link](https://e.example/).\n\n1. One\n   - two\n\n| a | b |\n|---|---|\n| 1 | 2 "
    "|\n\n```r\nx\n```\n\nJournal: *Cell*\nDOI: 10.1000/a.1\n"
)
_PARTS = (
    "<html>", "<head>", "</head>", "<body>", "<article>", "</article>", "<table>", "<tr>", "<td>", "<td colspan=3>",
    "<th rowspan=2>", "</td>", "</tr>", "</table>", "<caption>", "<dl>", "<dt>", "<dd>", "</dl>", "<ol start='7'>",
    "<pre>", "</pre>", "<code>", "</code>", "<blockquote>", "</blockquote>", "<figure>", "<figcaption>", "</figure>",
    "<img src='/x.png' " "alt='[a|b]'>", "<img srcset='/a.png 2x' width='1'>", "<sup>", "</sup>", "<sub>", "</sub>",
    "<sup><a href='#r1'>1</a></sup>", "<math alttext='x^2'>", "<mfrac>", "<mi>x</mi>", "</math>", "<script>",
    "</script>", "<style>", "<title>", "</title>", "<div class='comments'>", "<span class='katex-html'>",
    "<a href='javascript:x'>", "<a href='mailto:a@b.example'>", "<q>", "<del>", "<svg>", "<select>", "<option>",
    "<details>", "<summary>", "<font&>", "<x:y>", "<meta charset=utf-16>", "<base href='//e.example/'>",
    "<meta property='og:title' content='T'>", "<meta name='citation_date' content='2026/6/1'>",
)  # fmt: skip
_LINES = (
    "\n", "\n\n", "Subject: x\n", "From: a@b.example\n", "Content-Type: multipart/mixed; boundary=b\n", "--b\n",
    "--b--\n", "Content-Type: text/html; charset=x\n", "Content-Type: message/rfc822\n\n",
    "Content-Transfer-Encoding: base64\n\n", "Content-Disposition: attachment; filename=\"../x\"\n",
    "=?utf-8?b?w6k=?=", "=?x?q?=ff?=", "=C3=", "> quoted\n", "From x 12:00:00\n", "# Head\n", "## DOI\n", "* * *\n",
    "- item\n", "   - item\n", "1. item\n", "| a | b |\n", "|---|:-:|\n", "```\n", "    code\n",
    "[a]: https://e.example/\n", "[a]", "[x](https://e.example/a_(b))", "![i](/i.png)", "<https://e.example/>", "**",
    "~~", "By A One\n", "Journal: Cell\n", "More information: Doe, J. Mites. Nature (2025). DOI: 10.1000/c.3\n",
    "References\n", "1 June 2026\n", "===\n",
)  # fmt: skip


def _start() -> Sequence[bytes]:
    ours = [path.read_bytes() for path in sorted(ROOT.glob("seeds/*.*"))]
    made = [text.encode() for text in (_PAGE, _MAIL, _MBOX, _TEXT)]
    return [*made, *ours, *shared_seeds(SHARED), *hostile_bytes("HTMLS"), *hostile_bytes("TITLES")]


def _make(chance: Random) -> bytes:
    """HTML of the plain kind, which the short way reads, or a page that has it within."""

    def line() -> str:
        return "".join(
            chance.choice(PLAIN_HTML if chance.random() < 0.2 else _SPANS) for _ in range(chance.randint(0, 6))
        )

    def block() -> str:
        name = chance.choice(("p", "p", "p", "h2", "h3", "ul", "ol", "hr"))
        if name in ("ul", "ol"):
            return f"<{name}>{''.join(f'<li>{line()}</li>' for _ in range(chance.randint(1, 3)))}</{name}>"
        return "<hr />" if name == "hr" else f"<{name}>{line()}</{name}>\n"

    blocks = "".join(block() for _ in range(chance.randint(1, 4)))
    return (_PAGE.replace("<ul>", f"{blocks}<ul>") if chance.random() < 0.1 else blocks).encode()


_SPANS = (
    *(one for one in PLAIN_HTML if "<" not in one), "<em>a</em>", "<i>b </i>", "<strong> c</strong>", "<b>d.</b>",
    "<br>", "<br />\n", "<a href='/rel'>e</a>", '<a href="https://e.example/a">f [g]</a>', '<a href="#x">h</a>',
    "<em>*</em>", '<a href="https://e.example/?a=1&amp;b=(2)">https://e.example/?a=1&amp;b=(2)</a>', "<b>_</b>",
    "<em>i</em><em>j</em>",
)  # fmt: skip


def _answer(data: bytes) -> Hashable:
    width = 8 + len(data) % 90
    text = text_of(data)
    ways = _fragment(text, width) if len(text) <= 20_000 else None
    page = Page(
        data, "a file", (None, _BASE)[len(data) % 2], (None, "text/html; charset=utf-8", "text/plain")[len(data) % 3]
    )
    assert all(link.lower().startswith(("http://", "https://")) for link in feeds_of(page))
    try:
        parsed = parse(page)
    except SourceError as error:
        return ways, refused(error)
    blocks = frozenset(check_markdown(draft.body, width, ours=parsed.kind == "page") for draft in parsed.drafts[:3])
    return ways, parsed.kind, min(3, len(parsed.drafts)), check_drafts(parsed.drafts), blocks


def _fragment(text: str, width: int) -> Hashable:
    """A text as a feed's item might have it: a title, an address, a body."""
    title, address = strip_markup(text), safe_link(text, _BASE)
    assert clean_line(title) == title
    assert address is None or (clean(address) == address and safe_link(address) == address), address
    markdown = html_to_markdown(text, _BASE)
    assert clean(markdown) == markdown
    short, long = both(text)
    assert short is None or short == long
    return short is None, check_markdown(markdown, width, ours=True)


PAGES = Target("pages", _answer, _start, _make, [scrap.encode() for scrap in (*PLAIN_HTML, *_PARTS, *_LINES)])
