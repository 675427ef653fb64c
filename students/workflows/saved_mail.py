"""The mail about new tasks in saved searches: one a day at most, of all that a person keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from portal.core.clock import OSLO, at
from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.models.thread import Thread
from portal.core.workflows.outbox import Message, enqueue
from portal.partnership.models import User
from portal.partnership.queries.mail import opted_out
from portal.partnership.rules.rhythm import MORNING, may_wait
from portal.partnership.workflows.letter import Reader
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url
from students.models import SavedSearch
from students.queries.saved import new_in, searches_to_look_at
from students.workflows.letter import Letter, write

NEWS = "students.saved_search"
TEMPLATE = "saved_search"
OBJECT = "students.saved_search"
UNTIL = time(6)
"""Oslo. What is published by then is in the morning's mail; an hour on, nothing of before is still on its way
into the database."""
SHOWN = 10
"""Tasks of one search that a mail names; the others are behind its link."""


@dataclass(frozen=True)
class News:
    """What is new in one search."""

    name: str
    url: str
    tasks: list[tuple[str, str, str]]
    more: int


def tell_of_new_tasks(now: datetime) -> int:
    """Queue each person's mail of this morning, and give the number of new ones. Safe to run twice.

    Where nothing is new nobody hears anything. Whoever has turned this mail off is told nothing of these days
    when they turn it on again.
    """
    day = now.astimezone(OSLO).date()
    if now < at(day, MORNING):
        return 0
    until, without = at(day, UNTIL), opted_out(NEWS)
    told = 0
    for person, searches in groupby(searches_to_look_at(until), key=lambda search: search.user):
        with transaction.atomic():
            told += _tell(person, list(searches), until, wanted=person.pk not in without)
    return told


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: who has turned it off, or keeps no search any more, gets none."""
    keep = set(
        SavedSearch.objects.filter(
            user__in=[row.recipient_id for row in rows], user__is_active=True
        ).values_list("user", flat=True)
    )
    without = opted_out(NEWS)
    return {
        row.pk: OutboxError.NOT_WANTED
        for row in rows
        if row.recipient_id in without or row.recipient_id not in keep
    }


def _tell(person: User, searches: Sequence[SavedSearch], until: datetime, *, wanted: bool) -> bool:
    """Tell of what is new, and note all of them as told.

    Two workers that come at once find the same, and the outbox takes one mail of a morning.
    """
    with translation.override(person.language):
        news = [one for search in searches if wanted and (one := _news(search, until))]
    SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(seen_until=until)
    return bool(news) and enqueue(_message(person, news, until))


def _news(search: SavedSearch, until: datetime) -> News | None:
    found = new_in(search, until=until)
    if not found:
        return None
    query = f"?{search.query}" if search.query else ""
    return News(
        name=search.name,
        url=absolute_url(f"{reverse('tasks')}{query}"),
        tasks=[_line(thread) for thread in found[:SHOWN]],
        more=max(len(found) - SHOWN, 0),
    )


def _number(news: Sequence[News]) -> int:
    """How many tasks; one that fits two searches is one."""
    named = {url for one in news for _title, _lead, url in one.tasks}
    return len(named) + sum(one.more for one in news)


def _line(thread: Thread) -> tuple[str, str, str]:
    return str(thread.title), str(thread.lead), absolute_url(thread.get_absolute_url())


def _message(person: User, news: Sequence[News], until: datetime) -> Message:
    without_url = unsubscribe_url(person, NEWS)
    letter = Letter(NEWS, OBJECT, until.astimezone(OSLO).date().isoformat(), ("saved_searches", ()))

    def told() -> Mapping[str, Any]:
        return {"person": person, "news": news, "number": _number(news), "without_url": without_url}

    return write(
        TEMPLATE,
        letter,
        Reader.of(person),
        told,
        headers=one_click_headers(without_url),
        gathered=may_wait(person.mail_rhythm, until, None),
    )
