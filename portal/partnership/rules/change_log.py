"""Who may read the change log."""

from __future__ import annotations

from typing import Any

from portal.partnership.rules.standing import is_administrator, is_steering_leader

reads_change_log = is_steering_leader | is_administrator
"""A leader of the steering group answers for who decides what; an administrator keeps it in order."""


def why_reads(user: Any) -> str:
    """The word of the right, for the row that looking leaves."""
    return "steering_leader" if is_steering_leader(user) else "administrator"
