"""The figures of docs/RELIABILITY.md: `python -m tests.reliability` runs the tests it names and prints them."""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.conftest import ROOT
from tests.store.faults import FIGURES

PAGE = ROOT / "docs" / "RELIABILITY.md"
_BEGIN, _END = "<!-- figures: written by `python -m tests.reliability --write` -->\n", "<!-- end of figures -->"


def promises(text: str) -> dict[str, list[str]]:
    """Each promise with the files of its tests."""
    rows = re.findall(r"^- \*\*(.+?)\*\*:.*\(([^()]*)\)$", text, re.MULTILINE)
    return {name: re.findall(r"`([^`]+)`", files) for name, files in rows}


def run(files: list[str], folder: Path) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Run the tests of these files; outcomes by file, and how often each fault was made."""
    made, report = folder / "faults", folder / "report.xml"
    made.touch()
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *files]
    subprocess.run(words, cwd=ROOT, env={**os.environ, FIGURES: str(made)}, stdout=sys.stderr, check=False)
    found: dict[str, Counter[str]] = {file: Counter() for file in files}
    for case in ET.parse(report).iter("testcase"):
        file = case.attrib["classname"].replace(".", "/") + ".py"
        outcome = next((part.tag for part in case if part.tag in ("failure", "error", "skipped")), "passed")
        found[file][outcome] += 1
    return found, Counter(made.read_text("utf-8").split())


def figures(text: str) -> tuple[str, bool]:
    """The figures as Markdown, and whether all tests passed."""
    told = promises(text)
    files = sorted({file for named in told.values() for file in named})
    with tempfile.TemporaryDirectory() as folder:
        outcomes, faults = run(files, Path(folder))
    lines = ["| promise | tests | passed | skipped | failed |", "|---|---|---|---|---|"]
    for name, named in told.items():
        count = sum((outcomes[file] for file in named), Counter[str]())
        failed = count["failure"] + count["error"]
        lines.append(f"| {name} | {count.total()} | {count['passed']} | {count['skipped']} | {failed} |")
    total = sum(outcomes.values(), Counter[str]())
    failed = total["failure"] + total["error"]
    made = ", ".join(f"{count} × {name.replace('-', ' ')}" for name, count in sorted(faults.items()))
    lines += ["", f"{total.total()} tests, {failed} failed. Faults made for real: {made}."]
    return "\n".join(lines) + "\n", failed == 0


def main() -> None:
    """Print the figures, or write them into the page; exit 1 if a promise was not kept."""
    text = PAGE.read_text("utf-8")
    found, kept = figures(text)
    if "--write" in sys.argv:
        before, _, after = text.partition(_BEGIN)
        PAGE.write_text(f"{before}{_BEGIN}{found}{_END}{after.partition(_END)[2]}", "utf-8")
    sys.stdout.write(found)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
