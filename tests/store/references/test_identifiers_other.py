"""PubMed, PubMed Central, arXiv, ISBN and trial numbers in text."""

import pytest

from store.references.identifiers import identify


def named(text: str) -> list[str]:
    return [f"{one.scheme}:{one.id}" for one in identify(text)]


PMID = (
    "PMID: 23903748", "PMID 23903748", "PMID:23903748.", "PMID23903748", "PMID=23903748", "PMID #23903748",
    "PMID no. 23903748", "PMID - 23903748", "PMID- 23903748", "[PMID: 23903748]", "(PMID 23903748)",
    "pmid: 23903748;", "PMID：23903748", "PMID:\u00a023903748", "**PMID:** 23903748",
    "<b>PMID</b>: 23903748", "PubMed ID 23903748", "PubMed ID: 23903748", "PubMed: 23903748",
    "[PubMed: 23903748]", "PubMed PMID: 23903748", "PubMed identifier: 23903748", "PubMedID: 23903748",
    "PubMed-ID: 23903748", "Pubmed Id 23903748", "23903748 [PMID]", "23903748[pmid]", "23903748[uid]",
    "PMID: 023903748", "pubmed:23903748", "info:pmid/23903748", "urn:pmid:23903748",
    "<PMID Version=\"1\">23903748</PMID>", "<meta name=\"citation_pmid\" content=\"23903748\">",
    "<pub-id pub-id-type=\"pmid\">23903748</pub-id>", "\"pmid\": \"23903748\"", "\"pmid\":23903748,",
    "{\"pmid\":23903748}", "pmid = {23903748},", "{{cite journal|pmid=23903748|doi=}}",
    "<ArticleId IdType=\"pubmed\">23903748</ArticleId>", "PMID: 23903748; discussion 12",
    "PMID: 23903748, 2013", "PMID: 23903748 (2013)", "PMID:\n23903748", "PMID number: 23903748",
    "PMID is 23903748", "PMIDs: 23903748", "Pubmed 23903748.", "PMID\t23903748", "PMID（23903748）",
    "pmid/23903748", "PMID|23903748", "PMID:23903748[PubMed - indexed for MEDLINE]",
    "PMID: 23903748 [Indexed for MEDLINE]",
)  # fmt: skip


@pytest.mark.parametrize("text", PMID)
def test_a_pmid_needs_a_label(text: str) -> None:
    assert named(text) == ["pmid:23903748"]


PMCID = (
    "PMC4221854", "pmc4221854", "PMC 4221854", "PMC-4221854", "PMCID: PMC4221854", "PMCID PMC4221854.",
    "PMCID:PMC4221854", "PMCID: 4221854", "PMC ID: 4221854", "PMC ID 4221854", "PMC: 4221854",
    "PMC:PMC4221854", "pmc=4221854", "pmc = PMC4221854", "PMC4221854.1", "PMCID: PMC4221854.2",
    "(PMC4221854)", "[PMC4221854]", "[PubMed Central: PMC4221854]", "PubMed Central: 4221854",
    "PubMed Central PMCID: PMC4221854", "PubMed Central ID: PMC4221854", "\"pmcid\":\"PMC4221854\"",
    "pmcid = {PMC4221854}", "<pub-id pub-id-type=\"pmcid\">PMC4221854</pub-id>",
    "<article-id pub-id-type=\"pmc\">4221854</article-id>", "PMCID：PMC4221854", "**PMCID:** PMC4221854",
    "PMC\u00a04221854", "PMC4221854,", "PMCIDs: PMC4221854", "PMC4221854–", "PMC\n4221854",
)  # fmt: skip


@pytest.mark.parametrize("text", PMCID)
def test_pubmed_central(text: str) -> None:
    assert named(text) == ["pmcid:PMC4221854"]


ARXIV = (
    "arXiv:1706.03762", "arXiv: 1706.03762", "arXiv 1706.03762", "arxiv:1706.03762", "ArXiv:1706.03762",
    "ARXIV:1706.03762", "arXiv:1706.03762v5", "arXiv:1706.03762V2", "arXiv:1706.03762 [cs.CL]",
    "[arXiv:1706.03762]", "(arXiv:1706.03762)", "arXiv preprint arXiv:1706.03762",
    "arXiv preprint 1706.03762", "arXiv e-print 1706.03762", "arXiv eprint: 1706.03762",
    "arXiv (1706.03762)", "arXiv:1706.03762.", "arXiv number 1706.03762", "arXiv ID: 1706.03762",
    "1706.03762 [cs.CL]", "1706.03762v2 [cs.CL]", "eprint = {1706.03762},\n archivePrefix = {arXiv}",
    "archivePrefix=\"arXiv\", eprint=\"1706.03762\"", "arXiv:\u200b1706.03762", "arXiv：1706.03762",
    "arXiv:1706.03762;", "arXiv:1706.03762,", "arXiv:1706.03762/", "arXiv1706.03762",
    "ArXiv e-prints, 1706.03762", "**arXiv:** 1706.03762", "info:arxiv/1706.03762", "urn:arxiv:1706.03762",
    "oai:arXiv.org:1706.03762", "\"arxiv\": \"1706.03762\"", "arXiv\n1706.03762", "arxiv|1706.03762",
    "{{arxiv|1706.03762}}", "arXiv#1706.03762",
)  # fmt: skip


