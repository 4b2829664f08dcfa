"""Copying: the one way to the clipboard, and what is said where a terminal may not take it."""

import os
import sys
from collections.abc import Mapping

from store import clean_line
from tui.screens.marking import Marking

MOST = 74_000
"""Bytes: many terminals drop a longer OSC 52, which carries them as 100,000 characters of base64."""

_KONSOLE = 241_200
"""The first Konsole that takes OSC 52 (KDE bug 372116), as KONSOLE_VERSION writes 24.12."""


class Copying(Marking):
    """What the keys that copy have in common. A terminal does not answer, so that a doubt is all that can be told."""

    _doubt_told = False

    def copy(self, text: str, what: str, instead: str = "| gives the article to a command.") -> None:
        """Give a text to the terminal for its clipboard and say so; of one that is too long, say what to do instead."""
        if len(text.encode("utf-8", "replace")) > MOST:
            self.say(f"Too much for a terminal's clipboard: {clean_line(what, 80)}. {instead}", "warning")
            return
        self.app.copy_to_clipboard(text)
        self.say(f"Copied {what}")
        self.tell_doubt()

    def tell_doubt(self) -> None:
        """Once a run: why the clipboard of this terminal may be as it was, and the ways round that."""
        if not self._doubt_told and (why := doubt(os.environ)):
            command = way_out(os.environ, sys.platform)
            text = (
                f"{why} If it did not arrive: | gives the article to {command}; sciread open ID --print prints a link."
            )
            self.notify(text, markup=False, severity="warning", timeout=12)
        self._doubt_told = True


def doubt(environ: Mapping[str, str]) -> str:
    """Why this terminal is known not to take what programs copy (OSC 52), or only if told so; "" for the others."""
    konsole = environ.get("KONSOLE_VERSION", "")
    if environ.get("TMUX"):
        return "tmux passes on what programs copy only with “set -g set-clipboard on”."
    if environ.get("STY"):
        return "GNU screen does not pass on what programs copy."
    if environ.get("TERM") == "linux":
        return "The console has no clipboard."
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Terminal of macOS takes what programs copy only in its newest versions."
    if environ.get("VTE_VERSION"):
        return "This terminal (VTE) does not take what programs copy."
    if konsole.isdecimal() and int(konsole) < _KONSOLE:
        return "Konsole takes what programs copy from version 24.12 on."
    return ""


def way_out(environ: Mapping[str, str], platform: str) -> str:
    """The command that takes a text to the clipboard here: that of tmux, macOS, Wayland or X."""
    if environ.get("TMUX"):
        return "tmux load-buffer -w -"
    if platform == "darwin":
        return "pbcopy"
    return "wl-copy" if environ.get("WAYLAND_DISPLAY") else "xclip -selection clipboard"
