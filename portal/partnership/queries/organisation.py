"""The partnership's organisation as pages show it: who sits where, and what is agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.partnership.models import Agreement, Body, Seat, Tenure


@dataclass(frozen=True)
class FilledSeat:
    """A seat and who holds it on a day; empty where nobody is registered."""

    seat: Seat
    holder: Tenure | None
    substitute: Tenure | None

    @property
    def example(self) -> bool:
        return bool(self.holder and self.holder.user.is_example)


@dataclass(frozen=True)
class SeatedBody:
    body: Body
    seats: list[FilledSeat]


def bodies_with_seats(day: date) -> list[SeatedBody]:
    """Each body with its seats and who holds them on `day`, in two queries."""
    seats = Seat.objects.select_related("body", "partner").order_by("body__position", "position")
    held = Tenure.objects.on(day).filter(user__erased_at=None).select_related("user")
    tenures = {(tenure.seat_id, tenure.part): tenure for tenure in held}
    bodies: dict[int, SeatedBody] = {}
    for seat in seats:
        filled = FilledSeat(seat, tenures.get((seat.pk, "holder")), tenures.get((seat.pk, "substitute")))
        bodies.setdefault(seat.body_id, SeatedBody(seat.body, [])).seats.append(filled)
    return list(bodies.values())


def agreements() -> list[Agreement]:
    """The main agreement first, then its sub-agreements."""
    return list(Agreement.objects.order_by("kind", "position"))


def agreement_ends_before(year: int) -> date | None:
    """The day the main agreement ends, where all of `year` lies after it."""
    agreement = main_agreement()
    return agreement.ends if agreement and agreement.ends and agreement.ends.year < year else None


def main_agreement() -> Agreement | None:
    return Agreement.objects.filter(kind="main").first()
