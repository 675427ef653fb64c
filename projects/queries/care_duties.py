"""What care for projects asks of people, on My page: first the owners, later the team."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.awaiting import Said, Sort
from portal.core.clock import OSLO, at, today
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.queries.quiet import quiet_around_now
from portal.partnership.rules.standing import is_on_team
from portal.partnership.rules.working_days import last_promised
from projects.models import ProjectOwner
from projects.queries.care import left_places, still_asked
from projects.rules.care import ANSWERED_WITHIN, CareAbout

SAID = {
    "about": F("about"),
    "since": F("since"),
    "asked": F("asked_at"),
    "slug": F("project__slug"),
    "title": F("project__title"),
}


def care_duties(user: Any) -> list[Sort]:
    """For owners what they were asked, for the team what nobody answered and where an owner is missing."""
    owners = ProjectOwner.objects.filter(project=OuterRef("project"), person__is_active=True)
    mine = Q(Exists(owners.filter(person=user))) | Q(~Exists(owners), project__made_by=user)
    waiting = still_asked()
    heading = gettext_lazy("Projects to tell of")
    found = [Sort(key="care", heading=heading, rows=waiting.filter(mine), said=SAID, tell=_owners_duty)]
    if is_on_team(user):
        late = waiting.exclude(mine).filter(asked_at__lt=_teams_before(user))
        found += [
            Sort(
                key="unheard",
                heading=gettext_lazy("Projects nobody has told of"),
                rows=late,
                said=SAID,
                tell=_teams_duty,
            ),
            Sort(
                key="owners",
                heading=gettext_lazy("Projects that need an owner"),
                rows=left_places(),
                said={
                    "slug": F("project__slug"),
                    "title": F("project__title"),
                    "partner": F("partner__name"),
                },
                tell=_missing_owner,
            ),
        ]
    return found


def _teams_before(user: Any) -> datetime:
    """What was asked before it is the team's: its owners have had their time. Twin of `is_teams`."""
    last = last_promised(today(), ANSWERED_WITHIN, quiet_around_now(user))
    return at(last + timedelta(days=1), time(0))


def _owners_duty(question: Said) -> Duty:
    over = question["about"] == CareAbout.NO_RESULT
    title = _("Say what came of “%(title)s”") if over else _("Tell what is new in “%(title)s”")
    return _duty(question, title, _what(question))


def _teams_duty(question: Said) -> Duty:
    asked = datetime.fromisoformat(question["asked"]).astimezone(OSLO).date()
    said = _("The owners were asked on %(day)s, and nothing has been heard.") % {"day": _day(asked)}
    return _duty(question, _("Ask how “%(title)s” is going"), f"{_what(question)} {said}")


def _duty(question: Said, title: str, summary: str) -> Duty:
    return Duty(
        title=title % {"title": Text.of(question["title"])},
        summary=summary,
        due=None,
        url=reverse("project", args=[question["slug"]]),
        action=_("Open the project"),
    )


def _missing_owner(place: Said) -> Duty:
    return Duty(
        title=_("“%(title)s” needs an owner at %(partner)s")
        % {"title": Text.of(place["title"]), "partner": Text.of(place["partner"])},
        summary=_("The account of the one who answered for it is closed. Name somebody else."),
        due=None,
        url=reverse("project_owners", args=[place["slug"]]),
        action=_("Name an owner"),
    )


def _what(question: Said) -> str:
    day = _day(date.fromisoformat(question["since"]))
    if question["about"] == CareAbout.NO_RESULT:
        return _("Its period ended on %(day)s, and no result is published.") % {"day": day}
    return _("Nothing has been told of it since %(day)s.") % {"day": day}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
