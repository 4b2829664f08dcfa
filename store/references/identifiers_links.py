"""From identifiers to an address. Apart from what finds them: a list of articles needs no more, and starts sooner."""

from collections.abc import Mapping
from urllib.parse import quote

RESOLVERS: Mapping[str, str] = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "arxiv": "https://arxiv.org/abs/{}",
    "nct": "https://clinicaltrials.gov/study/{}",
    "isrctn": "https://www.isrctn.com/{}",
    "euct": "https://euclinicaltrials.eu/ctis-public/view/{}",
    "eudract": "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    "isbn": "https://openlibrary.org/isbn/{}",
}
"""Where each scheme's identifiers resolve, the best first."""


def link(ids: Mapping[str, str]) -> str | None:
    """The best address of a work with these identifiers, or None; nothing but https."""
    for scheme, template in RESOLVERS.items():
        if value := ids.get(scheme):
            return template.format(quote(value, safe="/():;,@!$&'*+=~-._"))
    return None
