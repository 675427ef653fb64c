"""What the bench says when something can't be measured."""

from __future__ import annotations


class BenchError(Exception):
    """A sentence that says what could not be measured and why; the command prints it and ends."""
