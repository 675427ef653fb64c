"""Bodies, the seats in them, and who holds a seat when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from portal.core.fields import TextField
from portal.partnership.models.history import carries_rights
from portal.partnership.models.partner import Partner
from portal.partnership.models.person import User
from portal.partnership.rules.seats import SeatFilter


class BodyKind(models.TextChoices):
    STEERING = "steering", _("steering group")
    TEAM = "team", _("partnership team")
    FUNCTIONS = "functions", _("functions")


class DecidesBy(models.TextChoices):
    AGREEMENT = "agreement", _("agreement between the partners")
    VOTES = "votes", _("votes per seat")


@carries_rights()
class Body(models.Model):
    """A group that the agreement sets up, or the set of single duties (functions) beside the groups.

    `quorum` is a number of seats; 0 means that every required partner must be present.
    """

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    name = TextField()
    summary = TextField()
    meetings_a_year = models.PositiveSmallIntegerField(default=0)
    decides_by = models.CharField(max_length=20, choices=DecidesBy.choices, default=DecidesBy.AGREEMENT)
    quorum = models.PositiveSmallIntegerField(default=0)
    archive_partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class SeatRole(models.TextChoices):
    LEADER = "leader", _("leader")
    MEMBER = "member", _("member")
    SECRETARY = "secretary", _("secretary")
    CONTROLLER = "controller", _("controller")
    BUDGET_HOLDER = "budget_holder", _("budget holder")
    PLACEMENT_COORDINATOR = "placement_coordinator", _("placement coordinator")
    COMMUNICATIONS = "communications", _("communications")
    ARCHIVIST = "archivist", _("archivist")
    OBSERVER = "observer", _("observer")
    ADMINISTRATOR = "administrator", _("administrator")


@carries_rights()
class Seat(models.Model):
    """A place in a body that a partner fills. Rights follow from holding it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=30, choices=SeatRole.choices)
    title = TextField()
    percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["body__position", "position"]

    def __str__(self) -> str:
        return str(self.title)


class Part(models.TextChoices):
    HOLDER = "holder", _("holder")
    SUBSTITUTE = "substitute", _("substitute")


class DayRange(Func):
    """The days from first to last, both included, as PostgreSQL's daterange."""

    function = "DATERANGE"
    output_field = DateRangeField()


class TenureQuerySet(models.QuerySet["Tenure"]):
    def on(self, day: date) -> TenureQuerySet:
        """Those that hold on `day` (Oslo time)."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), first_day__lte=day)

    def holders(self) -> TenureQuerySet:
        return self.filter(part="holder", user__is_active=True)

    def in_seats(self, seats: SeatFilter) -> TenureQuerySet:
        if not seats:
            return self.none()
        found = self
        if seats.body:
            found = found.filter(seat__body__key=seats.body)
        if seats.role:
            found = found.filter(seat__role=seats.role)
        if seats.partner:
            found = found.filter(seat__partner__key=seats.partner)
        return found


@carries_rights()
class Tenure(models.Model):
    """One person in one seat, as holder or substitute, from the first day to the last (Oslo time)."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tenures")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.HOLDER)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="tenure_ends_after_it_begins",
                violation_error_message=_("The last day must be on or after the first."),
            ),
            ExclusionConstraint(
                name="one_person_in_a_seat_at_a_time",
                expressions=[
                    (F("seat"), RangeOperators.EQUAL),
                    (F("part"), RangeOperators.EQUAL),
                    (DayRange(F("first_day"), F("last_day"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Somebody else holds this seat on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.seat}"
