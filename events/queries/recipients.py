"""Whom mail about a date reaches: those who hold the responsible seats, or who steps in for them, and those
who answer for it by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from portal.partnership.models import Absence, Seat, Tenure, User
from portal.partnership.models.body import Part
from portal.partnership.rules.seats import SeatFilter


@dataclass(frozen=True)
class Recipient:
    """A person, and in whose place: `steps_in` is true for a substitute, `instead_of` who is away.

    Who is `named` answers for the date without a seat.
    """

    user: User
    steps_in: bool = False
    instead_of: User | None = None
    named: bool = False


@dataclass(frozen=True)
class Responsible:
    """Everyone who holds a seat on one day, as holder or substitute; `people` are those named, by key."""

    tenures: list[Tenure]
    people: Mapping[int, User] = field(default_factory=dict)
    _found: dict[SeatFilter, list[Recipient]] = field(default_factory=dict)

    def for_seats(self, seats: SeatFilter) -> list[Recipient]:
        """Each person once, in the order of their accounts.

        A holder who is away that day is stood in for by the seat's substitute; where there is none, or the
        substitute is away too, it is the holder's still. An empty seat is its substitute's.
        """
        if seats not in self._found:
            self._found[seats] = self._find(seats)
        return self._found[seats]

    def for_date(self, seats: SeatFilter, people: Iterable[int]) -> list[Recipient]:
        """The same, and of `people` those that were asked for: nobody steps in for who is named."""
        named = [Recipient(self.people[key], named=True) for key in people if key in self.people]
        return _each_once([*self.for_seats(seats), *named]) if named else self.for_seats(seats)

    def by_seat(self) -> list[tuple[Seat, Recipient]]:
        """Every seat that somebody answers for, and who does."""
        return list(_chosen(self.tenures))

    def _find(self, seats: SeatFilter) -> list[Recipient]:
        fitting = (tenure for tenure in self.tenures if _fits(tenure, seats))
        return _each_once(recipient for _seat, recipient in _chosen(fitting))


def responsible_on(day: date, people: Iterable[int] = ()) -> Responsible:
    """Who holds which seat on `day` (Oslo), and the `people` named; closed accounts left out.

    One query, and one more where anybody is named.
    """
    away = Absence.objects.on(day).filter(user=OuterRef("user"))
    tenures = (
        Tenure.objects.on(day)
        .filter(user__is_active=True)
        .annotate(away=Exists(away))
        .select_related("user", "seat__body", "seat__partner")
    )
    return Responsible(list(tenures), people_named(people))


def people_named(keys: Iterable[int]) -> Mapping[int, User]:
    """Those of the keys whose accounts are open. No query where there are no keys."""
    wanted = set(keys)
    return (
        {person.pk: person for person in User.objects.filter(pk__in=wanted, is_active=True)} if wanted else {}
    )


def _chosen(tenures: Iterable[Tenure]) -> Iterator[tuple[Seat, Recipient]]:
    by_seat: dict[int, dict[str, Tenure]] = defaultdict(dict)
    for tenure in tenures:
        by_seat[tenure.seat_id][tenure.part] = tenure
    for parts in by_seat.values():
        recipient = _who(parts.get(Part.HOLDER), parts.get(Part.SUBSTITUTE))
        if recipient:
            yield next(iter(parts.values())).seat, recipient


def _who(holder: Tenure | None, substitute: Tenure | None) -> Recipient | None:
    if substitute and not _away(substitute) and (holder is None or _away(holder)):
        return Recipient(substitute.user, steps_in=True, instead_of=holder.user if holder else None)
    return Recipient(holder.user) if holder else None


def _each_once(recipients: Iterable[Recipient]) -> list[Recipient]:
    """A duty of one's own comes before one that is somebody else's."""
    ordered = sorted(recipients, key=lambda recipient: (recipient.user.pk, recipient.steps_in))
    return list({recipient.user.pk: recipient for recipient in reversed(ordered)}.values())[::-1]


def _away(tenure: Tenure) -> bool:
    return bool(tenure.away)  # type: ignore[attr-defined]


def _fits(tenure: Tenure, seats: SeatFilter) -> bool:
    """Twin of `TenureQuerySet.in_seats`."""
    if not seats:
        return False
    partner = tenure.seat.partner.key if tenure.seat.partner else ""
    return (
        seats.body in ("", tenure.seat.body.key)
        and seats.role in ("", tenure.seat.role)
        and seats.partner in ("", partner)
    )
