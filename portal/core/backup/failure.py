"""What goes wrong with a backup, in a sentence for the person at the terminal."""

from __future__ import annotations


class BackupError(Exception):
    """Why it was not made, or not put back, and what to do. Nothing was changed."""
