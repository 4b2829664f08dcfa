"""Whether a study that a sentence names is the one the article is about, by how the sentence is built. Pure."""

import re

from store.references.study_facts_doubt import clause_at, doubtful, told

_ARTICLE = r"(?:[Aa]n?|[Tt]he|[Tt]his|[Oo]ur|[Tt]heir|[Ii]ts|[Oo]ne|[Hh]er|[Hh]is|[Tt]hat)\s(?:[\w’'/-]+,?\s){0,6}"
_PLACE = re.compile(
    rf"(?:^|[\s(“—])(?:[Ii]n|[Dd]uring|[Ff]rom|[Tt]hrough|[Uu]sing|[Bb]y|[Vv]ia|[Ww]ith|[Ff]or|[Oo]f"
    rf"|[Aa]s part of) {_ARTICLE}$"
)
_SAYING = re.compile(
    rf"\b(?:[Aa]ccording to|[Bb]ased on|draws? on|drew on|comes? from|came from|are from|result of) {_ARTICLE}$"
)
_SUBJECT = re.compile(rf"(?:^|[,“:]\s?|\bthat\s|\band\s){_ARTICLE}$")
_DONE = re.compile(
    r"\b(?:conducted|carried out|performed|ran|did|used|undertook|completed|reported|designed|led|combined|made"
    r"|published"
    rf"|set up|organi[sz]ed|finished|describe[sd]?|present(?:s|ed)?|report) (?:\w+ly )?(?:what \w+ \w+ )?{_ARTICLE}$"
)
_IS = re.compile(
    r"\b(?:study|trial|research|work|analysis|investigation|experiment|paper|design|it|this|one|data|theirs"
    r"|ours)\b[^.;:]{0,60}?"
    r"\b(?:was|were|is|are|had|has|used)\s(?:(?:an?|the|also|only|purely|both"
    r"|based on an?)\s){0,2}(?:[\w’'/-]+,?\s){0,4}$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:study|trial|research|work|paper|article),\s(?:an?|the)\s(?:[\w’'/-]+,?\s){0,4}$", re.IGNORECASE
)
_VERB = re.compile(
    r"^(?:[^.;:]{0,120}?\s)?((?:was|were) (?:\w+ly )?(?:conducted|done|carried|performed|based|designed|limited"
    r"|(?:\w+ )?small|led|run|drawn"
    r"|large|the|able|made|planned)|found|finds|showed|shows|show|suggest(?:s|ed)|reveal(?:s|ed)|included|includes"
    r"|involved|enrolled|recruited|followed|compared|tested|asked|confirmed|pooled|combined|linked|identified|tracked"
    r"|estimated|reported|reports|described|describes|assigned|points?|pointed|concluded|detected|covered|analy[sz]ed"
    r"|drew"
    r"|failed|met|looked|indicate[sd]|had|did|turned up|examined|uncovered|ran|covers|spans?|draws)\b"
)
_EXPLAINS = re.compile(
    r"^[^.;:,]{0,40}?\s(is|are|can|cannot|asks|means|follows|compares|remains?"
    r"|(?:was|were) (?:paid|funded|financed|sponsored|supported|published|criticised|criticized))\b"
)
_MANY = re.compile(r"s\b")


def is_own(sentence: str, start: int, end: int) -> bool:
    """Whether the study named at a span is the article's own: it was done, is described or is the subject."""
    before, after = sentence[max(0, start - 200) : start], sentence[end : end + 200]
    if doubtful(clause_at(sentence, start, end)) or _MANY.match(after):
        return False
    if any(form.search(before) for form in (_SAYING, _IS, _BESIDE, _DONE)):
        return True
    if place := _PLACE.search(before):
        return told(f"{before[: place.start()]} {after}")
    return _SUBJECT.search(before) is not None and _acts(after)


def _acts(after: str) -> bool:
    """Whether what follows the subject says what this study did, before anything else is said of it."""
    verb, explains = _VERB.match(after), _EXPLAINS.match(after)
    return verb is not None and (explains is None or verb.start(1) < explains.start(1))
