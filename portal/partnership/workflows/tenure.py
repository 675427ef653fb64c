"""Seats change hands and end, and places end, by the day (Oslo)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.handing_over import HandoverLine, handovers
from portal.partnership.models import Affiliation, Seat, Tenure, User
from portal.partnership.models.body import Part
from portal.partnership.queries.handover import handed
from portal.partnership.rules.people import may_change_seat, may_end_place
from portal.partnership.workflows.seat_mail import Change, tell_of_change

ONE_IN_A_SEAT = "one_person_in_a_seat_at_a_time"
DAY = timedelta(days=1)


class SeatTakenError(Exception):
    """Somebody else holds the seat on some of these days."""


class BadDayError(ValueError):
    """The day lies before today, before the seat or place begins, or after it ends. The text says so."""


@dataclass(frozen=True)
class Succession:
    """A seat with its new holder, and the tenure that ended because of it, if any."""

    tenure: Tenure
    before: Tenure | None


def take_seat(
    seat: Seat, *, by: User, part: str, first_day: date, last_day: date | None, asked_by: User | None = None
) -> Succession:
    """Let `by` hold the seat from `first_day`; who holds it then, ends the day before. Tells those concerned.

    Moves what the predecessor owns personally. Raises SeatTakenError, with nothing changed, when somebody
    holds the seat from that day or later on: the database decides, so of two at once one comes too late.
    """
    try:
        with transaction.atomic():
            before = end_before(seat, part, first_day)
            tenure = Tenure.objects.create(
                seat=seat, user=by, part=part, first_day=first_day, last_day=last_day
            )
    except IntegrityError as error:
        if ONE_IN_A_SEAT in str(error):
            raise SeatTakenError from None
        raise
    moved = move_what_is_owned(tenure, before) if before and part == Part.HOLDER else {}
    tell_of_change(Change(tenure=tenure, before=before, by=asked_by, moved=moved))
    return Succession(tenure, before)


def end_before(seat: Seat, part: str, first_day: date) -> Tenure | None:
    """End the tenure that holds on `first_day` the day before. Whoever does the same waits for the row."""
    holding = Tenure.objects.select_for_update(of=("self",)).select_related("user")
    before = holding.on(first_day).filter(seat=seat, part=part, first_day__lt=first_day).first()
    if before is not None:
        before.last_day = first_day - DAY
        before.save(update_fields=["last_day"])
    return before


def move_what_is_owned(tenure: Tenure, before: Tenure) -> dict[str, list[HandoverLine]]:
    """Let each app move what the predecessor owns; gives what it was, by app."""
    if before.user_id == tenure.user_id:
        return {}
    return {
        name: handover.move(handed(tenure.seat), before.user, tenure.user, tenure.first_day)
        for name, handover in handovers.items()
        if handover.move
    }


@transaction.atomic
def end_tenure(tenure: Tenure, *, by: User, last_day: date) -> Tenure:
    """Let a seat end on `last_day`. The holder and the leaders are told.

    Raises PermissionDenied, and BadDayError when the day does not lie between today and the end it has.
    """
    if not may_change_seat(by, tenure.seat.body):
        raise PermissionDenied
    tenure = (
        Tenure.objects.select_for_update(of=("self",)).select_related("seat__body", "user").get(pk=tenure.pk)
    )
    tenure.last_day = checked_day(last_day, tenure)
    tenure.save(update_fields=["last_day"])
    tell_of_change(Change(tenure=None, before=tenure, by=by))
    return tenure


@transaction.atomic
def end_place(affiliation: Affiliation, *, by: User, last_day: date) -> Affiliation:
    """Let a place end on `last_day`. Raises PermissionDenied, and BadDayError as `end_tenure` does."""
    if not may_end_place(by):
        raise PermissionDenied
    affiliation = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    affiliation.last_day = checked_day(last_day, affiliation)
    affiliation.save(update_fields=["last_day"])
    return affiliation


def checked_day(last_day: date, held: Tenure | Affiliation) -> date:
    """The day, if something can end on it. Raises BadDayError with a sentence on what is wrong."""
    if held.last_day is not None and held.last_day < today():
        raise BadDayError(_("It has ended already."))
    if last_day < max(today(), held.first_day):
        raise BadDayError(_("Write a day from today on, and not before it begins."))
    if held.last_day is not None and last_day > held.last_day:
        raise BadDayError(_("It ends before that. Invite the person again to give them more time."))
    return last_day
