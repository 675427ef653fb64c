"""What needs ask of the team, for My page: the oldest promise first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.clock import OSLO, today
from portal.core.registry import Duty
from portal.partnership.queries.quiet import quiet_between
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import day_after
from projects.models import Need
from projects.rules.enums import NeedState
from projects.rules.need import ANSWER_WITHIN

HALF_A_YEAR = timedelta(days=183)
"""No promise made until today reaches further."""
SHOWN = 10
"""So many needs stand by themselves; the others are one line."""


def need_duties(user: Any) -> list[Duty]:
    """The unanswered needs, those that have waited longest first; due 60 days after they moved last.

    Quiet days don't count. Two queries, one more where there are many.
    """
    if not is_on_team(user):
        return []
    waiting = Need.objects.unanswered().select_related("unit").order_by("moved_at", "pk")
    first = list(waiting[: SHOWN + 1])
    if not first:
        return []
    quiet = quiet_between(first[0].moved_at.astimezone(OSLO).date(), today() + HALF_A_YEAR)
    found = [_duty(need, quiet) for need in first[:SHOWN]]
    return [*found, _others(waiting.count() - SHOWN)] if len(first) > SHOWN else found


def _duty(need: Need, quiet: Any) -> Duty:
    due = day_after(need.moved_at.astimezone(OSLO).date(), ANSWER_WITHIN, quiet)
    late = (today() - due).days
    said = [_("A need from %(unit)s.") % {"unit": need.unit}]
    if late > 0:
        said.append(
            ngettext(
                "Nothing has happened to it for more than 60 days; it is %(days)s day late.",
                "Nothing has happened to it for more than 60 days; it is %(days)s days late.",
                late,
            )
            % {"days": late}
        )
    new = need.state == NeedState.VOICED
    return Duty(
        title=(_("Explore “%(title)s”") if new else _("Answer “%(title)s”")) % {"title": need.title},
        summary=" ".join(said),
        due=due,
        url=reverse("need", args=[need.slug]),
        action=_("Open the need"),
    )


def _others(number: int) -> Duty:
    return Duty(
        title=ngettext("%(number)s more need waits", "%(number)s more needs wait", number)
        % {"number": number},
        summary=_("They came after those above."),
        due=None,
        url=reverse("needs") + "?status=voiced&status=explored",
        action=_("See the needs"),
    )
