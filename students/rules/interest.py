"""What can be done to an interest in a task. Nobody is left without an answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table
from students.rules.enums import InterestState
from students.rules.rights import may_answer_interest, owns_interest
from students.rules.task import portal_itself, row

S = InterestState
STILL_WAITS = (S.REGISTERED, S.WAITLISTED, S.OFFERED)
"""States in which something still awaits an answer, of the one side or the other."""


def answers(user: Any, interest: Any) -> bool:
    return bool(may_answer_interest(user, interest.task))


OFFER = (gettext_lazy("Offer them the task"), gettext_lazy("The group is offered the task."))
WAIT = (gettext_lazy("Put them on the waiting list"), gettext_lazy("The group is on the waiting list."))
DECLINE = (gettext_lazy("Decline, and say why"), gettext_lazy("The group got no for an answer."))
RETRACT = (gettext_lazy("Take the offer back"), gettext_lazy("The offer is taken back."))
ACCEPT = (gettext_lazy("Accept the task"), gettext_lazy("The group has accepted the task."))
REFUSE = (gettext_lazy("Say no to the offer"), gettext_lazy("The group said no to the offer."))
WITHDRAW = (gettext_lazy("Withdraw our interest"), gettext_lazy("The group withdrew."))
LAPSE = ("", gettext_lazy("The offer lapsed."))
SUPERSEDE = ("", gettext_lazy("The group has another task."))

INTEREST = Table(
    (
        *(row("offer", (source, S.OFFERED), answers, OFFER) for source in (S.REGISTERED, S.WAITLISTED)),
        row("wait", (S.REGISTERED, S.WAITLISTED), answers, WAIT),
        row("queue", (S.REGISTERED, S.WAITLISTED), portal_itself, ("", WAIT[1])),
        *(
            row("decline", (source, S.DECLINED), answers, DECLINE, asks=True)
            for source in (S.REGISTERED, S.WAITLISTED)
        ),
        row("retract", (S.OFFERED, S.WAITLISTED), answers, RETRACT, asks=True),
        row("accept", (S.OFFERED, S.ACCEPTED), owns_interest, ACCEPT),
        row("refuse", (S.OFFERED, S.WITHDRAWN), owns_interest, REFUSE),
        *(
            row("withdraw", (source, S.WITHDRAWN), owns_interest, WITHDRAW)
            for source in (S.REGISTERED, S.WAITLISTED)
        ),
        *(
            row("lapse", (source, S.LAPSED), portal_itself, LAPSE)
            for source in (S.OFFERED, S.REGISTERED, S.WAITLISTED)
        ),
        *(
            row("supersede", (source, S.SUPERSEDED), portal_itself, SUPERSEDE)
            for source in (S.REGISTERED, S.WAITLISTED, S.OFFERED)
        ),
    )
)
