"""Where a need, a project or a result can be discussed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.models import Entry
from events.models.entry import EntryQuerySet
from events.rules.enums import Audience, Kind
from portal.core.clock import today
from portal.core.models import Thread
from portal.core.models.thread import Relation


def coming_gatherings(reader: Any) -> EntryQuerySet:
    """Gatherings and meetings of the next year and a half that the reader may see, the next one first.

    Not the team's own, which come every other week and need no topics from here.
    """
    day = today()
    coming = Entry.objects.visible_to(reader).from_day(day).of_kinds([Kind.GATHERING, Kind.MEETING])
    coming = coming.exclude(audience=Audience.TEAM)
    return coming.filter(first_day__lte=day + timedelta(days=548), thread__merged_into=None).order_by(
        "first_day", "pk"
    )


def gatherings_about(thread: Thread, reader: Any) -> EntryQuerySet:
    """Where it is a topic, past ones too, of what the reader may see; the first one first."""
    seen = Entry.objects.visible_to(reader)
    about = seen.filter(
        thread__links_back__earlier=thread, thread__links_back__relation=Relation.DISCUSSED
    ).select_related("thread")
    return about.order_by("first_day", "pk")
