"""A date on the wheel of one year."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.models.activity import Activity
from events.rules.concern import audiences_of
from events.rules.entry import shown_to_of
from events.rules.enums import Audience, Kind, Precision, ShownTo, State
from events.rules.span import Span
from portal.core.fields import TextField
from portal.core.models.threaded import Threaded, ThreadedQuerySet
from portal.partnership.queries.standing import HeldSeat, standing_of


class EntryQuerySet(ThreadedQuerySet["Entry"]):
    def visible_to(self, user: Any) -> EntryQuerySet:
        """What `user` may see: twin of `may_see_entry`."""
        return self.filter(shown_to__in=shown_to_of(user))

    def concerning(self, user: Any) -> EntryQuerySet:
        """What is for `user` or theirs to see to: twin of `concerns`."""
        mine = Q(audience__in=audiences_of(user))
        for seat in standing_of(user).seats:
            mine |= _in_charge(seat)
        return self.filter(mine)

    def touching(self, year: int) -> EntryQuerySet:
        """With at least one day in the calendar year."""
        return self.filter(first_day__lte=date(year, 12, 31), last_day__gte=date(year, 1, 1))

    def from_day(self, day: date) -> EntryQuerySet:
        """Not over on `day`, and not cancelled."""
        return self.filter(last_day__gte=day).exclude(state="cancelled")

    def of_kinds(self, kinds: Collection[str]) -> EntryQuerySet:
        return self.filter(kind__in=kinds) if kinds else self

    def for_audiences(self, audiences: Collection[str]) -> EntryQuerySet:
        return self.filter(audience__in=audiences) if audiences else self


def _in_charge(seat: HeldSeat) -> Q:
    """The seat is one of those responsible: `HeldSeat.fits` as a condition."""
    nobody = Q(
        activity__responsible_body=None, activity__responsible_role="", activity__responsible_partner=None
    )
    return (
        Q(activity__isnull=False)
        & ~nobody
        & (Q(activity__responsible_body=None) | Q(activity__responsible_body__key=seat.body))
        & Q(activity__responsible_role__in=["", seat.role])
        & (Q(activity__responsible_partner=None) | Q(activity__responsible_partner__key=seat.partner))
    )


class Entry(Threaded):
    """What the wheel of a year says: the days from `first_day` to `last_day`, both included.

    `precision` tells how much is known: a week or a month is kept as its first and last day, and no day
    inside it may be shown as the date. `number` counts the activity's entries within the year. `reason` is
    why it was cancelled or last moved. An entry counted from another one follows it until somebody sets its
    date (`set_by_hand`).
    """

    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    title = TextField()
    summary = TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    shown_to = models.CharField(max_length=12, choices=ShownTo.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DATE)
    state = models.CharField(max_length=12, choices=State.choices, default=State.TENTATIVE)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = TextField()
    reason = models.CharField(max_length=400, blank=True)
    set_by_hand = models.BooleanField(default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["first_day", "last_day", "pk"]
        verbose_name_plural = "entries"
        indexes: ClassVar = [models.Index(fields=["first_day", "last_day"], name="entry_days")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "year", "number"], name="one_entry_per_occurrence"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="entry_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(precision="week") | (Q(first_day__iso_week_day=1) & Q(last_day__iso_week_day=7)),
                name="entry_week_is_whole_weeks",
            ),
            models.CheckConstraint(
                condition=~Q(precision="month") | Q(first_day__day=1), name="entry_month_is_a_month"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(precision="date"), name="entry_time_needs_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.first_day}"

    @classmethod
    def made_from(cls, activity: Activity, year: int, number: int, span: Span) -> Entry:
        """A new date with copies of what the activity says; not saved."""
        exact = span.precision == "date"
        return cls(
            activity=activity,
            year=year,
            number=number,
            title=activity.title,
            summary=activity.summary,
            kind=activity.kind,
            audience=activity.audience,
            shown_to=activity.shown_to,
            first_day=span.first,
            last_day=span.last,
            precision=span.precision,
            state=State.CONFIRMED if activity.fixed and exact else State.TENTATIVE,
            starts_at=activity.starts_at if exact else None,
            ends_at=activity.ends_at if exact else None,
            place=activity.place,
        )

    @property
    def html_id(self) -> str:
        return f"e{self.pk}"

    def is_over(self, day: date) -> bool:
        return self.state == State.HELD or (self.state != State.CANCELLED and self.last_day < day)
