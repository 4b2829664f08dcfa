"""Lists of authors: `Doe, J., Roe, A.`, `Doe J, Roe A`, `J Doe, A Roe`, `Jane Doe, Ann Roe`, with or without et al.

Nothing here knows names: the shapes of the pieces between commas decide, and a list with one piece that is no
name is no list.
"""

import re

from store.model import Author

_PARTICLES_TEXT = "van von de der den del della di da dos das du la le el al bin ibn ben ten ter zu zur af av y e do st"
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_GROUP = re.compile(
    r"\b(?:Group|Consortium|Collaboration|Collaborators|Team|Network|Investigators|Initiative|Committee"
    r"|University|Institute|Organi[sz]ation|Association|Society|Foundation|Agency|Ministry)\b"
)
_NOT_NAMES_TEXT = "the of in on for with from by how why what new towards toward an is are"
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:&|and\b|und\b)?|\s&|\sand\s|\sund\s)\s*")
_ET_AL = re.compile(r"[\s,]*\bet\.?\s+al\b\.?|[\s,]+and\s+colleagues\b", re.IGNORECASE)
_GROUPS = re.compile(
    r"[\s.,:;]*(?:\([^()]{3,200}(?:Group|Consortium|Collaboration|Team|Investigators)[^()]{0,20}\))?[\s.,:;]*"
)
_ROLE = re.compile(r"\s*\((?:eds?|hrsg)\.?\)\s*$", re.IGNORECASE)
_LONGEST = 6000


def read_authors(text: str, *, bare: bool = False) -> tuple[tuple[Author, ...], bool] | None:
    """Read a whole text as authors and whether "et al." ended it; None if it is anything else.

    `bare` allows a lone family name ("Britschgi"), which only "et al." or its place can vouch for.
    """
    text = _ROLE.sub("", text[:_LONGEST].strip())
    more = _ET_AL.search(text)
    if more and not _GROUPS.fullmatch(text[more.end() :]):
        return None
    body = (text[: more.start()] if more else text).strip(" ,;:")
    if "." not in body[:-1] and re.search(r"[^\s,;] \w{1,3}\.$", body):  # the list's own stop: its initials have none
        body = body[:-1]
    if re.search(r"[a-zß-ÿ]{4}\.$", body):  # a group's or a whole name's
        body = body[:-1]
    authors = _read_pieces(body, bare or more is not None)
    return (authors, more is not None) if authors else None


def split_authors(text: str) -> tuple[tuple[Author, ...], bool, str]:
    """Authors at the left of a reference string, whether "et al." follows them, and the rest of the string."""
    if (more := _ET_AL.search(text[:_LONGEST])) and (
        authors := _read_pieces(text[: more.start()].strip(" ,;:"), bare=True)
    ):
        return authors, True, text[more.end() :].lstrip(" .,:;")
    best: tuple[tuple[Author, ...], str] | None = None
    for stop in _stops(text):
        authors = _read_pieces(_before(text, stop), bare=False)
        if authors and not _risky(authors, text[stop + 1 :]):
            best = authors, text[stop + 1 :].lstrip(" .,:;")
    if best:
        return best[0], False, best[1]
    return split_at_commas(text)


def _stops(text: str) -> list[int]:
    """Places where a list of authors may end: a stop or colon before a new word. At most 60 are tried."""
    stops = [found.start() for found in re.finditer(r"[.:](?=\s)", text[:_LONGEST])]
    # Initials with stops make many; a list that long is read up to its sixtieth author's stop and from the right.
    return stops if len(stops) <= 60 else stops[:30] + stops[-30:]


def _before(text: str, stop: int) -> str:
    """The text before a stop; with the stop where it belongs to an initial and the others have theirs."""
    initial = text[stop] == "." and text[stop - 1 : stop].isupper() and "." in text[:stop]
    return text[: stop + initial].strip(" ,;:")


def _risky(authors: tuple[Author, ...], rest: str) -> bool:
    """Whether a lone "Deep Learning" may be a title: only a title and a journal after it prove the name."""
    return len(authors) == 1 and not _has_initials(authors[0].name) and not re.search(r"[.?!]\s+\S", rest.strip())


def split_at_commas(text: str, leave: int = 2) -> tuple[tuple[Author, ...], bool, str]:
    """`Jane Doe, Title of the work, Journal`: names before the first comma piece that is none.

    `leave` pieces must stay, as title and journal; one is enough where a stop parts the two.
    """
    pieces = [(found.start(), found.end()) for found in re.finditer(r"[^,]+", text[:_LONGEST])]
    leave = 1 if pieces and re.search(r"[.?!]\s+\S", text[pieces[-1][0] : pieces[-1][1]]) else leave
    authors: list[Author] = []
    at = 0
    for start, end in pieces[:-leave]:
        names = _read_pieces(text[start:end].strip().removeprefix("and "), bare=False)
        if not names:
            break
        authors.extend(names)
        at = end
    left = text[at:].lstrip(" ,") if authors else text
    last, comma, journal = left.partition(",")  # physicists name no title: "Y. LeCun, G. Hinton, Nature"
    if authors and comma and "," not in journal and (names := _read_pieces(last.strip(), bare=False)):
        return (*authors, *names), False, journal.strip()
    return tuple(authors), False, left


