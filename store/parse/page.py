"""An HTML page to a draft: its main text, and what it says of itself."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from store.errors import SourceError
from store.model import Draft, Page
from store.parse.children import children_of
from store.parse.declared import read_declared
from store.parse.digest import split_digest
from store.parse.markup import clean, clean_line, html_to_markdown, safe_link
from store.parse.markup_tree import parse_tree
from store.parse.page_metadata import Metadata, read_metadata
from store.parse.page_text import main_text
from store.parse.published import at_midnight
from store.parse.recognise import text_of
from store.references.citations import read_citations


def parse_page(page: Page) -> tuple[Draft, ...]:
    """Return the article a page holds. Raises SourceError where it holds no text."""
    source = text_of(page)
    root = parse_tree(clean(source))
    if root is None:
        raise _no_text(page)
    metadata = read_metadata(root)
    url = metadata.address(page.url)
    body = _body(root, metadata, _base(root, page.url or url))
    if not body and not metadata.title:
        raise _no_text(page)
    return (_draft(metadata, url, body, source, page),)


def _draft(metadata: Metadata, url: str | None, body: str, source: str, page: Page) -> Draft:
    """What the page's head does not state, its text may: title, date and publisher."""
    body, items = split_digest(body, metadata.title)
    cited = read_citations(body, title=metadata.title or None, url=url, declared=read_declared(metadata.identifiers))
    return Draft(
        key=url or "",
        title=metadata.title or cited.title or _first_words(body) or clean_line(page.where),
        body=body,
        url=url,
        authors=metadata.authors,
        published=metadata.published or at_midnight(cited.issued),
        source=metadata.site or cited.source,
        categories=metadata.categories,
        references=cited.references,
        children=children_of(items),
        language=metadata.language,
        original=source,
        media_type="text/html",
    )


def _no_text(page: Page) -> SourceError:
    where = clean_line(page.where)
    return SourceError(f"Cannot read {where}: the page holds no text. Open it in a browser and save it again.")


def _base(root: Any, url: str | None) -> str | None:
    stated = next((b.get("href") for b in root.iter("base") if b.get("href")), None)
    return safe_link(stated, url, schemes=("http", "https")) or url


def _body(root: Any, metadata: Metadata, base: str | None) -> str:
    """Return the main text as Markdown, without the title it may repeat at its head."""
    main = main_text(root)
    for heading in list(main.iter("h1")):
        if clean_line("".join(heading.itertext())).casefold() == metadata.title.casefold():
            heading.tag = "drop"
    etree.strip_elements(main, "drop", with_tail=False)
    main.tail = None
    body = html_to_markdown(etree.tostring(main, encoding="unicode", method="html"), base)
    return body or html_to_markdown(metadata.description)


def _first_words(body: str) -> str:
    return clean_line(re.sub(r"[*#>`\\]", "", body.split("\n\n")[0]), 100)
