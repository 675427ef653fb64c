"""Work on tasks: who does it, who follows it, and what of it everyone may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portal.core.clock import today
from portal.partnership.models import User
from portal.partnership.queries.staff import team_on
from portal.partnership.rules.standing import is_on_team, is_partner_staff
from projects.rules.enums import ResultState
from students.models import Assignment, AssignmentPoint, Consent, StudentTask
from students.rules.assignment import approves, follows
from students.rules.delivery import DELIVERED
from students.rules.enums import Point
from students.rules.rights import leads_tasks_unit


@dataclass(frozen=True)
class Author:
    """One of those who do the work; `member` is none for who registered the interest."""

    name: str
    email: str
    language: str
    account: User | None
    member: int | None

    def is_person(self, user: Any) -> bool:
        if not getattr(user, "is_authenticated", False):
            return False
        return bool(user == self.account or user.email.lower() == self.email.lower())


def authors_of(assignment: Assignment) -> list[Author]:
    """Who registered it and who has said yes to be in the group; nobody, once their data are gone."""
    interest = assignment.interest
    if interest is None:
        return []
    by = interest.by
    members = interest.members.filter(confirmed_at__isnull=False, said_no_at=None)
    others = [Author(one.name, one.email, by.language, None, one.pk) for one in members]
    first = [Author(by.name, by.email, by.language, by, None)] if by.is_active else []
    return [*first, *others]


def author_in(assignment: Assignment, user: Any) -> Author | None:
    """The person as one of those who do the work."""
    return next((one for one in authors_of(assignment) if one.is_person(user)), None)


def may_read_work(user: Any, assignment: Assignment, *, mine: bool | None = None) -> bool:
    """Those who follow or approve it, the leader of the unit, and those who do it.

    `mine` says whether `user` does it, where that is known; where it is not, it takes a query.
    """
    if follows(user, assignment) or approves(user, assignment):
        return True
    if leads_tasks_unit(user, assignment.task):
        return True
    return author_in(assignment, user) is not None if mine is None else mine


def approvers_of(assignment: Assignment) -> list[User]:
    """Whose academic approval it waits for: its supervisor and coordinator; the team without them."""
    task = assignment.task
    people = (assignment.supervisor, task.supervisor, task.coordinator)
    found = {one.pk: one for one in people if one is not None and one.is_active}
    return list(found.values()) or team_on(today())


def followed_by(user: Any) -> QuerySet[Assignment]:
    """The work somebody follows: twin of `students.rules.assignment.follows`."""
    works = Assignment.objects.begun()
    if not getattr(user, "is_authenticated", False):
        return works.none()
    if is_on_team(user):
        return works
    if not is_partner_staff(user):
        return works.none()
    theirs = Q(supervisor=user)
    for name in ("made_by", "contact", "coordinator", "supervisor"):
        theirs |= Q(**{f"task__{name}": user})
    return works.filter(theirs)


def works() -> QuerySet[Assignment]:
    """With what a page about one reads."""
    return Assignment.objects.begun().select_related(
        "task__thread", "task__unit__partner", "task__contact", "task__made_by", "task__supervisor",
        "task__coordinator", "interest__by", "supervisor", "approved_by", "report", "result__thread",
    )  # fmt: skip


def delivered_works(task: StudentTask) -> list[Assignment]:
    """What everyone reads: that it was delivered, and what it is called."""
    return list(works().filter(task=task, state__in=DELIVERED).exclude(title="").order_by("pk"))


def points_of(assignment: Assignment) -> list[tuple[Point, AssignmentPoint | None]]:
    """The check list, each point with its tick where it has one."""
    ticked = {one.point: one for one in assignment.points.select_related("by")}
    return [(point, ticked.get(point.value)) for point in Point]


def consents_of(assignment: Assignment) -> dict[int | None, Consent]:
    """What each of the group has said, by the member; none is who registered it."""
    if assignment.interest is None:
        return {}
    return {one.member_id: one for one in assignment.interest.consents.all()}


def to_be_shown(day: date) -> QuerySet[Assignment]:
    """Twin of `may_be_shown`."""
    after = Q(embargo_until=None) | Q(embargo_until__lt=day)
    agreed = Assignment.objects.filter(after, state__in=DELIVERED, consent=True)
    return agreed.exclude(delivered_url="", report=None)


def shown_wrongly(day: date) -> QuerySet[Assignment]:
    """Work whose result is public, and mustn't be."""
    shown = Assignment.objects.filter(result__state=ResultState.PUBLISHED)
    return shown.exclude(pk__in=to_be_shown(day).values("pk"))
