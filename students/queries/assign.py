"""Interest in a task, as those who answer it see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.partnership.queries.working_days import quiet_from
from portal.partnership.rules.working_days import working_day_after
from students.models import Assignment, Interest, StudentTask
from students.models.interest import ACTIVE
from students.queries.interest import ANSWERED_WITHIN, asked_on, group_name
from students.rules.enums import InterestState
from students.rules.interest import INTEREST


@dataclass(frozen=True)
class Group:
    """One group. `answers` are the steps that can be taken; `due` the Oslo day an answer is promised by.

    `refused` says that the reader's answer to them lacked its reason.
    """

    interest: Interest
    name: str
    answers: frozenset[str]
    due: date | None
    assignment: Assignment | None
    refused: bool

    @property
    def size(self) -> int:
        """Who registered it, unless they have left, and those named who have not said no."""
        return int(self.interest.by.is_active) + sum(
            member.said_no_at is None for member in self.interest.members.all()
        )


@dataclass(frozen=True)
class Board:
    """Who has shown interest, in the order of registering. `free` is how many more can get an offer."""

    free: int
    unanswered: list[Group]
    waiting: list[Group]
    offered: list[Group]
    having: list[Group]
    ended: list[Group]

    @property
    def empty(self) -> bool:
        return not (self.unanswered or self.waiting or self.offered or self.having or self.ended)


def board(task: StudentTask, *, refused: int = 0) -> Board:
    """Four queries, however many groups there are."""
    held = list(task.assignments.holding_a_place())
    works = {work.interest_id: work for work in held}
    interests = list(task.interests.select_related("by").prefetch_related("members"))
    quiet = quiet_from(min(asked_on(one) for one in interests)) if interests else []
    groups: dict[str, list[Group]] = {}
    for one in interests:
        owed = one.state == InterestState.REGISTERED
        due = working_day_after(asked_on(one), ANSWERED_WITHIN, quiet) if owed else one.answer_by
        answers = frozenset(row.action for row in INTEREST if row.source == one.state and row.label)
        groups.setdefault(one.state, []).append(
            Group(one, group_name(one), answers, due, works.get(one.pk), refused=one.pk == refused)
        )
    return Board(
        free=max(0, task.groups - len(held)),
        unanswered=groups.get(InterestState.REGISTERED, []),
        waiting=groups.get(InterestState.WAITLISTED, []),
        offered=groups.get(InterestState.OFFERED, []),
        having=groups.get(InterestState.ACCEPTED, []),
        ended=[group for state, found in groups.items() if state not in ACTIVE for group in found],
    )
