"""What the launcher says when it can't go on."""

from __future__ import annotations


class LauncherError(Exception):
    """A sentence that says what is wrong and what to do; entry points print it and end."""
