"""Who or what was studied, and how many of them, where a sentence says it of its own study. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from store.references.study_facts_doubt import clause_at, doubtful, told
from store.references.study_facts_nouns import (
    ABOUT,
    BARE,
    BEAST,
    BEASTS,
    COUNTED,
    FEW,
    NUMBERED,
    STOPS,
    number,
    population,
)
from store.references.study_facts_role import is_own

_EXPLICIT = re.compile(r"(?<!\w)[nN] ?= ?(\d{1,3}(?:,\d{3})+|\d+)\b(?![.,]?\d)")
_ARM = re.compile(r"\b(?:groups?|arm|placebo|controls?|treatment|drug|intervention|women|men|subgroup|each)\W{0,2}$")

_NEXT = r"(?: (?!(?:who|that|and|but|while|which|not|when|where|because)\b)[\w’'-]+){0,6} $"
_STRONG = re.compile(
    r"\b(?:enroll?(?:ed|ing|s)|recruited|randomly (?:assigned|allocated|divided|split)|randomi[sz]ed|analy[sz]ed"
    r"|surveyed"
    r"|sequenced|sequencing|studied|pooled|assigned"
    rf"|(?:was|were) (?:tested|conducted|done|carried out|performed|tried) (?:in|on|among|with)){_NEXT}",
    re.IGNORECASE,
)
"""What only research does."""
_WEAK = re.compile(
    r"\b(?:includ(?:ed|es|ing)|involv(?:ed|es|ing)|followed|tracked|examined|interviewed|tested|compared|scanned"
    r"|monitored"
    r"|observed|treated|asked|assessed|evaluated|combined|collected|screened|questioned|measured|looked at|drew on"
    r"|gave|fed"
    r"|infected|injected|implanted|used|drawing on|covering|recorded|reviewed|mapped|imaged|filmed|weighed|checked"
    rf"|report(?:s|ed)? on|covers|covered|spanned|profiled|genotyped|tagged){_NEXT}",
    re.IGNORECASE,
)
"""What clinics, companies and police do as well."""
_TO = r"(?:of|in|among|with|from|involving|including|on|for) (?:the |a total of |its |all )?$"
_IN_STUDY = re.compile(
    r".*(?<![\w-])(?P<study>trial|study|analysis|meta-analysis|survey|review|experiment) "
    rf"(?:(?!\d)[\w-]+ ){{0,6}}?{_TO}"
)
_IN_DATA = re.compile(
    r"\b(?:trials|studies|cohort|sample|total|data|records|samples|scans|genomes|answers|responses|information|DNA"
    r"|blood"
    rf"|cells|tissue) (?:(?!\d|was\b|were\b)\w+ ){{0,3}}?{_TO}"
)
_AMONG = re.compile(
    r"(?:^|[,;] )(?:(?:[Oo]f|[Aa]mong|[Aa]cross|[Ee]ach of) (?:the|these|all|our|their) |(?:[Aa]mong|[Aa]cross"
    r"|[Ii]n all,"
    r"|[Aa]ll) )$|^(?:Half|(?:Two|A) thirds?|(?:Three|A) quarters?|Most|All|None|Only \d+) of (?:the|these) $"
    r"|^With (?:only |just |its )?$"
)
_OPENING = re.compile(
    r"^(?:In|During|For) (?:this|the|a|an|our|their|one)\b[^;:.]{0,150}\b(?:trial|study|experiment|survey|analysis"
    r"|test),? $"
)
_TOOK_PART = re.compile(
    r"(?:[^.;:]{0,60}? )?(?:(?:was|were) (?:\w+ly )?(?:enroll?ed|recruited|assigned|allocated|randomi[sz]ed|included"
    r"|analy[sz]ed|studied|followed|examined|interviewed|surveyed|tested|monitored|scanned|asked|sequenced|screened"
    r"|collected)"
    r"|underwent randomi[sz]ation|(?:took part|participated|volunteered) (?:in|for) (?:\w+ ){1,4}?(?:stud(?:y|ies)"
    r"|trials?|survey"
    r"|experiments?|research|poll|analysis|tests?)|completed the (?:\w+ )?(?:study|trial|survey|questionnaire)"
    r"|filled in)\b"
)
_JOINED_IN = re.compile(r"(?:[^.;:]{0,40}? )?(?:took part|participated|volunteered|completed|answered)\b(?! in)")
_OURS = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Oo]ur|[Aa]ll) $")
_TAKING_PART = frozenset({"participants", "volunteers", "subjects", "respondents"})
_RESEARCH = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|researchers?|scientists?|team|authors?|investigators?|we|they|analysis|survey|group"
    r"|cohort"
    r"|research|experiments?|poll|questionnaire|colleagues|\w+ologists?|engineers|economists|university|participants"
    r"|data|review"
    r"|paper"
    r"|physicians|surgeons|phase|meta-analysis)\b",
    re.IGNORECASE,
)

_ASKED_ONLY = re.compile(r" (?:who (?:were|was|had been) )?(?:invited|approached|eligible|contacted)\b")
_IN_ARM = re.compile(
    r" (?:in|from|of) the (?:\w+ )?(?:group|arm|placebo|control|treatment)\b| (?:died|dropped out|withdrew)\b"
)
_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|and|to) (?:1[89]|20)\d\d$")
_SHARE = re.compile(r"\b(?:one|1|\d+) (?:in|out of|of) (?:every )?$|%\s?of $")
_CROWD = re.compile(r"\b(?:thousands|millions|hundreds|dozens) of $")
_NO_RESEARCH = re.compile(
    r"\b(?:hospital|clinic|company|charity|police|government|school|ministry|airline|army|city|campaign|programme"
    r"|program"
    r"|factory|firm|court|insurer|bank)\b[^,;]{0,60}$|\b(?:affect|kill|strike|harm|afflict|cost|infect)(?:s"
    r"|ing)?\b[^,;]{0,40}$"
    r"|\b(?:an estimated|each year|every year|worldwide|outbreak|epidemic|accident|trained)\b",
    re.IGNORECASE,
)
_STATISTIC = re.compile(
    r"[^,;]{0,50}?\b(?:dies?|died|worldwide|globally|around the (?:world|globe)|(?:a|each|every|per) (?:year|day|month"
    r"|week)|annually|lives? with|living with|suffer|still|are waiting)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"[^.;]{{0,120}}?,? (?:and|plus|versus|with) (?:(?:{ABOUT}|another|the other|a further) )?"
    rf"(?!(?:1[89]|20)\d\d\b)(?:\d[\d,]*|{FEW}) "
    rf"(?:(?!(?:{STOPS})\b)[\w’'-]+ ){{0,3}}?(?:to|without|received|got|took|controls|neighbours|in the|{COUNTED})\b",
    re.IGNORECASE,
)
"""A second group beside the first: then neither number is that of the study."""
_JOINED = re.compile(r"[^.;\d]{0,60}? and (?:(?:another|a further) )?$")

_RECRUITED = re.compile(
    r"\b(?:enroll?ed|recruited|surveyed|studied|randomly assigned|followed|tracked) (?:the )?$", re.IGNORECASE
)
_WITH_BEASTS = re.compile(
    r"(?:^|\s)(?:[Ii]n|of|on|gave|given to|fed|injected|infected|treated|used|[Uu]sing|engineered|bred|raised|let"
    r"|trained"
    r"|tested|[Ww]ith|from|into) (?:(?!(?:no|without|other|than|not)\b)[\w’'-]+,? ){0,3}?$"
)
_FIRST = re.compile(r"(?:^|, )(?:(?:[Tt]he|[Tt]hese) )?(?:\w+ )?$")
_GO_ON = re.compile(
    r",? (?:that|were|lacking|given|fed|with|treated|in the|on|without|engineered|infected|exposed|born|raised|showed"
    r"|became|whose|missing|carrying|bred|had|lived|did)\b"
)
_STATE = re.compile(rf"\b(?:of|all|in|the|from|than|these|many|most|some) \w+ed (?=(?:{BEASTS})\b)", re.IGNORECASE)
"""What is said of animals by a word in -ed: "infected mice" tells nothing that happened."""
_WITH_CELLS = re.compile(
    r"(?:^|\s)(?:[Ii]n|on|used|[Uu]sing|to|from|into|grew|infected|treated|engineered|tested"
    r"|[Ww]ith) (?:[\w’'-]+ ){0,2}?$"
)

_MOST = 8
"""Groups of a sentence that are looked at: one that counts more is a table."""


@dataclass(frozen=True, slots=True)
class Group:
    """Those who were studied: how many, "" where that is not said, and in what words, "" where these say nothing."""

    n: str
    population: str


def groups(sentence: str, *, headline: bool = False) -> Iterator[Group]:
    """Yield those whom a sentence says its study looked at; a headline says it in the present tense."""
    numbered = list(islice(NUMBERED.finditer(sentence), _MOST))
    last = -1
    for match in numbered:
        joined = last >= 0 and _JOINED.match(sentence[last : match.start()])
        if joined and sentence.startswith(" without", match.end()):
            continue
        if joined or _is_studied(sentence, match):
            alone = not joined and not _PAIR.match(sentence, match.end())
            yield Group(number(match) if alone else "", population(sentence, match))
            last = match.end()
    yield from (Group(found, "") for found in _explicit(sentence))
    for match in islice(BARE.finditer(sentence), _MOST):
        counted = any(one.start() <= match.start() < one.end() for one in numbered)
        if not counted and _is_named(sentence, match, headline):
            yield Group("", population(sentence, match))


def _explicit(sentence: str) -> Iterator[str]:
    """The number of "(n = 48)", where it stands alone and is not that of one arm."""
    found = list(_EXPLICIT.finditer(sentence))
    if len(found) == 1 and not doubtful(clause_at(sentence, *found[0].span())):
        before = sentence[: found[0].start()].rstrip("( ")
        if not _ARM.search(before[-30:]):
            yield found[0][1]


def _is_studied(sentence: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = sentence[max(0, start - 160) : start], sentence[end : end + 160]
    if doubtful(clause_at(sentence, start, end)) or _is_other_number(match, before, after):
        return False
    if study := _IN_STUDY.search(before):
        return _is_own(sentence, start - len(before), study)
    if any(form.search(before) for form in (_STRONG, _AMONG, _OPENING)) or _TOOK_PART.match(after):
        return True
    if _IN_DATA.search(before):
        return told(sentence)
    if _OURS.search(before) and match["noun"].lower() in _TAKING_PART and not after.startswith((" of", " from")):
        return True
    weak = _WEAK.search(before) or _JOINED_IN.match(after)
    return bool(weak and (_RESEARCH.search(sentence) or BEAST.fullmatch(match["noun"])))


def _is_other_number(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a number is a year, a share, a statistic of disease, or counts some of those who were studied."""
    if any(form.match(after) for form in (_STATISTIC, _ASKED_ONLY, _IN_ARM)):
        return True
    return (
        any(form.search(before) for form in (_NO_RESEARCH, _SHARE))
        or _YEAR.search(before + match["number"]) is not None
    )


def _is_own(sentence: str, at: int, study: re.Match[str]) -> bool:
    return is_own(sentence, at + study.start("study"), at + study.end("study"))


def _is_named(sentence: str, match: re.Match[str], headline: bool) -> bool:
    start, end = match.span()
    before = sentence[max(0, start - 100) : start]
    clause = clause_at(sentence, start, end)
    if doubtful(clause) or _CROWD.search(before):
        return False
    past = headline or told(_STATE.sub(" ", clause))
    if match["noun"].lower().startswith("human"):
        return _WITH_CELLS.search(before) is not None and past
    if BEAST.fullmatch(match["noun"]):
        return past and bool(_WITH_BEASTS.search(before) or (_FIRST.search(before) and _GO_ON.match(sentence, end)))
    if study := _IN_STUDY.search(before):
        return _is_own(sentence, start - len(before), study)
    return _RECRUITED.search(before) is not None and told(sentence)
