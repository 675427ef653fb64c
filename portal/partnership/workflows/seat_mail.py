"""The mail when a seat changes hands: to who comes, to who leaves, and to the steering group's leaders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import translation

from portal.core.clock import today
from portal.core.handing_over import HandoverLine
from portal.core.mail import absolute_url
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import Seat, Tenure, User
from portal.partnership.models.body import Part
from portal.partnership.queries.handover import comes_with
from portal.partnership.queries.tenure import steering_leaders
from portal.partnership.workflows.letter import Reader, written

CHANGED = "people.seat_changed"
HANDED_OVER = "people.seat_handed_over"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A seat gets the holder of `tenure`, the one of `before` leaves it, or both. `by` asked for it."""

    tenure: Tenure | None
    before: Tenure | None
    by: User | None
    moved: Mapping[str, list[HandoverLine]] = field(default_factory=dict)

    @property
    def seat(self) -> Seat:
        found = self.tenure or self.before
        assert found is not None, "nobody comes and nobody leaves"
        return found.seat

    @property
    def part(self) -> Part:
        found = self.tenure or self.before
        assert found is not None
        return Part(found.part)

    @property
    def leaver(self) -> Tenure | None:
        """Who leaves, unless it is the same person who goes on."""
        stays = self.tenure and self.before and self.tenure.user_id == self.before.user_id
        return None if stays else self.before

    @property
    def occurrence(self) -> str:
        """Unique for each change of a seat: somebody comes once, and leaves once on each day."""
        if self.tenure:
            return f"from {self.tenure.pk}"
        assert self.before is not None
        return f"until {self.before.pk} {self.before.last_day}"


def tell_of_change(change: Change) -> int:
    """Queue the mail, in the transaction of the change; gives the number of mails."""
    messages = [_to_leader(person, change) for person in _leaders(change)]
    if change.tenure:
        messages.append(_to_successor(change.tenure, change))
    if change.leaver:
        messages.append(_to_predecessor(change.leaver, change))
    return enqueue_many(messages)


def _leaders(change: Change) -> list[User]:
    days = {today()} | ({change.tenure.first_day} if change.tenure else set())
    return steering_leaders(sorted(days))


def _to_leader(person: User, change: Change) -> Message:
    return _message("seat_changed", CHANGED, person, change, {})


def _to_successor(tenure: Tenure, change: Change) -> Message:
    with translation.override(tenure.user.language):
        baggage = comes_with(tenure.seat, tenure.user, tenure.first_day)
    mine = tenure.part == Part.HOLDER
    return _message("seat_taken", HANDED_OVER, tenure.user, change, {"baggage": baggage if mine else None})


def _to_predecessor(tenure: Tenure, change: Change) -> Message:
    moved = [line for lines in change.moved.values() for line in lines]
    return _message("seat_left", HANDED_OVER, tenure.user, change, {"moved": moved})


def _message(template: str, kind: str, person: User, change: Change, more: dict[str, Any]) -> Message:
    def told() -> dict[str, Any]:
        return {
            "person": person,
            "seat": change.seat,
            "body": change.seat.body,
            "part": change.part,
            "is_substitute": change.part == Part.SUBSTITUTE,
            "tenure": change.tenure,
            "before": change.leaver,
            "by": change.by,
            "url": absolute_url(reverse("seat", args=[change.seat.key])),
            "base": absolute_url(""),
            "is_example": any(each.user.is_example for each in (change.tenure, change.before) if each),
            **more,
        }

    return written(
        template,
        Reader.of(person),
        told,
        kind=kind,
        object_key=f"partnership.seat:{change.seat.key}",
        occurrence=f"{change.occurrence}/{template}",
    )
