"""The kept counts are what counting gives, whatever is done; and they stand in libraries of before."""

import ast
import json
import random
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from store import Author, NotFoundError, Query, Reference, Store, StoreError
from store.db import counting
from store.db.paper_notices import standings
from store.model import Draft, FeedDraft
from store.model_paper import Access, Notice, NoticeKind, Record, Told
from tests.conftest import NOW, ROOT

TAGS = """SELECT t.name, count(*) AS n, sum(m.read IS NOT 1), max(x.reader), coalesce(c.colour, '')
    FROM article_tags x JOIN tags t ON t.id = x.tag_id JOIN articles a ON a.id = x.article_id
    LEFT JOIN marks m ON m.article_id = a.id LEFT JOIN tag_colours c ON c.tag_id = t.id
    WHERE a.pruned IS NULL AND m.hidden IS NOT 1 GROUP BY t.id ORDER BY max(x.reader) DESC, n DESC, t.folded"""
FEEDS = """SELECT f.id, (SELECT count(*) FROM sightings x JOIN articles a ON a.id = x.article_id
        LEFT JOIN marks m ON m.article_id = a.id WHERE x.feed_id = f.id AND a.pruned IS NULL AND m.hidden IS NOT 1),
    (SELECT count(*) FROM sightings x JOIN articles a ON a.id = x.article_id LEFT JOIN marks m ON m.article_id = a.id
        WHERE x.feed_id = f.id AND a.pruned IS NULL AND m.hidden IS NOT 1 AND m.read IS NOT 1) FROM feeds f"""
LIBRARY = """SELECT count(*) FILTER (WHERE shown), count(*) FILTER (WHERE shown AND unread),
    count(*) FILTER (WHERE shown AND starred), count(*) FILTER (WHERE NOT shown),
    count(*) FILTER (WHERE shown AND noted)
    FROM (SELECT m.hidden IS NOT 1 AS shown, m.read IS NOT 1 AS unread, m.starred IS 1 AS starred,
        a.id IN (SELECT article_id FROM notes) AS noted
        FROM articles a LEFT JOIN marks m ON m.article_id = a.id WHERE a.pruned IS NULL)"""
"""What is kept, counted the plain way."""


def counted(store: Store) -> list[object]:
    return [store._rows(TAGS), sorted(store._rows(FEEDS)), store._rows(LIBRARY)[0]]


def kept(store: Store) -> list[object]:
    tags = [(tag.name, tag.count, tag.unread, int(tag.reader), tag.colour) for tag in store.tags()]
    counts = store.counts()
    library = (counts.articles, counts.unread, counts.starred, counts.hidden, counts.noted)
    return [tags, sorted((feed.id, feed.count, feed.unread) for feed in store.feeds()), library]


def standing(store: Store) -> bool:
    """Whether what is kept of notices follows from them."""
    return set(store._rows("SELECT * FROM article_standings")) == standings(store._conn)


NAMES = ("Oncology", "oncology", "trials", "lung", "heart", "later", "mine", "x")


