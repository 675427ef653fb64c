"""What work on tasks asks of people, on My page: the one next thing of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.core.clock import today
from portal.core.registry import Duty
from portal.partnership.rules.standing import is_on_team
from students.models import Assignment
from students.queries.work import author_in, consents_of, followed_by, works
from students.rules.enums import AssignmentState
from students.rules.rights import may_approve_academically, owns_task

S = AssignmentState


def running(user: Any) -> QuerySet[Assignment]:
    """The work somebody follows that is not over."""
    return followed_by(user).exclude(state__in=[S.COMPLETED, S.BROKEN_OFF])


def delivered_by(user: Any) -> QuerySet[Assignment]:
    """The delivered work of a group that somebody is in."""
    theirs = Q(interest__by=user) | Q(
        interest__members__email__iexact=user.email, interest__members__confirmed_at__isnull=False
    )
    return Assignment.objects.filter(theirs, state__in=[S.DELIVERED, S.COMPLETED])


def work_duties(user: Any) -> list[Duty]:
    """For who follows a work its next step; for students whether their work may be shown."""
    found = [_next_step(user, one) for one in works().filter(pk__in=running(user).values("pk"))]
    return [*(duty for duty in found if duty), *_consents(user)]


def _next_step(user: Any, work: Assignment) -> Duty | None:
    if work.state == S.ACCEPTED:
        waits = _("A group has accepted the task, and it waits for academic approval.")
        return _duty(work, waits, _("Approve it")) if _is_to_approve(user, work) else None
    return _owners_step(work) if owns_task(user, work.task) else None


def _owners_step(work: Assignment) -> Duty | None:
    if work.state == S.APPROVED and work.task.needs_clearing:
        waits = _("The work may start once the use of its data is cleared.")
        return _duty(work, waits, _("Record that it is cleared"))
    if work.state == S.APPROVED:
        waits = _("The work may start once the agreement is signed.")
        return _duty(work, waits, _("Record the agreement"))
    if work.state == S.DELIVERED:
        waits = _("The work is delivered. Tell what came of it, and complete it.")
        return _duty(work, waits, _("Open the work"))
    if work.ends_on and work.ends_on < today():
        return _duty(work, _("The work should be delivered by now."), _("Record the delivery"), work.ends_on)
    return None


def _is_to_approve(user: Any, work: Assignment) -> bool:
    """The supervisor or the coordinator; where there is neither, the team sees to it."""
    someone = work.supervisor_id or work.task.supervisor_id or work.task.coordinator_id
    return bool(may_approve_academically(user, work) if someone else is_on_team(user))


def _duty(work: Assignment, waits: str, action: str, due: date | None = None) -> Duty:
    return Duty(
        title=str(work.task.title), summary=waits, due=due, url=work.get_absolute_url(), action=action
    )


def _consents(user: Any) -> list[Duty]:
    """Of those who do the work, whoever has not said whether it may be shown."""
    asked = _("Your work is delivered. Say whether everyone may read it here.")
    delivered = works().filter(pk__in=delivered_by(user).values("pk"))
    return [_duty(work, asked, _("Answer")) for work in delivered if _has_not_said(user, work)]


def _has_not_said(user: Any, work: Assignment) -> bool:
    author = author_in(work, user)
    return author is not None and author.member not in consents_of(work)
