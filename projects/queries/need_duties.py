"""What needs ask of the team, for My page: the oldest promise first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.awaiting import Said, Sort
from portal.core.clock import OSLO, today
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.queries.quiet import quiet_around_now
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import day_after
from projects.models import Need
from projects.rules.enums import NeedState
from projects.rules.need import ANSWER_WITHIN


def need_duties(user: Any) -> list[Sort]:
    """The unanswered needs, those that have waited longest first; due 60 days after they moved last.

    Quiet days don't count.
    """
    if not is_on_team(user):
        return []
    return [
        Sort(
            key="needs",
            heading=gettext_lazy("Needs"),
            rows=Need.objects.unanswered().order_by("moved_at", "pk"),
            said={
                "slug": F("slug"),
                "title": F("title"),
                "state": F("state"),
                "unit": F("unit__name"),
                "moved": F("moved_at"),
            },
            tell=lambda said: _duty(said, quiet_around_now(user)),
            url=reverse("needs") + "?status=voiced&status=explored",
        )
    ]


def _duty(need: Said, quiet: Any) -> Duty:
    moved = datetime.fromisoformat(need["moved"]).astimezone(OSLO).date()
    due = day_after(moved, ANSWER_WITHIN, quiet)
    late = (today() - due).days
    said = [_("A need from %(unit)s.") % {"unit": Text.of(need["unit"])}]
    if late > 0:
        said.append(
            ngettext(
                "Nothing has happened to it for more than 60 days; it is %(days)s day late.",
                "Nothing has happened to it for more than 60 days; it is %(days)s days late.",
                late,
            )
            % {"days": late}
        )
    asked = _("Explore “%(title)s”") if need["state"] == NeedState.VOICED else _("Answer “%(title)s”")
    return Duty(
        title=asked % {"title": Text.of(need["title"])},
        summary=" ".join(said),
        due=due,
        url=reverse("need", args=[need["slug"]]),
        action=_("Open the need"),
    )
