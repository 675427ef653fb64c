"""Takes an interest or an assignment a step on, by its table, with a line in the history of its task."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.rules.transition import Table
from portal.core.workflows.transition import NotPossibleError, note_change
from students.models import Assignment, Interest

M = TypeVar("M", Interest, Assignment)


@transaction.atomic
def move(one: M, table: Table, action: str, *, by: Any, note: str = "", **also: Any) -> M:
    """Take the step `action` and set `also` with it. `one` is read anew and its row held to the end.

    The task's history says that it happened, and names nobody: a student's data goes, history stays. Raises
    NotPossibleError and PermissionDenied as `core.workflows.transition.take`.
    """
    now: Any = type(one).objects.select_for_update(of=("self",)).select_related("task").get(pk=one.pk)
    row = table.row(action, now.state)
    if row is None:
        raise NotPossibleError(
            _("This can’t be done as things stand now. Somebody may have been here before.")
        )
    if not row.who(by, now):
        raise PermissionDenied
    if why := row.guard(now):
        raise NotPossibleError(why)
    if row.asks and not note.strip():
        raise NotPossibleError(_("Say why: others rely on it."))
    reason = {"reason": note.strip()[:400]} if row.asks else {}
    type(one).objects.filter(pk=one.pk, state=row.source).update(
        state=row.target, moved_at=timezone.now(), **reason, **also
    )
    one.refresh_from_db()
    kind = one._meta.model_name or ""
    note_change(
        now.task, f"{kind}.{action}", by=None if by == now_owner(now) else by, data={"was": row.source}
    )
    return one


def now_owner(one: Any) -> Any:
    """The student whose interest it is: the history does not name them."""
    return one.by if isinstance(one, Interest) else None
