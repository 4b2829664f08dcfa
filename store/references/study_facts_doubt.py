"""What makes it doubtful that a sentence speaks of its own study: plans, denials, other studies. Pure."""

import re

_WORK = (
    "(?:stud(?:y|ies)|trials?|work|research|analys[ie]s|meta-analys[ie]s|reviews?|reports?|experiments?|papers?"
    "|surveys?"
    "|models?|findings?|results?|data|simulations?|efforts?|attempts?|groups?|teams?|labs?|researchers|scientists"
    "|investigations?|evidence|cohorts?|articles?|preprints?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_WORDS = r"(?:[\w’'-]+,? )"

_DOUBTS = (
    # plans, wishes and demands
    r"\b(?:will|won[’']t|shall|should|must|ought)\b",
    r"(?<!whether )(?<!if )\b(?:would|could)\b(?!n[’']t tell)",
    r"\b(?:plan|plans|planned|planning|hopes?|hoping|hoped|intends?|aims|wants?|expects?|expected|urg(?:e|es|ed"
    r"|ing))\b",
    r"\b(?:propos(?:e|es|ed|ing)|prepar(?:e|es|ing)|need(?:s|ed)?|call(?:s|ed|ing)? for|recommend(?:s|ed)?)\b",
    r"\bnext step|\b(?:upcoming|future|forthcoming|hypothetical|imaginary|under ?way|await(?:s|ed|ing)?)\b",
    r"\b(?:about|set|ready|going|due|able|asked|told|ordered|required) (?:[\w’'-]+ ){0,3}to (?:be|begin|start|run"
    r"|launch"
    r"|test|conduct|carry|do|enrol|enroll|recruit|repeat|take|join)\b",
    r"\b(?:is|are|was being|now|currently|still) (?:now |currently |still )?(?:being |enrolling|recruiting|waiting"
    r"|looking"
    r"|seeking|searching|running|testing)|\b(?:begin|begins|start|starts|launch|launches) (?:a|an|the|its|their"
    r"|another)\b",
    r"^(?:[Uu]ntil|If|Once|After|Before|Imagine|Suppose)\b|\b(?:until|once|before) (?:a|an|any|the next)\b",
    r"\bto be (?:confirmed|tested|repeated)\b|\bby (?:the end of )?(?:next|20[3-9]\d)\b|\bnext year\b",
    # what was not, or not found, or not done
    r"\b(?:[Nn]o|[Nn]either|[Nn]or|[Ww]ithout|[Ll]ack(?:s|ed|ing)?|[Nn]one of|[Ff]ew|[Aa]ny|[Rr]ather than"
    r"|[Ii]nstead of"
    rf"|[Aa]bsence of|[Rr]arely|[Oo]nly an?) {_WORDS}{{0,5}}{_WORK}\b(?! (?:was|is) (?:the )?(?:first|only))",
    r"\b(?:[Nn]ot|[Nn]ever|n[’']t|[Yy]et to) (?:yet )?(?:a|an|in|the|been|be|have|any|from|done|run|use|conduct|carry"
    r"|include|involve|enrol|enroll|test(?:ed)?|stud(?:y|ied)|examined?|evaluated?|tried|confirm(?:ed)?|repeat(?:ed)?"
    r"|randomi[sz]ed|(?:double-)?blind(?:ed)?|shown|proven|possible)\b",
    # other studies, and other people's
    r"\b(?:[Pp]revious|[Ee]arlier|[Pp]rior|[Pp]ast|[Oo]lder|[Ee]xisting|[Oo]ther|[Aa]nother|[Ss]eparate|[Dd]ifferent"
    r"|[Ii]ndependent|[Uu]nrelated|[Rr]ival|[Ff]ormer|[Rr]ecent|[Ll]andmark|[Ff]amous|[Hh]istoric|[Cc]lassic"
    r"|[Cc]ompeting"
    r"|[Ss]imilar|[Ss]everal|[Mm]any|[Mm]ost|[Dd]ozens of|[Hh]undreds of|[Nn]umerous|[Ss]ome|[Ss]maller|[Ll]ater)"
    rf" (?:of the )?{_WORDS}{{0,4}}?{_WORK}\b",
    r"\b(?:[Pp]reviously|[Ee]arlier|[Ll]ong) (?:been )?(?:reported|published|shown|found|known|suggested|tested|studied"
    r"|linked|described)|\bhas been (?:shown|known|found|reported)\b|\bnot (?:involved|part of)\b|\bet al\b|\(\d{4}\)",
    r"^(?!.*\b(?:[Rr]esearchers|[Ss]cientists|team|[Ww]e|authors|\w+ologists)\b[^,;]{0,40} ha(?:s|ve)\b).*"
    r"\bha(?:s|ve) (?:shown|found|linked|tested|reported|suggested|been (?:linked|tied))\b",
    r"\bhad (?:already )?(?:shown|found|followed|suggested|reported|tested|linked|hinted|predicted)\b",
    r"\b(?:[Hh]e|[Ss]he|I|M(?:s|r|rs)\.? \w+) (?:took part|participated|enrolled|joined)\b",
    # other times
    r"^[Ii]n (?:the (?:early |late )?)?(?:1[5-9]\d\d|20[0-2]\d)s?\b|(?<!born )\bin 1[5-9]\d\d\b|\b(?:1[5-9]|20)\d0s\b",
    r"\blast year\b|\b(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)\b|\bsince (?:1[5-9]|20[01])\d\d\b",
    r"\b(?:published|reported|conducted|done|completed|stopped|ended|run|started|launched|halted|approved|licensed"
    r"|appeared|came out)"
    rf" (?:\w+ )?in (?:\w+ )?{_YEAR}\b|\b{_YEAR} (?:[\w-]+ ){{0,4}}{_WORK}\b",
    # the general case
    r"\b(?:often|usually|typically|generally|commonly|for example|gold standard|kind of|type of|known as"
    r"|(?:so-)?called)\b|\beither\W*$",
)
_DOUBT = re.compile("|".join(_DOUBTS))

_CUT = re.compile(
    r"[;—]|:\s|\s–\s|,?\s(?=but\s)|,\s(?=(?:while|whereas|although|though|yet|unlike|because|since|so|even though)\b)"
)
_LEADING = re.compile(
    r"(?:Unlike|Although|While|Though|Whereas|Despite|In contrast to|Contrary to|Compared with|Like|After|Building on"
    r"|As|Because|Since|To|Based on)\b[^,;:]{1,200},"
)
_STILL = re.compile(
    r"\b(?:is|are|be|been|being|get|gets|has|have|to|can|may|might)\s(?:\w+ly\s|not\s|also\s)?\w+ed\b"
    r"|\b(?:based|aged|called|named|so-called|related|randomi[sz]ed|controlled|need|indeed)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|found|showed|saw|led|fell|rose|grew|gave|took|lost|became|began|ran|kept|slept|ate|drank"
    r"|felt"
    r"|built|made|got|held|spent|drew|came|went|fed|cut|shut|let|put|hit|beat|set|spread|shrank|stood|won|bred|taught"
    r"|meant"
    r"|brought|thought|caught|sought|fought|left|lay|sat|sent|told|knew|swam|sank|struck|wrote|chose|broke|woke|drove"
    r"|bit"
    r"|bled|fled|flew|forgot|heard|lit|met|paid|shook|shot|swept|stuck|bound|clung|wore|wound|spun|sprang|withdrew"
    r"|overcame|could|[a-z]{2,}ed|have shown|have found)\b"
    r"|\b(?:[Ee]xperiments|[Tt]ests) (?:in|on|with) [\w ]{1,30} (?:suggest|show|indicate|reveal)\b"
)


def doubtful(clause: str) -> bool:
    """Whether a clause speaks of a plan, of what was not done, of other studies or times, or of studies in general."""
    return _DOUBT.search(clause) is not None


def clause_at(sentence: str, start: int, end: int) -> str:
    """Return the clause of a sentence that a span stands in, so that what is said beside it does not count."""
    low, high = 0, len(sentence)
    if leading := _LEADING.match(sentence):
        low, high = (leading.end(), high) if leading.end() <= start else (low, max(leading.end(), end))
    for cut in _CUT.finditer(sentence):
        if cut.end() <= start:
            low = max(low, cut.end())
        elif cut.start() >= end:
            high = min(high, cut.start())
            break
    return sentence[low:high].strip()


def told(sentence: str) -> bool:
    """Whether a sentence tells what happened, so that it is no explanation of what studies or animals are for."""
    return _PAST.search(_STILL.sub(" ", sentence)) is not None
