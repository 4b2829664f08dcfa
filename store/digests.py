"""Digests out: what a query finds, with the papers behind it numbered, each once, and whether they still stand.

Nothing in a digest says when it was made, and its order comes from the library alone: an unchanged library gives the
same bytes again.
"""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from store.digests_groups import DigestBy, Rests, grouped, rests_of, work_of
from store.model import Article, Query, Reference
from store.model_paper import Paper, PaperStatus
from store.query import fold

if TYPE_CHECKING:
    from store.db import Store

DigestForm = Literal["markdown", "html", "json"]

GRAVE = ("retracted", "withdrawn", "concern")
"""What is said at every article that rests on such a paper, and not only in the list of references."""
_TEXT = 30_000
"""Characters of a text in which its study is looked for; a long one tells it near its head, and takes long to read."""


@dataclass(frozen=True, slots=True)
class DigestReference:
    """A work of the digest's one list: its number, whether it stands, and the articles that rest on it.

    `said` is what its own title says of it: retracted, withdrawn, concern, corrected, or "".
    """

    n: int
    reference: Reference
    status: PaperStatus
    said: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DigestArticle:
    """An article with what the reader noted, its study in a line, and the numbers of the works it rests on.

    `about` are those it reports, `cites` the others. `also` are the reader's tags on it, and others that have a
    heading, but for the one it is listed under.
    """

    article: Article
    note: str
    facts: str
    about: tuple[int, ...]
    cites: tuple[int, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """Articles under one heading: a tag, or the paper of that number; `name` is "" where nothing is grouped."""

    name: str
    articles: tuple[DigestArticle, ...]
    paper: int | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """Groups of articles, and every work they rest on, once."""

    title: str
    query: str
    by: DigestBy
    groups: tuple[DigestGroup, ...]
    references: tuple[DigestReference, ...]

    @property
    def count(self) -> int:
        """How many articles there are."""
        return sum(len(group.articles) for group in self.groups)

    @property
    def numbered(self) -> dict[int, DigestReference]:
        """The references by their numbers."""
        return {one.n: one for one in self.references}


def digest_of(store: "Store", query: Query, *, by: DigestBy = "tag", title: str = "") -> Digest:
    """Gather what a query finds. Raises QueryError."""
    articles = store.articles(store.ids(query))
    rests = {article.id: rests_of(store.references(article.id)) for article in articles}
    groups = grouped(articles, rests, by)
    references = _references(store, [article.id for group in groups for article in group.articles])
    numbers = {work_of(one.reference): one.n for one in references}
    headings = {fold(group.name) for group in groups}
    made = []
    for group in groups:
        paper = numbers.get(group.work)  # none where another program has read its article again just now
        named = references[paper - 1].reference if paper else None
        entries = (
            _entry(store, article, rests[article.id], numbers, _also(article, group.name, headings))
            for article in group.articles
        )
        made.append(DigestGroup((named.title or named.raw) if named else group.name, tuple(entries), paper))
    return Digest(title or "Research news", query.filter, by, tuple(made), references)


def _entry(
    store: "Store", article: Article, rests: Rests, numbers: Mapping[Hashable, int], also: tuple[str, ...]
) -> DigestArticle:
    from store.references.study_facts import facts_line, study_facts  # here: it makes many patterns

    facts = study_facts(store.body(article.id)[:_TEXT], article.title)
    return DigestArticle(
        article,
        store.note(article.id) if article.noted else "",
        facts_line(facts) if facts else "",
        tuple(numbers[work] for work in rests.about if work in numbers),
        tuple(sorted(numbers[work] for work in rests.cites if work in numbers)),
        also,
    )


def _also(article: Article, under: str, headings: Set[str]) -> tuple[str, ...]:
    """The reader's tags on an article and others that have a heading, but for the one it stands under."""
    told = dict.fromkeys([*article.reader_tags, *(tag for tag in article.tags if fold(f"#{tag}") in headings)])
    return tuple(tag for tag in told if fold(f"#{tag}") != fold(under))


def _references(store: "Store", ids: Sequence[int]) -> tuple[DigestReference, ...]:
    from store.references.notices import notice

    works = store.works(ids)
    papers = {paper.id: paper for paper in store.papers([one.reference.paper for one in works if one.reference.paper])}
    made = []
    for n, work in enumerate(works, 1):
        paper = papers.get(work.reference.paper or 0)
        reference = _filled(work.reference, paper) if paper else work.reference
        status = paper.status if paper else PaperStatus()
        made.append(DigestReference(n, reference, status, notice(reference.title or ""), work.articles))
    return tuple(made)


def _filled(reference: Reference, paper: Paper) -> Reference:
    """The reference with what services, or other articles, say of its paper."""
    return replace(
        reference,
        ids={**paper.ids, **reference.ids},
        title=paper.title or reference.title,
        authors=paper.authors or reference.authors,
        et_al=reference.et_al and len(paper.authors) <= len(reference.authors),
        container=paper.container or reference.container,
        issued=(paper.year,) if paper.year and paper.year != reference.year else reference.issued,
    )
