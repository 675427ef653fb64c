"""The mail about a date that was fixed, moved or cancelled: one to each person, with all that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from django.utils import translation

from events.entry_words import when_in_words
from events.models import Entry
from events.queries.calendar import calendar_entries, entry_url
from events.queries.consequences import Change
from events.queries.due import object_key
from events.queries.told import CANCELLED, MOVED
from events.rules.entry import may_see_entry
from events.rules.enums import State
from events.rules.transition import Action
from portal.core.calendar import calendar_text
from portal.core.clock import at
from portal.core.mail import render
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import Partnership, User
from portal.partnership.queries.partnership import the_partnership


@dataclass(frozen=True, kw_only=True)
class News:
    """What has happened, for everyone who is told. `changes` hold entries as they were, `now` as they are."""

    changes: Sequence[Change]
    now: Mapping[int, Entry]
    action: Action
    reason: str
    partnership: Partnership

    def for_person(self, person: User) -> list[Change]:
        """The change itself, and of what follows it what they may see anyway."""
        return [
            change
            for change in self.changes
            if change is self.changes[0] or may_see_entry(person, change.entry)
        ]


def tell(people: Iterable[User], changes: Sequence[Change], *, action: Action, reason: str) -> int:
    """Queue the mail, after the changes are written and in their transaction; gives the number of mails.

    `changes` still hold the entries as they were; the first is the one somebody changed.
    """
    now = Entry.objects.in_bulk([change.entry.pk for change in changes])
    news = News(changes=changes, now=now, action=action, reason=reason, partnership=the_partnership())
    return enqueue_many(message(person, news, news.for_person(person)) for person in people)


def message(
    person: User, news: News, changes: Sequence[Change], *, kind: str = "", without_url: str = ""
) -> Message:
    """The mail to one person about `changes`, of which the first is what it is about and never missing.

    Of another `kind` than the mail that comes with a seat, it leads to `without_url`, where it is turned off.
    """
    first = changes[0]
    cancelled = first.state == State.CANCELLED
    with translation.override(person.language):
        url = entry_url(first.entry)
        context = _context(person, changes, news) | {
            "url": url,
            "partnership": news.partnership,
            "without_url": without_url,
        }
        subject, text, html = render("cancelled" if cancelled else "moved", context, person.language)
        entries = calendar_entries(news.now[change.entry.pk] for change in changes)
        calendar = calendar_text(entries, name=str(first.entry.title), url=url).decode()
    last = max(first.entry.last_day, first.when.span.last)
    return Message(
        kind=kind or (CANCELLED if cancelled else MOVED),
        object_key=object_key(first.entry),
        occurrence=f"{news.now[first.entry.pk].sequence}",
        recipient=person,
        address=person.email,
        language=person.language,
        subject=subject,
        text=text,
        html=html,
        calendar=calendar,
        expires_at=at(last + timedelta(days=1), time(0)),
    )


def _context(person: User, changes: Sequence[Change], news: News) -> dict[str, Any]:
    first, following = changes[0], changes[1:]
    before, after = when_in_words(first.before), when_in_words(first.when)
    return {
        "person": person,
        "title": first.entry.title,
        "before": before,
        "when": after,
        "moved": before != after,
        "fixed": news.action == Action.FIX and first is news.changes[0],
        "again": first.entry.state == State.CANCELLED,
        "place": first.when.place,
        "new_place": first.when.place != first.entry.place,
        "tentative": first.state == State.TENTATIVE,
        "reason": news.reason,
        "following": [
            {
                "title": change.entry.title,
                "before": when_in_words(change.before),
                "when": when_in_words(change.when),
            }
            for change in following
        ],
        "is_example": first.entry.is_example,
    }
