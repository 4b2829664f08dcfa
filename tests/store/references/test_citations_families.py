"""Trailers in the layouts of the news families, in our own words: what each family's labels yield."""

from typing import Any

import pytest

from store.references.citations import Citations, read_citations

DOI = "10.1038/s41467-025-99999-1"
TITLE = "Mites keep feathers clean: a microscopy study"

FAMILIES: dict[str, tuple[str, dict[str, Any]]] = {
    "scienmag, markdownify": (
        f"Body.\n\n---\n\n**Subject of Research**:  \nMites\n\n**Article Title**:  \n{TITLE}.\n\n**Article "
        "References**:  \n"
        f"Doe, J., Roe, A. *et al.* {TITLE}. *BMC Zool.* **25**, 960 (2025). <https://doi.org/{DOI}>\n\n"
        f"**Image Credits**: Ann Roe\n\n**DOI**:  \n[https://doi.org/{DOI}](https://doi.org/{DOI})",
        {
            "role": "main",
            "reason": "trailer",
            "confidence": "high",
            "label": "Article References",
            "title": TITLE,
            "container": "BMC Zool.",
            "issued": (2025,),
            "volume": "25",
            "article_number": "960",
            "et_al": True,
        },
    ),
    "scienmag, dash and plain labels": (
        f"Body.\n\n—\n\nSubject of Research: Mites\n\nArticle Title: {TITLE}\n\nArticle References:\nDoe, J., "
        "Roe, A. et al. "
        f"{TITLE}. BMC Zool. 25, 752 (2025). https://doi.org/{DOI}\n\nImage Credits: Ann Roe",
        {"role": "main", "title": TITLE, "container": "BMC Zool.", "volume": "25", "article_number": "752"},
    ),
    "eurekalert": (
        f"Body.\n\nJournal\nNature Communications\n\nDOI\n{DOI}\n\nMethod of Research\nExperimental study\n\n"
        f"Subject of Research\nAnimals\n\nArticle Title\n{TITLE}\n\nCOI Statement\nNone declared.\n\n"
        "Article Publication Date\n3-Mar-2025\n\nMedia Contact\nAnn Roe",
        {
            "role": "main",
            "reason": "label",
            "title": TITLE,
            "container": "Nature Communications",
            "issued": (2025, 3, 3),
        },
    ),
    "eurekalert, headings and link": (
        f"Body.\n\n#### Journal\n\n*Nature Communications*\n\n#### DOI\n\n[{DOI}](http://dx.doi.org/{DOI})\n\n"
        f"#### Article Title\n\n{TITLE}\n\n#### Article Publication Date\n\n3-Mar-2025",
        {
            "role": "main",
            "reason": "label",
            "title": TITLE,
            "container": "Nature Communications",
            "issued": (2025, 3, 3),
        },
    ),
    "news-medical": (
        "Body.\n\nSource:\n\n[University of Eastvale](https://eastvale.example)\n\nJournal reference:\n\n"
        f"Doe, J., *et al*. (2025). {TITLE}. *Nature Communications*. [doi.org/{DOI}](https://doi.org/{DOI}).",
        {"role": "main", "title": TITLE, "container": "Nature Communications", "issued": (2025,), "et_al": True},
    ),
    "science x": (
        f"Body.\n\n**More information:** Jane Doe et al, {TITLE}, *Nature Communications* (2025). "
        f"[DOI: {DOI}](https://dx.doi.org/{DOI})\n\n**Journal information:** "
        "[Nature Communications](https://example.org/j) \n\nProvided by [University of "
        "Eastvale](https://example.org/p)",
        {"role": "main", "title": TITLE, "container": "Nature Communications", "issued": (2025,), "et_al": True},
    ),
    "idw": (
        f"Text.\n\nOriginalpublikation:\nDoe, J., Roe, A.: {TITLE}. Nature Communications 16, 1234 (2025). "
        f"https://doi.org/{DOI}"
        "\n\nWeitere Informationen:\nhttps://eastvale.example/milben",
        {
            "role": "main",
            "title": TITLE,
            "container": "Nature Communications",
            "volume": "16",
            "article_number": "1234",
        },
    ),
    "max planck, paragraphs": (
        f"Body.\n\n## Original publication\n\nJane Doe, Ann Roe\n\n**{TITLE}**\n\n*Nature Communications*; 3 "
        f"March, 2025 (DOI: {DOI})",
        {"role": "main", "title": TITLE, "container": "Nature Communications", "issued": (2025, 3, 3)},
    ),
    "max planck, lines": (
        f"Body.\n\nOriginal publication\n\nJane Doe, Ann Roe\n{TITLE}\nNature Communications; 3 March 2025\nDOI: {DOI}",
        {"role": "main", "title": TITLE, "container": "Nature Communications", "issued": (2025, 3, 3)},
    ),
    "mit": (
        f'Body.\n\nPaper: ["{TITLE}"](https://doi.org/{DOI})',
        {"role": "main", "title": TITLE},
    ),
    "university, quoted title": (
        f"Body.\n\n**Publication:** Jane Doe, Ann Roe et al.: “{TITLE}”, *Nature Communications*, 3 March 2025, "
        f"DOI: [{DOI}](https://doi.org/{DOI})",
        {"role": "main", "title": TITLE, "container": "Nature Communications", "issued": (2025, 3, 3), "et_al": True},
    ),
    "futurity": (
        f"Mites clean, [researchers report](https://doi.org/{DOI}) in *Nature Communications*.\n\n"
        f"Source: [University of Eastvale](https://eastvale.example)\n\nOriginal Study DOI: {DOI}",
        {"role": "main", "reason": "label", "container": "Nature Communications", "inferred": ("container",)},
    ),
    "laboratory page": (
        f"Body.\nDiscover the published article\nNat Commun. 2025 Mar 3;S2352-345X(25)00014-X.doi: {DOI}. Online "
        "ahead of print.\n"
        f"{TITLE}\nJ Doe, H A Roe, S Cassant-Poe\n\nContact us",
        {
            "role": "main",
            "title": TITLE,
            "container": "Nat Commun",
            "issued": (2025, 3, 3),
            "status": "Online ahead of print",
        },
    ),
    "pubmed block without label": (
        f"Body.\n\n{TITLE}\nDoe J, Roe A, Poe E.\nNat Commun. 2025 Mar;12(3):1-9. doi: {DOI}. Epub 2025 Feb "
        "1.\nPMID: 39999999",
        {"role": "main", "reason": "only", "title": TITLE, "container": "Nat Commun", "volume": "12", "pages": "1-9"},
    ),
    "full-width colon": (
        f"正文。\n\nJournal Reference：Doe J, Roe A. {TITLE}. Nature. 2025;600:1-9. doi:{DOI}",
        {"role": "main", "title": TITLE, "container": "Nature", "issued": (2025,), "pages": "1-9"},
    ),
    "heading and apa": (
        f"Body.\n\n### Journal Reference\n\nDoe J. (2025) {TITLE}. Nature 600: 1-9. https://doi.org/{DOI}",
        {"role": "main", "title": TITLE, "container": "Nature", "volume": "600", "pages": "1-9"},
    ),
}


