"""Where things are: the library, the settings, the state, the themes and the samples."""

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

NAME = "sciread"


def library_path(given: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The library file: what was given, else `SCIREAD_DB`, else `library.db` in the platform's data folder."""
    if given is not None:
        return given
    named = environ.get("SCIREAD_DB", "")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir(NAME)) / "library.db"


def config_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The reader's own folder, which the app only reads: `config.toml` and `themes/`."""
    named = environ.get("SCIREAD_CONFIG_DIR", "")
    return Path(named).expanduser() if named else Path(platformdirs.user_config_dir(NAME))


def state_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The app's own folder: what it remembers between two runs."""
    named = environ.get("SCIREAD_STATE_DIR", "")
    return Path(named).expanduser() if named else Path(platformdirs.user_state_dir(NAME))


def log_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The log: beside what is remembered."""
    return state_dir(environ) / "sciread.log"


def data_dir(name: str) -> Path:
    """A folder that ships with the program (`themes`, `seeds`): in the wheel, else in the checkout.

    Raises FileNotFoundError if it is in neither.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_data" / name, here.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(name)


def paths(given: Path | None = None) -> dict[str, str]:
    """Every place by its name, for `sciread paths`."""
    return {
        "library": str(library_path(given)),
        "config": str(config_dir() / "config.toml"),
        "themes": str(config_dir() / "themes"),
        "state": str(state_dir() / "state.json"),
        "log": str(log_file()),
    }
