"""The check list of one date, and what of it awaits a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from events.models import Entry, Preparation, PreparationDone
from events.rules.enums import State
from events.rules.preparation import may_see_preparations, may_tick
from events.seats import seats_in_words


@dataclass(frozen=True)
class Point:
    """One point of a date's check list: by when (Oslo day), whose it is, who has ticked it."""

    preparation: Preparation
    due: date
    owner: str
    done: PreparationDone | None
    may_tick: bool
    late: bool


def points_of(entry: Entry, user: Any, day: date) -> list[Point]:
    """The check list as `user` may see it on `day`, the first due first. Two queries at most."""
    if entry.activity_id is None or entry.state == State.CANCELLED or not user.is_authenticated:
        return []
    preparations = list(
        Preparation.objects.filter(activity=entry.activity_id).select_related("owner_body", "owner_partner")
    )
    if not preparations or not may_see_preparations(user, entry, preparations):
        return []
    done = {each.preparation_id: each for each in entry.prepared.select_related("by")}
    return [
        Point(
            preparation=preparation,
            due=due_day(entry, preparation),
            owner=seats_in_words(preparation.owner_body, preparation.owner_role, preparation.owner_partner),
            done=done.get(preparation.pk),
            may_tick=may_tick(user, entry, preparation),
            late=preparation.pk not in done and due_day(entry, preparation) < day,
        )
        for preparation in preparations
    ]


def due_day(entry: Entry, preparation: Preparation) -> date:
    """Counted from the first day, also where only its week or month is known."""
    return entry.first_day - timedelta(days=preparation.days_before)
