"""Dates that people follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst

from events.entry_words import change_in_words, entry_when, status_in_words
from events.models import Entry, EntryChange
from portal.core.clock import today
from portal.core.following import Followed

ENTRY = "entry"
"""The kind of `Follow`; its key is the entry's."""


def followed_entries(keys: Sequence[str], reader: Any) -> Mapping[str, Followed]:
    """The dates the reader may see, by key, with what happened to each last. One query."""
    changes = EntryChange.objects.filter(entry=OuterRef("pk")).order_by("-at", "-pk")
    last = changes.values(last=JSONObject(kind="kind", before="before", after="after", at="at"))[:1]
    wanted = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18]
    entries = Entry.objects.visible_to(reader).filter(pk__in=wanted).annotate(last=Subquery(last))
    return {str(entry.pk): _followed(entry) for entry in entries}


def _followed(entry: Any) -> Followed:
    when, last = capfirst(entry_when(entry)), entry.last
    if last is None:
        happened, at = status_in_words(entry, today()), entry.updated_at
    else:
        at = parse_datetime(last.pop("at")) or entry.updated_at
        happened = change_in_words(EntryChange(**last))
    return Followed(
        title=entry.title,
        url=reverse("entry", args=[entry.pk]),
        summary=f"{when}. {happened}",
        changed_at=at,
    )
