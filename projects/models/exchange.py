"""People who work at more than one partner."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.core.models.authored import Authored
from portal.core.models.threaded import ThreadedQuerySet
from portal.partnership.models import Unit
from projects.models.project import Project
from projects.rules.enums import ExchangeKind, ExchangeState


class ExchangeQuerySet(ThreadedQuerySet["Exchange"]):
    def going_on(self) -> ExchangeQuerySet:
        return self.filter(state__in=[ExchangeState.OPEN, ExchangeState.FILLED])


class Exchange(Authored):
    """A position between the partners. `host` is where the person works, `home` whence they come, if decided.

    `percent` is the share of a full position, `starts` and `ends` Oslo days, `apply_by` the last day to apply
    where it is open. Who holds it is not kept here: `contact` is whom to ask.
    """

    kind = models.CharField(max_length=12, choices=ExchangeKind.choices)
    host = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    apply_by = models.DateField(null=True, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="exchanges"
    )

    objects = ExchangeQuerySet.as_manager()

    class Meta(Authored.Meta):
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ExchangeState.values), name="exchange_known_state"),
            models.CheckConstraint(condition=Q(kind__in=ExchangeKind.values), name="exchange_known_kind"),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__range=(1, 100)), name="exchange_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=F("starts")),
                name="exchange_ends_after_it_starts",
            ),
        ]
