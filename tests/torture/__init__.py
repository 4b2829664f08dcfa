"""Long tests, run by hand: `python -m pytest tests/torture`."""
