"""Querysets over people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class AffiliationQuerySet(models.QuerySet):
    def on(self, day: date) -> AffiliationQuerySet:
        """Those that hold on `day` (Oslo time)."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), first_day__lte=day)
