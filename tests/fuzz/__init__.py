"""Fuzzing: inputs made by chance out of good ones, tried on everything that reads what strangers wrote.

`python -m tests.fuzz [TARGET…] [--seconds N] [--seed S]`; `make fuzz` and `make fuzz-short` call it. Not by hypothesis,
which tests call: that makes an input from nothing and shrinks it, a few hundred in a test. Here each input that was
answered in a new way is kept and changed further, tens of thousands of times in ten minutes, one process a target, so
that a crash of lxml or a loop without end is told too. The same seed makes the same inputs.
"""
