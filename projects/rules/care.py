"""When somebody asks how a project is going: after a long silence, and when its time is over.

Days are Oslo days, and those of quiet time don't count. Each silence, and each end of a period, is asked
about once: the owners first, and if nothing is heard of it, the team.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.working_days import day_after
from projects.rules.enums import ProjectState

NEWS_WITHIN = 90
ANSWERED_WITHIN = 14
"""Days the owners have before the team is told."""
WITH_A_PERIOD = (ProjectState.PRE_PROJECT, ProjectState.APPLYING, ProjectState.RUNNING)


class CareAbout(models.TextChoices):
    SILENCE = "silence", _("no news")
    NO_RESULT = "no_result", _("no result when the period is over")


def is_silent(last_sign: date, day: date, quiet: Sequence[QuietSpan]) -> bool:
    """Whether nothing has been told for so long that somebody asks."""
    return (day - last_sign).days >= NEWS_WITHIN and day_after(last_sign, NEWS_WITHIN, quiet) <= day


def is_over(state: str, ends: date | None, day: date, quiet: Sequence[QuietSpan]) -> bool:
    """Whether the period of a project that is still under way has ended: what came of it may be asked."""
    # First the plain comparison: a last day in the year 9999 has no day after it.
    if ends is None or ends >= day:
        return False
    return state in WITH_A_PERIOD and day_after(ends, 1, quiet) <= day


def is_teams(asked_on: date, day: date, quiet: Sequence[QuietSpan]) -> bool:
    """Whether the owners have had their time to answer what they were asked."""
    return day_after(asked_on, ANSWERED_WITHIN, quiet) <= day
