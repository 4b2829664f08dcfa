"""Commands run in-process, in one library."""

import json
from typing import Any

import pytest

from tui.cli import run


class Shell:
    """Runs commands and keeps what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        assert run(list(words)) == code, self._capsys.readouterr()
        self.out, self.err = self._capsys.readouterr()
        return self.out

    def json(self, *words: str, code: int = 0) -> list[Any]:
        return [json.loads(line) for line in self(*words, code=code).splitlines()]
