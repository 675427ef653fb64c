"""Needs, projects and other things with a history, as those who follow them read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst

from portal.core.following import Followed
from portal.core.models import Thread, ThreadChange
from portal.core.queries.history import words_of
from portal.core.threads import audiences_of, kinds

THREAD = "thread"
"""The kind of `Follow`; its key is the thread's."""


def followable_kinds() -> list[str]:
    """Kinds whose things take steps. What has another way to be followed, such as a date, has no table."""
    return [key for key, kind in kinds.items() if kind.table.rows]


def followed_threads(keys: Sequence[str], reader: Any) -> Mapping[str, Followed]:
    """The things the reader may see, by key, with what happened to each last. One query."""
    wanted = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18]
    last = ThreadChange.objects.filter(thread=OuterRef("pk")).order_by("-at", "-pk")
    found = (
        Thread.objects.for_audiences(audiences_of(reader))
        .filter(pk__in=wanted, kind__in=followable_kinds())
        .annotate(last_action=Subquery(last.values("action")[:1]), last_at=Subquery(last.values("at")[:1]))
    )
    return {str(thread.pk): _followed(thread) for thread in found}


def _followed(thread: Any) -> Followed:
    kind = kinds.get(thread.kind)
    tells = thread.last_action and thread.last_action not in kind.inside
    happened = words_of(thread.last_action, kind) if tells else ""
    state = str(kind.states.get(thread.state, ""))
    return Followed(
        title=thread.title,
        url=thread.get_absolute_url(),
        summary=str(happened) or capfirst(state),
        changed_at=thread.last_at or thread.published_at,
    )
