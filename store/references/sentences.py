"""The sentences of a Markdown text, and the one a reference stands in. Pure."""

import re
from collections.abc import Iterator

_LIMIT = 500
_REACH = 600
"""How far from the span a sentence is looked for: no longer one is shown whole."""
_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[*_]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\bet al|\bvs|\bcf|\be\.g|\bi\.e|\bNo|\bvol|\bpp?|\bFig|\bDr|\bProf|\bSt|\bal)\.$"
)
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|^\s*(?:[-+*•>]|#{1,6}|\d+[.)])\s+", re.MULTILINE)

_LINE = re.compile(r"[^\n]+")
_OPENS = re.compile(r"[ \t]*(?:(?:[-+*•>]|#{1,6}|\d{1,3}[.)])[ \t]+|\|){1,2}")
"""How a line begins that is a block of its own: a list item, a heading, a quotation, a row of a table."""
_SHORT = 50
"""A line shorter than this that ends without a stop is a heading, in texts that have no marks for headings."""
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”’»)\]*_]{0,4}(?:\[\^?\d{1,3}\](?:\([^()\s]{0,200}\))?){0,3}\s++(?=[\"“‘«(\[*_]{0,4}(\w{1,12}))"
    r"|[。！？][”’」』]{0,2}"
)  # fmt: skip
_TITLE = re.compile(r"(?:^|[\s(\[“\"])(?:Dr|Prof|Mr|Mrs|Ms|St|vs|cf|e\.g|i\.e|Figs?|Eqs?|approx|ca|Gen|Sen|Rep|Gov)$")
_NUMBERED = re.compile(r"(?:^|[\s(\[])(?:[Nn]os?|pp?|[Vv]ol|[Aa]rt|[Ss]ect?|[Cc]h|[Rr]ef|[Tt]ab)$")
_PERHAPS = re.compile(
    r"(?:\b[A-Z]|\bal|\bPh\.D|\bInc|\bLtd|\bCo|\bCorp|\bJr|\bSr|\betc|\b[ap]\.m"
    r"|\bJan|\bFeb|\bMar|\bApr|\bJun|\bJul|\bAug|\bSept?|\bOct|\bNov|\bDec)$"
)
_STARTER_WORDS = (
    "The This These Those That It Its In A An At On As And But However We Our They Their There He She His Her I "
    "If When While Although Though For From To Of Such Some Many Most Other Another Researchers Scientists "
    "Patients People Participants Yet Now Then Here What Why How Who Both Each Because Since After Before With By "
    "Not No One So"
)
_STARTERS = frozenset(_STARTER_WORDS.split())
"""Words that begin a sentence, and hardly ever a name: after "vitamin D." and "et al." they tell where one ends."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a Markdown text stand, in order; none reaches beyond its block.

    The mark of a list item or heading is no part of its sentence. A block without any letter or digit has none.
    """
    for start, end in _blocks(text):
        opens = _OPENS.match(text, start, end)
        begin = opens.end() if opens else start
        for stop in _STOP.finditer(text, begin, end):
            if _ends(text, stop):
                yield from _trimmed(text, begin, stop.end())
                begin = stop.end()
        yield from _trimmed(text, begin, end)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, list items, headings and rows. A line end within a paragraph is white space."""
    start = end = -1
    alone = True
    for line in _LINE.finditer(text):
        if not (words := line[0].strip()):
            alone = True
            continue
        opens = _OPENS.match(line[0]) is not None
        if start >= 0 and (alone or opens or line.start() > end + 1):
            yield start, end
            start = -1
        start, end = (line.start() if start < 0 else start), line.end()
        alone = words.startswith(("#", "|")) or (len(words) < _SHORT and not opens and words[-1] not in ".!?,;:–-")
    if start >= 0:
        yield start, end


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: what follows begins one, and what precedes is no abbreviation."""
    word = stop[1]
    if word is None:
        return True
    if word[0].islower() and not any(letter.isupper() or letter.isdigit() for letter in word[1:3]):
        return False
    if stop[0][0] != "." or stop[0][1:2] == ".":
        return True
    before = text[max(0, stop.start() - 10) : stop.start()]
    if _TITLE.search(before) or (word[0].isdigit() and _NUMBERED.search(before)):
        return False
    return word in _STARTERS or not _PERHAPS.search(before)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if any(map(str.isalnum, words)):
        yield start, end


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence of a Markdown text around a span, without its marks, at most 500 characters.

    A sentence does not reach beyond its paragraph. White space is collapsed.
    """
    first = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    last = text.find("\n\n", end)
    block = text[first : last if last >= 0 else len(text)]
    low, high = start - first, end - first
    begin, close = 0, len(block)
    for match in _END.finditer(block, max(0, low - _REACH), min(len(block), high + _REACH)):
        if _ABBREVIATION.search(block[max(0, match.start() - 8) : match.start() + 1]):
            continue
        if match.end() <= low:
            begin = match.end()
        elif match.start() >= high - 1:
            close = match.end()
            break
    return plain(block[max(begin, low - _REACH) : min(close, high + _REACH)])


def plain(text: str, limit: int = _LIMIT) -> str:
    """Return a piece of Markdown without its marks on one line, cut to so many characters."""
    text = _LINK.sub(lambda link: link[1], text)
    text = re.sub(r"<(https?://[^<>\s]+)>", r"\1", text)
    text = " ".join(_MARKS.sub("", text).replace("\\", "").split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
