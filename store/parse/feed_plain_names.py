"""The names of a feed's elements as feedparser makes them of any prefix, and which of them plain feeds may hold.

feedparser goes by an element's namespace where it knows that, else by the prefix the document gives it; so does this.
What it has a rule for stands either in `feed_plain_leaves` or in `DECLINED`; a test compares both with feedparser.
"""

from store.parse.feed_plain_rules import OtherwiseError

KNOWN_SPACES = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://madskills.com/public/xml/rss/module/pingback/": "pingback",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.georss.org/georss": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://podlove.org/simple-chapters": "psc",
    "http://webns.net/mvcb/": "admin",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
}
"""Namespaces in small letters and the prefix feedparser gives them; feeds in any other it knows are not plain."""

_OTHER_TEXT = """
    backend.userland.com/rss blogs.law.harvard.edu/tech/rss purl.org/rss/1.0/ my.netscape.com/rdf/simple/0.9/
    example.com/newformat# example.com/necho purl.org/echo/ purl.org/pie/ purl.org/atom/ns#
    purl.org/rss/1.0/modules/rss091# purl.org/rss/1.0/modules/aggregation/ purl.org/rss/1.0/modules/annotate/
    media.tangent.org/rss/1.0/ backend.userland.com/blogchannelmodule creativecommons.org/ns#license
    web.resource.org/cc/ purl.org/rss/1.0/modules/company my.theinfo.org/changed/1.0/rss/
    purl.org/rss/1.0/modules/email/ purl.org/rss/1.0/modules/event/ freshmeat.net/rss/fm/ xmlns.com/foaf/0.1/
    www.opengis.net/gml postneo.com/icbm/ purl.org/rss/1.0/modules/image/ example.com/dtds/podcast-1.0.dtd
    purl.org/rss/1.0/modules/link/ www.w3.org/2000/01/rdf-schema# purl.org/rss/1.0/modules/reference/
    purl.org/rss/1.0/modules/richequiv/ purl.org/rss/1.0/modules/search/ schemas.xmlsoap.org/soap/envelope/
    purl.org/rss/1.0/modules/servicestatus/ hacks.benhammersley.com/rss/streaming/
    purl.org/rss/1.0/modules/subscription/ schemas.pocketsoap.com/rss/mydescmodule/
    purl.org/rss/1.0/modules/taxonomy/ purl.org/rss/1.0/modules/textinput/ purl.org/rss/1.0/modules/wiki/
    www.w3.org/1999/xhtml www.w3.org/1999/xlink www.w3.org/xml/1998/namespace
"""
OTHER_SPACES = frozenset(f"http://{rest}" for rest in _OTHER_TEXT.split()) | {"uri/of/echo/namespace#"}
_PREFIXES_TEXT = """
    ag annotate audio blogchannel cc co cp email ev fm foaf gml icbm image l rdfs ref reqv search soap ss str sub szf
    taxo ti wiki xhtml xlink xml
"""
OTHER_PREFIXES = frozenset(_PREFIXES_TEXT.split())

_DECLINED_TEXT = """
    abstract authors body channel cc_license content contributor contributors created createdate creativecommons_license
    date date_parsed dc_author dc_contributor dc_description dc_title dcterms_created dcterms_issued dcterms_modified
    dcterms_valid email enclosures entries entry expirationdate feed feedburner_browserfriendly fullitem geom georss_box
    georss_line georss_point georss_polygon georss_where georssgeom gml_exterior gml_linearring gml_linestring gml_point
    gml_polygon gml_pos gml_poslist height href homepage id info issued item items itunes_author itunes_block
    itunes_category itunes_email itunes_explicit itunes_image itunes_keywords itunes_link itunes_name itunes_owner
    itunes_subtitle itunes_summary keywords links media_category media_credit media_description media_group
    media_keywords media_license media_player media_rating media_restriction media_title modified name newlocation
    psc_chapter psc_chapters published publisher rss subtitle summary svg tagline tags textinput uri
    url where width xhtml_body
"""
DECLINED = frozenset(_DECLINED_TEXT.split())
"""Elements that feedparser has a rule for which is not told here, or whose names are keys of its entries."""

_STRICT_TEXT = "rss channel item entry ttl skiphours hour identifier doi url isbn pmid"
_STRICT_CASE = frozenset(_STRICT_TEXT.split())
_PREFIXES = frozenset(KNOWN_SPACES.values()) - {""} | OTHER_PREFIXES


class Names:
    """The names of one document's elements; a namespace keeps one prefix throughout a plain feed."""

    def __init__(self) -> None:
        self._spaces: dict[str, str] = {}  # prefix → namespace
        self._prefixes: dict[str, str] = {}  # unknown namespace → its prefix
        self._known: dict[str, str] = {}

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """Note a declaration. Raises OtherwiseError where feedparser would be led astray by it."""
        prefix = prefix or ""
        if not uri or " " in uri or self._spaces.setdefault(prefix, uri) != uri:
            raise OtherwiseError
        lower = uri.lower()
        standard = KNOWN_SPACES.get(lower)
        if lower in OTHER_SPACES or "backend.userland.com/rss" in lower:
            raise OtherwiseError
        if standard is None:
            if self._prefixes.setdefault(uri, prefix) != prefix:
                raise OtherwiseError
        elif prefix.lower() != standard and (prefix.lower() in _PREFIXES or not prefix):
            raise OtherwiseError

    def key(self, raw: str) -> str:
        """Return feedparser's name of an element that expat names `namespace name` or `name`."""
        known = self._known.get(raw)
        if known is None:
            known = self._known[raw] = self._read(raw)
        return known

    def _read(self, raw: str) -> str:
        space, _, local = raw.rpartition(" ")
        name = local.lower()
        if name in _STRICT_CASE and local != ("skipHours" if name == "skiphours" else name):
            raise OtherwiseError
        if space and (local in ("item", "entry", "ttl", "skipHours") or space.lower() in OTHER_SPACES):
            raise OtherwiseError
        prefix = KNOWN_SPACES.get(space.lower())
        if prefix is None:
            prefix = self._prefixes.get(space, "").lower()
        return f"{prefix}_{name}" if prefix else name
