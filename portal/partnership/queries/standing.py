"""What a person is today: everything their rights follow from, read in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.core.clock import today
from portal.partnership.rules.seats import SeatFilter


@dataclass(frozen=True)
class Place:
    """An affiliation that holds today."""

    role: str
    role_name: str
    unit_id: int
    unit: str
    partner: str
    partner_kind: str


@dataclass(frozen=True)
class HeldSeat:
    """A seat that is held today, as its holder or as a substitute."""

    body: str
    body_kind: str
    role: str
    partner: str
    title: str
    percent: int | None
    as_substitute: bool

    def fits(self, seats: SeatFilter) -> bool:
        return bool(seats) and all(
            wanted in ("", mine)
            for wanted, mine in (
                (seats.body, self.body),
                (seats.role, self.role),
                (seats.partner, self.partner),
            )
        )


@dataclass(frozen=True)
class Standing:
    """The affiliations and seats of one person on one day. Nobody signed in has an empty one."""

    places: tuple[Place, ...] = ()
    seats: tuple[HeldSeat, ...] = ()

    def has_place(self, *, role: str = "", partner_kind: str = "") -> bool:
        return any(role in ("", p.role) and partner_kind in ("", p.partner_kind) for p in self.places)

    def has_seat(self, *, body_kind: str = "", role: str = "") -> bool:
        return any(body_kind in ("", s.body_kind) and role in ("", s.role) for s in self.seats)


NOBODY = Standing()


def standing_of(user: Any, day: date | None = None) -> Standing:
    """The standing of `user` on `day` (default: today in Oslo), remembered on the user for the request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    day = day or today()
    known: dict[date, Standing] = user.__dict__.setdefault("_standings", {})
    if day not in known:
        known[day] = _read(user, day)
    return known[day]


def _read(user: Any, day: date) -> Standing:
    places = tuple(
        Place(
            a.role,
            str(a.get_role_display()),
            a.unit_id,
            str(a.unit.name),
            a.unit.partner.key,
            a.unit.partner.kind,
        )
        for a in user.affiliations.on(day).select_related("unit__partner").order_by("pk")
    )
    seats = tuple(
        HeldSeat(
            body=tenure.seat.body.key,
            body_kind=tenure.seat.body.kind,
            role=tenure.seat.role,
            partner=tenure.seat.partner.key if tenure.seat.partner else "",
            title=str(tenure.seat.title),
            percent=tenure.seat.percent,
            as_substitute=tenure.part == "substitute",
        )
        for tenure in user.tenures.on(day)
        .select_related("seat__body", "seat__partner")
        .order_by("seat__position")
    )
    return Standing(places, seats)
