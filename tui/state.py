"""What the app remembers between two runs: `state.json`."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any


class State:
    """What the app remembers between two runs, in one small JSON file that only its owner can read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _read_object(path)

    def theme(self, configured: str | None) -> str | None:
        """The theme to start with: the one chosen last, unless `config.toml` has been changed since."""
        chosen = self._values.get("theme")
        if isinstance(chosen, str) and self._values.get("configured") == configured:
            return chosen
        return configured

    def remember_theme(self, chosen: str, configured: str | None) -> None:
        """Keep the chosen theme; raises OSError if the folder cannot be written."""
        self.remember(theme=chosen, configured=configured)

    def number(self, name: str, default: int, allowed: range) -> int:
        """A whole number that was remembered; `default` if there is none in what is allowed."""
        found = self._values.get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) and found in allowed else default

    def word(self, name: str, default: str, allowed: Collection[str] | None = None) -> str:
        """A text that was remembered; `default` if there is none, or none that is allowed."""
        found = self._values.get(name)
        return found if isinstance(found, str) and (allowed is None or found in allowed) else default

    def papers_allowed(self) -> bool | None:
        """Whether the reader allowed that services are asked about papers; None if that was never answered."""
        return {"yes": True, "no": False}.get(self.word("papers_allowed", ""))

    def remember_papers_allowed(self, allowed: bool | None) -> None:
        """Keep what the reader answered, None to be asked again; raises OSError if the folder cannot be written."""
        self.remember(papers_allowed=None if allowed is None else "yes" if allowed else "no")

    def remember(self, **values: int | str | None) -> None:
        """Keep some values; raises OSError if the folder cannot be written."""
        self._values |= values
        from store import write_whole  # here: nothing that only reads pays for it

        write_whole(self._path, json.dumps(self._values, indent=1).encode())


def _read_object(path: Path) -> dict[str, Any]:
    """The file's JSON object; {} if it is missing or broken, for it holds nothing the reader made."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