@pytest.mark.parametrize("text", ARXIV)
def test_arxiv_with_a_label(text: str) -> None:
    assert named(text) == ["arxiv:1706.03762"]


OLD_ARXIV = (
    "hep-th/9711200", "[hep-th/9711200]", "(hep-th/9711200)", "arhep-th/9711200iv:hep-th/9711200",
    "arhep-th/9711200iv: hep-th/9711200", "hep-th/9711200v3", "arxiv.org/abs/hep-th/9711200",
    "https://arxiv.org/abs/hep-th/9711200v2", "https://arxiv.org/pdf/hep-th/9711200",
    "https://arxiv.org/pdf/hep-th/9711200v1.pdf", "hep-th/9711200.",
    "arhep-th/9711200iv:hep-th/9711200 [hep-th]", "HEP-TH/9711200", "hep-th/9711200,",
    "e-Print: hep-th/9711200", "https://arxiv.org/abs/hep-th%2F9711200", "hep‐th/9711200",
    "preprint hep-th/9711200 (1997)",
)  # fmt: skip


@pytest.mark.parametrize("text", OLD_ARXIV)
def test_arxiv_of_old(text: str) -> None:
    assert named(text) == ["arxiv:hep-th/9711200"]


ISBN = (
    "ISBN 0-306-40615-2", "ISBN 0306406152", "ISBN: 0 306 40615 2", "ISBN-10: 0306406152",
    "ISBN-10 0-306-40615-2", "ISBN10: 0306406152", "ISBN-13: 978-0-306-40615-7", "ISBN-13 9780306406157",
    "ISBN13: 9780306406157", "ISBN (print) 978-0-306-40615-7", "ISBN (10): 0306406152",
    "ISBN 978 0 306 40615 7", "ISBN978-0-306-40615-7", "isbn=9780306406157", "ISBN:978-0-306-40615-7.",
    "978-0-306-40615-7", "9780306406157", "(9780306406157)", "978 0 306 40615 7", "978-0306406157",
    "0-306-40615-2", "ISBN 978–0–306–40615–7", "e-ISBN 978-0-306-40615-7", "eISBN: 9780306406157",
    "pISBN 9780306406157", "ISBNs 0-306-40615-2", "ISBN 0-306-40615-2 (hbk)", "ISBN 0-306-40615-2; 300 pp",
    "ISBN 0-306-40615-2, 300 pages", "ISBN-10: 0306406152, ISBN-13: 9780306406157",
    "ISBN: 9780306406157 (hbk) 0306406152 (pbk)", "urn:isbn:9780306406157", "urn:isbn:0-306-40615-2",
    "<b>ISBN</b>: 9780306406157", "**ISBN** 978-0-306-40615-7", "isbn = {978-0-306-40615-7}",
    "\"isbn\":\"9780306406157\"", "ISBN：9780306406157", "ISBN no. 0-306-40615-2",
    "ISBN Number: 9780306406157", "ISBN 978-0-306-40615-7 2nd edition", "ISBN\u00a0978-0-306-40615-7",
    "ISBN 978‑0‑306‑40615‑7", "<meta property=\"book:isbn\" content=\"9780306406157\">",
    "0306406152 (ISBN)", "0-306-40615-2 (ISBN-10)", "ISBN 978-0-306-40615-7/hbk", "ISBN #0306406152",
    "ISBN 0-306-40615-2.", "SBN 306-40615-2 ISBN 0-306-40615-2", "ISBN\n978-0-306-40615-7",
    "ISBN 978-0-306-\n40615-7",
)  # fmt: skip


@pytest.mark.parametrize("text", ISBN)
def test_books(text: str) -> None:
    assert named(text) == ["isbn:9780306406157"]


