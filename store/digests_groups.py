"""What stands together in a digest, and in what order. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from store.model import Article, Reference
from store.query import fold

DigestBy = Literal["tag", "paper", "none"]


@dataclass(frozen=True, slots=True)
class Rests:
    """The works an article is about, and the others it cites, each once; they have no numbers yet."""

    about: tuple[Hashable, ...]
    cites: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Articles that stand together; `work` is what they report, where that is why."""

    name: str
    articles: Sequence[Article]
    work: Hashable | None = None


def work_of(reference: Reference) -> Hashable:
    """What makes two references the same work, as `Store.works` has it."""
    return reference.paper or fold(reference.raw)


def rests_of(references: Iterable[Reference]) -> Rests:
    """Tell the works an article is about from those it only cites."""
    works: dict[Hashable, bool] = {}
    for one in references:
        if one.role != "self":
            works[work_of(one)] = works.get(work_of(one), False) or one.role == "main"
    return Rests(*(tuple(work for work, about in works.items() if about is wanted) for wanted in (True, False)))


def grouped(articles: Sequence[Article], rests: Mapping[int, Rests], by: DigestBy) -> list[Listed]:
    """Put articles together by tag, by paper or not at all; in a group they keep their order."""
    if by == "tag":
        return _by_tag(articles)
    if by == "paper":
        return _by_paper(articles, rests)
    return [Listed("", articles)] if articles else []


def _by_tag(articles: Sequence[Article]) -> list[Listed]:
    """Under its first tag each: the reader's tags first, then those on most articles; without a tag at the end."""
    own = {fold(tag) for article in articles for tag in article.reader_tags}
    names: dict[str, list[str]] = {}
    for article in articles:
        for tag in article.tags:
            names.setdefault(fold(tag), []).append(tag)
    order = sorted(names, key=lambda tag: (tag not in own, -len(names[tag]), tag))
    place = {tag: n for n, tag in enumerate(order)}
    found: dict[int, list[Article]] = {}
    for article in articles:
        found.setdefault(min((place[fold(tag)] for tag in article.tags), default=len(order)), []).append(article)
    return [Listed(f"#{names[order[n]][0]}" if n < len(order) else "Untagged", found[n]) for n in sorted(found)]


def _by_paper(articles: Sequence[Article], rests: Mapping[int, Rests]) -> list[Listed]:
    """Articles on the same paper together, in the order of the first of each; those on none at the end."""
    found: dict[Hashable, list[Article]] = {}
    for article in articles:
        if about := rests[article.id].about:
            found.setdefault(about[0], []).append(article)
    alone = [article for article in articles if not rests[article.id].about]
    named = [Listed("", listed, work) for work, listed in found.items()]
    return [*named, Listed("No paper named", alone)] if alone else named
