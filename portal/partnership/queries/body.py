"""Querysets over seats: who holds which on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class SeatFilter:
    """Which seats are meant: every part that is given must fit. An empty filter means no seat."""

    body: str = ""
    role: str = ""
    partner: str = ""

    def __bool__(self) -> bool:
        return bool(self.body or self.role or self.partner)


class TenureQuerySet(models.QuerySet):
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
