"""Invitations to be, without surprises: to a free seat or a unit, from today on."""

from __future__ import annotations

from typing import Any

from portal.core.clock import today
from portal.partnership.models import Invitation, Seat, Unit, User
from portal.partnership.workflows.invitation import Asked, Sent, invite

NEWCOMER = "newcomer@test.example"


def free_seat(role: str = "member", body: str = "steering") -> Seat:
    """A seat nobody holds or has held."""
    seats = Seat.objects.filter(role=role, body__kind=body, tenures=None).select_related("body", "partner")
    found = seats.first()
    assert found is not None, f"no free seat as {role} in a {body}"
    return found


def asked(**changes: Any) -> Asked:
    """To a free seat in the steering group, if nothing else is said."""
    fields: dict[str, Any] = {"email": NEWCOMER, "name": "New Comer", "language": "en", "first_day": today()}
    if "unit" not in changes and "seat" not in changes:
        fields["seat"] = free_seat()
    if "unit" in changes:
        fields["role"] = "employee"
    return Asked(**fields | changes)


def a_unit(kind: str = "municipality") -> Unit:
    found = Unit.objects.filter(partner__kind=kind).select_related("partner").first()
    assert found is not None
    return found


def sent(by: User | None = None, **changes: Any) -> Sent:
    """An invitation that is out; by whoever runs the server's commands, if nobody else is named."""
    return invite(asked(**changes), by=by)


def token_of(outcome: Sent) -> str:
    return outcome.link.rstrip("/").rpartition("/")[2]


def again(invitation: Invitation) -> Invitation:
    """As it is stored now."""
    return Invitation.objects.get(pk=invitation.pk)
