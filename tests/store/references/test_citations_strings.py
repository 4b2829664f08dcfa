"""Reference strings of the styles that news and papers use, each read to its fields."""

from typing import Any

import pytest

from store.references.citations_strings import read_reference

STRINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "science x": (
        "Jane Doe et al, Mites, fungi and feathers: A survey, *Science Advances* (2026). DOI: 10.1000/sa.1",
        {
            "authors": ["Jane Doe"],
            "et_al": True,
            "title": "Mites, fungi and feathers: A survey",
            "container": "Science Advances",
            "issued": (2026,),
        },
    ),
    "science x, plain": (
        "Jane Doe et al, Mites clean feathers, Science Advances (2026). DOI: 10.1000/sa.1",
        {
            "authors": ["Jane Doe"],
            "et_al": True,
            "title": "Mites clean feathers",
            "container": "Science Advances",
            "issued": (2026,),
        },
    ),
    "quoted, stop inside": (
        "Doe et al.: “Mites clean feathers.” [DOI: 10.1000/sa.1](https://doi.org/10.1000/sa.1)",
        {"authors": ["Doe"], "et_al": True, "title": "Mites clean feathers"},
    ),
    "sciencedaily": (
        "1. Jane Doe, Ann van der Roe, José Poe. **Mites clean feathers**. *Feather Research*, 2025; 16 (1): 7 "
        "DOI: 10.1000/fr.1",
        {
            "authors": ["Jane Doe", "Ann van der Roe", "José Poe"],
            "title": "Mites clean feathers",
            "container": "Feather Research",
            "issued": (2025,),
            "volume": "16",
            "issue": "1",
            "article_number": "7",
        },
    ),
    "nature": (
        "Doe, J., Roe, A. B. & Poe, E. Mites clean feathers. *Nature* **521**, 436–444 (2015).",
        {
            "authors": ["Doe, J.", "Roe, A. B.", "Poe, E."],
            "title": "Mites clean feathers",
            "container": "Nature",
            "issued": (2015,),
            "volume": "521",
            "pages": "436–444",
        },
    ),
    "springer, plain": (
        "Doe, J., Roe, AB. et al. Mites clean: what birds gain? BMC Zool. 25, 752 (2025). "
        "https://doi.org/10.1000/bmc.1",
        {
            "authors": ["Doe, J.", "Roe, AB."],
            "et_al": True,
            "title": "Mites clean: what birds gain?",
            "container": "BMC Zool.",
            "issued": (2025,),
            "volume": "25",
            "article_number": "752",
        },
    ),
    "springer, no volume": (
        "Doe, J., Roe, A. Mites clean feathers. Cell Death Discov. (2026). https://doi.org/10.1000/cdd.1",
        {
            "authors": ["Doe, J.", "Roe, A."],
            "title": "Mites clean feathers",
            "container": "Cell Death Discov.",
            "issued": (2026,),
        },
    ),
    "nature news, no title": (
        "Doe, J. *et al.* *Nature* https://doi.org/10.1000/nature.1 (2025).",
        {"authors": ["Doe, J."], "et_al": True, "container": "Nature", "issued": (2025,)},
    ),
    "vancouver": (
        "Doe J, Roe AB, van der Berg K, et al. Mites clean: a trial. N Engl J Med. 2020 Feb "
        "15;395(10223):497-506. PMID: 31986264",
        {
            "authors": ["Doe J", "Roe AB", "van der Berg K"],
            "et_al": True,
            "title": "Mites clean: a trial",
            "container": "N Engl J Med",
            "issued": (2020, 2, 15),
            "volume": "395",
            "issue": "10223",
            "pages": "497-506",
        },
    ),
    "pubmed, ahead of print": (
        "Feather Res. 2021 Jan 19;S2352-345X(21)00014-X.doi: 10.1000/fr.2. Online ahead of print.",
        {
            "container": "Feather Res",
            "issued": (2021, 1, 19),
            "status": "Online ahead of print",
            "pii": "S2352-345X(21)00014-X",
        },
    ),
    "bmc": (
        "Doe J, Roe A: Mites clean feathers. BMC Med 2020, 18:12.",
        {
            "authors": ["Doe J", "Roe A"],
            "title": "Mites clean feathers",
            "container": "BMC Med",
            "issued": (2020,),
            "volume": "18",
            "article_number": "12",
        },
    ),
    "apa": (
        "Doe, J. A., & Roe, A. (2020). Mites clean feathers. *Journal of Feathers*, *12*(3), 44–50. "
        "https://doi.org/10.1000/jf.1",
        {
            "authors": ["Doe, J. A.", "Roe, A."],
            "title": "Mites clean feathers",
            "container": "Journal of Feathers",
            "issued": (2020,),
            "volume": "12",
            "issue": "3",
            "pages": "44–50",
        },
    ),
    "news-medical": (
        "Doe, J., *et al*. (2025). Mites clean feathers. *Feather Research*. "
        "[doi.org/10.1000/fr.1](https://doi.org/10.1000/fr.1).",
        {
            "authors": ["Doe, J."],
            "et_al": True,
            "title": "Mites clean feathers",
            "container": "Feather Research",
            "issued": (2025,),
        },
    ),
    "acs": (
        "Doe, J.; Roe, A. Catalysis of things. *J. Am. Chem. Soc.* **2025**, *147*, 1234–1245.",
        {
            "authors": ["Doe, J.", "Roe, A."],
            "title": "Catalysis of things",
            "container": "J. Am. Chem. Soc.",
            "issued": (2025,),
            "volume": "147",
            "pages": "1234–1245",
        },
    ),
    "mla": (
        'Doe, Jane, and John Roe. "Why mites clean feathers." *Feather Reviews*, vol. 12, no. 3, 2025, pp. 1-10.',
        {
            "authors": ["Doe, Jane", "John Roe"],
            "title": "Why mites clean feathers",
            "container": "Feather Reviews",
            "issued": (2025,),
            "volume": "12",
            "issue": "3",
            "pages": "1-10",
        },
    ),
    "science": (
        "J. Doe, A. Roe, Metastasis in mites is slow. *Science* **387**, eadp1234 (2025).",
        {
            "authors": ["J. Doe", "A. Roe"],
            "title": "Metastasis in mites is slow",
            "container": "Science",
            "issued": (2025,),
            "volume": "387",
            "article_number": "eadp1234",
        },
    ),
    "pnas": (
        "Jane Doe. Sleep in mites. Proc. Natl. Acad. Sci. USA 122, e2412345122 (2025).",
        {
            "authors": ["Jane Doe"],
            "title": "Sleep in mites",
            "container": "Proc. Natl. Acad. Sci. USA",
            "issued": (2025,),
            "volume": "122",
            "article_number": "e2412345122",
        },
    ),
    "german": (
        "Doe, J., Roe, A.: Milben putzen Federn. Feather Research, 12. Mai 2025, DOI: 10.1000/fr.3",
        {
            "authors": ["Doe, J.", "Roe, A."],
            "title": "Milben putzen Federn",
            "container": "Feather Research",
            "issued": (2025, 5, 12),
        },
    ),
    "title first": (
        "“Mites clean feathers,” Jane Doe and Ann Roe, Feather Research, 12 May 2025",
        {
            "title": "Mites clean feathers",
            "authors": ["Jane Doe", "Ann Roe"],
            "container": "Feather Research",
            "issued": (2025, 5, 12),
        },
    ),
    "scitechdaily": (
        "“Mites clean feathers: a study” by Jane Doe, Ann Roe and Edgar Poe, 3 March 2025, *Nature Communications*.  "
        "[DOI: 10.1000/nc.1](https://doi.org/10.1000/nc.1)",
        {
            "title": "Mites clean feathers: a study",
            "authors": ["Jane Doe", "Ann Roe", "Edgar Poe"],
            "container": "Nature Communications",
            "issued": (2025, 3, 3),
        },
    ),
    "ieee": (
        '[1] J. Doe and A. Roe, "Mites clean," *Proc. IEEE*, vol. 12, no. 3, pp. 1–9, Mar. 2025, doi: 10.1000/5.7.',
        {
            "title": "Mites clean",
            "authors": ["J. Doe", "A. Roe"],
            "container": "Proc. IEEE",
            "issued": (2025, 3),
            "volume": "12",
            "issue": "3",
            "pages": "1–9",
        },
    ),
    "physics": (
        "J. Doe, A. Roe, Mites clean feathers. Phys. Lett. B 387 (2025) 12-14. doi:10.1000/plb.1",
        {
            "title": "Mites clean feathers",
            "authors": ["J. Doe", "A. Roe"],
            "container": "Phys. Lett. B",
            "issued": (2025,),
            "volume": "387",
            "pages": "12-14",
        },
    ),
    "consortium": (
        "The Mite Genome Consortium. Genome of a feather mite. Nat. Commun. 12, 33 (2021)",
        {
            "authors": ["The Mite Genome Consortium"],
            "title": "Genome of a feather mite",
            "container": "Nat. Commun.",
            "issued": (2021,),
            "volume": "12",
            "article_number": "33",
        },
    ),
    "container and topic": (
        "- Journal of Feathers: Clinical implications of mites.",
        {"container": "Journal of Feathers", "title": "Clinical implications of mites"},
    ),
    "preprint": (
        "Doe J, Roe A. Mites clean feathers. bioRxiv. 2025. doi: 10.1101/2025.01.01.123456. Preprint.",
        {
            "authors": ["Doe J", "Roe A"],
            "title": "Mites clean feathers",
            "container": "bioRxiv",
            "issued": (2025,),
            "status": "Preprint",
        },
    ),
    "title in two words is no author": (
        "Deep Learning. Nature 521, 436 (2015)",
        {"title": "Deep Learning", "container": "Nature", "issued": (2015,), "volume": "521", "article_number": "436"},
    ),
    "prose says nothing by its order": ("The study was published in Nature (2025). DOI: 10.1000/n.1", {}),
    "an address": ("https://example.org/mites", {}),
}


@pytest.mark.parametrize("name", STRINGS)
def test_a_reference_string_is_read_to_its_fields(name: str) -> None:
    text, expected = STRINGS[name]
    work = read_reference(text)
    found = {field: getattr(work, field) for field in work.__slots__ if getattr(work, field)}
    found |= {"authors": [one.name for one in work.authors]} if work.authors else {}
    assert found == expected


def test_a_known_title_anchors_the_split() -> None:
    title = "Mites. A love story, in Feathers"
    work = read_reference(f"Doe, J., Roe, A. {title}. Nature (2025).", title=title)
    assert (work.title, work.container, [one.family for one in work.authors]) == (title, "Nature", ["Doe", "Roe"])
