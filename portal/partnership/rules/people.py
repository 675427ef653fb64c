"""Who runs people: invites them, changes seats, ends places, and sees their addresses."""

from __future__ import annotations

from typing import Any

import rules

from portal.core.clock import today
from portal.partnership.queries.standing import standing_of
from portal.partnership.queries.tenure import bodies_run_by, holds
from portal.partnership.rules.standing import is_administrator, is_on_team


@rules.predicate
def leads_a_body(user: Any) -> bool:
    return standing_of(user).has_seat(role="leader")


runs_people = is_on_team | is_administrator
"""Invites to units, proposes for seats, ends places, and sees e-mail addresses."""

reads_people = runs_people | leads_a_body
"""Sees who is inside the partnership, and what they are."""

may_invite_to_unit = runs_people
may_end_place = runs_people


@rules.predicate
def may_change_seat(user: Any, body: Any) -> bool:
    """The leader of the body and the administrators; its queryset twin is `bodies_run_by`."""
    return bodies_run_by(user).filter(pk=body.pk).exists()


@rules.predicate
def may_hand_over(user: Any, seat: Any) -> bool:
    """Whoever holds the seat may propose a successor; who may change it invites one."""
    return holds(user, seat, today()) or may_change_seat(user, seat.body)


@rules.predicate
def may_propose_for(user: Any, seat: Any) -> bool:
    return bool(is_on_team(user) or may_hand_over(user, seat))


@rules.predicate
def may_decide(user: Any, invitation: Any) -> bool:
    """Says yes or no to what somebody else has proposed."""
    return bool(invitation.seat and may_change_seat(user, invitation.seat.body))


@rules.predicate
def may_tend(user: Any, invitation: Any) -> bool:
    """Takes it back, or has it sent again: whoever asked, and those who run people or the seat."""
    return bool(runs_people(user) or invitation.by_id == user.pk or may_decide(user, invitation))


@rules.predicate
def may_see_invitation(user: Any, invitation: Any) -> bool:
    return bool(reads_people(user) or invitation.by_id == user.pk)


@rules.predicate
def may_see_seat(user: Any, seat: Any) -> bool:
    """What comes with a seat: those who read people, and whoever holds it or will."""
    if reads_people(user):
        return True
    day = today()
    lasting = seat.tenures.filter(user=user).exclude(last_day__lt=day)
    return bool(lasting.exists())
