"""The sentence a reference stands in. Pure."""

import re

_LIMIT = 500
_REACH = 600
"""How far from the span a sentence is looked for: no longer one is shown whole."""
_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[*_]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\bet al|\bvs|\bcf|\be\.g|\bi\.e|\bNo|\bvol|\bpp?|\bFig|\bDr|\bProf|\bSt|\bal)\.$"
)
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|^\s*(?:[-+*•>]|#{1,6}|\d+[.)])\s+", re.MULTILINE)


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
    return _plain(block[max(begin, low - _REACH) : min(close, high + _REACH)])


def _plain(text: str) -> str:
    text = _LINK.sub(lambda link: link[1], text)
    text = re.sub(r"<(https?://[^<>\s]+)>", r"\1", text)
    text = " ".join(_MARKS.sub("", text).replace("\\", "").split())
    return text if len(text) <= _LIMIT else text[: _LIMIT - 1].rstrip() + "…"
