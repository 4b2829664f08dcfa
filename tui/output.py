"""How commands print: JSON Lines with stable keys, and plain lines for people."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import click

from store import (
    Added,
    Article,
    Backup,
    Check,
    Citing,
    Fault,
    Feed,
    Progress,
    Reference,
    Rule,
    Suggestion,
    Tag,
    View,
    Work,
    clean,
    clean_line,
    link,
)

_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON would leave as it is and a terminal (or UTF-8) would not."""


def json_line(value: Mapping[str, Any]) -> str:
    """Write one object on one line that a terminal can be shown; only a file's name can hold what is escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def print_json(values: Iterable[Mapping[str, Any]]) -> None:
    """Print one object a line, in UTF-8."""
    for value in values:
        click.echo(json_line(value))


def json_lines(values: Iterable[Mapping[str, Any]]) -> str:
    """Write one object a line."""
    return "".join(json_line(value) + "\n" for value in values)


def print_error(message: str) -> None:
    """Print why something failed, in one line on standard error."""
    click.echo(f"sciread: {clean_line(message)}", err=True)


def print_text(text: str) -> None:
    """Print text from outside: cleaned once more before it reaches the terminal."""
    click.echo(clean(text))


def backup_json(one: Backup) -> dict[str, Any]:
    """Write the line of `restore --json`."""
    return {
        "name": one.path.name, "path": str(one.path), "made": one.made, "bytes": one.bytes, "why": one.why,
        "articles": one.articles,
    }  # fmt: skip


def added_json(added: Added) -> dict[str, Any]:
    """Write the line of `add --json`."""
    return {
        "source": added.source, "kind": added.kind, "added": added.added, "updated": added.updated,
        "articles": list(added.articles), "error": added.error,
    }  # fmt: skip


def added_text(added: Added) -> str:
    """Write what became of a source for people."""
    parts = [f"{count} {word}" for count, word in ((added.added, "added"), (added.updated, "updated")) if count]
    return f"{clean_line(added.source)}: {', '.join(parts) or 'nothing new'} ({added.kind})"


def article_json(article: Article) -> dict[str, Any]:
    """Write one article of the list; every key is always there, unknown is null."""
    main = article.main
    return {
        "id": article.id, "title": article.title, "url": article.url, "feed": article.feed,
        "source": article.source, "authors": list(article.authors), "published": article.published,
        "added": article.added, "read": article.read, "starred": article.starred, "tags": list(article.tags),
        "references": article.references, "parent": article.parent, "children": article.children,
        "children_read": article.children_read, "hidden": article.hidden, "noted": article.noted,
        "notice": article.notice or None, "paper_notice": article.standing or None,
        "paper_queue": article.queue or None,
        "main": {"doi": main.ids.get("doi"), **main.ids, "title": main.title, "url": main.url} if main else None,
    }  # fmt: skip


def article_text(article: Article) -> str:
    """Write one article of the list on a line: id, marks (⚠: see `notice`), date, number of references, title."""
    warned = {article.notice, article.standing} & {"retracted", "withdrawn", "concern"}
    marks = ("." if article.read else "●") + ("★" if article.starred else " ") + ("⚠" if warned else " ")
    day = (article.published or article.added)[:10]
    indent = "  ↳ " if article.parent else ""
    return f"{article.id:>5} {marks} {day} {article.references or '–':>3}  {indent}{clean_line(article.title)}"


def reference_json(reference: Reference) -> dict[str, Any]:
    """Write one reference; every key is always there, what nobody stated is null or empty."""
    return {
        "n": reference.n, "role": reference.role, "confidence": reference.confidence, "reason": reference.reason,
        "raw": reference.raw, "label": reference.label, "title": reference.title,
        "authors": [author.name for author in reference.authors], "et_al": reference.et_al,
        "container": reference.container, "year": reference.year, "issued": list(reference.issued) or None,
        "volume": reference.volume, "issue": reference.issue, "pages": reference.pages,
        "article_number": reference.article_number, "status": reference.status, "ids": dict(reference.ids),
        "url": link(reference.ids) or reference.url, "accessed": list(reference.accessed) or None,
        "inferred": list(reference.inferred), "how": reference.how, "version": reference.version,
        "start": reference.start, "end": reference.end,
    }  # fmt: skip


def work_json(work: Work) -> dict[str, Any]:
    """Write one cited work with the articles that cite it."""
    value = reference_json(work.reference)
    for key in ("n", "start", "end"):
        del value[key]
    return {**value, "articles": list(work.articles)}


def view_json(view: View) -> dict[str, Any]:
    """Write one saved view."""
    return {
        "id": view.id, "name": view.name, "filter": view.filter, "sort": view.sort, "only_unread": view.only_unread,
        "count": view.count, "unread": view.unread, "error": view.error,
    }  # fmt: skip


def tag_json(tag: Tag) -> dict[str, Any]:
    """Write one tag."""
    return {
        "name": tag.name, "count": tag.count, "unread": tag.unread, "reader": tag.reader, "colour": tag.colour or None,
    }  # fmt: skip


def rule_json(rule: Rule) -> dict[str, Any]:
    """Write one rule that gives tags."""
    return {"id": rule.id, "filter": rule.filter, "tags": list(rule.tags), "count": rule.count, "error": rule.error}


def suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    """Write one tag an article might get."""
    return {"name": suggestion.name, "reason": suggestion.reason}


def citing_json(citing: Citing) -> dict[str, Any]:
    """Write one article that cites a work, with the reference and the sentence it does so in."""
    reference = citing.reference
    return {
        **article_json(citing.article), "n": reference.n, "role": reference.role, "raw": reference.raw,
        "ids": dict(reference.ids), "sentence": citing.sentence,
    }  # fmt: skip


def check_json(check: Check) -> dict[str, Any]:
    """Write one thing that was looked at; `fault` is null where nothing is wrong."""
    return {"name": check.name, "fault": check.fault, "repaired": check.repaired}


def fault_json(article_id: int, fault: Fault) -> dict[str, Any]:
    """Write one doubt about a reference."""
    reference = fault.reference
    return {
        "article": article_id, "n": reference.n, "fault": fault.kind, "raw": reference.raw,
        "ids": dict(reference.ids),
    }  # fmt: skip


def progress_json(progress: Progress) -> dict[str, Any]:
    """Write one step of a refresh, with the keys of `add --json`."""
    return {
        "source": progress.source, "kind": "feed", "added": progress.added, "updated": progress.updated,
        "articles": list(progress.articles), "error": progress.error, "feed": progress.feed,
    }  # fmt: skip


def feed_json(feed: Feed) -> dict[str, Any]:
    """Write one feed."""
    return {
        "id": feed.id, "title": feed.title, "url": feed.url, "site": feed.site, "kind": feed.kind,
        "count": feed.count, "unread": feed.unread, "subscribed": feed.subscribed, "folder": feed.folder or None,
        "paused": feed.paused, "interval": feed.interval, "checked": feed.checked, "due": feed.due,
        "failures": feed.failures, "error": feed.error, "retired": feed.retired,
    }  # fmt: skip


def feed_text(feed: Feed) -> str:
    """Write one feed on a line, its error on a second one."""
    state = "retired" if feed.retired else "paused" if feed.paused else "" if feed.subscribed else "not subscribed"
    folder = f"{feed.folder} / " if feed.folder else ""
    line = f"{feed.id:>4} {feed.unread:>5}/{feed.count:<6} {folder}{feed.title}" + (f"  ({state})" if state else "")
    why = f"failed {feed.failures} times: {feed.error}" if feed.failures else feed.error
    return line + (f"\n       {why}" if why else "")
