"""Asks the owners of a project how it is going: once for each silence, and once when its period is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from portal.core.clock import OSLO, at
from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.workflows.letter import Reader, written
from projects.models import CareQuestion, Project
from projects.queries.care import Lapse, lapses_at, people_to_ask, still_asked
from projects.rules.care import CareAbout

CARE = "projects.care"
ABOUT = "projects.project:"
HOUR = time(8)
"""When the question leaves (Oslo)."""


def ask_owners(now: datetime) -> int:
    """Write to the owners of every project that is to be asked about; gives the number of projects asked of.

    Safe to run twice, and at once in two places. Whoever is asked later by the team is so because of the
    question, also where there is nobody left to write to.
    """
    return sum(_ask(lapse, now) for lapse in lapses_at(now))


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: what has been answered meanwhile is not asked, nor is who owns the project no more."""
    asked = still_asked().select_related("project__thread")
    waiting = {_occurrence(question): question.project for question in asked}
    reasons: dict[int, str] = {}
    for row in rows:
        project = waiting.get(row.occurrence)
        if project is None or row.object_key != f"{ABOUT}{project.pk}":
            reasons[row.pk] = OutboxError.CANCELLED
        elif row.recipient_id not in {person.pk for person in people_to_ask(project)}:
            reasons[row.pk] = OutboxError.NO_LONGER_THEIRS
    return reasons


@transaction.atomic
def _ask(lapse: Lapse, now: datetime) -> bool:
    Project.objects.select_for_update(of=("self",)).get(pk=lapse.project.pk)
    question, new = CareQuestion.objects.get_or_create(
        project=lapse.project, about=lapse.about, since=lapse.since, defaults={"asked_at": now}
    )
    if new:
        enqueue_many(_message(person, question, now) for person in people_to_ask(lapse.project))
    return new


def _message(person: User, question: CareQuestion, now: datetime) -> Message:
    return written(
        "project_care",
        Reader.of(person),
        lambda: _context(person, question),
        kind=CARE,
        object_key=f"{ABOUT}{question.project_id}",
        occurrence=_occurrence(question),
        send_after=max(now, at(now.astimezone(OSLO).date(), HOUR)),
    )


def _occurrence(question: CareQuestion) -> str:
    return f"{question.project_id}/{question.about}/{question.since}"


def _context(person: User, question: CareQuestion) -> dict[str, Any]:
    project = question.project
    return {
        "person": person,
        "title": project.title,
        "over": question.about == CareAbout.NO_RESULT,
        "since": date_format(question.since, "DATE_FORMAT"),
        "is_example": project.is_example,
        "url": absolute_url(project.get_absolute_url()),
    }
