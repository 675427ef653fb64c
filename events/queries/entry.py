"""Querysets over the wheel's entries; what `events.rules.entry` says of one, they say of many."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import models

from events.rules.entry import shown_to_of


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> EntryQuerySet:
        """What `user` may see: twin of `may_see_entry`."""
        return self.filter(shown_to__in=shown_to_of(user))

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
