"""Takes a thing a step on: by its table, from the state where the step begins, with its history."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.hearing import listeners
from portal.core.models.authored import Authored
from portal.core.models.change import ThreadChange
from portal.core.models.threaded import everyone
from portal.core.rules.transition import Table

A = TypeVar("A", bound=Authored)


class NotPossibleError(Exception):
    """The step can't be taken as things stand; the text says why, to the person. Nothing has been written."""


class StaleError(Exception):
    """Somebody changed the thing since it was looked at. Nothing has been written."""


@transaction.atomic
def take(thing: A, table: Table, action: str, *, by: Any, note: str = "", **also: Any) -> ThreadChange:
    """Take the step `action`, set `also` with it, and write the history line, which is given back.

    `by` is the person, or none for the portal itself; the table's `who` is asked either way. The guard sees
    the thing with `also` set. `thing` is read anew. Holds the thing's row until the end of the caller's
    transaction. Raises NotPossibleError where the table has no such step from where the thing stands, its
    guard says no, or the reason is missing; PermissionDenied for who may not.
    """
    things = type(thing)._default_manager
    now = everyone(type(thing)).select_for_update(of=("self",)).select_related("thread").get(pk=thing.pk)
    row = table.row(action, now.state)
    if row is None:
        raise NotPossibleError(
            _("This can’t be done as things stand now. Somebody may have been here before.")
        )
    if not row.who(by, now):
        raise PermissionDenied
    for name, value in also.items():
        setattr(now, name, value)
    if why := row.guard(now):
        raise NotPossibleError(why)
    if row.asks and not note.strip():
        raise NotPossibleError(_("Say why: others rely on it."))
    moment = timezone.now()
    things.filter(pk=thing.pk, state=row.source).update(
        state=row.target, version=F("version") + 1, moved_at=moment, updated_at=moment, **also
    )
    thing.refresh_from_db()
    return note_change(thing, action, by=by, before=row.source, note=note)


def note_change(
    thing: Authored, action: str, *, by: Any, before: str = "", note: str = "", data: Any = None
) -> ThreadChange:
    """Write a line of the thing's history, in the caller's transaction. `before` is the state it left.

    Whoever registered in `portal.core.hearing` hears of it there and then.
    """
    change = ThreadChange.objects.create(
        thread_id=thing.thread_id,
        by=by,
        at=timezone.now(),
        action=action,
        before=before,
        after=thing.state,
        note=note.strip(),
        data=data or {},
    )
    for listener in listeners:
        listener(thing, change)
    return change
