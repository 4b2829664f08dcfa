"""The extras of any feed, by a light second reading with lxml."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from store.parse.feed_extras import Extras, add_identifier, hour_of, minutes, names_identifier, timed

_ITEMS = ("item", "entry")


def read_extras(text: str) -> Extras:
    """Read what each item declares itself to be (`doi:10.1000/x`, an address), and the feed's timetable."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return Extras()
    if root is None:
        return Extras()
    items = [_identifiers(e) for e in root.iter(etree.Element) if _name(e)[1] in _ITEMS]
    return timed(items, dict(_timetable(root)))


def _timetable(root: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands in the feed's head: `ttl`, and the `hour`s of skipHours."""
    for holder in (root, *root.iterchildren("{*}channel")):
        for child in holder.iterchildren(etree.Element):
            _, name = _name(child)
            if name == "ttl":
                yield name, [minutes(child.text or "")]
            elif name == "skipHours":
                yield "hour", [hour_of(hour.text or "") for hour in child.iterchildren("{*}hour")]


def _identifiers(item: etree._Element) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for child in item.iterchildren(etree.Element):
        space, name = _name(child)
        if names_identifier(space, name):
            add_identifier(found, name, "".join(child.itertext()))
    return tuple(found)


def _name(element: etree._Element) -> tuple[str, str]:
    """Return an element's namespace and name. lxml's QName refuses `<dc:date>` if nothing declares dc."""
    space, _, name = str(element.tag).rpartition("}")
    return space.removeprefix("{"), name
