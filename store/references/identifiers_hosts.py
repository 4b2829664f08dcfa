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

_PMID = r"(0*[1-9][0-9]{0,7})"
_PUBMED = hosts("pubmed.ncbi.nlm.nih.gov", "pubmed.gov", "pubmed.com")
_ISBN_10 = r"([0-9][0-9-]{8,11}[0-9x])(?![0-9a-z])"
_ISBN_13 = r"(97[89][0-9-]{10,14})(?![0-9])"
_PII = r"(s[0-9]{4}-?[0-9]{3}[0-9x]\([0-9]{2}\)[0-9]{5}-?[0-9x])"
_PREPRINT = r"([0-9]{6}|[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6,8})(?![0-9])"

_STATED = (
    Rule(_NCBI, _path(rf"/(?:m/)?pubmed/{_PMID}{_END}"), "pmid"),
    Rule(_NCBI, _path(r"(?<=[0-9]),(0*[1-9][0-9]{4,7})(?=$|[,/])"), "pmid"),
    Rule(_PUBMED, _path(rf"^/{_PMID}{_END}"), "pmid"),
    Rule(hosts("europepmc.org"), _path(rf"/med/{_PMID}{_END}"), "pmid"),
    Rule(_ANY, _path(rf"(?:pmid|pubmed)[:/]{_PMID}{_END}"), "pmid"),
    Rule(_NCBI, _path(rf"/articles/([0-9]{{5,9}}){_END}"), "pmcid"),
    Rule(hosts("europepmc.org"), _path(rf"/pmc/([0-9]{{5,9}}){_END}"), "pmcid"),
    Rule(hosts("arxiv", "ar5iv", "alphaxiv", "lanl.gov"), _path(rf"^/(?:[a-z-]+/){{0,2}}{ARXIV}"), "arxiv"),
    Rule(_ANY, _path(rf"(?:[/.:]arxiv[:/.]|^/papers/){ARXIV}"), "arxiv"),
    Rule(_ANY, _path(rf"[/=:]{_ISBN_13}"), "isbn"),
    Rule(_ANY, _path(rf"(?:isbn[:/=]?(?:1[03][:/])?|/dp/){_ISBN_10}"), "isbn"),
    Rule(hosts("clinicaltrialsregister.eu"), _path(f"({EUDRACT})"), "eudract"),
)

# The rule by which a publisher makes its DOIs, where an address has all that goes into one.
_DERIVED = (
    (
        _NATURE,
        r"^/articles/([a-z]*[0-9](?:[a-z0-9.-]*?[a-z0-9])??)(?:_reference)?(?:\.e?pdf|\.ris)?[.-]{0,9}(?:$|/)",
        "10.1038/{0}",
    ),
    (
        _NATURE,
        r"^/[a-z]+/journal/v[^/]+/n[^/]+/(?:full|abs|pdf)/([a-z0-9.-]*?[a-z0-9])(?:_[a-z0-9]+)?\.(?:html|pdf)$",
        "10.1038/{0}",
    ),
    (
        hosts("elifesciences.org"),
        rf"^/(?:articles|reviewed-preprints|content/[0-9]+)/e?([0-9]{{5,6}})(?:v[0-9])?{_END}",
        "10.7554/elife.{0}",
    ),
    (hosts("thelancet.com"), rf"pii/?{_PII}", "10.1016/{0}"),
    (_BIORXIV, rf"/content/(?:biorxiv/|medrxiv/)?early/[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}/{_PREPRINT}", "10.1101/{0}"),
    (hosts("peerj.com"), r"^/articles/([0-9]+)(?:$|[/.])", "10.7717/peerj.{0}"),
    (hosts("peerj.com"), r"^/articles/(cs)-([0-9]+)(?:$|[/.])", "10.7717/peerj-{0}.{1}"),
)
RULES = (*_STATED, *(Rule(host, _path(path), "doi", doi, "derived") for host, path, doi in _DERIVED))
"""Read on the decoded path."""

_NUMBERS = r"(?:^|(?<=[\s,+|]))(0*[1-9][0-9]{{{0}}})(?:\[(?:uid|pmid)\])?(?=$|[\s,+|])"
_ANY_PMIDS = Rule(_ANY, _path(_NUMBERS.format("0,7")), "pmid")
_NCBI_PMIDS = Rule(_NCBI, _path(_NUMBERS.format("4,7")), "pmid")  # five digits: not the year of a search
_PMC_HOSTS = hosts("pubmedcentral.nih.gov", "pubmedcentral.gov", "ncbi.nlm.nih.gov")
_PMID_KEYS = ("pmid", "pmids", "pubmed_id", "pubmedid", "pubmed", "list_uids", "uids", "from_uid")
_ISBN_KEYS = ("isbn", "vid", "asin")
KEYS = {
    **dict.fromkeys(_PMID_KEYS, _ANY_PMIDS),
    **dict.fromkeys(("term", "termtosearch"), _NCBI_PMIDS),
    **dict.fromkeys(_ISBN_KEYS, Rule(_ANY, _path(r"^(?:isbn:?)?([0-9][0-9-]{8,15}[0-9x])$"), "isbn")),
    "id": _ANY_PMIDS._replace(host=hosts("eutils.ncbi.nlm.nih.gov")),
    "pii": Rule(hosts("thelancet.com"), _path(_PII), "doi", "10.1016/{0}", "derived"),
    "artid": Rule(_PMC_HOSTS, _path(r"^([0-9]{5,9})$"), "pmcid"),
}
"""Read on the decoded value of a query's key."""

ANYWHERE = (
    Rule(_ANY, _path(r"(?<![a-z0-9])pmc([0-9]{5,9})(?![0-9a-z])"), "pmcid"),
    Rule(_ANY, _path(r"(?<![a-z0-9])nct([0-9]{8})(?![0-9])"), "nct"),
    Rule(_ANY, _path(r"(?<![a-z0-9])isrctn([0-9]{8})(?![0-9])"), "isrctn"),
    Rule(_ANY, _path(f"({EUCT})"), "euct"),
    Rule(_ANY, _path(rf"(?<=euctr)({EUDRACT})"), "eudract"),
)
"""Read on path, query and fragment of any address."""

EUDRACT_QUERY = Rule(hosts("clinicaltrialsregister.eu"), _path(f"({EUDRACT})"), "eudract")

DOI_PAGES = frozenset(
    [
        "about",
        "blog",
        "contact",
        "cookies",
        "documents",
        "factsheets",
        "faqs",
        "handbook",
        "help",
        "index",
        "legal",
        "login",
        "members",
        "news",
        "overview",
        "policies",
        "privacy",
        "registration",
        "resources",
        "robots",
        "search",
        "services",
        "sitemap",
        "support",
        "tools",
        "topics",
        "training",
        "user",
    ]
)
"""Pages of doi.org itself, which look like a shortDOI without its `10/`."""
