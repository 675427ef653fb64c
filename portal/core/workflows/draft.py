"""Keeps what somebody has begun to write, lets it go, and remembers which copies of a form are done with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from portal.core.erasing import Leaver
from portal.core.models.form_draft import DONE, FormDraft
from portal.core.retention import kept_since

DRAFT_DAYS = 90
WRITERS = 7_302
"""The advisory lock under which one person's drafts are written and their forms sent, one at a time."""
LONGEST = 100_000
"""Characters of all answers together: more than anybody writes."""


class DraftTooLongError(ValueError):
    """There is more in the form than is kept. What was kept before stays."""


class DraftDoneError(ValueError):
    """The copy of the form has been sent or thrown away: nothing is kept of it any more."""


@transaction.atomic
def keep_draft(form: str, answers: Mapping[str, Any], *, by: Any, copy: str = "") -> None:
    """Keep the answers in place of what `by` had kept of the form before.

    `copy` names the page they were written on. Raises DraftTooLongError; DraftDoneError where that page is
    done with, however late its answers come in.
    """
    if len(json.dumps(answers)) > LONGEST:
        raise DraftTooLongError
    wait_for_turn(by)
    if copy_done(copy, by=by) is not None:
        raise DraftDoneError
    FormDraft.objects.update_or_create(
        user=by, form=form, defaults={"answers": dict(answers), "at": timezone.now()}
    )


@transaction.atomic
def forget_draft(form: str, *, by: Any, copy: str = "", **said: str) -> bool:
    """Let go of what `by` has kept of the form, and be done with the `copy` of it; `said` is kept of that.

    Says whether there was anything.
    """
    wait_for_turn(by)
    if copy:
        FormDraft.objects.update_or_create(
            user=by, form=f"{DONE}{copy}", defaults={"answers": said, "at": timezone.now()}
        )
    return FormDraft.objects.filter(user=by, form=form).delete()[0] > 0


def copy_done(copy: str, *, by: Any) -> dict[str, str] | None:
    """What was said when `by` was done with that copy of a form; None as long as they are not."""
    done = FormDraft.objects.filter(user=by, form=f"{DONE}{copy}") if copy else FormDraft.objects.none()
    return done.values_list("answers", flat=True).first()


def wait_for_turn(by: Any) -> None:
    """Let nothing else of `by`'s be kept or sent until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WRITERS, by.pk])


def delete_old_drafts(now: datetime) -> int:
    """Delete what nobody has gone on with for 90 days."""
    return FormDraft.objects.filter(at__lt=kept_since(now, days=DRAFT_DAYS)).delete()[0]


def erase_drafts(leaver: Leaver) -> None:
    """The account's row stays when a person is erased; what they have begun does not."""
    FormDraft.objects.filter(user_id=leaver.key).delete()
