"""Single labelled facts (DOI, Article Title, Journal, Article Publication Date), joined to the work they mean."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.model import Reference
from store.references.citations_blocks import Field
from store.references.citations_dates import read_date
from store.references.citations_marks import unlink
from store.references.citations_roles import is_news_doi
from store.references.citations_strings import Work
from store.references.citations_works import Places, reference


def add_labelled(
    text: str, fields: Sequence[Field], places: Places, works: Sequence[Reference]
) -> tuple[list[Reference], list[Reference]]:
    """`works` with what labels say of them, and references to the page itself (a news item's own DOI)."""
    stated = _stated(text, fields)
    joined, own = list(works), list[Reference]()
    known = {id: at for at, work in enumerate(joined) for id in work.ids.values()}
    ends = sorted((work.end, at) for at, work in enumerate(joined) if not work.ids and work.end is not None)
    bare = [at for at, work in enumerate(joined) if work.role == "main" and not work.ids]
    for one in (one for one in fields if one.name == "doi"):
        found = places.within(one.start, one.end)
        made = reference(text[one.start : one.end], Work(), found, one.label, one.start, one.end)
        at = next((known[each.id] for each in found if each.id in known), None)
        if not found:
            continue
        if all(is_news_doi(each.id) for each in found):
            own.append(replace(made, role="self", confidence="high", reason="own", url=None))
        elif at is not None:
            joined[at] = _raise(joined[at])
        elif (near := _just_above(text, ends, one.start)) is not None and not joined[near].ids:
            at = near
            joined[at] = _identified(joined[at] if len(works) > 1 else _raise(joined[at]), made)
            bare = [each for each in bare if each != at]
        elif len(bare) == 1:
            at = bare.pop()
            joined[at] = _identified(joined[at], made)
        else:
            at = len(joined)
            joined.append(_of_label(made, {} if works else stated))
        known |= {each.id: at for each in found if at is not None}
    return _state_main(_raise_only([_raise_titled(work, stated) for work in joined], stated), stated), own


def _raise_only(works: list[Reference], stated: Mapping[str, tuple[str, str]]) -> list[Reference]:
    """A lone listed id without words of its own is the paper whose title a label states."""
    bare = len(works) == 1 and works[0].ids and not works[0].title and not works[0].authors
    return [_raise(works[0])] if bare and "title" in stated else works


def _just_above(text: str, ends: Sequence[tuple[int, int]], start: int) -> int | None:
    """The work without id that ends right above a label DOI; `ends` are sorted pairs of end and number."""
    at = bisect_left(ends, (start, 0)) - 1
    if at < 0 or start - ends[at][0] > 8 or text[ends[at][0] : start].strip():
        return None
    return ends[at][1]


def _identified(work: Reference, made: Reference) -> Reference:
    """A work whose id stands under a label of its own."""
    return replace(work, ids=made.ids, url=made.url, how=made.how, version=made.version, confidence="high")


def _raise_titled(work: Reference, stated: Mapping[str, tuple[str, str]]) -> Reference:
    """A listed work that bears the title a label states is the paper the text is about."""
    title = stated.get("title", ("", ""))[1].rstrip(". ").casefold()
    same = bool(title) and title == (work.title or "").casefold() and " " in title
    return _raise(work) if same else work


def _raise(work: Reference) -> Reference:
    """A listed work whose DOI a label repeats is the paper the text is about."""
    return work if work.role == "main" else replace(work, role="main", reason="label", confidence="high")


def _of_label(made: Reference, stated: Mapping[str, tuple[str, str]]) -> Reference:
    """A work known by its labels alone; its raw says them in turn."""
    raw = "; ".join([*(f"{label}: {value}" for label, value in stated.values()), made.raw])
    return replace(made, raw=raw, role="main", confidence="high", reason="label")


def _stated(text: str, fields: Sequence[Field]) -> dict[str, tuple[str, str]]:
    """(label, value) of title, journal and date of publication, where each is stated in one way only."""
    stated: dict[str, tuple[str, str]] = {}
    for name in ("title", "journal", "issued"):
        values = {" ".join(unlink(one.value(text)).split()): one.label for one in fields if one.name == name}
        if len(values) == 1:
            ((value, label),) = values.items()
            stated[name] = label, value
    return stated


def _state_main(works: list[Reference], stated: Mapping[str, tuple[str, str]]) -> list[Reference]:
    """The one main work with the labelled facts it lacks."""
    mains = [at for at, work in enumerate(works) if work.role == "main"]
    if len(mains) != 1:
        return works
    work = works[mains[0]]
    title, journal, issued = (stated.get(name, ("", ""))[1] for name in ("title", "journal", "issued"))
    works[mains[0]] = replace(
        work,
        title=work.title or title.rstrip(". ") or None,
        container=work.container or journal or None,
        issued=work.issued or read_date(issued),
    )
    return works
