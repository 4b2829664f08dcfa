"""Which article of the library a draft is a reading of."""

from store.db.batch import Batch
from store.identity import page_key, same_text, text_hash
from store.model import Draft


def find(batch: Batch, key: str, draft: Draft) -> int | None:
    """The article this draft is a reading of, if the library has it."""
    if key.startswith("place:"):
        return _by_text(batch, draft) or _by_place(batch, key, draft)
    found = batch.id_of(key)
    if found is None and key.startswith("text:"):
        return _by_text(batch, draft)
    return found if found is not None else _by_page(batch, draft)


def _by_text(batch: Batch, draft: Draft) -> int | None:
    batch.flush()
    row = batch.conn.execute(
        "SELECT id FROM articles WHERE text_hash = ? AND (key LIKE 'place:%' OR key LIKE 'text:%')",
        (text_hash(draft),),
    ).fetchone()
    return int(row[0]) if row else None


def _by_place(batch: Batch, key: str, draft: Draft) -> int | None:
    """An earlier state of the text that lies in this file."""
    batch.flush()
    rows = batch.conn.execute(
        "SELECT a.id, a.title, b.markdown FROM articles a JOIN bodies b ON b.article_id = a.id "
        "WHERE (a.key = ?1 OR substr(a.key, 1, length(?1) + 1) = ?1 || char(10)) AND a.parent_id IS NULL "
        "ORDER BY a.id DESC",
        (key,),
    )
    return next((int(i) for i, title, body in rows if same_text(title, body, draft)), None)


def _by_page(batch: Batch, draft: Draft) -> int | None:
    """The one article on the same page: its guid has changed, or it was seen in another feed.

    Only where the address names one article, here and in the library: a podcast gives all the same.
    """
    page = page_key(draft.url)
    if page is None or batch.pages[page] != 1 or page not in batch.taken:
        return None
    batch.flush()
    rows = batch.conn.execute(
        "SELECT id, key FROM articles WHERE page_key = ? AND parent_id IS NULL LIMIT 2", (page,)
    ).fetchall()
    if len(rows) != 1 or rows[0][1] in batch.keys or rows[0][1] in batch.beside:
        return None
    return int(rows[0][0])
