"""Who hears of a change to a date: who was told of the old one, who is responsible, and who follows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from events.models import Entry
from events.queries.consequences import Change
from events.queries.due import object_key
from events.queries.following import ENTRY
from events.queries.recipients import responsible_on
from events.rules.entry import may_see_entry
from events.rules.reminder import KINDS as REMINDER_KINDS
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.partnership.models import User
from portal.partnership.queries.follow import followers_of
from portal.partnership.queries.mail import opted_out

MOVED, CANCELLED, FOLLOWED = "wheel.moved", "wheel.cancelled", "wheel.followed"
"""Mail to those who must hear of it, and to those who follow a date and can do without."""
REACHED = (OutboxState.SENT, OutboxState.UNCERTAIN, OutboxState.SENDING, OutboxState.GATHERED)


def people_to_tell(changes: Sequence[Change], day: date) -> list[User]:
    """Everyone once: told of one of the dates by mail, or responsible for one on `day` (Oslo).

    Nobody, when all of it lies behind us: a date put right afterwards is news to no one.
    """
    entries = [change.entry for change in changes]
    if _all_over(changes, day):
        return []
    responsible = responsible_on(day)
    people = {person.pk: person for person in _reached(entries)}
    for entry in entries:
        if entry.activity:
            for recipient in responsible.for_seats(entry.activity.responsible):
                people.setdefault(recipient.user.pk, recipient.user)
    return sorted(people.values(), key=lambda person: person.pk)


def followers_to_tell(
    changes: Sequence[Change], day: date, *, besides: Collection[User]
) -> dict[User, set[int]]:
    """Those who follow one of the dates and may see it, with the keys of these dates.

    Left out is who is told anyway (`besides`), and who does without such mail; nobody, when all is over.
    """
    if _all_over(changes, day):
        return {}
    entries = {str(change.entry.pk): change.entry for change in changes}
    left_out = {person.pk for person in besides} | opted_out(FOLLOWED)
    found = {
        person: {entries[key].pk for key in keys if may_see_entry(person, entries[key])}
        for person, keys in followers_of(ENTRY, entries).items()
        if person.pk not in left_out
    }
    return {person: keys for person, keys in found.items() if keys}


def _all_over(changes: Sequence[Change], day: date) -> bool:
    return all(max(change.entry.last_day, change.when.span.last) < day for change in changes)


def _reached(entries: Iterable[Entry]) -> Iterable[User]:
    """Those whom a mail about one of the entries has reached, as far as anyone knows."""
    rows = OutboxMessage.objects.filter(
        kind__in=[*REMINDER_KINDS, MOVED, CANCELLED],
        object_key__in=[object_key(entry) for entry in entries],
        state__in=REACHED,
    )
    return User.objects.filter(pk__in=rows.values("recipient"), is_active=True)