def _read_pieces(text: str, bare: bool) -> tuple[Author, ...]:
    """Every piece between separators as an author; () as soon as one is none."""
    if not text or len(text) > _LONGEST:
        return ()
    if ";" in text:
        return _read_semicolons(text, bare)
    pieces = [piece for piece in _SEPARATOR.split(text) if piece and piece not in ("&", "and")]
    authors: list[Author] = []
    at = 0
    if bare and _is_inverted(pieces) and "," in text:
        authors, at = [Author(f"{pieces[0]}, {pieces[1]}", pieces[0], pieces[1])], 2
    while at < len(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if _is_family(pieces[at]) and _is_initials(following):
            authors.append(Author(f"{pieces[at]}, {following}", pieces[at], following))
            at += 2
        elif name := _read_name(pieces[at], bare):
            authors.append(name)
            at += 1
        else:
            return ()
    return tuple(authors)


def _is_inverted(pieces: list[str]) -> bool:
    """`Doe, Jane, and John Smith` (MLA), `Doe, Jane Q.`: family and given name first, whole names after."""
    if len(pieces) < 2 or " " in pieces[0] or not _is_family(pieces[0]):
        return False
    given, *initials = pieces[1].split() or [""]
    return _is_family(given) and all(map(_is_initials, initials)) and all(" " in piece for piece in pieces[2:])


def _read_semicolons(text: str, bare: bool) -> tuple[Author, ...]:
    """`Doe, Jane; Roe, A.`: between semicolons a comma always parts family and given name."""
    authors = []
    for piece in (piece.strip() for piece in text.split(";")):
        family, comma, given = (part.strip() for part in piece.partition(","))
        if comma and _is_family(family) and (_is_initials(given) or _is_family(given)):
            authors.append(Author(piece, family, given))
        elif name := _read_name(piece, bare):
            authors.append(name)
        elif piece:
            return ()
    return tuple(authors)


def _read_name(text: str, bare: bool) -> Author | None:
    """One name without a comma inside: a group, `I Family`, `Family I`, `Given Family`, or a bare family."""
    words = text.split()
    if not words or len(words) > 8 or len(text) > 80:
        return None
    if _GROUP.search(text) and text[0].isupper() and ". " not in text:
        return Author(text) if len(words) > 1 else None
    for at in range(len(words) - 1, 0, -1):
        front, back = " ".join(words[:at]), " ".join(words[at:])
        if _is_initials(front) and _is_family(back):
            return Author(text, back, front)
    for at in range(1, len(words)):
        front, back = " ".join(words[:at]), " ".join(words[at:])
        if _is_family(front) and _is_initials(back):
            return Author(text, front, back)
    if len(words) == 1:
        return Author(text, text) if bare and _is_family(text) else None
    return _read_full(text, words)


def _read_full(text: str, words: list[str]) -> Author | None:
    """`Jane Q. van der Doe`: capitalised words, the last with its particles the family name."""
    if len(words) > 6 or not all(_is_name_word(word) or _is_initials(word) for word in words):
        return None
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    if not _is_family(" ".join(words[at:])):
        return None
    return Author(text, " ".join(words[at:]), " ".join(words[:at]))


def _has_initials(name: str) -> bool:
    return any(_is_initials(part) for part in re.split(r"[\s,]+", name) if part)


def _is_initials(text: str) -> bool:
    """`M.`, `A.J.`, `J.-P.`, `LB.`, `H A`, `MP`: at most four capital letters."""
    letters = re.sub(r"[.\s‐-]", "", text)
    dots = "." in text
    return 1 <= len(letters) <= (4 if dots else 3) and letters.isalpha() and letters.isupper() and len(text) <= 12


def _is_family(text: str) -> bool:
    """One to four words, capitalised or particles, one of them more than an initial."""
    words = text.split()
    if not 1 <= len(words) <= 4 or len(text) > 45:
        return False
    return all(map(_is_name_word, words)) and any(len(word) > 1 and word != word.lower() for word in words)


def _is_name_word(word: str) -> bool:
    """Letters with hyphens and apostrophes, capitalised unless a particle; never an article or preposition."""
    if word.casefold() in _NOT_NAMES:
        return False
    letters = re.sub(r"[-‐‑'’ʼ´`]", "", word)
    if not letters or not all(letter.isalpha() or "\u0300" <= letter <= "\u036f" for letter in letters):
        return False
    # "d'Arc" and "al-Rashid" begin small; a word all in small letters is a name only as a particle.
    return letters != letters.lower() or word.casefold() in _PARTICLES
