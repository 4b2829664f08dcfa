"""Whether a paper was reviewed, and who paid for the study, where a sentence says so. Pure."""

import re

from store.references.study_facts_doubt import doubtful

_NOT_YET = re.compile(
    r"\b(?:not|never|n[’']t|yet to|awaits?|awaiting|before|without|under(?:going)?|pending)\b(?: (?:yet|been|be|undergone?|gone|passed|through|formally|completed|its?|the))*[ -](?:peer[- ]reviewed|peer[- ]review)\b"
    r"|\b(?:not|n[’']t) (?:yet )?(?:been )?(?:reviewed by (?:peers|other scientists|independent experts))\b|\bnon-peer-reviewed\b",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r"\b(?:[Pp]osted|[Uu]ploaded|[Rr]eleased|[Ss]hared|[Aa]ppeared|[Dd]eposited|[Pp]ublished|[Aa]vailable|[Dd]escribed|[Rr]eported|[Ww]rote|[Ww]rite|[Ss]ays?|[Aa]ccording to|[Oo]utlined|[Dd]etailed|[Pp]resented)\b[^.;]{0,60}?"
    r"\b(?:(?:as|in|to|on|of) (?:a|an|the|their) (?:new |online |recent )?(?:(?:bioRxiv|medRxiv|arXiv) )?(?:preprint|pre-print)\b|(?:on|to|at) (?:the )?(?:(?:preprint|pre-print) server )?(?:bioRxiv|medRxiv|arXiv|SSRN|ChemRxiv|PsyArXiv|Research Square)\b|(?:on|to) (?:a|the) preprint server)"
    r"|^[“\"]?(?:The|This|Their|Our) (?:new )?preprint\b|\b(?:study|paper|work|article|manuscript|report|[Ii]t|[Tt]his) is (?:still |only |currently )?a (?:preprint|pre-print)\b"
    r"|\b(?:in (?:a|the|their)|(?:study|paper|work|article), a) (?:new )?preprint\b"
)
_REVIEWED = re.compile(
    r"\b(?:in|by) (?:the|a) peer-reviewed (?:[\w-]+ )?(?:journal|paper|study|article|publication)\b"
    r"|\b(?:study|paper|article|work|findings|results|manuscript|research)\b[^.;,]{0,40}? (?:was|were|has been|have been|is|are) (?:now )?peer[- ]reviewed\b"
    r"|\b(?:passed|underwent|undergone|survived|gone through|went through) (?:\w+ ){0,2}peer review\b|^(?:The|This) peer-reviewed (?:study|paper|article)\b",
    re.IGNORECASE,
)
_NOT_REVIEW = re.compile(
    r"\b(?:will|would|should|could|must|might|plans?|hopes?|intends?|submit\w*|earlier|previous(?:ly)?|another|other (?:papers?|stud\w+|preprints?|work)|some|many|most|several|if|when|once|until|first|originally|initially|server (?:is|was)|ago|since then|later"
    r"|all|any|no longer|criticised|criticized|retracted)\b|\b(?:19|200|201)\d\b|^(?:In|Before|A|An) (?:general|preprint)\b", re.IGNORECASE
)
_BESIDE = re.compile(r"\b(?:not|never|rather than|instead of) (?:\w+ )?(?:in|by|as) (?:a|the|any) (?:peer-reviewed|preprint)", re.IGNORECASE)

