"""How identifiers other than DOIs are written, and their one normal form each."""

import re

from store.model import Scheme

ARCHIVES = [
    "acc-phys",
    "adap-org",
    "alg-geom",
    "ao-sci",
    "astro-ph",
    "atom-ph",
    "bayes-an",
    "chao-dyn",
    "chem-ph",
    "cmp-lg",
    "comp-gas",
    "cond-mat",
    "cs",
    "dg-ga",
    "econ",
    "eess",
    "funct-an",
    "gr-qc",
    "hep-ex",
    "hep-lat",
    "hep-ph",
    "hep-th",
    "math",
    "math-ph",
    "mtrl-th",
    "nlin",
    "nucl-ex",
    "nucl-th",
    "patt-sol",
    "physics",
    "plasm-ph",
    "q-alg",
    "q-bio",
    "q-fin",
    "quant-ph",
    "solv-int",
    "stat",
    "supr-con",
]
"""arXiv's archives, as its old identifiers begin (`hep-th/9901001`)."""

# Old numbers ran until March 2007, new ones from April 2007; both begin with year and month.
ARXIV_NEW = r"(?:0[7-9]|[1-4][0-9])(?:0[1-9]|1[0-2])\.[0-9]{4,5}"
ARXIV_OLD = rf"(?:{'|'.join(ARCHIVES)})(?:\.[a-z-]{{2,8}})?/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])[0-9]{{3}}"
# `hep-th/1601.07616` is a mix seen in the wild: the number is what counts.
ARXIV = rf"(?:[a-z-]{{2,9}}/(?={ARXIV_NEW}))?(?P<arxiv>{ARXIV_NEW}|{ARXIV_OLD})(?P<version>v[0-9]{{1,3}})?(?![0-9])"

EUDRACT = r"(?<![0-9-])(?:19|20)[0-9]{2}-[0-9]{6}-[0-9]{2}(?!-?[0-9])"
EUCT = r"(?<![0-9-])20[2-9][0-9]-5[0-9]{5}-[0-9]{2}-[0-9]{2}(?!-?[0-9])"

_SUBJECT_CLASS = re.compile(r"\.[a-z-]{2,8}(?=/)")


def arxiv_id(written: str) -> str:
    """An arXiv number without its subject class: math.GT/0309136 is math/0309136."""
    return _SUBJECT_CLASS.sub("", written.lower())


def isbn13(written: str) -> str | None:
    """The thirteen digits of an ISBN of either length, or None where the check digit is wrong."""
    digits = re.sub(r"[^0-9X]", "", written.upper())
    if len(digits) == 10:
        if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
            return None
        check = sum((10 - place) * (10 if char == "X" else int(char)) for place, char in enumerate(digits))
        return None if check % 11 else _checked("978" + digits[:9])
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return None
    return digits if _checked(digits[:12]) == digits else None


def _checked(twelve: str) -> str:
    """Twelve digits and their check digit."""
    total = sum(int(char) * (3 if place % 2 else 1) for place, char in enumerate(twelve))
    return f"{twelve}{-total % 10}"


def normal(scheme: Scheme, written: str) -> str:
    """The one form an identifier of a registry is stored in; "" where it has none."""
    if scheme == "pmid":
        return written.lstrip("0")
    if scheme == "pmcid":
        return "PMC" + re.sub(r"[^0-9]", "", written).lstrip("0")
    if scheme in ("nct", "isrctn"):
        return scheme.upper() + re.sub(r"[^0-9]", "", written)
    if scheme == "isbn":
        return isbn13(written) or ""
    return arxiv_id(written) if scheme == "arxiv" else written
