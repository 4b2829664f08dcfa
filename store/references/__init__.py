"""Text to what it cites: pure."""
