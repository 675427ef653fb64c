"""Following a thing, and stopping. Doing either again changes nothing."""

from __future__ import annotations

from portal.core.following import Followed, followables
from portal.partnership.models import Follow, User


class NothingToFollowError(LookupError):
    """There is no such thing, or the person may not see it."""


def follow(kind: str, key: str, *, by: User) -> Followed:
    """From now on `by` hears of what happens to it. Raises NothingToFollowError."""
    thing = followables.get(kind)([key], by).get(key) if kind in followables else None
    if thing is None:
        raise NothingToFollowError
    Follow.objects.get_or_create(user=by, kind=kind, key=key)
    return thing


def unfollow(kind: str, key: str, *, by: User) -> bool:
    """`by` hears of it no more, also of what they no longer see. False where they did not follow it."""
    return Follow.objects.filter(user=by, kind=kind, key=key).delete()[0] > 0