NCT = (
    "NCT01234567", "nct01234567", "NCT 01234567", "NCT-01234567", "NCT: 01234567", "NCT#01234567",
    "(NCT01234567)", "ClinicalTrials.gov: NCT01234567", "ClinicalTrials.gov number, NCT01234567.",
    "NCT01234567.", "NCT01234567;", "NCT01234567)", "NCT\u00a001234567", "<a href=\"x\">NCT01234567</a>",
    "试验NCT01234567已", "NCT01234567_x", "ClinicalTrials.govNCT01234567", "NCT ID: NCT01234567",
    "NCT number: 01234567", "NCT\u300001234567", "NCT０１２３４５６７",
)  # fmt: skip


@pytest.mark.parametrize("text", NCT)
def test_american_trials(text: str) -> None:
    assert named(text) == ["nct:NCT01234567"]


ISRCTN = (
    "ISRCTN12345678", "ISRCTN 12345678", "isrctn12345678", "ISRCTN: 12345678", "ISRCTN-12345678",
    "ISRCTN registry: ISRCTN12345678", "ISRCTN number 12345678", "ISRCTN12345678.", "(ISRCTN12345678)",
    "ISRCTN Registry, ISRCTN12345678",
)  # fmt: skip


@pytest.mark.parametrize("text", ISRCTN)
def test_british_trials(text: str) -> None:
    assert named(text) == ["isrctn:ISRCTN12345678"]


EUDRACT = (
    "EudraCT 2010-023457-11", "EudraCT number 2010-023457-11", "EudraCT: 2010-023457-11",
    "EudraCT No. 2010-023457-11", "EudraCT-Nr. 2010-023457-11", "Eudra-CT 2010-023457-11",
    "EudraCT number: 2010–023457–11", "2010-023457-11 (EudraCT)",
    "EU Clinical Trials Register 2010-023457-11", "EudraCT, 2010-023457-11/DE", "EudraCT2010-023457-11",
    "eudract 2010-023457-11", "EUDRACT: 2010-023457-11.", "EudraCT Number (2010-023457-11)",
    "**EudraCT:** 2010-023457-11", "European Union Clinical Trials Register number 2010-023457-11",
    "EudraCT\u00a02010-023457-11", "EUCTR2010-023457-11-DE",
)  # fmt: skip


@pytest.mark.parametrize("text", EUDRACT)
def test_european_trials(text: str) -> None:
    assert named(text) == ["eudract:2010-023457-11"]


EUCT = (
    "EU CT 2023-507890-20-00", "EUCT number 2023-507890-20-00", "EU CT number: 2023-507890-20-00",
    "2023-507890-20-00", "CTIS 2023-507890-20-00",
    "https://euclinicaltrials.eu/ctis-public/view/2023-507890-20-00",
    "https://euclinicaltrials.eu/search-for-clinical-trials/?lang=en&EUCT=2023-507890-20-00",
    "EudraCT/EU CT 2023-507890-20-00", "EU trial 2023–507890–20–00", "(2023-507890-20-00)",
    "CTIS: 2023-507890-20-00.",
)  # fmt: skip


@pytest.mark.parametrize("text", EUCT)
def test_european_trials_since_2022(text: str) -> None:
    assert named(text) == ["euct:2023-507890-20-00"]


SEVERAL = (
    ("PMIDs: 23903748, 21094944 and 22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMID: 23903748, 21094944, 22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMIDs 23903748; 21094944; 22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMIDs: 23903748/21094944/22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMID 23903748, PMID 21094944, PMID 22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMIDs: 23903748 21094944 22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMIDs: 23903748, 21094944, and 22733859.", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("PMIDs 23903748 & 21094944 & 22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=23903748,21094944,22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    (
        "https://pubmed.ncbi.nlm.nih.gov/?term=23903748+OR+21094944+OR+22733859",
        "pmid:23903748 pmid:21094944 pmid:22733859",
    ),
    (
        "https://www.ncbi.nlm.nih.gov/pubmed/?term=23903748%2C21094944%2C22733859",
        "pmid:23903748 pmid:21094944 pmid:22733859",
    ),
    (
        "https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?db=PubMed&list_uids=23903748,21094944,22733859",
        "pmid:23903748 pmid:21094944 pmid:22733859",
    ),
    ("https://www.ncbi.nlm.nih.gov/pubmed/23903748,21094944,22733859", "pmid:23903748 pmid:21094944 pmid:22733859"),
    ("arXiv:1706.03762 and arXiv:1801.00001", "arxiv:1706.03762 arxiv:1801.00001"),
    ("NCT01234567/NCT01234568", "nct:NCT01234567 nct:NCT01234568"),
    ("NCT01234567, NCT01234568", "nct:NCT01234567 nct:NCT01234568"),
)


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_lists(text: str, names: str) -> None:
    assert named(text) == names.split(" ")
