"""Files that are written for a reader: a safe name from any title, and never over anything that is there."""

import os
import re
import unicodedata
from pathlib import Path

_MOST_BYTES = 60
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
"""Names that are devices on Windows, with any ending."""


def file_name(title: str, ending: str, otherwise: str = "references") -> str:
    """Make a file name of a title: letters, digits and single hyphens, at most 60 bytes before `ending`.

    It holds no separator, begins with a letter or a digit, and is no name of a device.
    """
    words = "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", title[:1000])))
    stem = words.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip("-")
    if words[len(stem) :].strip("-") and "-" in stem and words[len(stem)] != "-":
        stem = stem[: stem.rindex("-")]  # no half word at the end
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"{otherwise}-{stem}".rstrip("-")
    return stem + ending


def working_folder() -> Path:
    """The folder the reader was started in; the home folder once that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


def free_path(folder: Path, name: str) -> Path:
    """The path of a name in a folder, with -2, -3, … before the ending while there is something of that name."""
    path, number = folder / name, 1
    while os.path.lexists(path):
        number += 1
        path = (folder / name).with_stem(f"{Path(name).stem}-{number}")
    return path


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, as UTF-8 and as it is, readable by its owner only.

    Nothing is written over or through a link, and there is never half a file of that name. Raises OSError.
    """
    import store  # here: reading needs no writing

    store.write_new(path, text.encode())


def refusal(path: Path, error: OSError) -> str:
    """Say in one sentence why a file could not be written, and what to do."""
    if isinstance(error, FileExistsError):
        return f"Not written: there is something named {path.name} already. Choose another name."
    return f"Not written: {path} ({error.strerror or error}). Choose another place."
