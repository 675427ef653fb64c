"""Makes a need, a project or a result a topic of a gathering, and takes that back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from events.models import Entry
from events.rules.entry import runs_the_wheel
from events.rules.enums import State
from portal.core.models.thread import Relation, Thread, ThreadLink
from portal.core.workflows.thread import link, unlink
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User


@transaction.atomic
def discuss(thread: Thread, *, at: Entry, by: User) -> ThreadLink:
    """Write that the thread's thing is discussed there; doing it again changes nothing.

    The date's row is held until the end of the transaction. Raises PermissionDenied, and NotPossibleError
    (without words) where the date has been cancelled.
    """
    if not runs_the_wheel(by):
        raise PermissionDenied
    entry = Entry.objects.select_for_update(of=("self",)).select_related("thread").get(pk=at.pk)
    if entry.state == State.CANCELLED:
        raise NotPossibleError
    return link(thread, entry.thread, Relation.DISCUSSED, by=by)


def take_back_topic(thread: Thread, *, at: Entry, by: User) -> None:
    """It is no topic there any more; taking it back again changes nothing. Raises PermissionDenied.

    What the topic has set going stays: a need goes on being explored.
    """
    if not runs_the_wheel(by):
        raise PermissionDenied
    if ThreadLink.objects.filter(earlier=thread, later=at.thread_id, relation=Relation.DISCUSSED).exists():
        unlink(thread, at.thread)
