"""When what a group has delivered may be shown to everyone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from students.rules.enums import AssignmentState

LONGEST_EMBARGO = relativedelta(years=3)
"""From the day it was delivered."""
DELIVERED = (AssignmentState.DELIVERED, AssignmentState.COMPLETED)


def latest_embargo(delivered_on: date) -> date:
    """The last day until which it may be kept back, which the database holds to as well."""
    return delivered_on + LONGEST_EMBARGO


def all_agree(people: int, answers: Sequence[bool]) -> bool:
    """A work belongs to all who wrote it: one no, or one who has not answered, keeps it back."""
    return people > 0 and len(answers) == people and all(answers)


def day_before(day: date | None) -> date | None:
    """The embargo that “not before” asks for."""
    return day - timedelta(days=1) if day else None


def kept_back_until(wishes: Iterable[date | None], delivered_on: date) -> date | None:
    """The latest day somebody asks for, within what is allowed; none where nobody asks."""
    asked = [wish for wish in wishes if wish is not None]
    return min(max(asked), latest_embargo(delivered_on)) if asked else None


def may_be_shown(assignment: Any, day: date) -> bool:
    """Whether everyone may read the work itself on an Oslo day: with consent, and after the embargo."""
    until = assignment.embargo_until
    return (
        assignment.state in DELIVERED
        and assignment.consent
        and bool(assignment.delivered_url or assignment.report_id)
        and (until is None or until < day)
    )
