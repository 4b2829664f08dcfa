"""Numbers and nouns for those who are studied, and the words that tell more of them. Pure."""

import re

FEW = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
ABOUT = (
    "more than|fewer than|less than|just over|just under|over|under|nearly|almost|about|around|roughly|approximately"
    "|at least|some|up to"
)
_NUMBER = (
    rf"(?:(?P<about>{ABOUT}) )?(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?: \d{{3}})+|\d+(?:\.\d+)?|{FEW})"
    r"(?P<power> (?:million|thousand|billion))?"
)
PEOPLE = (
    "participants|patients|adults|people|women|men|children|adolescents|teenagers|teens|youths|boys|girls|infants"
    "|babies"
    "|newborns|toddlers|volunteers|individuals|subjects|students|pupils|veterans|soldiers|nurses|physicians|doctors"
    "|workers|employees|firefighters|residents|smokers|non-smokers|survivors|twins|mothers|fathers|parents|donors"
    "|respondents|persons|carers|caregivers|couples|athletes|runners|pensioners|drivers|teachers|households|families"
    "|recipients|users|farmers|miners|cyclists|musicians|footballers|players|dancers|swimmers|pilots|prisoners"
    "|refugees|migrants|villagers|commuters|civil servants|clerks|officers|sailors|astronauts|citizens|voters"
)
BEASTS = "mice|rats|zebrafish|fruit flies|macaques|monkeys|marmosets|ferrets|hamsters|roundworms|guinea pigs|piglets"
"""Animals that, where news of research names them, were studied."""
_WILD = "pigs|dogs|cats|sheep|rabbits|bees|honeybees|worms|frogs|chickens|cows|horses|bats|birds|fish|mosquitoes|flies"
_THINGS = "samples|specimens|tumours|tumors|biopsies|genomes|scans"
COUNTED = f"{PEOPLE}|{BEASTS}|{_WILD}|{_THINGS}"
STOPS = (
    f"{FEW}|trial|study|of|the|to|and|or|years?|per|percent|who|that|is|are|was|were|minutes?|hours?|days?|weeks?"
    f"|months?|other|in|out|on|at|by"
    "|with|from|for|times?|dollars|euros|pounds|million|billion|more|new|points?|degrees"
)
"""Words between a number and a noun that part the two."""
_KINDS = (
    "older|younger|young|healthy|pregnant|postmenopausal|premenopausal|obese|overweight|middle-aged|newborn|preterm"
    "|premature|elderly|hospitali[sz]ed|adult|male|female|diabetic|school-age|critically ill|non-smoking|transgenic"
    "|aged|old"
    "|sedentary|breastfeeding"
)

NUMBERED = re.compile(
    rf"(?<![\w$€£¥.,-])(?<!\d )(?:{_NUMBER}) (?P<mods>(?:(?!(?:{STOPS})\b)[A-Za-zÀ-ÿ][\w’'-]*,? ){{0,3}}?)"
    rf"(?P<noun>{COUNTED})\b(?!’s|'s|-)",
    re.IGNORECASE,
)
"""A number and those whom it counts: "1,204 Swedish adults"."""
BARE = re.compile(
    rf"\b(?P<mods>(?:(?:{_KINDS}) ){{0,2}})(?P<noun>{PEOPLE}|{BEASTS}|human (?:\w+ )?cells)\b(?!’s|'s|-)", re.IGNORECASE
)
"""The same without a number."""
BEAST = re.compile(BEASTS, re.IGNORECASE)

_SAYS_LITTLE_WORDS = (
    "participants patients people individuals subjects volunteers respondents persons samples specimens scans "
    "genomes biopsies tumours tumors donors recipients users residents families households"
)
_SAYS_LITTLE = frozenset(_SAYS_LITTLE_WORDS.split())
"""Nouns that alone name no population."""
_GIVEN = re.compile(
    r"\b(?:infected|injected|treated|fed|implanted|provided|vaccinated|immuni[sz]ed|exposed) (?:\w+ ){0,2}$"
)
"""What mice were infected "with" is not what they have."""
_ENDS_WORDS = (
    "took found showed had was were is are has have did got ate drank slept wore fell rose saw led ran lost felt "
    "said says who whom that which to from in at on by for over during after before between across into as than "
    "while when where whose using receiving taking given under without through via per then but if because since "
    "either both they he she it we this these not also with living being undergoing attending going about whether "
    "how what up out cut"
)
_ENDS = frozenset(_ENDS_WORDS.split())
_STATES_WORDS = (
    "advanced unexplained untreated diagnosed undiagnosed resected elevated impaired uncontrolled induced related "
    "associated acquired inherited localised localized limited repeated mixed undetected implanted failed"
)
_STATES = frozenset(_STATES_WORDS.split())
"""Words in -ed that are no verb of the sentence."""
_LOOSE = frozenset({"and", "or", "a", "an", "the", "of", "more", "their"})
_WORD = re.compile(r" (?P<word>[\w’'/-]+)(?P<mark>,)?")
_LONGEST = 7


def number(match: re.Match[str]) -> str:
    """The number as it is written, with what says that it is not exact."""
    about = f"{match['about']} ".lower() if match["about"] else ""
    return f"{about}{match['number'].lower()}{match['power'] or ''}"


def population(sentence: str, match: re.Match[str]) -> str:
    """The words for those who were studied, with what they have: "older adults with asthma"; "" if they say nothing."""
    head = f"{match['mods']}{match['noun']}"
    given = _GIVEN.search(sentence[max(0, match.start() - 60) : match.start()])
    tail = "" if given else _tail(sentence, match)
    if not tail and head.lower() in _SAYS_LITTLE:
        return ""
    first = sentence.startswith(head[:12])  # there a capital says nothing
    words = f"{head}{tail}"
    return words[0].lower() + words[1:] if first or match["mods"] == "" else words


def _tail(sentence: str, match: re.Match[str]) -> str:
    at = match.end()
    if not sentence.startswith(" with ", at) or (
        sentence.startswith(" with the ", at) and BEAST.fullmatch(match["noun"])
    ):
        return ""
    words: list[str] = []
    place = at + len(" with")
    while len(words) < _LONGEST and (one := _WORD.match(sentence, place)) and not _is_end(one["word"].lower(), words):
        words.append(one["word"])
        place = len(sentence) if one["mark"] else one.end()
    while words and words[-1].lower() in _LOOSE:
        words.pop()
    return f" with {' '.join(words)}" if words else ""


def _is_end(word: str, words: list[str]) -> bool:
    """Whether a word no longer tells what somebody has: a verb, a preposition, the next of two groups."""
    if word in _ENDS or (word.endswith("ed") and word not in _STATES):
        return True
    return bool(words) and words[-1] in ("and", "or") and (word[0].isdigit() or word in PEOPLE.split("|"))
