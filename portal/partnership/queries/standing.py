"""What a person is today: everything their rights follow from, read in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from portal.core.clock import today
from portal.core.fields import TextField
from portal.partnership.models.body import Part, Seat
from portal.partnership.models.person import Role
from portal.partnership.rules.seats import SeatFilter

#: Every page of somebody who is signed in asks for it, and putting it together each time would cost more than
#: the database does. The days are those of `TenureQuerySet.on` and `AffiliationQuerySet.on`.
STANDING = """
SELECT 'place', place.id, place.role, place.unit_id, unit.name, partner.key, '', partner.kind, NULL, ''
FROM partnership_affiliation AS place
JOIN partnership_unit AS unit ON unit.id = place.unit_id
JOIN partnership_partner AS partner ON partner.id = unit.partner_id
WHERE place.user_id = %(user)s
    AND place.first_day <= %(day)s AND (place.last_day IS NULL OR place.last_day >= %(day)s)
UNION ALL
SELECT 'seat', seat.position, seat.role, NULL, seat.title, partner.key, body.key, body.kind, seat.percent,
    tenure.part
FROM partnership_tenure AS tenure
JOIN partnership_seat AS seat ON seat.id = tenure.seat_id
JOIN partnership_body AS body ON body.id = seat.body_id
LEFT JOIN partnership_partner AS partner ON partner.id = seat.partner_id
WHERE tenure.user_id = %(user)s
    AND tenure.first_day <= %(day)s AND (tenure.last_day IS NULL OR tenure.last_day >= %(day)s)
ORDER BY 1, 2
"""
_as_text = TextField().from_db_value


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

    @classmethod
    def of(cls, seat: Seat, *, as_substitute: bool) -> HeldSeat:
        """The seat as somebody would have it. Reads its body and partner."""
        return cls(
            body=seat.body.key,
            body_kind=seat.body.kind,
            role=seat.role,
            partner=seat.partner.key if seat.partner else "",
            title=str(seat.title),
            percent=seat.percent,
            as_substitute=as_substitute,
        )

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
    """Places and seats in one query."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"user": user.pk, "day": day})
        found = [(what, rest) for what, _rank, *rest in cursor.fetchall()]
    return Standing(
        tuple(_place(rest) for what, rest in found if what == "place"),
        tuple(_seat(rest) for what, rest in found if what == "seat"),
    )


def _place(columns: Sequence[Any]) -> Place:
    role, unit_id, name, partner, _body, kind, _percent, _part = columns
    return Place(role, str(Role(role).label), unit_id, _words(name), partner, kind)


def _seat(columns: Sequence[Any]) -> HeldSeat:
    role, _unit_id, title, partner, body, kind, percent, part = columns
    as_substitute = part == Part.SUBSTITUTE
    return HeldSeat(body, kind, role, partner or "", _words(title), percent, as_substitute)


def _words(raw: Any) -> str:
    """A text as it comes from the database, in the reader's language."""
    return str(_as_text(raw, None, None))
