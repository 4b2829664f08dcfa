"""Tables and lists brought into the shape Markdown can say: rectangular, numbered, and only where there is data."""

from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from store.parse.markup_inline import last_child

_MOST_COLUMNS = 60
_NOT_IN_CELLS = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote")


def mend_tables(root: Any) -> None:
    """Turn layout tables into blocks, fill the holes of spanning cells, number lists, write term lists as lists."""
    for part in list(root.iter("thead", "tbody", "tfoot")):
        part.tag = "rows"
    etree.strip_tags(root, "rows")
    for part, holder in (("td", "tr"), ("th", "tr"), ("tr", "table")):
        for stray in [e for e in root.iter(part) if e.getparent() is None or e.getparent().tag != holder]:
            stray.tag = "div"
    for table in reversed(list(root.iter("table"))):
        _mend_table(table)
    for terms in list(root.iter("dl")):
        _mend_terms(terms)
    for numbered in root.iter("ol"):
        _number(numbered)
    for item in root.iter("li"):
        if item.getparent() is None or item.getparent().tag not in ("ul", "ol"):
            item.tag = "div"


def _mend_table(table: Any) -> None:
    rows = list(table.iterchildren("tr"))
    widest = max((len(list(row.iterchildren("td", "th"))) for row in rows), default=0)
    inner = next((e for e in table.iterdescendants(*_NOT_IN_CELLS)), None)
    if widest < 2 or inner is not None or table.get("role") in ("presentation", "none"):
        for element in (table, *rows, *(cell for row in rows for cell in row.iterchildren("td", "th"))):
            element.tag = "div"
    else:
        _fill(rows)


def _fill(rows: list[Any]) -> None:
    """Put empty cells where a cell of an earlier row or column reaches in."""
    reaching: dict[int, int] = {}  # column → how many more rows a cell above reaches into
    for row in rows:
        column, left = 0, {at: count - 1 for at, count in reaching.items() if count > 1}
        for cell in list(row.iterchildren("td", "th")):
            while column in reaching:
                cell.addprevious(html.Element("td"))
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(across - 1):
                cell.addnext(html.Element("td"))
            if down > 1 and column + across <= _MOST_COLUMNS:
                left.update(dict.fromkeys(range(column, column + across), down - 1))
            column += across
        if reaching and max(reaching) >= column:
            row.extend(html.Element("td") for _ in range(max(reaching) - column + 1))
        reaching = left


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or ""
    return min(_MOST_COLUMNS, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _number(numbered: Any) -> None:
    """Write each item's number on it, so that nobody has to count its forerunners again."""
    start = numbered.get("start") or ""
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 8 else 1
    for item in numbered.iterchildren("li"):
        item.set("number", str(number))
        number += 1


def _mend_terms(terms: Any) -> None:
    """Write `term: what it means` as one item, the term in bold."""
    item = None
    for element in list(terms.iter("dt", "dd")):
        if element.tag == "dt" or item is None:
            item = element
            if element.tag == "dt":
                _embolden(element)
            element.tag = "li"
        else:
            last = last_child(item)
            text = "" if last is None else ": " if last.tag == "strong" else "; "
            element.tag = "span"
            _move_behind(item, element, text)
    for group in list(terms.iterchildren("div")):
        group.tag = "span"
    terms.tag = "ul"
    etree.strip_tags(terms, "span")


def _embolden(element: Any) -> None:
    child = html.Element("strong")
    child.text, element.text = (element.text or "").strip(), None
    child.extend(list(element))
    element.append(child)


def _move_behind(item: Any, element: Any, between: str) -> None:
    """Move an element, without its tail, to the end of an item."""
    element.tail = None
    item.append(element)
    element.text = between + (element.text or "").lstrip()
