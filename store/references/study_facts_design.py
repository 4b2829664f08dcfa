"""The design of a study, where a sentence says it of the study it is about. Pure."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from store.references.study_facts_doubt import clause_at, doubtful, told
from store.references.study_facts_role import is_own

_MORE = r"(?:(?:,\s|\s|-)(?!(?:of|in|that|to|with|is|was)\b)[\w’'/]+){0,9}?(?:,\s|\s|-)"
"""Words between what tells a design and the word study."""

_STUDIES = {
    "randomised trial": rf"(?:cluster-)?randomi[sz]ed{_MORE}(?:trial|study|experiment|test)\b",
    "double-blind": rf"double-?\s?blind(?:ed)?(?:{_MORE}(?:trial|study|experiment|test)\b)?",
    "phase": rf"phase[ -](?P<phase>[1-4]|I{{1,3}}|IV)(?:[ab]|/[1-4I]+[ab]?)?{_MORE}(?:trial|study)\b",
    "clinical trial": r"clinical trial\b",
    "cohort study": r"cohort (?:study|analysis)\b",
    "case-control study": rf"case[-– ]control{_MORE}(?:study|analysis)\b",
    "cross-sectional study": rf"cross-sectional{_MORE}(?:study|survey|analysis|design)\b",
    "case report": r"case (?:report|study)\b",
    "case series": r"case series\b",
    "meta-analysis": r"meta-?\s?analysis\b",
    "systematic review": r"systematic(?: literature)? review\b",
    "observational study": rf"observational(?:{_MORE}(?:study|analysis|research)\b)?",
    "retrospective": rf"retrospective(?:{_MORE}(?:study|analysis|review)\b)?",
    "prospective": rf"prospective(?:{_MORE}(?:study|analysis|trial)\b)?",
    "survey": r"survey\b",
    "Mendelian randomisation": r"Mendelian randomi[sz]ation\b",
    "genome-wide association": r"genome-wide association\b",
    "modelling": r"modell?ing study\b",
}
"""Designs that are a study themselves: the value, and how it is written."""

_MEANS = {
    "in vitro": r"in vitro\b(?! fertili)",
    "cell lines": r"cell lines?\b",
    "organoids": r"(?:mini-)?organoids?\b",
    "animal": r"(?P<animal>mouse|rat|zebrafish|monkey|animal|pig|fruit fly) models?\b",
    "simulation": r"simulations?\b",
    "modelling": r"(?:mathematical|computer|computational|statistical|climate|epidemiological) models?\b",
}
"""Designs that are what a study worked with."""

_PHASES = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_ASSIGNED = re.compile(
    r"\b(?:randomly|at random) (?:assigned|allocated|divided|split)\b"
    r"|\b(?:assigned|allocated|divided|split)\b[^.;]{1,60}\bat random\b"
    r"|\b(?:was|were|they|we|researchers|team) randomi[sz]ed\b|\brandomi[sz]ed \d"
    r"|\b(?:assigned|allocated) by (?:chance|lot)\b"
)
_NO_PEOPLE = re.compile(
    r"\b(?:mice|rats|animals|plots|fish|zebrafish|monkeys|macaques|plants|pigs|dogs|flies)\b", re.IGNORECASE
)
_WORKED = re.compile(
    r"(?:^|[\s(“])(?:[Uu]sing|[Uu]sed|[Ii]n|[Oo]n|[Ww]ith|[Ff]rom|tested|exposed|grew|ran|run|studied|infected|treated"
    r"|performed|built|created|engineered|analy[sz]ed|developed|made|combined|[Tt]he|[Tt]hese|[Tt]heir|[Oo]ur) "
    r"(?:[\w’'-]+,? ){0,4}$"
)
_SOURCE = re.compile(r"\b(?:comes? from|based on) (?:[\w’'-]+ ){0,3}$")
_FIRST = re.compile(r"^(?:[\w-]+ ){0,2}$")
_MOST = 8
"""Designs of a sentence that are looked at."""


def designs(sentence: str) -> list[str]:
    """Return the designs that a sentence says its study has, in the order of the sentence; none that is doubtful."""
    found = dict.fromkeys((*_assigned(sentence), *_studies(sentence), *_means(sentence)))
    if len(found) > 1:  # it says less than what stands beside it
        found.pop("clinical trial", None)
    return list(found)


def _assigned(sentence: str) -> Iterator[str]:
    """Who draws lots for people makes a randomised trial; who does so for mice makes an experiment."""
    match = _ASSIGNED.search(sentence)
    if match and not _NO_PEOPLE.search(sentence) and not doubtful(clause_at(sentence, *match.span())):
        yield "randomised trial"


def _studies(sentence: str) -> Iterator[str]:
    at = 0
    for _ in range(_MOST):
        if not (match := _form("studies").search(sentence, at)):
            return
        if is_own(sentence, *match.span()):
            yield _value(match, _STUDIES)
        # from its second word on, for a double-blind randomised trial is both
        at = sentence.find(" ", match.start(), match.end()) + 1 or match.end()


def _means(sentence: str) -> Iterator[str]:
    for match in islice(_form("means").finditer(sentence), _MOST):
        value = _value(match, _MEANS)
        before = sentence[max(0, match.start() - 120) : match.start()]
        clause = clause_at(sentence, *match.span())
        by = value == "in vitro" or _WORKED.search(before) or (value == "organoids" and _FIRST.match(before))
        if by and not doubtful(clause) and (told(clause) or _SOURCE.search(before)):
            yield value


@cache
def _form(kind: str) -> re.Pattern[str]:
    """All of a table in one pattern, made when a sentence first has a hint: that takes longer than to read a list."""
    table = _STUDIES if kind == "studies" else _MEANS
    parts = (f"(?P<v{at}>{form})" for at, form in enumerate(table.values()))
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


def _value(match: re.Match[str], table: Mapping[str, str]) -> str:
    value = next(name for at, name in enumerate(table) if match[f"v{at}"])
    if value == "phase":
        return f"phase {_PHASES.get(match['phase'].upper(), match['phase'])} trial"
    return f"{match['animal'].lower()} model" if value == "animal" else value
