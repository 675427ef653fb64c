"""Following a thing, and stopping. Doing either again changes nothing."""

from __future__ import annotations

from django.db import transaction

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


@transaction.atomic
def follow_instead(kind: str, key: str, other: str) -> None:
    """Whoever follows the thing `key`, which has become the `other` one, follows that from now on."""
    moving = Follow.objects.filter(kind=kind, key=key)
    Follow.objects.bulk_create(
        [Follow(user_id=user, kind=kind, key=other) for user in moving.values_list("user", flat=True)],
        ignore_conflicts=True,  # who follows both, or begins to just now, follows it once
    )
    moving.delete()


def unfollow(kind: str, key: str, *, by: User) -> bool:
    """`by` hears of it no more, also of what they no longer see. False where they did not follow it."""
    return Follow.objects.filter(user=by, kind=kind, key=key).delete()[0] > 0
