"""Released libraries, kept as SQL: `python -m tests.store.released` keeps one of today's schema."""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from store import Author, Reference, Store
from store.model import Draft, FeedDraft
from store.references.library import read_library
from store.schema_names import NAMES
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "schema"
RELEASED = tuple(path.stem for path in sorted(FOLDER.glob("*.sql")))
"""Each is named by the last migration of its library; those up to m010 were made by the commands of their day."""

_INDEX = "search"
_SHADOWS = f"name LIKE '{_INDEX}\\_%' ESCAPE '\\' AND type = 'table'"
_ROWS = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid"
_DOI = b"@article{own2020, title={Breath by breath}, author={Doe, Jane}, year={2020}, doi={10.1000/182}}"
_CITED = Reference(1, "Doe J. Breath by breath. 2020.", ids={"doi": "10.1000/182"}, authors=(Author("Doe J", "Doe"),))
_KIDNEYS = Draft(
    "k1", "Kidneys and water", "Kidneys in one sentence.", "https://kidney.example/1", categories=("organ",)
)
_LUNGS = Draft(
    "l1", "Lungs at rest", "A short note on lungs.", references=(_CITED,), children=(Draft("", "Item", "It."),)
)


def loaded(name: str, path: Path) -> Path:
    """Write a library that was released as the file it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.executescript((FOLDER / f"{name}.sql").read_text("utf-8"))
    return path


def dumped(conn: sqlite3.Connection) -> Iterator[str]:
    """A library as SQL. Python's own `iterdump` writes a full-text index in a way that cannot be read back."""
    yield f"PRAGMA application_id = {conn.execute('PRAGMA application_id').fetchone()[0]};"
    yield "BEGIN;"
    own = f"sql IS NOT NULL AND NOT ({_SHADOWS})"
    yield from (f"{sql};" for (sql,) in conn.execute(f"SELECT sql FROM sqlite_master WHERE {own} ORDER BY rowid"))
    shadows = {name for (name,) in conn.execute(f"SELECT name FROM sqlite_master WHERE {_SHADOWS}")}
    for (table,) in conn.execute(_ROWS).fetchall():
        if table in shadows:
            yield f'DELETE FROM "{table}";'
        columns = [f"quote({name!r})".replace("'", '"') for _, name, *_ in conn.execute(f"PRAGMA table_info({table})")]
        for values in conn.execute(f'SELECT {", ".join(columns)} FROM "{table}"'):
            yield f'INSERT INTO "{table}" VALUES ({", ".join(values)});'
    yield "COMMIT;"


def keep(library: Path, name: str) -> None:
    """Keep a library under the name of its last migration."""
    with closing(sqlite3.connect(library)) as conn:
        (FOLDER / f"{name}.sql").write_text("\n".join(dumped(conn)) + "\n", "utf-8")


def made(path: Path) -> Path:
    """A library of today with a row in every table of the reader's."""
    with Store(path, now=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)) as store:
        store.subscribe("https://kidney.example/feed", "Kidney news", folder="organs")
        store.save([_KIDNEYS], feed=FeedDraft("Kidney news", (_KIDNEYS,), "https://kidney.example/feed"))
        store.save([_LUNGS], place="lungs.md")
        store.mark([1], hidden=True)
        store.mark([2], read=True, starred=True)
        store.tag([2], ["mine"])
        store.tag([1], remove=["organ"])
        store.set_note(2, "my note")
        store.keep_place(2, 1.5)
        store.save_view("Organs", "tag:mine")
        store.add_rule("kidneys", ["kidney"])
        store.colour_tag("mine", "success")
        store.citation_keys([_CITED])
        store.import_own(read_library(_DOI, "own.bib").works)
        store.queue_papers([store.paper_named("10.1000/182")], "aside", "too old")
        store.import_state(
            [json.dumps({"kind": "article", "key": "x", "note": {"is": "it waits", "at": None}}).encode()]
        )
    return path


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        keep(made(Path(folder) / "library.db"), NAMES[-1])
    sys.stdout.write(f"Kept {FOLDER.relative_to(ROOT) / NAMES[-1]}.sql.\n")
