"""Export: what, in which format, to where; and the BibTeX of the main paper."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import work

from store import Article, Entry, Format, Reference, Store, StoreError, clean_line
from tui.screens.citing import Tracing
from tui.screens.detail import heading

_FORMATS: tuple[tuple[Format, str, str], ...] = (
    ("bibtex", "BibTeX", ".bib"),
    ("ris", "RIS", ".ris"),
    ("csl-json", "CSL-JSON", ".json"),
)
_CLIPBOARD, _FILE = 0, 1


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to export: how the reader is asked for it, what a file of it is called, and how it is read.

    Without a name of its own, the file is called by the citation key.
    """

    label: str
    name: str
    read: Callable[[Store], Sequence[Entry]]


def _entry(store: Store, article_id: int, reference: Reference) -> Sequence[Entry]:
    return [store.entry(article_id, reference)]


def _cited(store: Store, ids: Sequence[int]) -> Sequence[Entry]:
    return store.entries(ids)


def _news(store: Store, ids: Sequence[int]) -> Sequence[Entry]:
    return store.news_entries(ids)


def _written(path: Path, subject: Subject, form: Format) -> tuple[list[str], str]:
    """The keys of the entries, and their text: read by a store of its own, for the thread it runs in."""
    from store import export

    with Store(path) as store:
        entries = subject.read(store)
        return [entry.key for entry in entries], export(entries, form)


class Exporting(Tracing):
    """The keys that carry references out of the reader."""

    def action_copy_bibtex(self) -> None:
        """The main paper's BibTeX to the clipboard."""
        if article := self.article:
            self.with_main_paper(lambda paper: self._copy_bibtex(article, paper))

    def _copy_bibtex(self, article: Article, paper: Reference) -> None:
        from store import export

        entry = self.store.entry(article.id, paper)
        self.copy(export([entry], "bibtex"), f"BibTeX: {entry.key}")

    def action_export(self) -> None:
        """Export the references of this article, those of the whole list, or the news item."""
        self.export_from(None)

    def export_from(self, reference: Reference | None) -> None:
        """Ask what to export, a highlighted reference first, and do it."""
        subjects = self._subjects(reference)
        if subjects:
            self._export(subjects)
        else:
            self.say("Nothing is listed here.")

    def _subjects(self, reference: Reference | None) -> list[Subject]:
        found, article = self._selected(), self.article
        if article and reference:
            title = clean_line(heading(reference), 300)
            one = partial(_entry, article_id=article.id, reference=reference)
            found.append(Subject(f"This reference: {title}", "", one))
        if article and article.references:
            count = article.references
            label = f"What this article cites ({count} {'reference' if count == 1 else 'references'})"
            found.append(Subject(label, article.title, partial(_cited, ids=[article.id])))
        ids = list(self.article_list.ids)
        if len(ids) > 1:
            found.append(
                Subject(f"What the {len(ids):,} articles of this list cite", "references", partial(_cited, ids=ids))
            )
        if article:
            found.append(Subject("The news item itself", f"news {article.title}", partial(_news, ids=[article.id])))
        return found

    def _selected(self) -> list[Subject]:
        """What is selected: what it cites, and the news themselves."""
        if not self.article_list.selected:
            return []
        ids = list(self.meant)
        count = "1 selected article" if len(ids) == 1 else f"{len(ids):,} selected articles"
        cited = Subject(f"What the {count} cite{'s' * (len(ids) == 1)}", "references", partial(_cited, ids=ids))
        return [cited, Subject(f"The {count}", "news", partial(_news, ids=ids))]

    @work(exclusive=True, group="export")
    async def _export(self, subjects: Sequence[Subject]) -> None:
        """Ask, read in a thread (a long list takes seconds), and hand over."""
        from tui.output_files import file_name

        if (answers := await self._answers(subjects)) is None:
            return
        subject, (form, label, ending) = subjects[answers[0]], _FORMATS[answers[1]]
        try:
            keys, text = await asyncio.to_thread(_written, self.store.path, subject, form)
        except StoreError as error:
            self.say(str(error), "error")
            return
        said = f"{len(keys):,} {'entry' if len(keys) == 1 else 'entries'} as {label}"
        if not keys:
            self.say("Nothing to export: no reference was found there.")
        elif answers[2] == _CLIPBOARD:
            self.copy(text, said, "Export to a file.")
        else:
            await self._to_file(text, said, file_name(subject.name or keys[0], ending))

    @work(exclusive=True, group="export")
    async def export_at_once(self, name: str, path: Path | None) -> None:
        """Export the references of the selection, else of this article, without asking; None: to the clipboard."""
        form, label, _ = next(one for one in _FORMATS if one[0] == name)
        subject = Subject("", "", partial(_cited, ids=list(self.meant)))
        try:
            keys, text = await asyncio.to_thread(_written, self.store.path, subject, form)
        except StoreError as error:
            self.say(str(error), "error")
            return
        said = f"{len(keys):,} {'entry' if len(keys) == 1 else 'entries'} as {label}"
        if not keys:
            self.say("Nothing to export: no reference was found there.")
        elif path is None:
            self.copy(text, said, "Export to a file.")
        else:
            self._write_at_once(text, said, path)

    def _write_at_once(self, text: str, said: str, path: Path) -> None:
        from tui.output_files import refusal, working_folder, write_new

        try:
            path = working_folder() / path.expanduser()
            write_new(path, text)
        except OSError as error:
            self.say(refusal(path, error), "error")
        except RuntimeError:  # ~name of nobody
            self.say(f"Not written: there is no home folder for {path}", "error")
        else:
            self.say(f"Wrote {said} to {path}")

    async def _answers(self, subjects: Sequence[Subject]) -> list[int] | None:
        """What, in which format, where to: Esc goes one step back, and from the first one out."""
        from tui.output_files import working_folder
        from tui.screens.chooser import Chooser

        steps = (
            ("Export what?", [subject.label for subject in subjects]),
            ("In which format?", [label for _, label, _ in _FORMATS]),
            ("Where to?", ["The clipboard", f"A new file in {clean_line(str(working_folder()))}"]),
        )
        answers: list[int] = []
        while len(answers) < len(steps):
            question, rows = steps[len(answers)]
            answer = await self.app.push_screen_wait(Chooser(question, rows))
            if answer is not None:
                answers.append(answer)
            elif answers:
                answers.pop()
            else:
                return None
        return answers

    async def _to_file(self, text: str, said: str, name: str) -> None:
        """Ask for the name until the file is written or the reader gives up."""
        from tui.output_files import free_path, refusal, working_folder, write_new
        from tui.screens.export_prompt import FilePrompt

        folder = working_folder()
        name, note = free_path(folder, name).name, f"in {folder}"
        while typed := await self.app.push_screen_wait(FilePrompt(name, note)):
            try:
                path = folder / Path(typed).expanduser()
                write_new(path, text)
            except OSError as error:
                name, note = typed, refusal(Path(typed), error)
            except RuntimeError:  # ~name of nobody
                name, note = typed, f"Not written: there is no home folder for {typed}"
            else:
                self.say(f"Wrote {said} to {path}")
                return
