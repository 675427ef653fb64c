"""What can be done to a student task."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from students.rules.enums import TaskState
from students.rules.post import lacking
from students.rules.rights import leads_tasks_unit, may_check_task, may_edit_task, runs_tasks

T = TaskState
ASKED = gettext_lazy("The leader of the unit is asked to confirm hours and data.")
DECLINED = gettext_lazy("The leader did not confirm it.")
AGAIN = gettext_lazy("It is mended and sent to quality check again.")
LOOKED = gettext_lazy("One of the team has looked through it.")
REVIEWED = gettext_lazy("The team has looked at what was changed.")
LISTED_STATES = (T.PUBLISHED, T.FULL, T.CLOSED)
BEFORE_PUBLISHING = frozenset(
    {"ask", "decline", "resubmit", "unconfirm", "submit", "look", "return", "reviewed"}
)
"""Steps between author, leader and team: those inside are told of them, and nobody else."""
UNCONFIRMED = gettext_lazy("What the leader confirmed has changed, so the leader is asked anew.")


def portal_itself(user: Any, _task: Any) -> bool:
    """Nobody presses a button: it follows from a date, or from what somebody did elsewhere."""
    return user is None


def leader_or_team(user: Any, task: Any) -> bool:
    """The leader; where none can be reached the team records the leader's word, and why it did."""
    return bool(leads_tasks_unit(user, task) or runs_tasks(user))


def row(action: str, step: tuple[str, str], who: Any, words: tuple[Any, Any], **more: Any) -> Transition:
    """A row of the table: `step` from one state to another, `words` for insiders and for the public."""
    (source, target), (label, public) = step, words
    return Transition(
        action=action, source=source, target=target, who=who, label=label, public=public, **more
    )


def leaders_word_holds(task: Any) -> str:
    """Nothing the leader confirmed has changed since: it needs no asking again."""
    if task.confirmed_at is None:
        return _("The leader of the unit has not confirmed hours and data.")
    return lacking(task)


def is_asked(task: Any) -> str:
    return "" if task.asked_leader_at else _("The leader is not asked about this task now.")


TASK = Table(
    (
        row("ask", (T.DRAFT, T.DRAFT), may_edit_task, ("", ASKED), guard=lacking),
        row("decline", (T.DRAFT, T.DRAFT), leader_or_team, ("", DECLINED)),
        row("resubmit", (T.DRAFT, T.SUBMITTED), may_edit_task, ("", AGAIN), guard=leaders_word_holds),
        *(
            row("unconfirm", (source, T.DRAFT), portal_itself, ("", UNCONFIRMED))
            for source in (T.LEADER_CONFIRMED, T.SUBMITTED)
        ),
        row(
            "confirm",
            (T.DRAFT, T.LEADER_CONFIRMED),
            leader_or_team,
            (
                gettext_lazy("Confirm hours and data"),
                gettext_lazy("The leader has confirmed hours and data."),
            ),
            guard=lacking,
        ),
        row(
            "submit",
            (T.LEADER_CONFIRMED, T.SUBMITTED),
            lambda user, task: user is None or may_edit_task(user, task),
            (
                gettext_lazy("Send to quality check"),
                gettext_lazy("It is sent to quality check. The team answers within five working days."),
            ),
        ),
        row("look", (T.SUBMITTED, T.SUBMITTED), may_check_task, ("", LOOKED)),
        row(
            "publish",
            (T.SUBMITTED, T.PUBLISHED),
            may_check_task,
            (gettext_lazy("Publish the task"), gettext_lazy("The task is published.")),
            guard=lacking,
        ),
        row(
            "return",
            (T.SUBMITTED, T.DRAFT),
            may_check_task,
            (gettext_lazy("Return it with comments"), gettext_lazy("It is returned with comments.")),
        ),
        *(row("reviewed", (state, state), may_check_task, ("", REVIEWED)) for state in LISTED_STATES),
        row("fill", (T.PUBLISHED, T.FULL), portal_itself, ("", gettext_lazy("All places are taken."))),
        row("free", (T.FULL, T.PUBLISHED), portal_itself, ("", gettext_lazy("A place is free again."))),
        *(
            row(
                "close",
                (source, T.CLOSED),
                lambda user, task: user is None or may_edit_task(user, task),
                (gettext_lazy("Close the task"), gettext_lazy("The task is closed.")),
            )
            for source in (T.PUBLISHED, T.FULL)
        ),
        *(
            row(
                "withdraw",
                (source, T.WITHDRAWN),
                may_edit_task,
                (gettext_lazy("Withdraw the task"), gettext_lazy("The task is withdrawn.")),
                asks=True,
            )
            for source in (T.DRAFT, T.LEADER_CONFIRMED, T.SUBMITTED, T.PUBLISHED, T.FULL)
        ),
        row(
            "reopen",
            (T.WITHDRAWN, T.DRAFT),
            may_edit_task,
            (gettext_lazy("Take it up again"), gettext_lazy("It is a draft again.")),
        ),
    )
)
