"""What care for projects asks of people, on My page: first the owners, later the team."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.core.clock import OSLO, today
from portal.core.registry import Duty
from portal.partnership.queries.quiet import quiet_between
from portal.partnership.rules.standing import is_on_team
from projects.models import CareQuestion, ProjectOwner
from projects.queries.care import left_places, people_to_ask, unanswered
from projects.rules.care import CareAbout, is_teams


def care_duties(user: Any) -> list[Duty]:
    """For owners what they were asked, for the team what nobody answered and where an owner is missing."""
    waiting, day, team = unanswered(), today(), is_on_team(user)
    mine = [pair for pair in waiting if user.pk in {person.pk for person in people_to_ask(pair[1])}]
    found = [_owners_duty(question, project) for question, project in mine]
    if team:
        late = [pair for pair in waiting if pair not in mine and _is_late(pair[0], day)]
        found += [_teams_duty(question, project) for question, project in late]
        found += [_missing_owner(place) for place in left_places()]
    return found


def _is_late(question: CareQuestion, day: date) -> bool:
    asked_on = question.asked_at.astimezone(OSLO).date()
    return is_teams(asked_on, day, quiet_between(asked_on, day + timedelta(days=1)))


def _owners_duty(question: CareQuestion, project: Any) -> Duty:
    over = question.about == CareAbout.NO_RESULT
    title = _("Say what came of “%(title)s”") if over else _("Tell what is new in “%(title)s”")
    return Duty(
        title=title % {"title": project.title},
        summary=_what(question),
        due=None,
        url=project.get_absolute_url(),
        action=_("Open the project"),
    )


def _teams_duty(question: CareQuestion, project: Any) -> Duty:
    asked = date_format(question.asked_at.astimezone(OSLO).date(), "DATE_FORMAT")
    said = _("The owners were asked on %(day)s, and nothing has been heard.") % {"day": asked}
    return Duty(
        title=_("Ask how “%(title)s” is going") % {"title": project.title},
        summary=f"{_what(question)} {said}",
        due=None,
        url=project.get_absolute_url(),
        action=_("Open the project"),
    )


def _missing_owner(place: ProjectOwner) -> Duty:
    return Duty(
        title=_("“%(title)s” needs an owner at %(partner)s")
        % {"title": place.project.title, "partner": place.partner},
        summary=_("The account of the one who answered for it is closed. Name somebody else."),
        due=None,
        url=reverse("project_owners", args=[place.project.slug]),
        action=_("Name an owner"),
    )


def _what(question: CareQuestion) -> str:
    day = date_format(question.since, "DATE_FORMAT")
    if question.about == CareAbout.NO_RESULT:
        return _("Its period ended on %(day)s, and no result is published.") % {"day": day}
    return _("Nothing has been told of it since %(day)s.") % {"day": day}
