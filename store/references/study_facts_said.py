"""Whether a paper was reviewed, and who paid for the study, where a sentence says so. Pure."""

import re

_PAPER = "(?:study|paper|article|work|findings|results|manuscript|research|report)"
_SERVER = "(?:bioRxiv|medRxiv|arXiv|SSRN|ChemRxiv|PsyArXiv|Research Square)"
_TO_COME = (
    r"(?:not|never|n[’']t|yet to|awaits?|awaiting|before|under(?:going)?|pending)"
    r"(?: (?:yet|been|be|undergone?|gone|passed|through|formally|completed|its?|the))*"
)
_NOT_YET = re.compile(rf"\b{_TO_COME}[ -]peer[- ]review(?:ed)?\b|\bnon-peer-reviewed\b", re.IGNORECASE)
_OF_PAPER = re.compile(rf"\b(?:{_PAPER}|preprint|claims?|data|analys[ie]s|it|they|trial)\b", re.IGNORECASE)
_POSTED = (
    "(?:[Pp]osted|[Uu]ploaded|[Rr]eleased|[Ss]hared|[Aa]ppeared|[Dd]eposited|[Pp]ublished|[Aa]vailable|[Dd]escribed"
    "|[Rr]eported"
    "|[Ww]rote|[Ww]rit(?:es?|ing)|[Ss]ays?|[Aa]ccording to|[Oo]utlined|[Dd]etailed|[Pp]resented)"
)
_PREPRINT = re.compile(
    rf"\b{_POSTED}\b[^.;]{{0,60}}? (?:as|in|to|on|of) (?:an?|the|their) (?:new |online "
    rf"|recent )?(?:{_SERVER} )?pre-?print\b"
    rf"|\b{_POSTED}\b[^.;]{{0,60}}? (?:on|to|at) (?:the )?(?:pre-?print server )?{_SERVER}"
    r"|^[“\"]?(?:The|This|Their|Our) (?:new )?pre-?print\b|\b(?:in (?:a|the|their)|(?:study|paper|work"
    r"|article), a) (?:new )?pre-?print\b"
    rf"|\b(?:{_PAPER}|[Ii]t|[Tt]his) is (?:still |only |currently )?a pre-?print\b"
)
_REVIEWED = re.compile(
    r"\b(?:in (?:the|a)|by (?:the|a)|[\w’]+, a) peer-reviewed (?:[\w-]+ )?(?:journal|paper|study|article|publication)\b"
    rf"|\b{_PAPER}\b[^.;,]{{0,40}}?(?:, which)? (?:was|were|has been|have been|is|are) (?:now )?peer[- ]reviewed\b"
    r"|\b(?:passed|underwent|undergone|survived|gone through|went through) (?:\w+ ){0,2}peer review\b"
    r"|^(?:The|This) peer-reviewed (?:study|paper|article)\b",
    re.IGNORECASE,
)
_NOT_REVIEW = re.compile(
    r"\b(?:will|would|should|could|must|might|plans?|hopes?|intends?|submit\w*|earlier|previous(?:ly)?|another|some"
    r"|many"
    r"|most|several|if|when|once|until|first|originally|initially|server (?:is|was)|ago|since then|later|all|any"
    r"|no longer"
    r"|other (?:papers?|stud\w+|preprints?|work)|criticised|criticized|retracted)\b|\b(?:19\d\d|20[01]\d)\b"
    r"|\b(?:not|never|rather than|instead of) (?:\w+ )?(?:in|by|as) (?:a|the|any) (?:peer-reviewed|preprint)"
    r"|\b(?:not|never|n[’']t) (?:yet )?(?:been )?(?:published|appeared|accepted)",
    re.IGNORECASE,
)

