"""The labelled cases and sample documents that are shared with the project, where they are at hand."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store.references.identifiers import identify

ROOT = Path(__file__).parents[3]
CASES = ROOT.parent / "shared" / "refs"
SEEDS = ROOT.parent / "shared" / "seeds"

_COMMAND = """
import json, sys
from store.references.identifiers import identify
for line in sys.stdin:
    found = identify(json.loads(line)["text"])
    print(json.dumps([{"scheme": one.scheme, "id": one.id} for one in found]))
"""


@pytest.mark.skipif(not (CASES / "score.py").exists(), reason="the labelled cases are not at hand")
def test_the_labelled_cases_score(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(CASES / "score.py"), "--json", str(figures), "--", sys.executable, "-c", _COMMAND]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    scores: dict[str, Any] = json.loads(figures.read_text())
    assert scores["f1"] >= 0.99, done.stdout
    assert {scheme: score["f1"] for scheme, score in scores["schemes"].items() if score["f1"] < 0.98} == {}
    assert scores["negatives_clean"] == 1, done.stdout


@pytest.mark.skipif(not (SEEDS / "expected.json").exists(), reason="the sample documents are not at hand")
def test_the_sample_documents() -> None:
    expected: dict[str, Any] = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))
    for name, document in expected.items():
        if name.startswith("_"):
            continue
        text = (SEEDS / name).read_bytes().decode()
        places = {(one.scheme, one.id): sorted(one.spans) for one in identify(text)}
        wanted = {(one["scheme"], one["id"]): sorted(map(tuple, one["spans"])) for one in document["ids"]}
        assert places == wanted, name
