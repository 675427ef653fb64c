"""How people want mail: which kinds they do without, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.partnership.models import Absence, MailOptOut, Tenure, User
from portal.partnership.models.body import Part, Seat
from portal.partnership.rules.mail_kinds import is_mandatory


@dataclass(frozen=True)
class Cover:
    """A seat somebody holds, and who steps in when they are away; nobody where there is no substitute."""

    seat: Seat
    substitute: User | None


def opted_out(kind: str) -> set[int]:
    """The accounts that do without a kind of mail; none of a mandatory one."""
    if is_mandatory(kind):
        return set()
    return set(MailOptOut.objects.filter(kind=kind).values_list("user_id", flat=True))


def unwanted_kinds(user: User) -> set[str]:
    return set(user.opt_outs.values_list("kind", flat=True))


def absences_from(user: User, day: date) -> list[Absence]:
    """Those under way or to come, in order of time."""
    return list(user.absences.filter(last_day__gte=day))


def covers_of(user: User, day: date) -> list[Cover]:
    """The seats `user` holds on `day`, each with who steps in."""
    held = [
        tenure.seat for tenure in user.tenures.on(day).filter(part=Part.HOLDER).select_related("seat__body")
    ]
    substitutes = {
        tenure.seat_id: tenure.user
        for tenure in Tenure.objects.on(day)
        .filter(part=Part.SUBSTITUTE, seat__in=held, user__is_active=True)
        .select_related("user")
    }
    return [Cover(seat, substitutes.get(seat.pk)) for seat in held]
