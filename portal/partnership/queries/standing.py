"""What a person is today: everything their rights follow from, read in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, F, PositiveSmallIntegerField, Value

from portal.core.clock import today
from portal.partnership.models.body import Part
from portal.partnership.models.person import Role
from portal.partnership.rules.seats import SeatFilter

KEY: BigIntegerField[Any, Any] = BigIntegerField()
PERCENT: PositiveSmallIntegerField[Any, Any] = PositiveSmallIntegerField()
PLACE = ("unit__partner__key", "body", "unit__partner__kind", "percent", "part")
SEAT = ("seat__partner__key", "seat__body__key", "seat__body__kind", "seat__percent", "part")
"""Columns that places and seats have in common, so that one query reads both."""


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
    """Places and seats in one query: every signed-in page asks for them."""
    places = user.affiliations.on(day).annotate(
        **_words(what="place", body="", part=""), percent=Value(None, PERCENT), rank=F("pk")
    )
    seats = user.tenures.on(day).annotate(
        **_words(what="seat"), role=F("seat__role"), unit_id=Value(None, KEY), rank=F("seat__position")
    )
    rows = places.values_list("what", "rank", "role", "unit_id", "unit__name", *PLACE).union(
        seats.values_list("what", "rank", "role", "unit_id", "seat__title", *SEAT), all=True
    )
    found = [(what, rest) for what, _rank, *rest in rows.order_by("what", "rank")]
    return Standing(
        tuple(_place(rest) for what, rest in found if what == "place"),
        tuple(_seat(rest) for what, rest in found if what == "seat"),
    )


def _words(**values: str) -> dict[str, Value]:
    return {name: Value(value, CharField()) for name, value in values.items()}


def _place(columns: Sequence[Any]) -> Place:
    role, unit_id, name, partner, _body, kind, _percent, _part = columns
    return Place(role, str(Role(role).label), unit_id, str(name), partner, kind)


def _seat(columns: Sequence[Any]) -> HeldSeat:
    role, _unit_id, title, partner, body, kind, percent, part = columns
    as_substitute = part == Part.SUBSTITUTE
    return HeldSeat(body, kind, role, partner or "", str(title), percent, as_substitute)