_STUDY = r"(?:stud(?:y|ies)|research|work|trial|project|analysis|investigation|experiments?|survey|review|paper|researchers|scientists|team|authors|consortium|meta-analysis|collaboration)"
_PAID = r"(?:(?:\w+ly|in part|also|jointly|co-) ?)?(?:funded|financed|sponsored|paid for|co-funded|bankrolled)"
_FUNDING = (
    re.compile(rf"\b{_STUDY}(?: (?!not\b)[\w’'-]+){{0,5}}?,? (?:(?:was|were|is|has been) )?(?:also |partly |in part |mainly |jointly )*(?:{_PAID})(?: in part| partly)? by (?P<who>.+)", re.IGNORECASE),
    re.compile(rf"\b{_STUDY}(?: (?!not\b)[\w’'-]+){{0,5}}?,? (?:(?:was|were|is) )?(?:also |partly |in part |mainly |jointly )*supported(?: in part| partly)? by (?:(?:an? )?(?:grants?|funding|funds|awards?|fellowships?|money) (?:numbers? \S+ )?(?:from|of|by) )(?P<who>.+)", re.IGNORECASE),
    re.compile(rf"\b{_STUDY}(?: (?!not\b)[\w’'-]+){{0,5}}?,? (?:(?:was|were|is) )?(?:also |partly |in part |mainly |jointly )*supported(?: in part| partly)? by (?P<body>.+)", re.IGNORECASE),
    re.compile(r"\b(?:[Ww]ith|[Tt]hanks to|[Rr]eceived|[Uu]sing) (?:\w+ )?(?:support|funding|grants?|money|a grant|financial support) (?:from|by) (?P<who>.+)"),
    re.compile(rf"\b(?:[Ff]unding|[Ss]upport|[Mm]oney) (?:for (?:the|this) {_STUDY} )?(?:came|was provided|was received|comes|is provided) (?:from|by) (?P<who>.+)"),
    re.compile(r"^(?:Funding|Funders?|Funded by|Financial support|Grant support|Sponsors?): ?(?P<who>.+)"),
    re.compile(rf"^(?P<payer>[^,;:]{{3,80}}?) (?:co-)?(?:funded|financed|sponsored|paid for) (?:the|this) (?:new )?{_STUDY}\b"),
)  # fmt: skip
_NO_MONEY = re.compile(
    rf"\b(?:{_STUDY}|we|they)\b[^.;]{{0,30}}? (?:received|had|has|have|declare|report|used|obtained) no (?:\w+ ){{0,3}}(?:funding|financial support|support|grant)\b"
    r"|\b[Nn]o (?:\w+ ){0,3}funding was (?:received|obtained|provided|used)\b|\bdid not receive any (?:\w+ ){0,3}(?:funding|grant)|^Funding: ?[Nn]one\b"
    rf"|\b{_STUDY} was not (?:externally )?funded\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:[A-Z][\w’'-]* )*(?:Foundation|Institutes?|Council|Ministry|National|Fund|Trust|Agency|University|Union|Association|Society|Charity|Department|Commission|Programme|Program|Cent(?:er|re)|Health|Science|Academy|Horizon|Endowment|Board|grants?|Initiative)\b"
    r"|\b(?:NIH|NSF|ERC|NIHR|DFG|CIHR|MRC|EPSRC|BBSRC|INSERM|ANR|NASA|ESA|NHMRC|JSPS|SNSF|NWO|FWF|CDC|WHO|EU|DARPA|CIRM|HHMI)\b"
)
_NOT_FUNDING = re.compile(
    r"\b(?:will|would|should|could|must|may|might|hopes?|plans?|seeks?|seeking|needs?|needed|applied|apply|wants?|until|if|whether|previous|earlier|another|other (?:studies|research)|future|cut|cuts|past)\b", re.IGNORECASE
)
_AFTER = re.compile(r"(?:, (?:who|which|whose|where|while|but|although|a |an |the (?:authors|researchers|team)|they|it|found|showed|asked|followed|has|was|is|suggests)\b"
    r"|, (?:\w+ly )?(?:\w+ed|found|ran|led|took|gave) | (?:who|which|that|through|under|via|for|to|as part|during|but|while|after|because)\s| and (?:(?:was|were|is|has|will|led|published|had|found|showed|conducted|carried|used) |appeared)|; | \(|\. |[.;]$| (?:found|showed|mapped|followed|has|suggests|was|is) )")  # fmt: skip
_MOST = 80


def review(sentence: str) -> str:
    """Return "preprint" or "peer-reviewed", where a sentence says it of its paper; else ""."""
    if _NOT_REVIEW.search(sentence) or _BESIDE.search(sentence):
        return ""
    if _NOT_YET.search(sentence) or _PREPRINT.search(sentence):
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
            who = _funder(next(filter(None, match.groups())))
            if who and ("body" not in form.groupindex or _BODY.search(who)):
                return who
    return ""


def _funder(words: str) -> str:
    end = _AFTER.search(words)
    who = words[: end.start()] if end else words
    for lead in ("grants from ", "a grant from ", "funding from ", "the "):
        who = who[len(lead) :] if who.lower().startswith(lead) else who
    who = who.strip(" .,;:“”\"")
    return who if len(who) <= _MOST else who[: _MOST - 1].rsplit(" ", 1)[0] + "…"