def _read(text: str) -> Citations:
    found = read_citations(text)
    assert len({one.n for one in found.references}) == len(found.references)
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_s_trailer_yields_its_one_paper(family: str) -> None:
    text, expected = FAMILIES[family]
    (reference,) = _read(text).references
    assert {name: getattr(reference, name) for name in expected} == expected
    assert reference.ids["doi"] == DOI
    assert reference.url == f"https://doi.org/{DOI}"
    assert reference.n == 1


@pytest.mark.parametrize(
    ("family", "source"),
    [("news-medical", "University of Eastvale"), ("science x", "University of Eastvale"), ("mit", None)],
)
def test_the_source_is_read_without_its_link(family: str, source: str | None) -> None:
    assert _read(FAMILIES[family][0]).source == source


def test_labelled_fields_are_kept_as_written() -> None:
    labels = _read(FAMILIES["eurekalert"][0]).labels
    assert labels["method"] == "Experimental study"
    assert labels["coi"] == "None declared."
    assert labels["contact"] == "Ann Roe"


def test_several_journal_references_are_all_main() -> None:
    found = _read(
        "Body.\n\n**Journal References**:\n\n1. Jane Doe, Ann Roe. **Mites clean feathers**. *Nature "
        "Communications*, 2025; 16 (1)"
        " DOI: [10.1000/a.1](http://dx.doi.org/10.1000/a.1)\n2. Edgar Poe. **Fungi fear mites**. *Science*, "
        "2025; 387 (6738): 12"
        " DOI: [10.1000/b.1](http://dx.doi.org/10.1000/b.1)\n"
    )
    assert [(one.n, one.role, one.title) for one in found.references] == [
        (1, "main", "Mites clean feathers"),
        (2, "main", "Fungi fear mites"),
    ]


def test_a_second_paper_in_the_next_paragraph_counts() -> None:
    found = _read(
        "More information: Jane Doe et al, Mites clean, Nature (2025). DOI: 10.1000/a.1\n\n"
        "Ann Roe et al, Second look, Science (2025). DOI: 10.1000/b.1\n\nProvided by Eastvale"
    )
    assert [one.title for one in found.references] == ["Mites clean", "Second look"]


