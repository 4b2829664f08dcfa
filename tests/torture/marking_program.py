"""A reader who marks, tags and notes without a pause: `python -m tests.torture.marking_program LIBRARY FROM COUNT`.

Each change is a command as it would be typed. Its number is printed when the command has returned: from then on it is
acknowledged.
"""

import sys

from tui.cli import run

ARTICLES = 40
DONE = "done"


def words(number: int) -> list[str]:
    """The command of a change."""
    article = str(number % ARTICLES + 1)
    match number % 3:
        case 0:
            return ["tag", article, f"+t{number}"]
        case 1:
            return ["note", article, f"note {number}"]
        case _:
            return ["mark", article, "--star" if number % 2 else "--unstar"]


def main() -> None:
    """Change one thing after the other."""
    library, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for number in range(first, first + count):
        if code := run(["--db", library, *words(number)]):
            sys.exit(code)
        sys.stdout.write(f"{DONE} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
