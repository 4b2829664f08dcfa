"""Who or what was studied, and how many of them, where a sentence says it of its own study. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.references.study_facts_doubt import clause_at, doubtful, told
from store.references.study_facts_role import is_own

_FEW = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ABOUT = "more than|fewer than|less than|just over|just under|over|under|nearly|almost|about|around|roughly|approximately|at least|some|up to"
NUMBER = (
    rf"(?:(?P<about>{_ABOUT}) )?(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?: \d{{3}})+|\d+(?:\.\d+)?|{_FEW})(?P<power> (?:million|thousand|billion))?"
)
_PEOPLE = (
    "participants|patients|adults|people|women|men|children|adolescents|teenagers|teens|youths|boys|girls|infants|babies"
    "|newborns|toddlers|volunteers|individuals|subjects|students|pupils|veterans|soldiers|nurses|physicians|doctors|workers"
    "|employees|firefighters|residents|smokers|non-smokers|survivors|twins|mothers|fathers|parents|donors|respondents"
    "|persons|carers|caregivers|couples|athletes|runners|pensioners|drivers|teachers|households|families|recipients|users"
)
_BEASTS = "mice|rats|zebrafish|fruit flies|macaques|monkeys|marmosets|ferrets|hamsters|roundworms|guinea pigs|piglets"
_OTHER_BEASTS = "pigs|dogs|cats|sheep|rabbits|bees|honeybees|worms|frogs|chickens|cows|horses|bats|birds|fish|mosquitoes|flies"
_THINGS = "samples|specimens|tumours|tumors|biopsies|genomes|scans"
_STOPS = (
    "of|the|to|and|or|years?|per|percent|who|that|is|are|was|were|minutes?|hours?|days?|weeks?|months?|other|in|out|on|at|by"
    "|with|from|for|times?|dollars|euros|pounds|million|billion|more|new|points?|degrees"
)
_GROUP = re.compile(
    rf"(?<![\w$€£¥.,-])(?<!\d )(?:{NUMBER})(?:-member)? (?P<mods>(?:(?!(?:{_STOPS})\b)[A-Za-zÀ-ÿ][\w’'-]*,? ){{0,3}}?)"
    rf"(?P<noun>{_PEOPLE}|{_BEASTS}|{_OTHER_BEASTS}|{_THINGS})\b(?!’s|'s|-)",
    re.IGNORECASE,
)
_KINDS = (
    "older|younger|young|healthy|pregnant|postmenopausal|premenopausal|obese|overweight|middle-aged|newborn|preterm|premature"
    "|elderly|hospitali[sz]ed|adult|male|female|diabetic|school-age|schoolage|critically ill|non-smoking|transgenic|aged|old|newborn|sedentary|breastfeeding"
)
_BARE = re.compile(
    rf"\b(?P<mods>(?:(?:{_KINDS}) ){{0,2}})(?P<noun>{_PEOPLE}|{_BEASTS}|human (?:\w+ )?cells)\b(?!’s|'s|-)", re.IGNORECASE
)
_EXPLICIT = re.compile(r"(?<![\w])[nN] ?= ?(\d{1,3}(?:,\d{3})+|\d+)\b(?![.,]?\d)")
_ARM = re.compile(r"\b(?:group|arm|placebo|control|controls|treatment|drug|intervention|women|men|subgroup|each)\W{0,2}$")

_SAYS_LITTLE = frozenset(
    "participants patients people individuals subjects volunteers respondents persons samples specimens scans genomes"
    " biopsies tumours tumors donors recipients users residents".split()
)
"""Nouns that alone name no population."""

_STRONG = (
    r"enroll?ed|recruited|randomly (?:assigned|allocated|divided|split)|randomi[sz]ed|analy[sz]ed|surveyed|sequenced|sequencing|studied"
    r"|pooled|assigned|enroll?ing|enroll?s|(?:was|were) (?:tested|conducted|done|carried out|performed|tried) (?:in|on|among|with)"
)
_WEAK = (
    r"included|includes|including|involved|involves|involving|followed|tracked|examined|interviewed|tested|compared|scanned|monitored|observed|treated"
    r"|asked|assessed|evaluated|combined|collected|screened|questioned|measured|looked at|drew on|gave|fed|infected|injected|implanted|used|drawing on|covering|recorded|reviewed|mapped|imaged|filmed|weighed|checked|report(?:s|ed)? on|profiled|genotyped|tagged"
)
_BETWEEN = r"(?: (?!(?:who|that|and|but|while|which|not|when|where|because)\b)[\w’'-]+){0,6} $"
_BY_STRONG = re.compile(rf"\b(?:{_STRONG}){_BETWEEN}", re.IGNORECASE)
_BY_WEAK = re.compile(rf"\b(?:{_WEAK}){_BETWEEN}", re.IGNORECASE)
_IN_STUDY = re.compile(
    r".*\b(?P<study>trial|study|analysis|meta-analysis|survey|review|experiment)(?P<to> (?:(?!\d)[\w-]+ ){0,6}?"
    r"(?:of|in|among|with|from|involving|including|on|for) (?:the |a total of |its |all )?)$"
)
_IN_DATA = re.compile(
    r"\b(?:trials|studies|cohort|sample|total|data|records|samples|scans|genomes|answers|responses|information|DNA|blood|cells|tissue)"
    r" (?:(?!\d)\w+ ){0,3}?(?:of|in|among|with|from|involving|including|on|for) (?:the |a total of |its |all )?$"
)
_AMONG = re.compile(
    r"(?:^|[,;] )(?:(?:[Oo]f|[Aa]mong|[Aa]cross|[Ee]ach of) (?:the|these|all|our|their) |(?:[Aa]mong|[Aa]cross|[Ii]n all,|[Aa]ll) )$"
)
_OURS = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Oo]ur|[Aa]ll) $")
_TAKING_PART = frozenset({"participants", "volunteers", "subjects", "respondents"})
_ASKED_ONLY = re.compile(r" (?:who (?:were|was|had been) )?(?:invited|approached|eligible|contacted)\b")
_GIVEN = re.compile(r"\b(?:infected|injected|treated|fed|implanted|provided|vaccinated|immuni[sz]ed|exposed) (?:\w+ ){0,2}$")
_TOOK_PART = re.compile(
    r"^(?:[^.;:]{0,60}? )?(?:(?:was|were) (?:\w+ly )?(?:enroll?ed|recruited|assigned|allocated|randomi[sz]ed|included|analy[sz]ed|studied|followed|examined|interviewed|surveyed"
    r"|tested|monitored|scanned|asked|sequenced|screened|collected)\b|took part\b|participated\b|joined the\b|volunteered\b|completed the\b|filled in\b|answered\b)"
)
_RESEARCH = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|researchers?|scientists?|team|authors?|investigators?|we|they|analysis|survey|group|cohort|research|experiments?"
    r"|colleagues|\w+ologists?|doctors|engineers|economists|university|participants|data|review|paper|physicians|surgeons|phase|meta-analysis)\b",
    re.IGNORECASE,
)
_NO_RESEARCH = re.compile(
    r"\b(?:hospital|clinic|company|charity|police|government|school|ministry|airline|army|city|campaign|programme|program|factory|firm|court|insurer|bank)\b[^,;]{0,60}$"
    r"|\b(?:affect|kill|strike|harm|afflict|cost|infect)(?:s|ing)?\b[^,;]{0,40}$|\b(?:an estimated|each year|every year|worldwide|outbreak|epidemic|accident|trained)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:In|During|For) (?:this|the|a|an|our|their|one)\b[^;:.]{0,150}\b(?:trial|study|experiment|survey|analysis|test),? $")
_JOINED = re.compile(r"^[^.;\d]{0,60}? and (?:(?:another|a further) )?$")
_GO_ON = re.compile(
    r",? (?:that|were|lacking|given|fed|with|treated|in the|on|without|engineered|infected|exposed|born|raised|showed|became|whose|missing|carrying|bred|had|lived|did)\b"
)
_STATISTIC = re.compile(
    r"^[^,;]{0,50}?\b(?:dies?|died|worldwide|globally|around the world|around the globe|(?:a|each|every|per) (?:year|day|month|week)|annually|live with|lives with|living with|suffer|still|are waiting)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"[^.;]{{0,120}}?,? (?:and|plus|versus) (?:(?:{_ABOUT}|another|the other|a further) )?(?:\d[\d,]*|{_FEW})"
    rf" (?:(?!(?:{_STOPS})\b)[\w’'-]+ ){{0,3}}?(?:to|without|received|got|took|controls|in the|{_PEOPLE}|{_BEASTS}|{_OTHER_BEASTS}|{_THINGS})\b",
    re.IGNORECASE,
)
_RECRUITED = re.compile(r"\b(?:enroll?ed|recruited|surveyed|studied|randomly assigned|followed|tracked) $", re.IGNORECASE)
_ANIMALS_BY = re.compile(
    r"(?:^|\s)(?:[Ii]n|of|on|gave|given to|fed|injected|infected|treated|used|[Uu]sing|engineered|bred|raised|let|trained|tested|[Ww]ith|from|into) (?:(?!(?:no|without|other|than|not)\b)[\w’'-]+,? ){0,3}?$"
)
_FIRST = re.compile(r"(?:^|, )(?:(?:[Tt]he|[Tt]hese) )?(?:\w+ )?$")
_CELLS_BY = re.compile(r"(?:^|\s)(?:[Ii]n|on|used|[Uu]sing|to|from|into|grew|infected|treated|engineered|tested|[Ww]ith) (?:[\w’'-]+ ){0,2}?$")

_VERBS = frozenset(
    "took found showed had was were is are has have did got ate drank slept wore fell rose saw led ran lost felt said says who whom that which"
    " to from in at on by for over during after before between across into as than while when where whose using receiving taking given"
    " under without through via per then but if because since either both they he she it we this these not also"
    " with living being undergoing attending going being about whether how what up out cut did improve improved died".split()
)
_ADJECTIVES = frozenset(
    "advanced unexplained untreated diagnosed undiagnosed resected elevated impaired uncontrolled induced related associated"
    " acquired inherited localised localized newly red bed limited need repeated mixed undetected implanted failed".split()
)
_WORD = re.compile(r"(?: (?P<word>[\w’'/-]+))(?P<mark>,)?")


@dataclass(frozen=True, slots=True)
class Group:
    """Those who were studied: how many, "" where that is not said, and in what words, "" where these say nothing."""

    n: str
    population: str


def groups(sentence: str, *, headline: bool = False) -> Iterator[Group]:
    """Yield those whom a sentence says its study looked at, in its order. A headline tells what happened in the present."""
    counted: list[tuple[int, int]] = []
    last = -1
    for match in _GROUP.finditer(sentence):
        counted.append(match.span())
        joined = last >= 0 and _JOINED.match(sentence[last : match.start()])
        if joined or _is_studied(sentence, match):
            pair = joined or _PAIR.match(sentence, match.end())
            yield Group("" if pair else _number(match), _population(sentence, match))
            last = match.end()
    yield from (Group(number, "") for number in _explicit(sentence))
    for match in _BARE.finditer(sentence):
        if not any(start <= match.start() < end for start, end in counted) and _is_named(sentence, match, headline):
            yield Group("", _population(sentence, match))


def _number(match: re.Match[str]) -> str:
    about = f"{match['about']} ".lower() if match["about"] else ""
    return f"{about}{match['number'].lower()}{match['power'] or ''}"


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
    if re.fullmatch(r"(?:1[89]|20)\d\d", match["number"]) and re.search(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|and|to) $", before):
        return False
    if doubtful(clause_at(sentence, start, end)) or _STATISTIC.match(after) or _NO_RESEARCH.search(before):
        return False
    if re.search(r"\b(?:one|1|\d+) (?:in|out of|of) (?:every )?$|%\s?of $", before):
        return False
    if study := _IN_STUDY.search(before):
        at = start - len(before)
        return is_own(sentence, at + study.start("study"), at + study.end("study"))
    if any(form.search(before) for form in (_BY_STRONG, _IN_DATA, _AMONG, _OPENING)) or _TOOK_PART.match(after):
        return _ASKED_ONLY.match(after) is None
    if _OURS.search(before) and match["noun"].lower() in _TAKING_PART:
        return True
    return bool(_BY_WEAK.search(before)) and bool(_RESEARCH.search(sentence) or re.fullmatch(_BEASTS, match["noun"]))


def _is_named(sentence: str, match: re.Match[str], headline: bool) -> bool:
    start, end = match.span()
    before = sentence[max(0, start - 100) : start]
    clause = clause_at(sentence, start, end)
    past = headline or told(clause)
    if doubtful(clause) or re.search(r"\b(?:thousands|millions|hundreds|dozens) of $", before):
        return False
    if match["noun"].lower().startswith("human"):
        return _CELLS_BY.search(before) is not None and past
    if re.fullmatch(_BEASTS, match["noun"], re.IGNORECASE):
        named = _ANIMALS_BY.search(before) or (_FIRST.search(before) and _GO_ON.match(sentence, end))
        return bool(named) and past
    if study := _IN_STUDY.search(before):
        at = start - len(before)
        return is_own(sentence, at + study.start("study"), at + study.end("study"))
    return _RECRUITED.search(before) is not None and told(sentence)


def _population(sentence: str, match: re.Match[str]) -> str:
    """The words for those who were studied, with what they have: "older adults with asthma"."""
    head = f"{match['mods']}{match['noun']}"
    tail = "" if _GIVEN.search(sentence[: match.start()][-60:]) else _tail(sentence, match.end(), re.fullmatch(_BEASTS, match["noun"]) is not None)
    if not tail and head.lower() in _SAYS_LITTLE:
        return ""
    words = f"{head}{tail}"
    return words if words[:2].isupper() else words if _is_name(words, sentence) else words[0].lower() + words[1:]


def _is_name(words: str, sentence: str) -> bool:
    """Whether a capital belongs to the word, and not to the beginning of a sentence."""
    return words[0].isupper() and not sentence.startswith(words[:12])


def _tail(sentence: str, at: int, beast: bool) -> str:
    if not sentence.startswith(" with ", at):
        return ""
    if sentence.startswith(" with the ", at) and beast:
        return ""
    words: list[str] = []
    for match in iter(lambda: _WORD.match(sentence, at + 5 + sum(len(word) + 1 for word in words)), None):
        word = match["word"]
        folded = word.lower()
        if folded in _VERBS or (folded.endswith("ed") and folded not in _ADJECTIVES) or len(words) == 7:
            break
        if words and words[-1] in ("and", "or") and (word[0].isdigit() or folded in _PEOPLE.split("|")):
            break
        words.append(word)
        if match["mark"]:
            break
    while words and words[-1].lower() in {"and", "or", "a", "an", "the", "of", "more", "their"}:
        words.pop()
    return f" with {' '.join(words)}" if words else ""
