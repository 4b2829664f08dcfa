"""What comes from others: every package pinned, no plug-in of theirs loaded, no network at import, advisories asked."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.audit import verdict
from tests.conftest import ROOT
from tests.test_layers import FILES, module

PINS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def needed(requirement: str, found: dict[str, str]) -> None:
    """Add what a requirement leads to on this machine: name → the requirement that led there."""
    wanted = Requirement(requirement)
    name = canonicalize_name(wanted.name)
    if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
        return
    found[name] = requirement
    try:
        further = requires(wanted.name) or []
    except PackageNotFoundError:
        return
    for one in further:
        if "extra ==" not in one or any(f'"{extra}"' in one or f"'{extra}'" in one for extra in wanted.extras):
            needed(one, found)


def test_every_line_pins_one_version() -> None:
    assert [line for line in PINS if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.+!-]*", line)] == []


def test_all_that_is_needed_is_pinned() -> None:
    found: dict[str, str] = {}
    for requirement in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]):
        needed(requirement, found)
    assert len(found) > len(PROJECT["dependencies"])
    pinned = {canonicalize_name(line.partition("==")[0]) for line in PINS}
    assert found.keys() - pinned == {"pip"} & found.keys()  # every environment has its own


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for requirement in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]):
        assert re.search(rf'^  "{re.escape(requirement)}", +# \w', text, re.MULTILINE), requirement


def test_no_database_is_opened_with_the_plug_ins_of_others() -> None:
    calls = [
        (path.name, node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Database"
    ]
    assert calls
    for name, node in calls:
        assert "execute_plugins=False" in ast.unparse(node), f"{name}: {ast.unparse(node)}"


IMPORTING = """
import socket, sys
def refused(*_, **__): raise AssertionError("a connection at import")
for name in ("connect", "connect_ex", "bind"):
    setattr(socket.socket, name, refused)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, refused)
for module in sys.argv[1:]:
    __import__(module)
print(len(sys.argv) - 1)
"""


def test_no_module_asks_the_network_when_it_is_imported() -> None:
    modules = [module(path) for path in FILES if path.stem != "__main__"]
    done = subprocess.run([sys.executable, "-c", IMPORTING, *modules], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(len(modules)), "")


SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("answer", "told", "code"),
    [
        ([SOUND], "No weakness is known of 1 pinned packages.", 0),
        ([SOUND, UNKNOWN], "No weakness is known of 1 pinned packages; 1 could not be asked about.", 0),
        ([SOUND, WEAK], "Weaknesses are known of 1 of 2 pinned packages:\n  b 2: CVE-1, CVE-2", 1),
        ([UNKNOWN], "The pinned packages were not audited: the service that was reached has no advisories.", 0),
    ],
)
def test_what_an_audit_comes_to(answer: list[dict[str, object]], told: str, code: int) -> None:
    assert verdict(json.dumps({"dependencies": answer, "fixes": []})) == (told, code)


@pytest.mark.parametrize("answer", ["", "no JSON", "[]", "{}", "null"])
def test_an_answer_that_is_none_is_told_and_fails_nothing(answer: str) -> None:
    assert verdict(answer) == (
        "The pinned packages were not audited: the service of advisories could not be reached.",
        0,
    )
