"""Keeps what somebody has begun to write, and lets it go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.core.erasing import Leaver
from portal.core.models.form_draft import FormDraft
from portal.core.retention import kept_since

DRAFT_DAYS = 90
LONGEST = 100_000
"""Characters of all answers together: more than anybody writes."""


class DraftTooLongError(ValueError):
    """There is more in the form than is kept. What was kept before stays."""


def keep_draft(form: str, answers: Mapping[str, Any], *, by: Any) -> None:
    """Keep the answers in place of what `by` had kept of the form before. Raises DraftTooLongError."""
    if len(json.dumps(answers)) > LONGEST:
        raise DraftTooLongError
    FormDraft.objects.update_or_create(
        user=by, form=form, defaults={"answers": dict(answers), "at": timezone.now()}
    )


def forget_draft(form: str, *, by: Any) -> bool:
    """Let go of what `by` has kept of the form; says whether there was anything."""
    return FormDraft.objects.filter(user=by, form=form).delete()[0] > 0


def delete_old_drafts(now: datetime) -> int:
    """Delete what nobody has gone on with for 90 days."""
    return FormDraft.objects.filter(at__lt=kept_since(now, days=DRAFT_DAYS)).delete()[0]


def erase_drafts(leaver: Leaver) -> None:
    """The account's row stays when a person is erased; what they have begun does not."""
    FormDraft.objects.filter(user_id=leaver.key).delete()
