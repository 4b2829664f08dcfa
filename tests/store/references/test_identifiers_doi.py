"""DOIs in text: what may stand round them, and how they are spelled."""

import pytest

from store.references.identifiers import identify


def named(text: str) -> list[str]:
    return [f"{one.scheme}:{one.id}" for one in identify(text)]


PLAIN = (
    "(10.1038/nature12373)", "<10.1038/nature12373>", "“10.1038/nature12373”", "«10.1038/nature12373»",
    "„10.1038/nature12373“", "‘10.1038/nature12373’", "{10.1038/nature12373}", "10.1038/nature12373.",
    "10.1038/nature12373,", "10.1038/nature12373;", "10.1038/nature12373:", "10.1038/nature12373!",
    "10.1038/nature12373?", "10.1038/nature12373…", "10.1038/nature12373*", "**10.1038/nature12373**",
    "_10.1038/nature12373_", "__10.1038/nature12373__", "~~10.1038/nature12373~~", "10.1038/nature12373†",
    "10.1038/nature12373)", "10.1038/nature12373].", "10.1038/nature12373\"", "10.1038/nature12373'",
    "10.1038/nature12373’s", "'10.1038/nature12373'", "10.1038/nature12373—the first",
    "10.1038/nature12373 – the", "10.1038/nature12373|", "|10.1038/nature12373|",
    "| 10.1038/nature12373 | y |", "10.1038/nature12373\\", "10.1038/nature12373\\\\",
    "10.1038/nature12373)).", "(doi: 10.1038/nature12373).", "[10.1038/nature12373][1]",
    "10.1038/nature12373[1]", "10.1038/nature12373\t", "10.1038/nature12373。", "（10.1038/nature12373）",
    "论文：10.1038/nature12373。", "10.1038/nature12373，见", "「10.1038/nature12373」",
    "10.1038/nature12373）", "10.1038/nature12373·", "10.1038/nature12373¹", "10.1038/nature12373²",
    "10.1038/nature12373™", "10.1038/nature12373→", "doi=10.1038/nature12373", "doi>10.1038/nature12373",
    "DOI→10.1038/nature12373", "DOI10.1038/nature12373", "DOI:10.1038/nature12373",
    "DOI: 10.1038/nature12373", "DOI 10.1038/nature12373", "D.O.I. 10.1038/nature12373",
    "DOI - 10.1038/nature12373", "doi：10.1038/nature12373", "doi:\u200b10.1038/nature12373",
    "info:doi/10.1038/nature12373", "urn:doi:10.1038/nature12373", "doi://10.1038/nature12373",
    "doi.org:10.1038/nature12373", "(DOI 10.1038/nature12373)", "<b>10.1038/nature12373</b>",
    "<i>DOI</i>: 10.1038/nature12373", "<strong>DOI:</strong> 10.1038/nature12373<br>",
    "<p>10.1038/nature12373</p>", "10.1038/nature12373</a>", "10.1038/nature12373<br/>",
    "10.1038/nature12373<sup>a</sup>", "10.1038/<wbr>nature12373", "10.1038/<wbr />nature12373",
    "10.1038/<span>nature12373</span>", "10.1038&#x2F;nature12373", "10.1038&#47;nature12373",
    "10.1038&sol;nature12373", "10.1038&#8203;/nature12373", "10.1038/&shy;nature12373",
    "10.1038/nature12373&quot;", "10.1038/nature12373&nbsp;", "10.1038/nature12373&gt;",
    "10.1038/nature12373&lt;/a&gt;", "10.1038/nature12373&amp;x=1", "10.1038/nature12373&rft=1",
    "{\"doi\":\"10.1038/nature12373\"}", "{\"doi\":\"10.1038\\/nature12373\"}",
    "{\"doi\": \"10.1038\\u002Fnature12373\"}",
    "<meta name=\"DC.identifier\" content=\"doi:10.1038/nature12373\">",
    "<meta name=\"prism.doi\" content=\"doi:10.1038/nature12373\">",
    "<prism:doi>10.1038/nature12373</prism:doi>",
    "<pub-id pub-id-type=\"doi\">10.1038/nature12373</pub-id>", "data-doi=\"10.1038/nature12373\"",
    "doi = {10.1038/nature12373},", "doi = \"10.1038/nature12373\"", "DO  - 10.1038/nature12373\n",
    "{{doi|10.1038/nature12373}}", "{{cite journal|doi=10.1038/nature12373|title=a}}",
    "\\doi{10.1038/nature12373}", "10.1038/nature\u00ad12373", "10.1038/\u200bnature12373",
    "\ufeff10.1038/nature12373", "10.1038/nature12373\ufeff", "1０.1038/nature12373",
    "１０．１０３８／ｎａｔｕｒｅ１２３７３", "10.1038∕nature12373", "10.1038／nature12373",
    "10.1038/\nnature12373", "10.1038/\r\n  nature12373", "> doi:10.1038/\n> nature12373",
    "doi:\n10.1038/nature12373", "DOI\n\n10.1038/nature12373", "10.1038/NATURE12373",
    "10.1038%2Fnature12373", "10.1038%2fnature12373", "10.1038/nature12373%20",
    "10.1038/nature12373.PMID: ", "10.1038/nature12373.Epub 2013", "10.1038/nature12373Epub 2013",
    "10.1038/nature12373PubMed", "10.1038/nature12373Google Scholar", "10.1038/nature12373Download PDF",
    "Nature.2013;500:54.doi:10.1038/nature12373", "Nature(2013)10.1038/nature12373",
    "见10.1038/nature12373", "doi10.1038/nature12373", "DOI10.1038/nature12373.",
    "\u001b[31m10.1038/nature12373\u001b[0m", "10.1038/nature12373\u0000", "10.1038/nature12373\u202c",
    "10.1038/nature12373&#8203;", "10.1038/nature12373\u2028", "@10.1038/nature12373",
    "#10.1038/nature12373", "10.1038/nature12373/full", "10.1038/nature12373/abstract",
    "10.1038/nature12373.pdf", "10.1038/nature12373.html", "10.1038/nature12373/pdf.",
    "doi:10.1038/nature12373/full.", "10.1038/nature12373--a", "10.1038/nature12373?via=ihub",
    "10.1038/nature12373#abstract", "10.1038/nature12373%3E", "ref. 10.1038/nature12373:",
    "doi:10.1038/nature12373-\n2. Smith", "see 10.1038/nature12373.\n2012.10 was",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_a_doi_is_found_in_any_dress(text: str) -> None:
    assert named(text) == ["doi:10.1038/nature12373"]


BRACKETS = (
    "10.1016/S0140-\n6736(20)30183-5", "10.1016/S0140-6736(20)30183-5", "(10.1016/S0140-6736(20)30183-5)",
    "[a](https://doi.org/10.1016/S0140-6736(20)30183-5)",
    "(https://doi.org/10.1016/S0140-6736(20)30183-5)",
    "(see https://doi.org/10.1016/S0140-6736(20)30183-5).", "doi:10.1016/S0140-6736(20)30183-5.",
    "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext",
    "https://www.thelancet.com/article/PIIS0140-6736(20)30183-5/fulltext",
    "https://doi.org/10.1016/S0140-6736%2820%2930183-5",
    "[x](https://doi.org/10.1016/S0140-6736%2820%2930183-5)", "10.1016/S0140-6736\\(20\\)30183-5",
    "[10.1016/S0140-6736(20)30183-5]", "{10.1016/S0140-6736(20)30183-5}", "(10.1016/S0140-6736(20)30183-5",
    "10.1016/S0140-6736(20)30183-5)", "10.1016/S0140-6736(20)30183-5))",
    "https://doi.org/10.1016/S0140-6736(20)30183-5).", "10.1016/s0140-6736（20）30183-5",
    "10.1016/S0140-6736&#40;20&#41;30183-5",
)  # fmt: skip


@pytest.mark.parametrize("text", BRACKETS)
def test_brackets_belong_to_a_doi_as_far_as_they_match(text: str) -> None:
    assert named(text) == ["doi:10.1016/s0140-6736(20)30183-5"]


SICI = (
    "10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S",
    "(10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s)",
    "https://doi.org/10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s",
    "10.1002/(sici)1522-2594(199911)42:5&lt;952::aid-mrm16&gt;3.0.co;2-s",
    "10.1002/(sici)1522-2594(199911)42:5&amp;lt;952::aid-mrm16&amp;gt;3.0.co;2-s",
    "10.1002/(sici)1522-2594(199911)42:5%3C952::aid-mrm16%3E3.0.co;2-s",
    "https://doi.org/10.1002/%28sici%291522-2594%28199911%2942%3A5%3C952%3A%3Aaid-mrm16%3E3.0.co%3B2-s",
    "10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s/abstract",
    "10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s.",
    "10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s, and",
    "<p>10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s</p>",
    "[x](https://doi.org/10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s)",
    "https://doi.org/10.1002/(sici)1522-2594(199911)42:5&lt;952::aid-mrm16&gt;3.0.co;2-s",
    "10.1002/(sici)1522-2594(199911)42:5{\\textless}952::aid-mrm16{\\textgreater}3.0.co;2-s",
    "10.1002/(sici)1522-2594(199911)42:5$<$952::aid-mrm16$>$3.0.co;2-s",
    "10.1002/(sici)1522-2594(199911)42:5\\<952::aid-mrm16\\>3.0.co;2-s",
    "https://x.org/login?url=https%3A%2F%2Fdoi.org%2F10.1002/(sici)1522-2594(199911)42:5%253C952::aid-mrm16%253E3.0.co;2-s",
    "<a href=\"https://doi.org/10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s\">x</a>",
    "https://onlinelibrary.wiley.com/doi/abs/10.1002/(sici)1522-2594(199911)42:5%3C952::aid-mrm16%3E3.0.co;2-s?x=1",
)  # fmt: skip


@pytest.mark.parametrize("text", SICI)
def test_a_sici_is_found_in_any_escape(text: str) -> None:
    assert named(text) == ["doi:10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s"]


REGISTERED = (
    "10.6084/m9.figshare.1234567.v2", "10.21203/rs.3.rs-123456/v1", "10.20944/preprints202001.0001.v1",
    "10.26434/chemrxiv-2021-abcde-v2", "10.3886/icpsr31202.v2", "10.1002/14651858.cd001234.pub2",
    "10.1371/journal.pone.0042793.g001", "10.12688/f1000research.12345.2", "10.1063/10.0001234",
    "10.1021/bc030018+", "10.5281/zenodo.1234567", "10.1109/5.771073", "10.1000/182", "10.1117/12.56709",
    "10.1136/bmj.m1234", "10.1056/nejmoa2034577", "10.7554/elife.12345.001", "10.48550/arxiv.2101.00001",
    "10.1101/gr.123456.111", "10.1017/s0022112062000762", "10.1037//0022-3514.49.1.233",
    "10.1093/ndt/gfx123", "10.2307/1990888", "10.3390/cancers13010001", "10.1186/s12885-025-14125-9",
    "10.15252/embj.2020105001", "10.17863/cam.12345", "10.1061/(asce)0733-9429(2008)134:4(390)",
    "10.1016/0304-3975(94)00281-m", "10.3233/978-1-61499-098-7-1", "10.1007/978-3-642-15618-2_19",
    "10.1002/9780470125915.ch2", "10.1093/acprof:oso/9780199755356.003.0006", "10.1186/isrctn12345678",
    "10.1201/b12345", "10.1163/157006598x00135", "10.4103/0019-5545.12345", "10.1158/1538-7445.am2020-123",
    "10.1200/jco.2020.38.15_suppl.123", "10.1016/j.jtbi.2008.04.005", "10.1523/jneurosci.1234-20.2020",
    "10.1051/0004-6361/201234567", "10.1103/physrevlett.114.072302", "10.1088/1475-7516/2012/01/001",
    "10.1210/jc.2020-1234", "10.1080/01621459.2020.1234567", "10.1094/phyto-01-20-0001-r",
    "10.1039/d0sc01234a", "10.1145/1294928.1294933", "10.1364/oe.20.012345", "10.1242/dev.123456",
    "10.1038/s41586-025-09710-8", "10.31234/osf.io/abcde", "10.17605/osf.io/abcde",
    "10.5061/dryad.q447c/1", "10.1553/etna", "10.1300/j123v01n01_01", "10.1124/mol",
    "10.1145/3290605.3300233",
)  # fmt: skip


@pytest.mark.parametrize("doi", REGISTERED)
def test_what_is_registered_is_kept_whole(doi: str) -> None:
    for dress in (
        "{}",
        "doi:{}.",
        "https://doi.org/{}",
        "(https://doi.org/{})",
        "https://doi.org/{}.",
        "See {}, which",
    ):
        assert named(dress.format(doi)) == [f"doi:{doi}"]


SPELLED = (
    ("10.1038/s41586-025-\n09710-8", "doi:10.1038/s41586-025-09710-8"),
    ("10.1016/j.ccr.\n2012.10.023 next", "doi:10.1016/j.ccr.2012.10.023"),
    ("doi:10.1088/1748-9326/\n11/4/048002", "doi:10.1088/1748-9326/11/4/048002"),
    (
        "10.1002/(SICI)1096-8644(199601)99:1<135::AID-AJPA8>3.0.CO;2-# and",
        "doi:10.1002/(sici)1096-8644(199601)99:1<135::aid-ajpa8>3.0.co;2-#",
    ),
    ("(10.1890/0012-9658(2006)87[2832:TIOPMA]2.0.CO;2)", "doi:10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2"),
    ("10.1890/0012-9658(2006)87\\[2832:TIOPMA\\]2.0.CO;2", "doi:10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2"),
    ("info:doi/10/gf4gqc", "doi:10/gf4gqc"),
    ("(doi: 10/b6vnmd)", "doi:10/b6vnmd"),
    ("DOI 10/gckfx5", "doi:10/gckfx5"),
    ("https://doi.org/10/gf4gqc)", "doi:10/gf4gqc"),
    ("https://doi.org/gf4gqc.", "doi:10/gf4gqc"),
    ("https://doi-org.ezproxy.example.edu/10/gf4gqc", "doi:10/gf4gqc"),
    ("http://shortdoi.org/gf4gqc", "doi:10/gf4gqc"),
    ("[x](https://doi.org/gf4gqc)", "doi:10/gf4gqc"),
    ("https://doi.org/gf4gqc?x=1", "doi:10/gf4gqc"),
)


@pytest.mark.parametrize(("text", "name"), SPELLED)
def test_short_broken_and_odd_dois(text: str, name: str) -> None:
    assert named(text) == [name]


SEVERAL = (
    ("10.1038/nature12373;10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373,10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373|10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373&10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373/10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature1237310.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    (
        "https://doi.org/10.1038/nature12373https://doi.org/10.1126/science.1157784",
        "doi:10.1038/nature12373 doi:10.1126/science.1157784",
    ),
    (
        "https://doi.org/10.1038/nature12373;https://doi.org/10.1126/science.1157784",
        "doi:10.1038/nature12373 doi:10.1126/science.1157784",
    ),
    (
        "https://doi.org/10.1038/nature12373,10.1126/science.1157784",
        "doi:10.1038/nature12373 doi:10.1126/science.1157784",
    ),
    (
        "https://doi.org/10.1038/nature12373|https://doi.org/10.1126/science.1157784",
        "doi:10.1038/nature12373 doi:10.1126/science.1157784",
    ),
    (
        "DOIs: 10.1038/nature12373, 10.1126/science.1157784 and 10.1234/56",
        "doi:10.1038/nature12373 doi:10.1126/science.1157784 doi:10.1234/56",
    ),
    ("10.1038/nature12373doi:10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373\n10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373.10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    ("10.1038/nature12373 / 10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
    (
        "10.1038/nature12373https://doi.org/10.1126/science.1157784",
        "doi:10.1038/nature12373 doi:10.1126/science.1157784",
    ),
    ("1. 10.1038/nature12373\n2. 10.1126/science.1157784", "doi:10.1038/nature12373 doi:10.1126/science.1157784"),
)


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_several_in_a_row_are_told_apart(text: str, names: str) -> None:
    assert named(text) == names.split(" ")
