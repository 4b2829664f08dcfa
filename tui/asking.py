"""Who is asked about papers, what that tells them, and whether the reader allows it."""

from typing import TYPE_CHECKING

from tui.settings import Settings

if TYPE_CHECKING:
    from store import PaperStep, Services

WHO = "Crossref, doi.org, DataCite, PubMed and Unpaywall"
QUESTION = (
    f"May sciread ask {WHO} about papers? They are told the identifiers of papers you have articles about, and see "
    "your address; a mail address only if config.toml has one. [papers] there can take the answer back."
)
REFUSED = (
    "Could not ask about papers: config.toml says ask = false, or you said no. `sciread papers allow yes` allows it."
)


def services(settings: Settings) -> "Services":
    """The services as `[papers]` names them."""
    from store import Services

    own = settings.papers
    named = {
        name: base for name in ("crossref", "doi", "datacite", "pubmed", "unpaywall") if (base := getattr(own, name))
    }
    return Services(contact=own.contact, trust_env=settings.trust_env, **named)


class PaperTally:
    """What a run of questions came to."""

    def __init__(self) -> None:
        self.done = self.total = self.found = self.failed = self.retracted = 0
        self.raised: list[int] = []
        self.fault = ""

    def after(self, step: "PaperStep") -> None:
        """Count a step."""
        self.done, self.total = step.done, step.total
        self.found += step.found
        self.failed += step.fault is not None
        self.fault = self.fault or step.fault or ""
        self.retracted += step.status in ("retracted", "withdrawn")
        self.raised += step.raised

    def progress(self) -> str:
        """asking 12/100 · 2 failed"""
        failed = f" · {self.failed} failed" if self.failed else ""
        return f"asking {self.done:,}/{self.total:,}{failed}"

    def text(self) -> str:
        """12 papers asked about: 10 known, 1 unknown to all, 1 retracted, 1 not answered; 1 article … unread again"""
        if not self.total:
            return "Nothing is due: what is known of these papers is not old enough to ask again."
        parts = [f"{self.found:,} known"]
        unknown = self.done - self.found - self.failed
        parts += [f"{unknown:,} unknown to all"] if unknown > 0 else []
        parts += [f"{self.retracted:,} retracted"] if self.retracted else []
        parts += [f"{self.failed:,} not answered"] if self.failed else []
        text = f"{_counted(self.done, 'paper')} asked about: {', '.join(parts)}"
        if self.raised:
            are = "is" if len(self.raised) == 1 else "are"
            text += f"; {_counted(len(self.raised), 'article')} you had read {are} unread again: retracted"
        return text


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
