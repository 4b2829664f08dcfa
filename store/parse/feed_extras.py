"""What feedparser drops of an item: every identifier of Dublin Core and PRISM. A light second reading by lxml."""

from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]

_ITEMS = ("item", "entry")
_NAMES = frozenset({"identifier", "doi", "url", "isbn", "pmid"})
_SPACES = ("purl.org/dc/", "prismstandard.org", "purl.org/rss/1.0/modules/prism", "highwire.org", "ncbi.nlm.nih.gov")
_MOST_PER_ITEM = 40
_LONGEST = 2000


def read_identifiers(text: str) -> Sequence[tuple[str, ...]]:
    """Return what each item declares itself to be (`doi:10.1000/x`, an address), in the order of the items."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return ()
    if root is None:
        return ()
    return [_identifiers(e) for e in root.iter(etree.Element) if etree.QName(e).localname in _ITEMS]


def _identifiers(item: "etree._Element") -> tuple[str, ...]:
    found: dict[str, None] = {}
    for child in item.iterchildren(etree.Element):
        name = etree.QName(child)
        if name.localname in _NAMES and any(part in (name.namespace or "") for part in _SPACES):
            value = "".join(child.itertext()).strip()
            if value and len(value) <= _LONGEST and len(found) < _MOST_PER_ITEM:
                found[_labelled(name.localname, value)] = None
    return tuple(found)


def _labelled(name: str, value: str) -> str:
    """Say the scheme where only the element's name says it."""
    return (
        f"{name}:{value}" if name in ("doi", "pmid", "isbn") and not value.lower().startswith((name, "http")) else value
    )
