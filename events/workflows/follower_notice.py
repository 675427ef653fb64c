"""The mail to those who follow a date that was fixed, moved or cancelled. They can do without it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from events.models import Entry
from events.queries.consequences import Change
from events.queries.following import ENTRY
from events.queries.told import FOLLOWED, followers_to_tell
from events.rules.entry import may_see_entry
from events.rules.transition import Action
from events.workflows.entry_notice import News, message
from portal.core.clock import today
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.follow import followers_of
from portal.partnership.queries.mail import opted_out
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.rules.rhythm import may_wait
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url

ABOUT = "events.entry:"


def tell_followers(
    changes: Sequence[Change], *, action: Action, reason: str, besides: Collection[User]
) -> int:
    """Queue the mail as `entry_notice.tell` does; gives the number of mails.

    Nobody gets it who is told by duty (`besides`), has turned it off, or may not see the date.
    """
    followers = followers_to_tell(changes, today(), besides=besides)
    if not followers:
        return 0
    now = Entry.objects.in_bulk([change.entry.pk for change in changes])
    news = News(changes=changes, now=now, action=action, reason=reason, partnership=the_partnership())
    return enqueue_many(_message(person, news, keys) for person, keys in followers.items())


def look_at_news(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: who has stopped following meanwhile, or turned such mail off, gets none."""
    followers = followers_of(ENTRY, {row.object_key.removeprefix(ABOUT) for row in rows})
    wanted = {(person.pk, key) for person, keys in followers.items() for key in keys}
    without = opted_out(FOLLOWED)
    return {
        row.pk: OutboxError.NOT_WANTED
        for row in rows
        if row.recipient_id in without or (row.recipient_id, row.object_key.removeprefix(ABOUT)) not in wanted
    }


def _message(person: User, news: News, keys: Collection[int]) -> Message:
    changes = _for_follower(person, news, keys)
    without_url = unsubscribe_url(person, FOLLOWED)
    written = message(person, news, changes, kind=FOLLOWED, without_url=without_url)
    first = changes[0]
    near = min(first.entry.first_day, first.when.span.first)
    return replace(
        written,
        headers=one_click_headers(without_url),
        gathered=may_wait(person.mail_rhythm, timezone.now(), near),
    )


def _for_follower(person: User, news: News, keys: Collection[int]) -> list[Change]:
    """With the date somebody changed comes all that follows it; else what they follow of that themselves."""
    if news.changes[0].entry.pk in keys:
        return [change for change in news.changes if may_see_entry(person, change.entry)]
    return [change for change in news.changes if change.entry.pk in keys]
