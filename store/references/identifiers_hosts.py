"""What is known about hosts: where registries, mirrors and publishers put an identifier in an address.

A host is recognised behind a library's proxy too (`doi-org.proxy.example.edu`, `www.jstor.org.ezp.example.edu`).
"""

import re
from typing import NamedTuple

from store.model import How, Scheme
from store.references.identifiers_forms import ARXIV, EUCT, EUDRACT, normal


class Found(NamedTuple):
    """An identifier that an address names."""

    scheme: Scheme
    id: str
    how: How = "url"
    version: str | None = None


class Rule(NamedTuple):
    """Where `path` is found on `host`, it names this; `template` takes its groups."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    scheme: Scheme
    template: str = "{0}"
    how: How = "url"

    def read(self, text: str) -> list[Found]:
        """Every identifier the rule sees, in its normal form."""
        found = []
        for match in self.path.finditer(text):
            groups = match.groupdict()
            written = groups.get("arxiv") or self.template.format(*match.groups()).lower()
            if name := normal(self.scheme, written):
                version = (groups.get("version") or "").lower() or None
                found.append(Found(self.scheme, name, self.how, version))
        return found


def hosts(*names: str) -> re.Pattern[str]:
    """Matches these hosts, their subdomains, and what proxies make of them."""
    spelled = "|".join(re.escape(name).replace(r"\.", "[.-]") for name in names)
    return re.compile(rf"(?:^|[.-])(?:{spelled})(?:$|[.-])")


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ANY = re.compile("")
_END = r"(?=$|[/?#.,;:&])"
_NCBI = hosts("ncbi.nlm.nih.gov")
_BIORXIV = hosts("biorxiv.org", "medrxiv.org")
_NATURE = hosts("nature.com")

RULES = (
    Rule(_NCBI, _path(rf"/(?:m/)?pubmed/(0*[1-9][0-9]{{0,7}}){_END}"), "pmid"),
    Rule(hosts("pubmed.ncbi.nlm.nih.gov", "pubmed.gov", "pubmed.com"), _path(rf"^/(0*[1-9][0-9]{{0,7}}){_END}"), "pmid"),
    Rule(hosts("europepmc.org"), _path(rf"/med/(0*[1-9][0-9]{{0,7}}){_END}"), "pmid"),
    Rule(_ANY, _path(rf"(?:pmid|pubmed)[:/](0*[1-9][0-9]{{0,7}}){_END}"), "pmid"),
    Rule(_NCBI, _path(rf"/articles/([0-9]{{5,9}}){_END}"), "pmcid"),
    Rule(hosts("arxiv", "ar5iv", "alphaxiv", "lanl.gov"), _path(rf"^/(?:[a-z-]+/){{0,2}}{ARXIV}"), "arxiv"),
    Rule(_ANY, _path(rf"(?:[/.:]arxiv[:/.]|^/papers/){ARXIV}"), "arxiv"),
    Rule(hosts("clinicaltrialsregister.eu"), _path(f"({EUDRACT})"), "eudract"),
    Rule(_ANY, _path(r"(?:/isbn[:/=]?(?:1[03][:/])?|/dp/|[/=])((?:97[89][0-9-]{10,14}))(?![0-9])"), "isbn"),
    Rule(_ANY, _path(r"(?:isbn[:/=]?(?:1[03][:/])?|/dp/)([0-9][0-9-]{8,11}[0-9x])(?![0-9a-z])"), "isbn"),
    # Derived: the publisher makes its DOIs this way.
    Rule(_NATURE, _path(r"^/articles/([a-z]*[0-9][a-z0-9.-]*?)(?:_reference)?(?:\.e?pdf|\.ris)?(?:$|/)"), "doi", "10.1038/{0}", "derived"),
    Rule(_NATURE, _path(r"^/[a-z]+/journal/v[^/]+/n[^/]+/(?:full|abs|pdf)/([a-z0-9.-]+?)(?:_[a-z0-9]+)?\.(?:html|pdf)$"), "doi", "10.1038/{0}", "derived"),
    Rule(hosts("elifesciences.org"), _path(rf"^/(?:articles|reviewed-preprints|content/[0-9]+)/e?([0-9]{{5,6}}){_END}"), "doi", "10.7554/elife.{0}", "derived"),
    Rule(hosts("thelancet.com"), _path(r"pii/?(s[0-9]{4}-?[0-9]{3}[0-9x]\([0-9]{2}\)[0-9]{5}-?[0-9x])"), "doi", "10.1016/{0}", "derived"),
    Rule(_BIORXIV, _path(r"/content/(?:biorxiv/|medrxiv/)?early/[0-9]{4}/[0-9]{2}/[0-9]{2}/([0-9]{6}|[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6,8})(?![0-9])"), "doi", "10.1101/{0}", "derived"),
    Rule(hosts("peerj.com"), _path(r"^/articles/([0-9]+)(?:$|[/.])"), "doi", "10.7717/peerj.{0}", "derived"),
    Rule(hosts("peerj.com"), _path(r"^/articles/(cs)-([0-9]+)(?:$|[/.])"), "doi", "10.7717/peerj-{0}.{1}", "derived"),
)  # fmt: skip
"""Read on the decoded path."""

_NUMBERS = r"(?:^|(?<=[\s,+|]))(0*[1-9][0-9]{{{0}}})(?:\[(?:uid|pmid)\])?(?=$|[\s,+|])"
KEYS = {
    **dict.fromkeys(
        ("pmid", "pmids", "pubmed_id", "pubmedid", "pubmed", "list_uids", "uids", "from_uid"),
        Rule(_ANY, _path(_NUMBERS.format("0,7")), "pmid"),
    ),
    "term": Rule(_NCBI, _path(_NUMBERS.format("4,7")), "pmid"),
    "id": Rule(hosts("eutils.ncbi.nlm.nih.gov"), _path(_NUMBERS.format("0,7")), "pmid"),
    "artid": Rule(hosts("pubmedcentral.nih.gov", "pubmedcentral.gov", "ncbi.nlm.nih.gov"), _path(r"^([0-9]{5,9})$"), "pmcid"),
}  # fmt: skip
"""Read on the decoded value of a query's key."""

ANYWHERE = (
    Rule(_ANY, _path(r"(?<![a-z0-9])pmc([0-9]{5,9})(?![0-9a-z])"), "pmcid"),
    Rule(_ANY, _path(r"(?<![a-z0-9])nct([0-9]{8})(?![0-9])"), "nct"),
    Rule(_ANY, _path(r"(?<![a-z0-9])isrctn([0-9]{8})(?![0-9])"), "isrctn"),
    Rule(_ANY, _path(f"({EUCT})"), "euct"),
)
"""Read on path, query and fragment of any address."""

EUDRACT_QUERY = Rule(hosts("clinicaltrialsregister.eu"), _path(f"({EUDRACT})"), "eudract")

DOI_PAGES = frozenset(
    "about blog contact cookies documents factsheets faqs handbook help index legal login members news overview "
    "policies privacy registration resources robots search services sitemap support tools topics training user".split()
)
"""Pages of doi.org itself, which look like a shortDOI without its `10/`."""
