"""The mail to those who follow a need, a project or the like, when something happens to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from portal.core.hearing import told_anyway
from portal.core.mail import absolute_url
from portal.core.models import Authored, OutboxMessage, Thread, ThreadChange
from portal.core.models.outbox import OutboxError
from portal.core.queries.history import EDITED, MADE, reason_for_all, words_of
from portal.core.threads import audiences_of, kinds
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.follow import followers_of
from portal.partnership.queries.followed_thread import THREAD
from portal.partnership.queries.mail import opted_out
from portal.partnership.rules.rhythm import may_wait
from portal.partnership.workflows.letter import Reader, written
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url

NEWS = "threads.followed"
ABOUT = "core.thread:"
NO_NEWS = frozenset({MADE, EDITED})
"""Acts nobody is written to about: a text that reads better is no news."""


def tell_followers(thing: Authored, change: ThreadChange) -> int:
    """Queue the mail about what happened, in its transaction; gives the number of mails.

    Left out are who did it, who is told of such things anyway, who may not see it (any more), and who has
    turned such mail off.
    """
    kind = kinds.get(thing.thread.kind)
    if change.action in NO_NEWS | kind.inside or not words_of(change.action, kind):
        return 0
    followers = followers_of(THREAD, [str(change.thread_id)])
    if not followers:
        return 0
    besides = {change.by_id, *opted_out(NEWS)}
    if kind.key in told_anyway:
        besides |= told_anyway.get(kind.key)(thing)
    # A step may have changed who may see it.
    audience = Thread.objects.values_list("audience", flat=True).get(pk=change.thread_id)
    people = [person for person in followers if person.pk not in besides and audience in audiences_of(person)]
    return enqueue_many(_message(person, thing, change) for person in people)


def hear(thing: Authored, change: ThreadChange) -> None:
    """As `portal.core.hearing.listeners` want it."""
    tell_followers(thing, change)


def look_at_news(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: who has stopped following meanwhile, or turned such mail off, gets none."""
    followers = followers_of(THREAD, {row.object_key.removeprefix(ABOUT) for row in rows})
    wanted = {(person.pk, key) for person, keys in followers.items() for key in keys}
    without = opted_out(NEWS)
    return {
        row.pk: OutboxError.NOT_WANTED
        for row in rows
        if row.recipient_id in without or (row.recipient_id, row.object_key.removeprefix(ABOUT)) not in wanted
    }


def _message(person: User, thing: Authored, change: ThreadChange) -> Message:
    without_url = unsubscribe_url(person, NEWS)
    return written(
        "thread_news",
        Reader.of(person),
        lambda: _context(person, thing, change, without_url),
        kind=NEWS,
        object_key=f"{ABOUT}{change.thread_id}",
        occurrence=f"{change.pk}",
        headers=one_click_headers(without_url),
        gathered=may_wait(person.mail_rhythm, timezone.now(), None),
    )


def _context(person: User, thing: Authored, change: ThreadChange, without_url: str) -> dict[str, Any]:
    """In the person's language, which is active already. Who follows reads what everyone reads."""
    kind = kinds.get(thing.thread.kind)
    return {
        "person": person,
        "title": str(thing.title),
        "what": str(words_of(change.action, kind)),
        "reason": reason_for_all(change, kind),
        "url": absolute_url(thing.get_absolute_url()),
        "is_example": thing.is_example,
        "without_url": without_url,
    }
