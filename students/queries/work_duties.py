"""What work on tasks asks of people, on My page: the one next thing of each."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.awaiting import Said, Sort
from portal.core.clock import today
from portal.core.registry import Duty
from portal.core.text import Text
from portal.partnership.rules.standing import is_on_team
from students.models import Assignment, Consent, GroupMember
from students.rules.enums import AssignmentState, DataNeed

S = AssignmentState
HEADING = gettext_lazy("Work on student tasks")
TO_CLEAR = (DataNeed.PERSONAL, DataNeed.SENSITIVE)


def delivered_by(user: Any) -> QuerySet[Assignment]:
    """Delivered work by a group somebody is in, who has not said whether it may be shown."""
    here, silent = Q(interest=OuterRef("interest")), ~Exists(Consent.objects.filter(member=OuterRef("pk")))
    members = GroupMember.objects.filter(
        here, silent, email__iexact=user.email, confirmed_at__isnull=False, said_no_at=None
    )
    said = Consent.objects.filter(here, member=None)
    theirs = (Q(interest__by=user) & ~Exists(said)) | (~Q(interest__by=user) & Exists(members))
    return Assignment.objects.filter(theirs, state__in=[S.DELIVERED, S.COMPLETED]).order_by(
        "delivered_on", "pk"
    )


def to_see_to(user: Any) -> QuerySet[Assignment]:
    """Work that waits for somebody's next step; what should have been delivered first.

    Its supervisors and its coordinator approve it (where none is here, the team), twin of `approvers_of`; its
    task's owner does the rest.
    """
    team = Q() if is_on_team(user) else Q(pk=None)
    mine = _any(user, "supervisor", "task__supervisor", "task__coordinator")
    here = _any(
        True, *(f"{one}__is_active" for one in ("supervisor", "task__supervisor", "task__coordinator"))
    )
    owns = _any(user, "task__made_by", "task__contact")
    over = Q(state=S.IN_PROGRESS, ends_on__lt=today())
    found = Q(mine | (~here & team), state=S.ACCEPTED) | (
        owns & (Q(state__in=[S.APPROVED, S.DELIVERED]) | over)
    )
    return Assignment.objects.begun().filter(found).order_by(F("ends_on").asc(nulls_last=True), "pk")


def _any(value: Any, *fields: str) -> Q:
    return reduce(or_, (Q(**{field: value}) for field in fields))


def work_duties(user: Any) -> list[Sort]:
    """For who follows a work its next step; for students whether their work may be shown."""
    said = {
        "pk": F("pk"),
        "slug": F("task__slug"),
        "title": F("task__title"),
        "state": F("state"),
        "ends": F("ends_on"),
        "data": F("task__data"),
        "cleared": F("task__data_cleared_on"),
    }
    return [
        Sort(key="work", heading=HEADING, rows=to_see_to(user), said=said, tell=_next_step),
        Sort(key="consent", heading=HEADING, rows=delivered_by(user), said=said, tell=_consent),
    ]


def _next_step(work: Said) -> Duty:
    state = work["state"]
    if state == S.ACCEPTED:
        waits = _("A group has accepted the task, and it waits for academic approval.")
        return _duty(work, waits, _("Approve it"))
    if state == S.APPROVED and work["data"] in TO_CLEAR and work["cleared"] is None:
        waits = _("The work may start once the use of its data is cleared.")
        return _duty(work, waits, _("Record that it is cleared"))
    if state == S.APPROVED:
        waits = _("The work may start once the agreement is signed.")
        return _duty(work, waits, _("Record the agreement"))
    if state == S.DELIVERED:
        waits = _("The work is delivered. Tell what came of it, and complete it.")
        return _duty(work, waits, _("Open the work"))
    due = date.fromisoformat(work["ends"])
    return _duty(work, _("The work should be delivered by now."), _("Record the delivery"), due)


def _consent(work: Said) -> Duty:
    return _duty(work, _("Your work is delivered. Say whether everyone may read it here."), _("Answer"))


def _duty(work: Said, waits: str, action: str, due: date | None = None) -> Duty:
    return Duty(
        title=str(Text.of(work["title"])),
        summary=waits,
        due=due,
        url=reverse("task_work", args=[work["slug"], work["pk"]]),
        action=action,
    )