def test_cite_this_page_in_three_styles_is_one_page() -> None:
    found = _read(
        "Body.\n\n**Cite This Page**:\n\n- MLA\n- APA\n- Chicago\n\n"
        'University of Eastvale. "Mites are tidy." ScienceDaily. '
        "ScienceDaily, 4 March 2025. <www.sciencedaily.com/releases/2025/03/250304.htm>.\n\nUniversity of Eastvale. "
        "(2025, March 4). Mites are tidy. *ScienceDaily*. Retrieved March 5, 2025 from "
        "www.sciencedaily.com/releases/2025/03/250304.htm"
    )
    (own,) = found.references
    assert (own.role, own.n, own.title) == ("self", None, "Mites are tidy")
    assert (own.issued, own.accessed) == ((2025, 3, 4), (2025, 3, 5))
    assert found.url == own.url == "https://www.sciencedaily.com/releases/2025/03/250304.htm"


def test_news_medical_s_own_citation() -> None:
    found = _read(
        "Body.\n\nPlease use one of the following formats to cite this article in your essay, paper or "
        "report:\n\n- **APA**\n\n"
        "  Eastvale. (2025, March 4). Mites are tidy. *News-Medical*. Retrieved on March 05, 2025 from "
        "https://news.example/m.aspx."
    )
    assert (found.title, found.issued, found.url) == ("Mites are tidy", (2025, 3, 4), "https://news.example/m.aspx")


def test_nature_news_names_itself_and_cites_the_rest() -> None:
    found = _read(
        "Mites clean.\n\n*doi: https://doi.org/10.1038/d41586-025-00777-1*\n\n## References\n\n"
        "1. Doe, J. *et al.* *Nature* https://doi.org/10.1038/s41586-025-00001-1 (2025).\n\n"
        "   [Article](https://doi.org/10.1038/s41586-025-00001-1) [Google Scholar](https://scholar.example)\n"
        "2. Roe, A. & Poe, E. *Science* **387**, eadp1234 (2024)."
    )
    assert [(one.role, one.reason, one.container) for one in found.references] == [
        ("cited", "listed", "Nature"),
        ("cited", "listed", "Science"),
        ("self", "own", None),
    ]
    assert found.references[-1].ids == {"doi": "10.1038/d41586-025-00777-1"}
    assert "Google Scholar" not in found.references[0].raw


def test_a_list_of_references_cites() -> None:
    text = (
        "Body.\n\n## References\n\n1. Doe J, Roe A. Mites clean. Lancet. 2020;395(10223):497-506. "
        "doi:10.1016/S0140-6736(20)30183-5\n"
        "2. Roe A, Poe E, et al. Dreams of mites. N Engl J Med. 2019 Feb 15;380(7):10-19.\n\n## "
        "Comments\n\nNothing (2020)."
    )
    found = _read(text)
    assert [(one.role, one.confidence, one.container) for one in found.references] == [
        ("cited", "high", "Lancet"),
        ("cited", "low", "N Engl J Med"),
    ]
    assert [text[one.start : one.end] for one in found.references] == [one.raw for one in found.references]


def test_a_header_block_tells_of_the_page() -> None:
    found = _read("Mites are tidy\nBy Jane Writer\nPublished March 4, 2025\n\nSummary:\nThey clean.\nFULL STORY\nBody.")
    assert (found.byline, found.issued, found.summary) == ("Jane Writer", (2025, 3, 4), "They clean.")
    assert found.references == ()


@pytest.mark.parametrize(
    "line",
    [
        "© 2026 Science X Network",
        "Copyright 2025 Eastvale",
        "Note: Content may be edited for style and length.",
        "Explore further",
        "Disclaimer: AAAS is not responsible.",
    ],
)
def test_boilerplate_is_marked(line: str) -> None:
    text = f"Body of the text.\n\n{line}\n"
    assert [text[start:end] for start, end in _read(text).noise] == [line]


def test_a_heading_that_is_a_label_s_word_leaves_the_body_alone() -> None:
    body = (
        "In 40 birds the team looked for mites (doi:10.1000/a.1), and after "
        + "a long year of looking " * 20
        + "found them."
    )
    found = _read(f"Mites clean.\n\n## The study\n\n{body}\n\nMore body (doi:10.1000/b.1).")
    assert found.trailer == ()
    assert [(one.role, one.reason) for one in found.references] == [("cited", "mentioned")] * 2


def test_body_text_is_neither_trailer_nor_noise() -> None:
    text = "Mites clean.\n\nThe study: a triumph. All noted it.\n\nJournal clubs met.\n\nReferences to birds abound."
    found = _read(text)
    assert found.noise == ()
    assert found.references == ()