_STUDY = (
    "(?:stud(?:y|ies)|research|work|trial|project|analysis|investigation|experiments?|survey|review|paper|researchers"
    "|scientists|team|authors|consortium|meta-analysis|collaboration)"
)
_ALSO = "(?:also |partly |in part |mainly |jointly |financially |generously )*"
_WAS = (
    rf"\b{_STUDY}(?:, which [^,]{{1,60}},)?(?: (?!not\b)[\w’'-]+){{0,5}}?,? "
    rf"(?:(?:which |that )?(?:was|were|is|has been) )?{_ALSO}"
)
_PAID = "(?:co-)?(?:funded|financed|sponsored|paid for|bankrolled)"
_GRANTS = r"(?:an? )?(?:grants?|funding|funds|awards?|fellowships?|money)(?: numbers? \S+| [\w-]*\d\S*)? (?:from|of|by)"
_MONEY = r"(?:(?!no\b)\w+ )?(?:support|funding|grants?|money|a grant|financial support)"
_FUNDING = tuple(
    re.compile(form)
    for form in (
        rf"{_WAS}{_PAID}(?: in part| partly)? by (?P<who>.+)",
        rf"{_WAS}supported(?: in part| partly)? by {_GRANTS} (?P<who>.+)",
        rf"{_WAS}supported(?: in part| partly)? by (?P<body>.+)",
        rf"\b(?:[Ww]ith|[Tt]hanks to|[Uu]sing|{_STUDY} (?:\w+ ){{0,3}}?received) {_MONEY} (?:from|by) (?P<who>.+)",
        rf"\b(?:[Ff]unding|[Ss]upport|[Mm]oney) (?:for (?:the|this) {_STUDY} )?"
        r"(?:came|was provided|was received|comes|is provided) (?:from|by) (?P<who>.+)",
        r"^(?:Funding|Funders?|Funded by|Financial support|Grant support|Sponsors?): ?(?P<who>.+)",
        rf"^(?P<payer>[^,;:]{{3,80}}?) {_PAID} (?:the|this) (?:new )?{_STUDY}\b",
    )
)
_NO_MONEY = re.compile(
    rf"\b(?:{_STUDY}|[Ww]e|[Tt]hey)\b[^.;]{{0,30}}? (?:received|had|has|have|declare|report|used"
    rf"|obtained) no (?:[\w-]+ ){{0,3}}"
    r"(?:funding|financial support|support|grant)\b(?! from (?!any|ext|out))"
    r"|\b[Nn]o (?:[\w-]+ ){0,3}funding was (?:received|obtained|provided|used)\b"
    r"|\bdid not receive any (?:[\w-]+ ){0,3}(?:funding|grant)|^Funding: ?[Nn]one\b"
    rf"|\b{_STUDY} was not (?:externally )?funded\b(?! by)"
)
_BODY = re.compile(
    r"\b(?:Foundation|Institutes?|Council|Ministry|National|Fund|Trust|Agency|University|Union|Association|Society"
    r"|Charity"
    r"|Department|Commission|Programme|Program|Cent(?:er|re)|Health|Science|Academy|Horizon|Endowment|Board|[Gg]rants?"
    r"|Initiative|NIH|NSF|ERC|NIHR|DFG|CIHR|MRC|EPSRC|BBSRC|INSERM|ANR|NASA|ESA|NHMRC|JSPS|SNSF|NWO|FWF|CDC|WHO|EU"
    r"|DARPA"
    r"|CIRM|HHMI)\b"
)
"""What is said to support a study and gives money: data and arguments support one, too."""
_NOT_FUNDING = re.compile(
    r"\b(?:will|would|should|could|must|might|hopes?|plans?|seeks?|seeking|needs?|needed|applied|apply|wants?|until|if"
    r"|whether|previous|earlier|another|other (?:studies|research)|future|cuts?|past)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r", (?:who|which|whose|where|while|but|although|an? |the (?:authors|researchers|team)|they|it|found|showed|asked"
    r"|followed|has|was|is|suggests)\b|, (?:\w+ly )?(?:\w+ed|found|ran|led|took|gave|began|came) |, took\b"
    r"| (?:who|which|that|through|under|via|for|to|as part|during|but|while|after|because|found|showed|mapped"
    r"|followed|has"
    r"|suggests|was|is|were) | and (?:was|were|is|has|will|led|published|had|found|showed|conducted|carried|used"
    r"|appeared) "
    r"|; | \(|\. |[.;]$"
)
"""What no longer belongs to the funder's name."""
_LEADS = ("grants from ", "a grant from ", "funding from ", "the ", "a ", "an ")
_MOST = 80


def review(sentence: str) -> str:
    """Return "preprint" or "peer-reviewed", where a sentence says it of its paper; else ""."""
    if _NOT_REVIEW.search(sentence):
        return ""
    if (_NOT_YET.search(sentence) and _OF_PAPER.search(sentence)) or _PREPRINT.search(sentence):
        return "preprint"
    return "peer-reviewed" if _REVIEWED.search(sentence) else ""


def funding(sentence: str) -> str:
    """Return who a sentence says paid for the study, in its words, "none" where it says that nobody did; else ""."""
    if _NO_MONEY.search(sentence):
        return "none"
    if _NOT_FUNDING.search(sentence):
        return ""
    for form in _FUNDING:
        if match := form.search(sentence):
            who = _funder(match[1])
            if who and ("body" not in form.groupindex or _BODY.search(who)):
                return who
    return ""


def _funder(words: str) -> str:
    end = _AFTER.search(words)
    who = words[: end.start()] if end else words
    for lead in _LEADS:
        who = who[len(lead) :] if who.lower().startswith(lead) else who
    who = who.strip(' .,;:“”"')
    return who if len(who) <= _MOST else who[: _MOST - 1].rsplit(" ", 1)[0] + "…"
