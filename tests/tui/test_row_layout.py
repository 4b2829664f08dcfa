"""Rows, headings and windows: which line is whose."""

from collections.abc import Callable

import pytest

from tui.widgets.row_layout import HEADING, Group, Line, lay, top_for


def no_groups(index: int) -> Group | None:
    return None


def by(size: int) -> Callable[[int], Group | None]:
    """Groups of so many rows."""
    return lambda index: (index // size, f"Group {index // size}")


def seen(lines: list[Line]) -> str:
    """Headings as H, rows by their last digit, further lines as a dot."""
    return "".join("H" if line.part == HEADING else "." if line.part else str(line.index % 10) for line in lines)


@pytest.mark.parametrize(
    ("top", "count", "height", "lines", "group", "drawn"),
    [
        (0, 9, 4, 1, no_groups, "0123"),
        (7, 9, 4, 1, no_groups, "78"),
        (0, 9, 5, 2, no_groups, "0.1.2"),
        (0, 9, 7, 1, by(3), "H012H34"),
        (1, 9, 7, 1, by(3), "H12H345"),  # the heading of the top row stays in sight
        (3, 9, 4, 2, by(3), "H3.4"),
        (0, 0, 4, 1, by(3), ""),
        (0, 9, 0, 1, by(3), ""),
        (0, 9, 1, 1, by(3), "H"),
    ],
)
def test_a_window_is_walked_from_its_top_row(
    top: int, count: int, height: int, lines: int, group: Callable[[int], Group | None], drawn: str
) -> None:
    assert seen(lay(top, count, height, lines, group)) == drawn


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("size", [0, 1, 2, 5, 40])
@pytest.mark.parametrize("height", [1, 2, 3, 4, 7, 20])
def test_the_top_row_for_a_row_is_the_first_from_which_that_is_whole(lines: int, size: int, height: int) -> None:
    group = by(size) if size else no_groups
    whole = "".join(f"{lines - 1}")

    def shows(top: int, row: int) -> bool:
        return Line(row, int(whole)) in lay(top, 40, height, lines, group)

    for row in range(40):
        top = top_for(row, height, lines, group)
        assert top == row or shows(top, row)
        assert all(not shows(before, row) for before in range(max(0, top - 12), top))


def test_the_walk_is_bounded_by_the_window() -> None:
    asked: list[int] = []

    def group(index: int) -> Group | None:
        asked.append(index)
        return index // 7, "x"

    lay(30_000, 50_000, 40, 2, group)
    top_for(49_999, 40, 2, group)
    assert len(asked) <= 90
    assert min(asked) >= 30_000
