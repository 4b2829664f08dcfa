"""What looks like an identifier and is none."""

import pytest

from store.references.identifiers import identify


def named(text: str) -> list[str]:
    return [f"{one.scheme}:{one.id}" for one in identify(text)]


LOOKALIKES = (
    "25.10.2015/2137303", "10.2345/s", "10.2019/03.2020", "10.5000/10.6000", "10.128.0.0/9", "10.0.0.0/8",
    "10/2021", "10/12", "DOID:14330", "20.500.12345/abc", "$10.5000/kg", "€10.5000/unit", "10.5000/month",
    "WS 10.2019/20", "10.2023/Q3", "10.2023/11.2023", "01.10.2023/02.10.2023", "doi: pending", "DOI:",
    "doi.org", "https://doi.org", "https://doi.org/about", "https://www.doi.org/index.html",
    "https://www.doi.org/the-identifier/resources/handbook", "Debian 10.13/buster", "version 10.15.7/x86",
    "macOS 10.15.7", "10.15.7/abc", "192.168.10.1234/x", "10.1234", "10.1234/", "10.1234/.", "10.1016/ ",
    "prefix 10.1016", "Section 10.1234.5", "PubMed 2024", "PubMed has 36 million", "PMID", "PMID: n/a",
    "PMID: 0", "PMID 123456789", "PMID: TBD", "PMC42", "PMCA4", "PMC 2024", "PMC", "PMCID: pending",
    "NIHMS252390", "EMS12345", "NIHMSID: 252390", "NCT1234567", "NCT012345678", "NCTC 10418",
    "NCTC10418123", "NCT Heidelberg", "ISRCTN1234567", "ISRCTN", "2010-023457-11", "EudraCT", "arXiv",
    "arXiv:2013", "arXiv:1713.1234", "1706.03762", "build 1706.03762", "0706.0001", "and/1234567",
    "math/1234567", "physics/9999999", "hep-th/971120", "ISBN", "ISBN 0-306-40615-3",
    "ISBN 978-0-306-40615-8", "9780306406158", "0306406152", "4006381333931", "978-0-306-40615-70",
    "phone 0-800-12345-67", "978 million 123 456 7890", "ISSN 1535-6108", "ORCID 0000-0002-1825-0097",
    "https://orcid.org/0000-0002-1825-0097", "rs10993994", "GSE12345678", "NM_001234567", "P12345678",
    "CHEMBL12345", "https://www.cell.com/cancer-cell/fulltext/S1535-6108(12)00444-5",
    "https://www.sciencedirect.com/science/article/pii/S0140673620301835",
    "https://jamanetwork.com/journals/jama/fullarticle/2767086",
    "https://phys.org/news/2026-08-physicists-feynman-path.html", "https://example.com/2024/10/2021/story",
    "https://arxiv.org/", "https://arxiv.org/list/cs.CL/2401", "https://arxiv.org/list/hep-th/new",
    "https://arxiv.org/year/cs/2023", "https://pubmed.ncbi.nlm.nih.gov/?term=cancer+2024",
    "https://pubmed.ncbi.nlm.nih.gov/?term=cancer&page=12345678",
    "https://pubmed.ncbi.nlm.nih.gov/advanced/", "https://www.nature.com/",
    "https://www.nature.com/nature", "https://www.nature.com/articles/",
    "https://www.nature.com/subjects/cancer", "https://elifesciences.org/about",
    "https://www.thelancet.com/journals/lancet/home", "https://clinicaltrials.gov/",
    "https://clinicaltrials.gov/search?cond=cancer", "doing 10.5 percent", "10.5 million doi",
    "https://example.org/v10.2019/20", "doi:10.1234", "doi: 10.1038", "https://doi.org/10.1038/",
    "ratio 10.1234/5.67", "10.5555/5", "£10.1234/12", "at 10.1000/h", "10.2021/22", "20.10.2021/12345",
    "hdl:20.500.12345/123", "https://hdl.handle.net/20.500.12345/678", "doi:20.500.12345/678",
    "2024-12345-6", "https://example.com/story-9780306406158", "tel. 10.1234.5678", "10.2345/kg/day",
    "http://example.com/download/10.15.7/file.zip", "10.1.1.123.4567", "CiteSeerX 10.1.1.123.4567",
    "CVE-2023-507890", "2023-07-12-11", "from 2020-123456-12 to", "grant 2010-023457-11", "PMID: 12.5",
    "PubMed (36 million citations)", "PubMed, 2024", "PubMed: 2024", "PMC 12", "the PMC is", "NCT",
    "see NCT 12", "eprint 2020/1234", "https://eprint.iacr.org/2017/1118", "cs/20", "math/phys",
    "stat/1234567",
)  # fmt: skip


@pytest.mark.parametrize("text", LOOKALIKES)
def test_a_look_alike_is_no_identifier(text: str) -> None:
    assert named(text) == []
    assert named(f"Before it, {text}, and after.") == []
