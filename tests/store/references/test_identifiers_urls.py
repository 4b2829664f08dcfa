"""Addresses: resolvers, proxies, wrappers, publishers and their tails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.references.identifiers import identify
from store.references.identifiers_urls import _ADDRESS, _next_address


def named(text: str) -> list[str]:
    return [f"{one.scheme}:{one.id}" for one in identify(text)]


DOI = (
    "doi.org/10.1038/nature12373", "https://doi.org/ 10.1038/nature12373",
    "[doi:10.1038/nature12373](https://doi.org/10.1038/nature12373)",
    "[10.1038/nature12373](http://dx.doi.org/10.1038/nature12373).",
    "<https://doi.org/10.1038/nature12373>", "https://doi.org/10.1038/nature12373.",
    "https://doi.org/10.1038/nature12373)", "https://doi.org/10.1038/nature12373/",
    "https://doi.org/10.1038/nature12373#abs", "https://doi.org/10.1038/nature12373?x=1",
    "https://doi.org/10.1038/nature12373;", "\"https://doi.org/10.1038/nature12373\"",
    "https://doi.org/10.1038/nature12373\">", "https://doi.org/10.1038/nature12373%22",
    "https://doi.org/10.1038/nature12373%3E", "https://doi.org/10.1038/nature12373%29",
    "https://doi.org/10.1038/nature12373%2C", "https://doi.org/10.1038/nature12373%E2%80%8B",
    "https://doi.org/doi:10.1038/nature12373", "https://doi.org/https://doi.org/10.1038/nature12373",
    "https://doi.org/http://dx.doi.org/10.1038/nature12373", "https://doi.org/DOI:10.1038/nature12373",
    "https://doi.org/doi:%2010.1038/nature12373", "https://doi.org/%2010.1038/nature12373",
    "http//doi.org/10.1038/nature12373", "https//doi.org/10.1038/nature12373",
    "https:///doi.org/10.1038/nature12373", "https:\\/\\/doi.org\\/10.1038\\/nature12373",
    "hxxps://doi[.]org/10.1038/nature12373", "https://dx.doi.org/10.1038/nature12373",
    "https://www.doi.org/10.1038/nature12373", "https://dx-doi-org.proxy.lib.edu/10.1038/nature12373",
    "https://doi-org.ezproxy.example.edu/10.1038/nature12373",
    "https://0-doi-org.lib.example.edu/10.1038/nature12373", "https://libkey.io/10.1038/nature12373",
    "https://libkey.io/libraries/123/10.1038/nature12373", "https://sci-hub.se/10.1038/nature12373",
    "https://sci-hub.st/https://doi.org/10.1038/nature12373",
    "https://www.nature.com/doifinder/10.1038/nature12373",
    "https://go.openathens.net/redirector/example.edu?url=https%3A%2F%2Fdoi.org%2F10.1038%2Fnature12373",
    "https://ezproxy.example.edu/login?qurl=https%3a%2f%2fdoi.org%2f10.1038%2fnature12373",
    "https://www.google.com/url?q=https://doi.org/10.1038/nature12373&sa=D&source=docs",
    "https://www.google.com/url?q=https%3A%2F%2Fdoi.org%2F10.1038%2Fnature12373&sa=D",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fdoi.org%2F10.1038%2Fnature12373%3Ffbclid%3Dabc&h=AT0",
    "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fdoi%2Eorg%2F10%2E1038%2Fnature12373&urlhash=x",
    "https://urldefense.com/v3/__https://doi.org/10.1038/nature12373__;!!abc$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__doi.org_10.1038_nature12373&d=DwMF",
    "https://web.archive.org/web/20200101000000/https://doi.org/10.1038/nature12373",
    "https://api.crossref.org/works/10.1038%2Fnature12373",
    "https://api.crossref.org/works/10.1038/nature12373/transform/application/x-bibtex",
    "https://api.unpaywall.org/v2/10.1038/nature12373?email=a@b.org",
    "https://scholar.google.com/scholar?q=10.1038/nature12373",
    "https://search.crossref.org/?q=10.1038/nature12373",
    "https://www.altmetric.com/details/doi/10.1038/nature12373",
    "https://scite.ai/reports/10.1038/nature12373",
    "https://openalex.org/works/https://doi.org/10.1038/nature12373",
    "https://europepmc.org/search?query=DOI:10.1038/nature12373",
    "https://europepmc.org/search?query=%2210.1038/nature12373%22",
    "https://pubmed.ncbi.nlm.nih.gov/?term=10.1038/nature12373",
    "https://plu.mx/plum/a/?doi=10.1038/nature12373",
    "https://example.org/a?rft_id=info:doi/10.1038/nature12373&x=1",
    "https://example.org/a?rft_id=info%3Adoi%2F10.1038%252Fnature12373",
    "https://link.springer.com/article/10.1038/nature12373",
    "https://link.springer.com/content/pdf/10.1038%2Fnature12373.pdf",
    "https://x.org/doi/full/10.1038/nature12373", "https://x.org/doi/abs/10.1038/nature12373",
    "https://x.org/doi/10.1038/nature12373/epdf",
    "https://x.org/doi/pdfdirect/10.1038/nature12373?download=true",
    "https://x.org/article/10.1038/nature12373/meta",
    "https://x.org/article/10.1038/nature12373/fulltext.html",
    "https://x.org/article/10.1038/nature12373.pdf", "https://x.org/content/10.1038/nature12373.full",
    "https://x.org/content/10.1038/nature12373.full.pdf+html",
    "https://x.org/article/10.1038/nature12373/figures/1",
    "https://x.org/doi/10.1038/nature12373#.10.1038/nature12373abc",
    "https://x.org/#!/doi/10.1038/nature12373", "https://x.org/a#doi=10.1038/nature12373",
    "https://x.org/10.1038/nature12373;jsessionid=ABC123",
    "https://x.org/10.1038/nature12373;jsessionid=ABC123?x=1",
    "https://x.org/doi/citedby/10.1038/nature12373",
    "https://x.org/action/showCitFormats?doi=10.1038/nature12373",
    "https://x.org/action/downloadSupplement?doi=10.1038%2Fnature12373&file=a.pdf",
    "https://www.nature.com/articles/nature12373", "https://www.nature.com/articles/nature12373.pdf",
    "https://www.nature.com/articles/nature12373/figures/1",
    "https://www.nature.com/articles/nature12373#Sec1", "nature.com/articles/nature12373",
    "https://idp.nature.com/authorize?redirect_uri=https%3A%2F%2Fwww.nature.com%2Farticles%2Fnature12373",
    "https://www.nature.com/nature/journal/v500/n7461/full/nature12373.html",
    "https://www-nature-com.proxy.edu/articles/nature12373",
    "https://www.nature.com/articles/nature12373)", "[x](https://www.nature.com/articles/nature12373)",
    "<a href=\"https://doi.org/10.1038/nature12373\">10.1038/nature12373</a>",
    "<a href='https://doi.org/10.1038/nature12373'>x</a>",
    "<a href=https://doi.org/10.1038/nature12373>x</a>", "\"@id\":\"https://doi.org/10.1038/nature12373\"",
    "\\href{https://doi.org/10.1038/nature12373}{10.1038/nature12373}",
    "\\url{https://doi.org/10.1038/nature12373}", "https://doi.org/\n10.1038/nature12373",
    "[10.1038/nature12373]: https://doi.org/10.1038/nature12373", "https://doi.org/10.1038/nature12373'>",
    "https://doi.org/10.1038/nature12373&amp;data=1", "https://doi.org/10.1038/nature12373,",
    "https://doi.org/10.1038/nature12373, ", "https://doi.org/10.1038/nature12373]",
    "https://doi.org/10.1038/nature12373}}", "https://doi.org/10.1038/nature12373|x]]",
    "HTTPS://DOI.ORG/10.1038/nature12373", "https://doi.org/10.1038/nature12373\u200b",
    "https://doi.org/10.1038/nature12373。", "https://doi.org/10.1038/nature12373）",
    "https://doi.org/10.1038/nature12373、", "https://doi.org/10.1038/nature12373的",
    "https://doi.org/10.1038/nature12373—and", "https://doi.org/10.1038/nature12373😀",
    "https://doi.org/10.1038/nature12373**", "*https://doi.org/10.1038/nature12373*",
    "_https://doi.org/10.1038/nature12373_", "`https://doi.org/10.1038/nature12373`",
    "https://doi.org/10.1038/nature12373.pdf", "https://doi.org/10.1038/nature12373/full",
    "https://doi.org/10.1038/nature12373\\", "https://doi.org/10.1038/nature12373\\n",
    "https://doi.org/10.1038/nature12373%0A", "https://doi.org/10.1038/nature12373%20and",
    "https://doi.org/10.1038%252Fnature12373", "https://doi.org/10.1038/nature12373",
)  # fmt: skip


@pytest.mark.parametrize("text", DOI)
def test_an_address_names_its_doi(text: str) -> None:
    assert named(text) == ["doi:10.1038/nature12373"]


PREPRINT = (
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1",
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v2.full",
    "https://www.medrxiv.org/content/10.1101/2020.01.30.927871v1.full-text",
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1.abstract",
    "https://www.biorxiv.org/content/biorxiv/early/2020/01/31/2020.01.30.927871.full.pdf",
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1.supplementary-material",
    "doi.org/10.1101/2020.01.30.927871", "https://connect.biorxiv.org/x?doi=10.1101/2020.01.30.927871v3",
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1?ct=",
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1.full.pdf",
    "https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1#disqus_thread",
    "https://www.biorxiv.org/content/early/2020/01/31/2020.01.30.927871",
)  # fmt: skip


@pytest.mark.parametrize("text", PREPRINT)
def test_a_preprint_server_s_version_is_no_part_of_the_doi(text: str) -> None:
    assert named(text) == ["doi:10.1101/2020.01.30.927871"]


PUBMED = (
    "PMID: [23903748](https://pubmed.ncbi.nlm.nih.gov/23903748/)",
    "https://identifiers.org/pubmed:23903748", "https://identifiers.org/pubmed/23903748",
    "https://pubmed.ncbi.nlm.nih.gov/23903748", "https://pubmed.ncbi.nlm.nih.gov/23903748/.",
    "pubmed.ncbi.nlm.nih.gov/23903748", "https://pubmed.ncbi.nlm.nih.gov/23903748/?from=x",
    "https://pubmed.ncbi.nlm.nih.gov/23903748/#affiliation-1",
    "http://www.ncbi.nlm.nih.gov/pubmed/23903748", "www.ncbi.nlm.nih.gov/pubmed/23903748",
    "ncbi.nlm.nih.gov/pubmed/23903748",
    "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=23903748&dopt=Abstract",
    "http://www.ncbi.nlm.nih.gov/sites/entrez?Db=pubmed&Cmd=ShowDetailView&TermToSearch=23903748",
    "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&amp;db=PubMed&amp;list_uids=23903748",
    "https://pubmed.ncbi.nlm.nih.gov/?term=23903748",
    "https://pubmed.ncbi.nlm.nih.gov/?term=23903748%5Buid%5D",
    "https://pubmed.ncbi.nlm.nih.gov/?term=23903748[pmid]",
    "https://www.ncbi.nlm.nih.gov/m/pubmed/23903748/", "https://www.ncbi.nlm.nih.gov/pubmed?term=23903748",
    "https://www.ncbi.nlm.nih.gov/pubmed?linkname=pubmed_pubmed&from_uid=23903748",
    "https://europepmc.org/article/MED/23903748", "https://europepmc.org/abstract/MED/23903748",
    "http://europepmc.org/abstract/med/23903748?x",
    "https://europepmc.org/article/med/23903748#free-full-text",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/23903748/",
    "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&id=23903748&retmode=xml",
    "https://pubmed.gov/23903748", "http://hubmed.org/display.cgi?uids=23903748",
    "https://www.ncbi.nlm.nih.gov/pubmed/23903748?dopt=Abstract", "https://x.org/a?pmid=23903748",
    "https://openalex.org/works/pmid:23903748",
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpubmed.ncbi.nlm.nih.gov%2F23903748%2F&data=1",
    "https://pubmed-ncbi-nlm-nih-gov.proxy.edu/23903748/",
    "https://www-ncbi-nlm-nih-gov.proxy.edu/pubmed/23903748",
    "https://scholia.toolforge.org/pubmed/23903748",
    "https://www.ncbi.nlm.nih.gov/pubmed/?term=23903748%5Bpmid%5D",
    "https://pubmed.ncbi.nlm.nih.gov/23903748)", "[PubMed](https://pubmed.ncbi.nlm.nih.gov/23903748)",
    "PMID: <a href=\"https://pubmed.ncbi.nlm.nih.gov/23903748/\">23903748</a>",
)  # fmt: skip


@pytest.mark.parametrize("text", PUBMED)
def test_pubmed_and_its_mirrors(text: str) -> None:
    assert named(text) == ["pmid:23903748"]


PMC = (
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4221854/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4221854/",
    "http://www.ncbi.nlm.nih.gov/pmc/articles/PMC4221854/pdf/nihms123.pdf",
    "pmc.ncbi.nlm.nih.gov/articles/PMC4221854", "https://europepmc.org/articles/PMC4221854",
    "https://europepmc.org/article/PMC/PMC4221854", "https://europepmc.org/articles/pmc4221854",
    "https://europepmc.org/article/pmc/pmc4221854",
    "https://europepmc.org/backend/ptpmcrender.fcgi?accid=PMC4221854&blobtype=pdf",
    "https://www.ncbi.nlm.nih.gov/pmc/PMC4221854", "https://www.ncbi.nlm.nih.gov/pmc/articles/4221854/",
    "https://www.pubmedcentral.nih.gov/articlerender.fcgi?artid=4221854",
    "https://www.pubmedcentral.nih.gov/articlerender.fcgi?tool=pmcentrez&artid=PMC4221854",
    "https://identifiers.org/pmc:PMC4221854", "https://openalex.org/works/pmcid:PMC4221854",
    "https://pmc-ncbi-nlm-nih-gov.proxy.edu/articles/PMC4221854/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4221854/#sec1",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC4221854/figure/F1/",
    "[PMC free article](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4221854)",
)  # fmt: skip


@pytest.mark.parametrize("text", PMC)
def test_pubmed_central_and_its_mirrors(text: str) -> None:
    assert named(text) == ["pmcid:PMC4221854"]


ARXIV = (
    "https://arxiv.org/abs/1706.03762", "arxiv.org/abs/1706.03762",
    "http://www.arxiv.org/abs/1706.03762v3", "https://arxiv.org/pdf/1706.03762",
    "https://arxiv.org/pdf/1706.03762v2.pdf", "https://arxiv.org/pdf/1706.03762.pdf",
    "https://arxiv.org/html/1706.03762v1", "https://arxiv.org/format/1706.03762",
    "https://export.arxiv.org/abs/1706.03762", "https://de.arxiv.org/abs/1706.03762",
    "https://xxx.lanl.gov/abs/1706.03762", "https://lanl.arxiv.org/abs/1706.03762",
    "https://ar5iv.org/abs/1706.03762", "https://ar5iv.org/html/1706.03762",
    "https://www.alphaxiv.org/abs/1706.03762", "https://huggingface.co/papers/1706.03762",
    "https://scirate.com/arxiv/1706.03762", "https://www.semanticscholar.org/arxiv/1706.03762",
    "https://api.semanticscholar.org/arXiv:1706.03762",
    "https://ui.adsabs.harvard.edu/abs/arXiv:1706.03762/abstract", "https://arxiv.org/abs/1706.03762)",
    "https://arxiv.org/abs/1706.03762.", "https://arxiv-org.proxy.edu/abs/1706.03762",
    "https://arxiv.org/ps/1706.03762", "https://arxiv.org/e-print/1706.03762",
    "https://arxiv.org/src/1706.03762v1", "https://arxiv.org/abs/1706.03762?context=cs",
    "https://arxiv.org/abs/1706.03762#", "https://arxiv.org/abs/arXiv:1706.03762",
    "https://web.archive.org/web/2020/https://arxiv.org/abs/1706.03762",
    "<a href=\"https://arxiv.org/abs/1706.03762\">arXiv:1706.03762</a>",
    "[1706.03762](https://arxiv.org/abs/1706.03762)",
    "arXiv: [1706.03762](https://arxiv.org/abs/1706.03762)", "https://arxiv.org/abs/1706.03762v7",
)  # fmt: skip


@pytest.mark.parametrize("text", ARXIV)
def test_arxiv_and_its_mirrors(text: str) -> None:
    assert named(text) == ["arxiv:1706.03762"]


ISBN = (
    "https://openlibrary.org/isbn/0306406152", "https://www.amazon.com/dp/0306406152",
    "https://www.worldcat.org/isbn/9780306406157", "https://isbnsearch.org/isbn/9780306406157",
    "https://books.google.com/books?isbn=0306406152", "https://books.google.com/books?vid=ISBN0306406152",
    "https://link.springer.com/book/9780306406157", "https://www.bookshop.org/a/123/9780306406157",
    "https://isbn.example.org/978-0-306-40615-7",
)  # fmt: skip


@pytest.mark.parametrize("text", ISBN)
def test_book_addresses(text: str) -> None:
    assert named(text) == ["isbn:9780306406157"]


NCT = (
    "https://clinicaltrials.gov/study/NCT01234567", "https://clinicaltrials.gov/ct2/show/NCT01234567",
    "https://clinicaltrials.gov/show/nct01234567", "clinicaltrials.gov/NCT01234567",
    "https://clinicaltrials.gov/ct2/show/record/NCT01234567?term=x",
    "https://clinicaltrials.gov/study/NCT01234567#results",
    "https://clinicaltrials.gov/search?term=NCT01234567",
    "https://www.clinicaltrials.gov/ct2/results?term=NCT01234567&Search=Search",
    "[NCT01234567](https://clinicaltrials.gov/study/NCT01234567)",
    "https://trials.example.org/NCT01234567/protocol",
    "https://classic.clinicaltrials.gov/ct2/show/NCT01234567",
    "https://clinicaltrials.gov/api/v2/studies/NCT01234567",
)  # fmt: skip


@pytest.mark.parametrize("text", NCT)
def test_clinicaltrials_gov(text: str) -> None:
    assert named(text) == ["nct:NCT01234567"]


EUDRACT = (
    "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2010-023457-11",
    "https://www.clinicaltrialsregister.eu/ctr-search/trial/2010-023457-11/results",
    "https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:2010-023457-11",
    "https://trialsearch.who.int/?TrialID=EUCTR2010-023457-11-DE",
)  # fmt: skip


@pytest.mark.parametrize("text", EUDRACT)
def test_the_european_register(text: str) -> None:
    assert named(text) == ["eudract:2010-023457-11"]


ISRCTN = (
    "https://www.isrctn.com/ISRCTN12345678", "http://www.controlled-trials.com/ISRCTN12345678",
    "http://www.isrctn.org/ISRCTN12345678", "isrctn.com/ISRCTN12345678",
    "http://www.controlled-trials.com/isrctn/ISRCTN12345678",
    "https://www.isrctn.com/search?q=ISRCTN12345678",
)  # fmt: skip


@pytest.mark.parametrize("text", ISRCTN)
def test_the_isrctn_registry(text: str) -> None:
    assert named(text) == ["isrctn:ISRCTN12345678"]


OTHERS = (
    (
        "https://academic.oup.com/eurheartj/article-pdf/doi/10.1093/eurheartj/ehaf289/8143622/ehaf289.pdf",
        "doi:10.1093/eurheartj/ehaf289",
    ),
    (
        "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0042793&type=printable",
        "doi:10.1371/journal.pone.0042793",
    ),
    ("https://elifesciences.org/articles/12345", "doi:10.7554/elife.12345"),
    ("https://elifesciences.org/articles/12345v2", "doi:10.7554/elife.12345"),
    ("https://elifesciences.org/reviewed-preprints/88888", "doi:10.7554/elife.88888"),
    ("https://pubs.acs.org/doi/suppl/10.1021/jacs.4c02637", "doi:10.1021/jacs.4c02637"),
    ("https://www.nature.com/articles/d41586-025-00001-1?utm_source=x", "doi:10.1038/d41586-025-00001-1"),
    ("https://arxiv.org/abs/math.GT/0309136", "arxiv:math/0309136"),
)


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_names(text: str, name: str) -> None:
    assert named(text) == [name]


PIECES = (
    "https:", "/", "//", "%3A%2F%2F", "%3a//", "http", " ", "\n", "\t", "a.example", "doi.org", "math.GT/0309136",
    "www.", "x", "@", ".", "\u00a0", "hxxp:/",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 20))
def test_addresses_are_looked_for_where_they_can_be_alone(text: str, at: int) -> None:
    found, quick = _ADDRESS.search(text, at), _next_address(text, at)
    assert (found and found.span()) == (quick and quick.span())
