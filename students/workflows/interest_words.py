"""What mail about interest says: a subject, a sentence, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.workflows.outbox import Message
from portal.partnership.workflows.letter import Reader
from students.models import StudentTask
from students.workflows.letter import Letter, compose

Said = str | Promise


@dataclass(frozen=True)
class Words:
    """`sentence` is filled with `group`, `day` and `count`. `frees`: with it a place is free again."""

    subject: Said
    sentence: Said
    do: Said
    frees: bool = False


SEE = _("See your interests")
ANSWER = _("Answer interest in the task")

GROUP_WORDS = {
    "registered": Words(
        _("We have your interest"), _("Your interest is registered. You get an answer by %(day)s."), SEE
    ),
    "offer": Words(
        _("You are offered the task"),
        _("You are offered the task. Say yes or no by %(day)s. After that the place is free for others."),
        _("Answer the offer"),
    ),
    "wait": Words(
        _("You are on the waiting list"),
        _("You are on the waiting list. You hear when a place is free, or when the task is closed."),
        SEE,
    ),
    "decline": Words(_("No to your interest"), _("You do not get this task, because:"), SEE),
    "accept": Words(_("The task is yours"), _("Your group has the task. Next comes academic approval."), SEE),
    "refuse": Words(_("Your group said no"), _("Your group has said no to the offer."), SEE),
    "withdraw": Words(_("Your group withdrew"), _("Your group has withdrawn its interest."), SEE),
    "lapse": Words(
        _("The offer is over"),
        _("The offer was not answered in time, so the place is free for others."),
        SEE,
    ),
    "supersede": Words(
        _("Your group has another task"),
        _("Your group has accepted another task, so its interest in this one is over."),
        SEE,
    ),
    "full": Words(
        _("All places are taken"),
        _("Other groups have all the places. You are on the waiting list, and hear if a place gets free."),
        SEE,
    ),
    "ending": Words(
        _("Answer your offer"),
        _("Your group has not answered yet. Say yes or no by %(day)s, or the place is free for others."),
        _("Answer the offer"),
    ),
    "retract": Words(
        _("The offer is taken back"),
        _("You are on the waiting list instead, because:"),
        SEE,
    ),
    "closed": Words(_("The task is closed"), _("The task is closed, and your interest in it is over."), SEE),
    "reserved": Words(
        _("The task is reserved for a course"),
        _("The task is now reserved for a course. Its coordinator answers your interest."),
        SEE,
    ),
    "heir": Words(
        _("Who stands for your group"),
        _("Who registered your interest is no longer here. %(group)s answers for the group from now on."),
        SEE,
    ),
    "headless": Words(
        _("Your group needs somebody to answer for it"),
        _(
            "Who registered your interest is no longer here. One of you must sign in and answer for"
            " the group, or nobody can answer an offer."
        ),
        _("Answer for the group"),
    ),
    "taken_out": Words(
        _("You are no longer in the group"),
        _("%(group)s has taken you out of the group. You can show interest yourself."),
        _("See the task"),
    ),
    "named": Words(
        _("Are you in this group?"),
        _("%(group)s has shown interest in a student task, and named you as one of the group."),
        _("Say yes or no. You need not sign in"),
    ),
    "member_no": Words(_("One less in your group"), _("%(group)s has said no to be in your group."), SEE),
}
"""To those in a group."""

OWNER_WORDS = {
    "new": Words(
        _("Interest in your task"),
        _("%(group)s has shown interest. They are promised an answer within seven working days."),
        ANSWER,
    ),
    "late": Words(
        _("Students wait for your answer"),
        _("They have waited for seven working days. Waiting for an answer: %(count)s."),
        ANSWER,
    ),
    "team": Words(
        _("Students wait for an answer"),
        _("Nobody has answered for fourteen working days. Waiting for an answer: %(count)s."),
        ANSWER,
    ),
    "accept": Words(
        _("Your offer is accepted"),
        _("%(group)s has accepted the task. The next step is academic approval."),
        _("See the groups"),
    ),
    "refuse": Words(
        _("Your offer got a no"), _("%(group)s said no to the offer. A place is free."), ANSWER, True
    ),
    "lapse": Words(
        _("Your offer is over"), _("%(group)s did not answer in time. A place is free."), ANSWER, True
    ),
    "supersede": Words(
        _("A group has another task"), _("%(group)s has accepted another task."), _("See the groups")
    ),
    "supersede_offer": Words(
        _("A group has another task"),
        _("%(group)s has accepted another task instead of your offer. A place is free."),
        ANSWER,
        True,
    ),
    "free": Words(_("A place is free again"), _("A place is free again."), ANSWER, True),
    "gone": Words(
        _("A place is free again"),
        _("A group you had offered the task is no more. A place is free."),
        ANSWER,
        True,
    ),
    "reserved": Words(
        _("Reserved for a course"),
        _("Your task is reserved for a course, whose coordinator answers interest in it."),
        _("See the task"),
    ),
}
"""To those who answer interest, and the team."""

APPROVER_WORDS = {
    "asked": Words(
        _("Work waits for your approval"),
        _("A group has accepted the task: %(group)s. It may go on once you have approved it academically."),
        _("See the work and approve it"),
    ),
    "late": Words(
        _("Work still waits for your approval"),
        _("The group has waited for seven working days: %(group)s."),
        _("See the work and approve it"),
    ),
}
"""To those who approve the work academically."""


def worded(letter: Letter, reader: Reader, task: StudentTask, words: Words, **said: Any) -> Message:
    """The mail with these words. `said` fills them: `group`, `day`, `note`, `first`, `count`."""

    def fill() -> Mapping[str, Any]:
        day = said.get("day")
        filled = {**said, "day": date_format(day, "DATE_FORMAT") if day else ""}
        first = gettext("First on the waiting list: %(first)s.") % filled if said.get("first") else ""
        return {
            "subject": words.subject,
            "said": str(words.sentence) % filled,
            "note": said.get("note", ""),
            "first": first,
            "do": words.do,
        }

    return compose("interest", letter, reader, task, fill)
