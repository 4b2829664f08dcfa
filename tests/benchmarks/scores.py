"""The scores of the identifier finder on labelled cases: the shared ones, where they are, and our own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "refs"


def main() -> None:
    """Print precision, recall and F1 by scheme."""
    if not (SHARED / "score.py").exists():
        print("no labelled cases beside this project: not scored")
        return
    for cases in (SHARED / "cases.jsonl", ROOT / "tests/store/references/cases_own.jsonl"):
        if cases.exists():
            print(f"{cases.name}:", flush=True)
            score = [
                sys.executable,
                str(SHARED / "score.py"),
                "--cases",
                str(cases),
                "--min-f1",
                "0.99",
                "--failures",
                "0",
            ]
            subprocess.run([*score, "--", sys.executable, "-m", "tui", "identify", "--jsonl"], check=False, cwd=ROOT)


if __name__ == "__main__":
    main()
