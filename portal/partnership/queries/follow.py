"""What somebody follows, and who follows a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from portal.core.following import Followed, followables
from portal.partnership.models import Follow, User


@dataclass(frozen=True)
class FollowedThing:
    """One thing with what its app says of it."""

    kind: str
    key: str
    thing: Followed


def followed_by(user: User) -> list[FollowedThing]:
    """What `user` follows and may see, what happened to last first. One query, and what each kind asks."""
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in Follow.objects.filter(user=user).values_list("kind", "key"):
        keys[kind].append(key)
    found = [
        FollowedThing(kind, key, thing)
        for kind in keys
        if kind in followables
        for key, thing in followables.get(kind)(keys[kind], user).items()
    ]
    return sorted(found, key=lambda one: one.thing.changed_at, reverse=True)


def follows(user: User, kind: str, key: str) -> bool:
    return Follow.objects.filter(user=user, kind=kind, key=key).exists()


def followers_of(kind: str, keys: Collection[str]) -> dict[User, set[str]]:
    """Everyone with an open account who follows one of the things, with which of them. One query."""
    rows = Follow.objects.filter(kind=kind, key__in=keys, user__is_active=True).select_related("user")
    found: dict[User, set[str]] = defaultdict(set)
    for row in rows.order_by("user"):
        found[row.user].add(row.key)
    return dict(found)
