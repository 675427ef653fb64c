"""The quality check: two members of the team from different partners look, or one says why it was one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

CHECKED_WITHIN = 5
"""Working days within which the team has promised an answer."""
LONGEST_COMMENT = 600
LONGEST_REASON = 400
VOIDING = ("submit", "resubmit", "edited")
"""After one of these a task is not what was looked at: it must be looked at anew."""
REVIEWING = ("publish", "reviewed")
"""With one of these the team has seen a task as it stands."""


def looks_alone(mine: Collection[str], others: Iterable[Collection[str]]) -> bool:
    """Whether nobody of another partner has looked. Each is the keys of the partners somebody sits for."""
    own = set(mine)
    return not any(theirs and own.isdisjoint(theirs) for theirs in others)
