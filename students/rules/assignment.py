"""What can be done to a group's work on a task."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table
from portal.partnership.rules.standing import is_on_team
from students.rules.enums import AssignmentState
from students.rules.rights import may_answer_interest, may_approve_academically
from students.rules.task import portal_itself, row

S = AssignmentState


def approves(user: Any, assignment: Any) -> bool:
    """The academic side; the team on its behalf, which the history says."""
    return bool(may_approve_academically(user, assignment) or is_on_team(user))


def follows(user: Any, assignment: Any) -> bool:
    """The municipality's side or the academic one."""
    return bool(may_answer_interest(user, assignment.task) or may_approve_academically(user, assignment))


def cleared(assignment: Any) -> str:
    """Personal data, and data about patients or pupils, block the start, not the posting."""
    if assignment.task.needs_clearing:
        return _("The task works with personal data. Record first that its use is cleared.")
    if assignment.agreement_on is None or not assignment.agreement_ref:
        return _("Record first when the agreement was signed, and its archive reference.")
    return ""


APPROVE = (gettext_lazy("Approve academically"), gettext_lazy("The work is academically approved."))
START = (gettext_lazy("Start the work"), gettext_lazy("The work has started."))
DELIVER = (gettext_lazy("Record the delivery"), gettext_lazy("The work is delivered."))
COMPLETE = (gettext_lazy("Complete it"), gettext_lazy("The work is completed."))
BREAK_OFF = (gettext_lazy("Break it off"), gettext_lazy("The work is broken off."))

ASSIGNMENT = Table(
    (
        row("accept", (S.OFFERED, S.ACCEPTED), portal_itself, ("", gettext_lazy("The offer is accepted."))),
        row("drop", (S.OFFERED, S.BROKEN_OFF), portal_itself, ("", gettext_lazy("The offer is over."))),
        row("approve", (S.ACCEPTED, S.APPROVED), approves, APPROVE),
        row("start", (S.APPROVED, S.IN_PROGRESS), follows, START, guard=cleared),
        row("deliver", (S.IN_PROGRESS, S.DELIVERED), follows, DELIVER),
        row("complete", (S.DELIVERED, S.COMPLETED), follows, COMPLETE),
        *(
            row("break_off", (source, S.BROKEN_OFF), follows, BREAK_OFF, asks=True)
            for source in (S.ACCEPTED, S.APPROVED, S.IN_PROGRESS)
        ),
    )
)

HISTORY = {
    **{f"assignment.{row.action}": row.public for row in ASSIGNMENT if row.action not in ("accept", "drop")},
    "data_cleared": gettext_lazy("The use of its data is cleared."),
}
"""What the task's history says of work on it, by action: names of nobody in the group."""
