"""`make audit`: is a weakness known of any package that is pinned? Where nobody can be asked, it says so and passes."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOL = "pip-audit>=2.9,<3"
PLACE = ROOT / ".venv-audit"
"""An environment of its own: what the tool needs is not ours."""

_PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--retries", "0", "--timeout", "5", TOOL)
_ASK = (
    "-m", "pip_audit", "--requirement", str(ROOT / "constraints.txt"), "--no-deps", "--disable-pip", "--timeout", "5",
    "--progress-spinner", "off", "--format", "json",
)  # fmt: skip


def main() -> int:
    """Ask, and print what was answered; 1 where a weakness is known."""
    try:
        tool = _tool()
        done = subprocess.run([tool, *_ASK], capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.SubprocessError):
        told, code = _unasked(f"{TOOL} could not be installed"), 0
    else:
        told, code = verdict(done.stdout)
    sys.stdout.write(told + "\n")
    return code


def _tool() -> str:
    """The Python that has the tool. Raises OSError, SubprocessError where it cannot be had."""
    python = PLACE / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True, capture_output=True)
    marker = PLACE / "made"
    if not marker.exists():
        subprocess.run([str(python), *_PIP], check=True, capture_output=True, timeout=120)
        marker.touch()
    return str(python)


def verdict(answer: str) -> tuple[str, int]:
    """What the tool's answer comes to: a text, and the exit code. A package it knows nothing of was not asked about."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return _unasked("the service of advisories could not be reached"), 0
    asked = [one for one in packages if "skip_reason" not in one]
    known = [one for one in asked if one["vulns"]]
    if known:
        lines = (f"  {one['name']} {one['version']}: {', '.join(v['id'] for v in one['vulns'])}" for one in known)
        return "\n".join([f"Weaknesses are known of {len(known)} of {len(asked)} pinned packages:", *lines]), 1
    if not asked:
        return _unasked("the service that was reached has no advisories"), 0
    left = f"; {len(packages) - len(asked)} could not be asked about" if len(asked) < len(packages) else ""
    return f"No weakness is known of {len(asked)} pinned packages{left}.", 0


def _unasked(why: str) -> str:
    return f"The pinned packages were not audited: {why}."


if __name__ == "__main__":
    sys.exit(main())
