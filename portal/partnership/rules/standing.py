"""Predicates over what a person is. Compose them with `&`, `|`, `~`; nothing else decides who may."""

from __future__ import annotations

from typing import Any

import rules

from portal.partnership.queries.standing import standing_of

STAFF_ROLES = ("employee", "leader", "supervisor", "course_coordinator")


def own_units(user: Any) -> list[int]:
    """Keys of the units where the person is staff today."""
    return [place.unit_id for place in standing_of(user).places if place.role in STAFF_ROLES]


@rules.predicate
def is_signed_in(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


@rules.predicate
def is_municipal_staff(user: Any) -> bool:
    return any(p.partner_kind == "municipality" and p.role in STAFF_ROLES for p in standing_of(user).places)


@rules.predicate
def is_university_staff(user: Any) -> bool:
    return any(p.partner_kind == "university" and p.role in STAFF_ROLES for p in standing_of(user).places)


@rules.predicate
def is_partner_staff(user: Any) -> bool:
    """An employee of any partner: a partnership may have more than a municipality and a university."""
    return any(p.role in STAFF_ROLES for p in standing_of(user).places)


@rules.predicate
def is_student(user: Any) -> bool:
    return standing_of(user).has_place(role="student", partner_kind="university")


@rules.predicate
def is_unit_leader(user: Any) -> bool:
    return standing_of(user).has_place(role="leader")


@rules.predicate
def is_on_team(user: Any) -> bool:
    return standing_of(user).has_seat(body_kind="team")


@rules.predicate
def is_on_steering_group(user: Any) -> bool:
    """Holds a seat that decides: the leader's or a member's."""
    return any(s.body_kind == "steering" and s.role in ("leader", "member") for s in standing_of(user).seats)


@rules.predicate
def is_steering_leader(user: Any) -> bool:
    return standing_of(user).has_seat(body_kind="steering", role="leader")


@rules.predicate
def is_secretary(user: Any) -> bool:
    return standing_of(user).has_seat(role="secretary")


@rules.predicate
def is_observer(user: Any) -> bool:
    return standing_of(user).has_seat(role="observer")


@rules.predicate
def is_controller(user: Any) -> bool:
    return standing_of(user).has_seat(role="controller")


@rules.predicate
def is_administrator(user: Any) -> bool:
    return standing_of(user).has_seat(role="administrator")


@rules.predicate
def holds_a_seat(user: Any) -> bool:
    return bool(standing_of(user).seats)


is_inside = is_partner_staff | holds_a_seat
"""Belongs to the partnership: staff of a partner, or anyone who holds a seat."""

reads_closed_papers = is_on_team | is_on_steering_group | is_secretary | is_observer
"""Reads what the steering group reads, before it is public."""

is_in_governance = (
    is_on_team | is_on_steering_group | is_secretary | is_observer | is_controller | is_administrator
)
"""Takes part in running or following up the partnership."""
