"""What queries ask of the reader's queue of papers. Pure: texts of SQL."""

QUEUED = """(SELECT i.paper_id AS paper_id, s.state AS state, s.reason AS reason, s.since AS since,
    s.changed AS changed, max(s.changed || ' ' || s.scheme || ' ' || s.id) AS latest
    FROM paper_states s CROSS JOIN paper_ids i ON i.scheme = s.scheme AND i.id = s.id GROUP BY i.paper_id)"""
"""The queue, a row a paper: papers merge, and of what was said of one by several ids the latest counts."""

_OPEN = ("get", "to-read", "reading")
STATES = (*_OPEN, "read", "aside")
"""The states of a paper, as in model_paper.py: a list of articles does not load that."""
VALUES = (*STATES, "open")

_BY_MAIN = f"""a.id IN (SELECT r.article_id FROM {QUEUED} q
    CROSS JOIN article_references r ON r.paper_id = q.paper_id WHERE r.role = 'main' AND q.state IN ({{}}))"""


def queue_sql(value: str) -> str | None:
    """The condition on `a` that the paper it is about is in this state, or still to be read; None for another word."""
    word = value.lower()
    if word not in VALUES:
        return None
    return _BY_MAIN.format(", ".join(f"'{state}'" for state in (_OPEN if word == "open" else (word,))))
