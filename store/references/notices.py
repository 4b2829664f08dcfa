"""What a title itself says of a paper: that it was retracted, withdrawn or corrected, or that there is concern. Pure.

Publishers, PubMed and Retraction Watch put a mark in front of the title, of the paper or of the notice about it, or
behind it in brackets. A headline about a retraction has no such mark. No mark means that nothing was said, and not
that nothing is wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from store.model import Reference

WORST = ("retracted", "withdrawn", "concern", "corrected")
"""The notices, gravest first."""

_MOST = 2000  # characters of a title that are looked at
_ARTICLE = "(?:article|paper|chapter|manuscript|preprint)"
_NOTE = "(?:note|notice|statement)"
_OF = "(?: (?:to|of|for|on|in|regarding|concerning|about))?"

_MARKS: dict[str, tuple[str, ...]] = {
    "concern": (
        f"(?:editorial |editor's |editors' |publisher's )?(?:expressions?|notice) of concern{_OF}",
        f"(?:editorial|editor's|editors'|publisher's) note of concern{_OF}",
        f"partial retraction(?: {_NOTE})?{_OF}",
        "expression de préoccupation", "expresión de preocupación", "expressão de preocupação", "关注声明",
    ),
    "retracted": (
        f"retracted(?: {_ARTICLE})?", f"{_ARTICLE} retracted", "retracted and (?:replaced|republished)",
        f"(?:article )?retraction(?: {_NOTE}| letter)?{_OF}", f"retraction and (?:replacement|republication){_OF}",
        f"{_NOTE} of retraction(?: and (?:replacement|republication))?{_OF}",
        "rétractation", "avis de rétractation", "(?:article )?rétracté", "retractación", "(?:artículo )?retractado",
        "retratação", "(?:artigo )?retratado", "retraktion", "ritrattazione", "(?:articolo )?ritrattato",
        "ретракция(?: статьи)?", "статья отозвана", "отозвана", "撤稿(?:声明|通知)?", "论文撤稿", "(?:論文)?撤回",
    ),
    "withdrawn": (
        f"withdrawn(?: {_ARTICLE})?", f"{_ARTICLE} withdrawn", "withdrawn as duplicate",
        f"(?:article )?(?:withdrawal|removal) {_NOTE}{_OF}", f"temporary removal{_OF}", "zurückgezogen",
    ),
    "corrected": (
        f"(?:author'?s? |publisher'?s? )?correction(?: {_NOTE})?{_OF}",
        f"(?:publisher'?s? )?(?:erratum|errata|corrigendum|corrigenda){_OF}", "department of error",
        "erratum à", "rectificatif", "fe de erratas", "corrección", "correção", "berichtigung", "korrigendum",
        "errata corrige", "поправка", "исправление", "更正", "勘误", "訂正",
    ),
}  # fmt: skip
"""What the marks say, lower case."""


_HINT = re.compile(
    "concern|r[eé]tra|ritratta|withdr|remov|corre|corrig|errat|error|rectif|berichtigung|korrig|zurückgezogen|occupation"
    "|preocupa|关注|ретракция|отозвана|撤|поправка|исправление|更正|勘误|訂正"
)
"""Something of each mark, lower case: a title without any of it says nothing, and is not looked at further."""

Forms = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _before() -> Forms:
    """What stands in front of a title. Made when a title first has a hint: that takes longer than a list to read."""
    marks = _compiled(
        r"[\[(【{{] ?{0} ?:? ?[\])】}}]:?"  # [Retracted] Title
        r"|{0}(?: ?[:：]|—(?=\S)|$)"  # Retracted: Title; Retraction—Title; Retraction
        r"|{0} ?(?=[\"“„«][^\"”“»]{{25,}})"  # Correction to “Title”; a quoted word or two is a headline's
    )
    return (*marks, *((kind, re.compile(form)) for kind, form in _PLAIN.items()))


@cache
def _behind() -> Forms:
    return _compiled(r"[\[(【{{] ?{0}(?: ?[.,;:][^()\[\]]*|(?: of)? vol\b[^()\[\]]*)?[\])】}}]$")


def _compiled(form: str) -> Forms:
    return tuple((kind, re.compile(form.format(f"(?:{'|'.join(marks)})"))) for kind, marks in _MARKS.items())


_PLAIN = {  # nobody but a publisher begins so
    "corrected": r"(?:erratum|errata|corrigendum|corrigenda) (?:to|à) |correction for [^:]{1,80} et al\b",
    "retracted": r"retraction (?:note|notice) to |retraction (?:for|of) [^:]{1,80} et al\b",
    "withdrawn": r"(?:withdrawal|removal) notice to ",
    "concern": r"expression of concern for [^:]{1,80} et al\b",
}
_SHOUTED = {
    "retracted": r"RETRACT(?:ED|ION)(?: ARTICLE)? ?[-–—:] |.* ?[-–—:] ?RETRACTED(?: ARTICLE)?$",
    "withdrawn": r"(?:WITHDRAWN|WITHDRAWAL|REMOVED)(?: ARTICLE)? ?[-–—:] |.* ?[-–—:] ?WITHDRAWN$",
    "concern": r"EXPRESSION OF CONCERN ?[-–—] ",
    "corrected": r"(?:CORRECTION|ERRATUM|CORRIGENDUM) ?[-–—] ",
}


def notice(title: str) -> str:
    """Return the gravest notice in a title: "retracted", "withdrawn", "concern", "corrected", or ""."""
    text = _plain(title)
    return gravest(_notices(text)) if _HINT.search(text.casefold()) else ""


def article_notice(title: str, references: Sequence[Reference]) -> str:
    """Return the gravest notice in the titles of the papers an article is about and, as it may be one, in its own."""
    papers = (one.title for one in references if one.role != "cited" and one.title)
    return gravest(notice(one) for one in (title, *papers))


def gravest(notices: Iterable[str]) -> str:
    """Return the gravest of some notices; "" where there is none."""
    return min(filter(None, notices), key=WORST.index, default="")


def _plain(title: str) -> str:
    """The title on one line, without emphasis, without a full stop, out of the brackets PubMed puts translations in."""
    text = " ".join(unicodedata.normalize("NFKC", title[:_MOST]).replace("’", "'").split())
    text = text.strip("*_# ").rstrip(". ")
    whole = text.startswith("[") and text.endswith("]") and text.count("[") == text.count("]") == 1
    return text[1:-1].strip() if whole else text


def _notices(text: str) -> Iterator[str]:
    """What stands in front, mark after mark ("Correction to: Retracted article: …"), and what stands behind."""
    yield from (kind for kind, form in _SHOUTED.items() if re.match(form, text))
    rest = text.casefold()
    yield from (kind for kind, form in _behind() if form.search(rest))
    while rest:
        kind, end = next(((kind, m.end()) for kind, form in _before() if (m := form.match(rest))), ("", 0))
        yield kind
        rest = rest[end:].lstrip(" *_—-") if end else ""
