"""Who holds which seat, and who runs whose seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.partnership.models import Body, Seat, Tenure, User
from portal.partnership.models.body import BodyKind, Part, SeatRole
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import is_administrator


def bodies_run_by(user: Any) -> QuerySet[Body]:
    """The bodies whose seats `user` may change: the administrator all, a leader their own.

    Bodies that have no leader's seat are run by the leader of the steering group.
    """
    if is_administrator(user):
        return Body.objects.all()
    led = [seat for seat in standing_of(user).seats if seat.role == SeatRole.LEADER]
    if not led:
        return Body.objects.none()
    theirs = Q(key__in={seat.body for seat in led})
    if any(seat.body_kind == BodyKind.STEERING for seat in led):
        theirs |= Q(~Exists(Seat.objects.filter(body=OuterRef("pk"), role=SeatRole.LEADER)))
    return Body.objects.filter(theirs)


def seats_run_by(user: Any) -> QuerySet[Seat]:
    return Seat.objects.filter(body__in=bodies_run_by(user))


def people_who_run(body: Body, day: date) -> list[User]:
    """Whom a proposal for a seat of `body` waits for: its leaders, or else the administrators."""
    led = body.seats.filter(role=SeatRole.LEADER).exists()
    leaders = Q(seat__body=body) if led else Q(seat__body__kind=BodyKind.STEERING)
    return _holders(leaders & Q(seat__role=SeatRole.LEADER), day) or _holders(
        Q(seat__role=SeatRole.ADMINISTRATOR), day
    )


def steering_leaders(days: Iterable[date]) -> list[User]:
    """Those who lead a steering group on one of the days."""
    leading = Q(seat__body__kind=BodyKind.STEERING, seat__role=SeatRole.LEADER)
    found = [person for day in days for person in _holders(leading, day)]
    return list({person.pk: person for person in found}.values())


def holder_of(seat: Seat, day: date, part: str = Part.HOLDER) -> Tenure | None:
    return Tenure.objects.on(day).filter(seat=seat, part=part).select_related("user").first()


def holds(user: User, seat: Seat, day: date) -> bool:
    """Whether the seat itself is theirs on `day`, not as its substitute."""
    return Tenure.objects.on(day).filter(seat=seat, part=Part.HOLDER, user=user).exists()


def holders_on(day: date) -> dict[int, str]:
    """The names of those who hold a seat on `day`, by the key of the seat."""
    return {
        tenure.seat_id: str(tenure.user) for tenure in Tenure.objects.on(day).holders().select_related("user")
    }


def next_holder(seat: Seat, part: str, first_day: date, last_day: date | None) -> Tenure | None:
    """Somebody who has accepted the seat from `first_day` or later on: those days are taken."""
    later = Tenure.objects.filter(seat=seat, part=part, first_day__gte=first_day)
    if last_day is not None:
        later = later.filter(first_day__lte=last_day)
    return later.select_related("user").order_by("first_day").first()


def tenures_of_seat(seat: Seat) -> list[Tenure]:
    """Everyone who has held or will hold it, the latest first."""
    return list(seat.tenures.select_related("user").order_by("-first_day", "part"))


def _holders(seats: Q, day: date) -> list[User]:
    tenures = Tenure.objects.on(day).holders().filter(seats).select_related("user").order_by("seat__position")
    return list({tenure.user_id: tenure.user for tenure in tenures}.values())
