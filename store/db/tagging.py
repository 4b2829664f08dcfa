"""Tags as a whole: renamed, merged, deleted, adopted, coloured. Each is one entry of the journal."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from store.db.counting import recount_tags
from store.db.index import places, tag_ids, tag_name
from store.db.marking import Change, Marking
from store.db.tag_rule_rows import Row, packed_names, rule_names
from store.db.tag_rules import change_rules
from store.errors import NotFoundError, StoreError
from store.model import TAG_COLOURS
from store.query import fold, read_tokens


class Tagging(Marking):
    """What the reader does with a tag, on every article that carries it, hidden ones too.

    A source's category cannot be taken from what the source says; it is taken away on the articles that have it
    now, as the reader's own word, and articles to come bring it again. Rules that give a tag follow its name;
    queries that ask for it do not: `views_asking()` and `rules_asking()` name them.
    """

    def rename_tag(self, name: str, new: str) -> int:
        """Call a tag something else, or merge it into the tag that has the name; return how many articles changed.

        A source's category is adopted under the new name. Where only letter case changes, the tag is shown so.
        Raises NotFoundError, and StoreError if the new name is empty.
        """
        with self._write() as conn:
            tag, shown = self._there(name)
            wanted = _name(new)
            if fold(wanted) != fold(shown):
                return self._unite(conn, {tag: shown}, wanted, f"renamed #{shown} to #{wanted}")
            changes = self._respell(conn, tag, shown, wanted)
            self._record(conn, f"renamed #{shown} to #{wanted}", changes)
            return len(self._carriers([tag])) if changes else 0

    def merge_tags(self, names: Sequence[str], into: str) -> int:
        """Give every article with any of the tags one tag in their place; return how many articles changed.

        Raises NotFoundError, and StoreError if there is nothing to merge.
        """
        with self._write() as conn:
            wanted = _name(into)
            olds = dict(self._there(name) for name in names if fold(tag_name(name)) != fold(wanted))
            if not olds:
                raise StoreError(f"Could not merge into #{wanted}: no other tag is named. Name at least one.")
            listed = ", ".join(f"#{shown}" for shown in olds.values())
            return self._unite(conn, olds, wanted, f"merged {listed} into #{wanted}")

    def delete_tag(self, name: str) -> int:
        """Take a tag from every article and from the rules that give it; return how many articles changed.

        A rule that gives nothing else goes too. Raises NotFoundError.
        """
        with self._write() as conn:
            tag, shown = self._there(name)
            carriers = self._carriers([tag])
            changes = self._drop(conn, tag, shown) + self._colour(conn, tag, shown, None)
            recount_tags(conn, [tag])
            before = self._rule_rows()
            changes += self._rewrite_rules(conn, {fold(shown)}, None)
            self._run_changed_rules(conn, before)
            self._record(conn, f"deleted the tag #{shown}", changes)
            return len(carriers)

    def adopt_tag(self, name: str) -> int:
        """Make a source's category the reader's own tag on the articles that carry it; return how many.

        Raises NotFoundError.
        """
        with self._write() as conn:
            tag, shown = self._there(name)
            changes = self._give(conn, shown, 1, self._sourced([tag]))
            recount_tags(conn, [tag])
            return self._record(conn, f"adopted #{shown}", changes)

    def colour_tag(self, name: str, colour: str | None) -> bool:
        """Give a tag a colour of the theme, None to take it away; return whether it changed.

        Raises NotFoundError, and StoreError for a colour that is none of TAG_COLOURS.
        """
        if colour and colour not in TAG_COLOURS:
            raise StoreError(
                f'Could not colour the tag: "{colour[:80]}" is none of {", ".join(TAG_COLOURS)}. Name one.'
            )
        with self._write() as conn:
            tag, shown = self._there(name)
            label = f"coloured #{shown} {colour}" if colour else f"took the colour of #{shown}"
            return self._record(conn, label, self._colour(conn, tag, shown, colour or None)) > 0

    def views_asking(self, tag: str) -> list[str]:
        """Return the names of the saved views whose query asks for a tag by its name."""
        rows = self._rows("SELECT name, filter FROM views ORDER BY position, id")
        return [name for name, filter in rows if fold(tag_name(tag)) in _asked(filter)]

    def rules_asking(self, tag: str) -> list[int]:
        """Return the rules whose query asks for a tag by its name."""
        rows = self._rule_rows().items()
        return [rule_id for rule_id, row in rows if fold(tag_name(tag)) in _asked(str(row["filter"]))]

    def _there(self, name: str) -> tuple[int, str]:
        """The id of a tag that is in use, and its name as it is shown."""
        found = self._rows("SELECT id, name FROM tags WHERE folded = ?", (fold(tag_name(name)),))
        for tag, shown in found:
            ruled = any(fold(shown) in map(fold, rule_names(row)) for row in self._rule_rows().values())
            if ruled or self._is_carried(tag) or self._colour_of(tag):
                return tag, shown
        raise NotFoundError(f'There is no tag "{tag_name(name)}". `sciread tags` shows those that are.')

    def _is_carried(self, tag: int) -> bool:
        return bool(self._rows("SELECT 1 FROM article_tags WHERE tag_id = ? LIMIT 1", (tag,)))

    def _carriers(self, tags: Collection[int]) -> set[int]:
        sql = f"SELECT article_id FROM article_tags WHERE tag_id IN ({places([*tags])})"
        return {i for (i,) in self._rows(sql, [*tags])}

    def _sourced(self, tags: Collection[int]) -> set[int]:
        """The articles that have one of these from their source, where the reader has not spoken."""
        sql = f"""SELECT article_id FROM source_tags s WHERE tag_id IN ({places([*tags])}) AND NOT EXISTS (
            SELECT 1 FROM reader_tags r WHERE r.article_id = s.article_id AND r.tag_id = s.tag_id)"""
        return {i for (i,) in self._rows(sql, [*tags])}

    def _own(self, tags: Collection[int], given: int = 1) -> set[int]:
        """The articles the reader gave one of these, or (given 0) took it from."""
        sql = f"SELECT article_id FROM reader_tags WHERE given = ? AND tag_id IN ({places([*tags])})"
        return {i for (i,) in self._rows(sql, [given, *tags])}

    def _unite(self, conn: sqlite3.Connection, olds: dict[int, str], new: str, label: str) -> int:
        """Put one tag in the place of others; what the rules gave they will give under the new name."""
        carriers, own = self._carriers(olds), self._own(olds) | self._sourced(olds)
        (target,) = tag_ids(conn, [new])
        (shown,) = self._rows("SELECT name FROM tags WHERE id = ?", (target,))[0]
        spelled = [] if self._is_carried(target) else self._respell(conn, target, shown, new)
        before = self._rule_rows()
        rules = self._rewrite_rules(conn, set(map(fold, olds.values())), new)
        changes = self._give(conn, new, 1, own)
        if rules:  # what the reader took away stays away when the rule gives it by another name
            changes += self._give(conn, new, 0, self._own(olds, 0) - carriers - self._carriers([target]))
        for tag, name in olds.items():
            changes += self._drop(conn, tag, name)
        recount_tags(conn, [target, *olds])
        colours = [colour for tag in (target, *olds) if (colour := self._colour_of(tag))]
        for tag, name in olds.items():
            changes += self._colour(conn, tag, name, None)
        changes += self._colour(conn, target, new, colours[0] if colours else None) + spelled
        self._run_changed_rules(conn, before)
        self._record(conn, label, changes + rules)
        return len(carriers)

    def _give(self, conn: sqlite3.Connection, name: str, given: int | None, ids: Iterable[int]) -> list[Change]:
        """Write the reader's word (None: none) about a tag; return what it was before."""
        (tag,) = tag_ids(conn, [name])
        before = dict(self._rows("SELECT article_id, given FROM reader_tags WHERE tag_id = ?", (tag,)))
        moved: dict[int | None, list[int]] = {}
        for i in sorted(ids):
            if before.get(i) != given:
                moved.setdefault(before.get(i), []).append(i)
        for group in moved.values():
            self._put_tag(conn, tag, given, group)
        return [Change("tag", name, value, tuple(group)) for value, group in moved.items()]

    def _drop(self, conn: sqlite3.Connection, tag: int, name: str) -> list[Change]:
        """Take a tag off every article: forgotten where the reader gave it, refused where a source says it."""
        said = {i for (i,) in self._rows("SELECT article_id FROM source_tags WHERE tag_id = ?", (tag,))}
        own = self._own([tag])
        refused = self._sourced([tag]) | (own & said)
        return self._give(conn, name, 0, refused) + self._give(conn, name, None, own - said)

    def _rewrite_rules(self, conn: sqlite3.Connection, olds: set[str], new: str | None) -> list[Change]:
        """Let rules that give one of these tags give the new one, or none; return what changed."""
        before = self._rule_rows()
        wanted: dict[int, Row | None] = {}
        for rule_id, row in before.items():
            names = rule_names(row)
            if olds.isdisjoint(map(fold, names)):
                continue
            told = [new if fold(name) in olds else name for name in names]
            kept = {fold(name): name for name in told if name}
            wanted[rule_id] = {**row, "tags": packed_names(list(kept.values()))} if kept else None
        return change_rules(conn, before, wanted)

    def _respell(self, conn: sqlite3.Connection, tag: int, shown: str, name: str) -> list[Change]:
        if shown == name:
            return []
        conn.execute("UPDATE tags SET name = ? WHERE id = ?", (name, tag))
        return [Change("tag_name", name, shown, (tag,))]

    def _colour_of(self, tag: int) -> str | None:
        rows = self._rows("SELECT colour FROM tag_colours WHERE tag_id = ?", (tag,))
        return str(rows[0][0]) if rows else None

    def _colour(self, conn: sqlite3.Connection, tag: int, name: str, colour: str | None) -> list[Change]:
        before = self._colour_of(tag)
        if before == colour:
            return []
        self._put_colour(conn, tag, colour)
        return [Change("tag_colour", name, before, (tag,))]


def _name(text: str) -> str:
    if not fold(name := tag_name(text)):
        raise StoreError("A tag needs a name. Write one.")
    return name


def _asked(filter: str) -> set[str]:
    """The tags a query names, folded."""
    return {fold(token.text) for token in read_tokens(filter) if token.kind == "field" and token.name == "tag"}
