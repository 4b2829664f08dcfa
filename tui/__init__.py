"""sciread in the terminal: the commands and the full-screen reader."""

__version__ = "0.1.0"
