"""The one way out: open_link() hands http, https and mailto addresses to a browser, and nothing else."""

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from store import clean_line

_SCHEMES = ("http", "https", "mailto")
_CONSOLE = {"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "www-browser"}
_MAX_LENGTH = 8_000


@dataclass(frozen=True, slots=True)
class Opened:
    """Whether a link was handed to a browser, and the sentence to show."""

    ok: bool
    message: str


def refusal(url: str) -> str | None:
    """Say why an address may not be opened; None if it may. Only absolute http(s) and mailto pass."""
    shown = clean_line(url, 120)
    if len(url) > _MAX_LENGTH or any(ch.isspace() or not ch.isprintable() for ch in url):
        return f"Not opened: {shown} is not a clean address."
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return f"Not opened: {shown} is not an address."
    if parts.scheme.lower() not in _SCHEMES:
        return f"Not opened: only web and mail addresses are, and this is {shown}"
    if parts.scheme.lower() == "mailto":
        return None if parts.path and not parts.query else f"Not opened: {shown} would do more than address a mail."
    if not parts.hostname or "%action" in url:
        return f"Not opened: {shown} is not a web address."
    return None


def browser_command() -> list[str] | None:
    """Return the words of the command that opens an address, %s standing for it; None if there is none."""
    for candidate in filter(None, os.environ.get("BROWSER", "").split(os.pathsep)):
        try:
            words = shlex.split(candidate)
        except ValueError:
            continue
        if words and shutil.which(words[0]):
            return words
    if sys.platform == "darwin":
        return ["open"]
    for name in ("wslview", "xdg-open"):
        if name == "wslview" and not os.environ.get("WSL_DISTRO_NAME"):
            continue
        if shutil.which(name) and (name == "wslview" or _has_display()):
            return [name]
    return None


def is_console_browser() -> bool:
    """Whether the browser draws in this terminal, so that the reader must step aside for it."""
    words = browser_command()
    return bool(words) and Path(words[0]).name in _CONSOLE if words else False


def open_link(url: str) -> Opened:
    """Hand an address to the browser, as one argument and last, never through a shell; never wait for it."""
    if reason := refusal(url):
        return Opened(False, reason)
    words = browser_command()
    if words is None:
        return Opened(False, f"No browser found (set BROWSER). The address is {url}")
    placed = any("%s" in word for word in words[1:])
    argv = [word.replace("%s", url) for word in words] if placed else [*words, url]
    try:
        if is_console_browser():
            subprocess.run(argv, check=False)
        else:
            quiet = subprocess.DEVNULL
            started = subprocess.Popen(argv, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
            Thread(target=started.wait, daemon=True).start()  # so that no ended browser stays as a zombie
    except (OSError, ValueError) as error:
        return Opened(False, f"Could not start the browser: {error}. The address is {url}")
    return Opened(True, f"Opened {url}")


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
