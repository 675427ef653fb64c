"""What somebody answers when they come for the first time."""

from __future__ import annotations

from django.db import transaction

from portal.partnership.models import Unit, User
from portal.partnership.workflows.affiliation import name_own_unit


@transaction.atomic
def answer_welcome(*, by: User, unit: Unit | None, language: str) -> None:
    """Note the language of `by` and, if they name one, the unit they work in."""
    if by.language != language:
        by.language = language
        by.save(update_fields=["language"])
    if unit is not None:
        name_own_unit(by=by, unit=unit)