class Walk:
    """One step after the other, each by chance."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.random = store, random.Random(seed)

    def ids(self) -> list[int]:
        """Some articles, also such as are not there, some of them twice."""
        most = len(self.store._rows("SELECT id FROM articles")) + 2
        few = self.random.choice((1, 2, most))
        return [self.random.randint(1, most) for _ in range(few)]

    def names(self) -> list[str]:
        return self.random.sample(NAMES, self.random.randint(0, 4))

    def name(self) -> str:
        return self.random.choice(NAMES)

    def draft(self, paged: bool = True) -> Draft:
        number = self.random.randint(1, 25)
        words = " ".join(self.random.choices(("lung", "heart", "trial", "word"), k=6))
        count = self.random.randint(1, 3) if paged and number % 5 == 0 else 0
        references = (Reference(1, "See.", "main", ids={"doi": f"10.5555/{number}"}, authors=(Author("A"),)),)
        children = tuple(self.draft(False) for _ in range(count))
        return Draft(
            f"key {number}", f"Title {number} {self.name()}", words, f"https://example.org/{number}",
            categories=tuple(self.names()), references=references if number % 2 else (), children=children,
        )  # fmt: skip

    def save(self) -> object:
        drafts = tuple(self.draft() for _ in range(self.random.randint(1, 4)))
        way = self.random.randint(0, 4)
        if way == 0:
            return self.store.save(drafts)
        if way == 1:
            return self.store.save(drafts, place=f"/some/file {self.random.randint(1, 3)}")
        return self.store.save(drafts, feed=FeedDraft(f"Feed {way}", drafts, f"https://example.org/feed {way}"))

    def mark(self) -> object:
        marks = self.random.sample(("read", "starred", "hidden"), self.random.randint(1, 2))
        return self.store.mark(
            self.ids(), **{name: self.random.random() < (0.2 if name == "hidden" else 0.6) for name in marks}
        )

    def rule(self) -> int:
        rules = self.store.rules()
        return self.random.choice(rules).id if rules else 1

    def filter(self) -> str:
        return self.random.choice(("lung", "heart -trial", "tag:later", "is:unread", "has:doi", "id:1"))

    def view(self) -> int:
        views = self.store.views()
        return self.random.choice(views).id if views else 1

    def feed(self) -> int:
        feeds = self.store.feeds()
        return self.random.choice(feeds).id if feeds else self.store.subscribe("https://example.org/first")

    def notice(self) -> Notice:
        return Notice(self.random.choice(get_args(NoticeKind)), (2026, self.random.randint(1, 5)), "10.5555/n")

    def work(self) -> str:
        return f"10.5555/{self.random.randint(1, 25)}"

    def tell(self) -> object:
        """What a service says of a work; now and then with a number that makes two papers one."""
        (asked,) = self.store.due_papers([self.store.paper_named(self.work())], all=True, access=True)
        if self.random.random() < 0.2:
            self.store.tell_access(asked, self.random.choice((None, Access("closed"))))
        notices = tuple(self.notice() for _ in range(self.random.choice((0, 0, 1, 2))))
        ids = {**asked.ids, "pmid": str(30_000_000 + self.random.randint(1, 9))}
        return self.store.tell(asked, Told(Record("crossref", ids, updates=((self.work(), self.notice()),)), notices))

    def load(self) -> object:
        listed = [((("doi", self.work()),), self.notice()) for _ in range(self.random.randint(0, 4))]
        return self.store.load_notices(listed, "2026-05-01")

    def state(self) -> list[bytes]:
        """Half of what this library says of its reader, some of it turned round."""
        lines = [json.loads(line) for line in self.store.export_state()]
        for line in lines:
            for said in (*line.values(), *(line.get("tags") or {}).values()):
                if isinstance(said, dict) and isinstance(said.get("is"), bool):
                    said["is"] = self.random.random() < 0.5
        return [json.dumps(line).encode() for line in self.random.sample(lines, len(lines) // 2)]


STEPS: dict[str, Callable[[Walk, Store], object]] = {
    "save": lambda w, s: w.save(),
    "save_full": lambda w, s: s.save_full(s.article(w.ids()[0]).id, w.draft(False)),
    "mark": lambda w, s: w.mark(),
    "tag": lambda w, s: s.tag(w.ids(), add=w.names(), remove=w.names()),
    "set_note": lambda w, s: s.set_note(w.ids()[0], w.random.choice(("", "a note", "another"))),
    "queue_papers": lambda w, s: s.queue_papers(
        s.papers_of(w.ids()), w.random.choice(("get", "read", "aside", None)), "why"
    ),
    "entries_of": lambda w, s: s.entries_of([one.reference for one in s.works(w.ids())]),
    "paper_entries": lambda w, s: s.paper_entries(s.papers_of(w.ids())),
    "tell": lambda w, s: w.tell(),
    "tell_access": lambda w, s: w.tell(),
    "load_notices": lambda w, s: w.load(),
    "undo": lambda w, s: [s.undo() for _ in range(w.random.randint(1, 4))],
    "run_rules": lambda w, s: s.run_rules(w.random.choice((None, w.ids()))),
    "add_rule": lambda w, s: len(s.rules()) < 5 and s.add_rule(w.filter(), w.names()),
    "change_rule": lambda w, s: s.change_rule(w.rule(), w.filter(), w.names()),
    "move_rule": lambda w, s: s.move_rule(w.rule(), w.random.randint(1, 3)),
    "remove_rule": lambda w, s: s.remove_rule(w.rule()),
    "rename_tag": lambda w, s: s.rename_tag(w.name(), w.name()),
    "merge_tags": lambda w, s: s.merge_tags(w.names(), w.name()),
    "delete_tag": lambda w, s: s.delete_tag(w.name()),
    "adopt_tag": lambda w, s: s.adopt_tag(w.name()),
    "colour_tag": lambda w, s: s.colour_tag(w.name(), w.random.choice((None, "accent", "error"))),
    "prune": lambda w, s: s.prune(w.ids()[:2], dry_run=w.random.random() < 0.2),
    "subscribe": lambda w, s: s.subscribe(f"https://example.org/feed {w.random.randint(1, 4)}", folder=w.name()),
    "unsubscribe": lambda w, s: s.unsubscribe(w.feed()),
    "arrange": lambda w, s: s.arrange(w.feed(), name=w.name()),
    "answered": lambda w, s: s.answered(w.feed(), etag=None, modified=None, hash=w.name()),
    "failed": lambda w, s: s.failed(w.feed(), "It failed.", NOW + timedelta(hours=1)),
    "save_view": lambda w, s: s.save_view(w.name(), w.filter()),
    "rename_view": lambda w, s: s.rename_view(w.view(), w.name()),
    "move_view": lambda w, s: s.move_view(w.view(), 1),
    "delete_view": lambda w, s: s.delete_view(w.view()),
    "keep_place": lambda w, s: s.keep_place(w.ids()[0], 1.5),
    "citation_keys": lambda w, s: s.citation_keys(w.draft(False).references),
    "entry": lambda w, s: s.entry(s.article(w.ids()[0]).id, Reference(1, "See.")),
    "entries": lambda w, s: s.entries(w.ids()),
    "news_entries": lambda w, s: s.news_entries(w.ids()),
    "import_own": lambda w, s: s.import_own(()),
    "import_state": lambda w, s: s.import_state(w.state()),
    "check": lambda w, s: s.check(repair=w.random.random() < 0.5),
}
"""Every method of Store that writes."""
OFTEN = ("save", "mark", "tag", "undo", "undo", "set_note", "run_rules", "rename_tag", "prune", "save_full")


@pytest.mark.parametrize("much", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_the_counts_are_what_counting_gives(
    store: Store, seed: int, much: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if much:  # a large part of the library goes another way; here any two articles are one
        monkeypatch.setattr(counting, "_FEW", 1)
    walk = Walk(store, seed)
    done: list[str] = []
    most = 0
    for _ in range(300):
        step = walk.random.choice((*STEPS, *OFTEN, *OFTEN))
        try:
            STEPS[step](walk, store)
        except (NotFoundError, StoreError):
            step += " in vain"
        done.append(step)
        assert kept(store) == counted(store), done[-5:]
        assert counting.miscounted(store._conn) == 0, done[-5:]
        assert standing(store), done[-5:]
        most = max(most, len(store.tags()) * store.counts().articles)
    assert most > 50


@pytest.mark.parametrize("ids", [None, [1, 2, 3]])
def test_rules_that_run_again_are_counted(store: Store, ids: list[int] | None) -> None:
    store.save([Draft(name, name, "Text.") for name in "abc"])
    store.add_rule("is:unread", ["later"])
    store.mark([1, 2], read=True)
    assert [(tag.name, tag.count) for tag in store.tags()] == [("later", 3)]
    assert store.run_rules(ids) == 2
    assert [(tag.name, tag.count) for tag in store.tags()] == [("later", 1)]
    assert kept(store) == counted(store)


VIEWS = ("", "  ", "is:unread", "tag:later", "tag:nosuch", 'tag:"LATER"', "tag:lat*", "-tag:later", "is:read")


def test_views_are_counted_as_their_lists_are(store: Store) -> None:
    walk = Walk(store, 2)
    for step in ("save", "save", "tag", "save", "mark", "tag", "tag", "save", "tag", "mark"):
        STEPS[step](walk, store)
    store.mark(range(1, 8), hidden=False)
    store.tag(range(1, 8), add=["later"])
    store.mark([1, 2, 3], read=True)
    store.mark([4, 5], read=False)
    for number, query in enumerate(VIEWS):
        store.save_view(f"view {number}", query)
    for view in store.views():
        found = store.ids(Query(view.filter))
        unread = [article for article in store.articles(found) if not article.read]
        assert (view.count, view.unread) == (len(found), len(unread)), view.filter
    assert store.view("view 3").unread not in (0, store.view("view 3").count)


def writing() -> set[str]:
    """The public methods that begin a transaction, themselves or by a method of their own."""
    methods: dict[str, str] = {}
    for path in ROOT.glob("store/db/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods |= {one.name: ast.unparse(one) for one in node.body if isinstance(one, ast.FunctionDef)}
    found = {"_write"}
    while more := {name for name, code in methods.items() if re.search(rf"self\.({'|'.join(found)})\(", code)} - found:
        found |= more
    return {name for name in found if not name.startswith("_") and hasattr(Store, name)}


def test_the_walk_has_every_method_that_writes() -> None:
    assert writing() == STEPS.keys()


def test_what_was_taken_back_on_a_text_that_went_is_not_counted(store: Store) -> None:
    store.save([Draft("a", "A", "Text.")])
    store.tag([1], add=["mine"])
    store.tag([1], remove=["mine"])
    assert store.prune([1]) == 1
    store.undo()
    assert store.tags() == []
    assert kept(store) == counted(store)


def test_a_large_mark_and_its_undo_are_those_of_one_by_one(tmp_path: Path) -> None:
    def library(name: str) -> Store:
        store = Store(tmp_path / name)
        drafts = tuple(Draft(f"{n}", f"T {n}", "Text.", categories=(f"c{n % 7}", "all")) for n in range(1200))
        store.save(drafts, feed=FeedDraft("Feed", drafts, "https://example.org/f"))
        store.mark(range(1, 60), hidden=True)
        store.mark(range(40, 90), read=True)
        return store

    with library("one.db") as one, library("two.db") as two:
        assert one.mark(range(1, 2000), read=True) == sum(two.mark([i], read=True) for i in range(1, 1201))
        assert kept(one) == kept(two) == counted(one)
        assert one.without("read", range(1, 1201)) == []
        assert one.next_unread(range(1, 1201), 3) is None
        one.undo()
        assert kept(one) == counted(one)
        assert one.without("read", range(1, 1201)) == [*range(1, 40), *range(90, 1201)]


@pytest.mark.parametrize(("index", "step", "found"), [
    (0, 1, 901), (0, -1, None), (901, 1, 1199), (1199, 1, None), (1199, -1, 901), (901, -1, None), (902, -1, 901),
])  # fmt: skip
def test_the_next_unread_is_found_however_far_it_is(store: Store, index: int, step: int, found: int | None) -> None:
    store.save([Draft(f"{n}", f"T {n}", "Text.") for n in range(1200)])
    store.mark([i for i in range(1, 1201) if i not in (902, 1200)], read=True)
    assert store.next_unread(range(1, 1201), index, step) == found


def test_a_library_of_before_gets_its_counts(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store:
        walk = Walk(store, 1)
        for step in ("save", "save", "mark", "tag", "set_note", "save", "mark"):
            STEPS[step](walk, store)
        expected = kept(store)
        for sql in _BEFORE:
            store._conn.execute(sql)
    with Store(path) as store:
        assert kept(store) == expected == counted(store)
        assert all(check.fault is None for check in store.check())


_BEFORE: Sequence[str] = (
    *(f"DROP TABLE {table}" for table in ("tag_counts", "feed_counts", "library_counts")),
    "DROP INDEX articles_pruned",
    "DELETE FROM _sqlite_migrations WHERE name = 'm008_counts'",
)
"""Back to the tables before the counts were kept."""


def test_the_tags_of_an_article_are_those_of_the_view(store: Store) -> None:
    walk = Walk(store, 3)
    for step in ("save", "save", "add_rule", "tag", "add_rule", "tag", "save", "run_rules", "save", "tag"):
        try:
            STEPS[step](walk, store)
        except StoreError:
            continue
    sql = """SELECT a.id, t.name, x.reader FROM article_tags x JOIN tags t ON t.id = x.tag_id
        JOIN articles a ON a.id = x.article_id WHERE a.pruned IS NULL ORDER BY x.reader DESC, t.id"""
    told: dict[int, list[Any]] = {}
    for article_id, name, reader in store._rows(sql):
        told.setdefault(article_id, []).append((name, reader))
    ids = [i for (i,) in store._rows("SELECT id FROM articles")]
    for article in store.articles(ids):
        assert list(article.tags) == [name for name, _ in told.get(article.id, [])]
        assert list(article.reader_tags) == [name for name, reader in told.get(article.id, []) if reader]
