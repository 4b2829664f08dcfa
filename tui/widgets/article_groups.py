"""Which articles of a list stand together, and under what heading. Pure: the clock is passed in."""

from datetime import datetime

from store import Belonging, Sort, clean_line
from tui.settings import Group as Grouping
from tui.widgets.dates import day, day_heading
from tui.widgets.row_layout import Group

_BY_DATE = ("newest", "oldest", "added")


def grouping(wanted: Grouping, sort: Sort) -> Grouping:
    """What the list can be grouped by in this order: a heading must not come twice.

    In an order by date these are days, in one by feed the feeds; the items of a digest stand together in both.
    By title and by relevance there are no groups.
    """
    if wanted == "none" or (sort not in _BY_DATE and sort != "feed"):
        return "none"
    if wanted == "digest":
        return "digest"
    return "feed" if sort == "feed" else "day"


def group_of(one: Belonging, by: Grouping, sort: Sort, now: datetime) -> Group | None:
    """The group of an article; None where there are no groups, and for an article that is gone."""
    if by == "none" or not one.sorted:
        return None
    if by == "digest" and one.digest is not None:
        return one.digest, clean_line(one.digest_title) or "(no title)"
    if sort == "feed":
        feed = clean_line(one.feed or "") or "From files"
        return feed, feed
    heading = day_heading(one.added if sort == "added" else one.sorted, now)
    return heading, heading


def step_of(one: Belonging, by: Grouping, sort: Sort, now: datetime) -> object:
    """What a step from group to group looks at: the group that is seen, else the day, a digest within it apart."""
    if by != "none":
        return group_of(one, by, sort, now)
    return ("", one.digest) if one.digest is not None else (day(one.sorted, now), None)
