"""Invitations: asked for, approved or refused, sent, withdrawn, and answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.core.clock import OSLO
from portal.core.workflows.outbox import drop_waiting
from portal.partnership.models import Affiliation, Invitation, Seat, Unit, User
from portal.partnership.models.body import Part
from portal.partnership.models.invitation import InvitationState
from portal.partnership.models.mail import new_secret
from portal.partnership.rules.invitation import VALID_FOR, hash_of, starts_on
from portal.partnership.rules.people import (
    may_change_seat,
    may_decide,
    may_invite_to_unit,
    may_propose_for,
    may_tend,
)
from portal.partnership.workflows.invitation_mail import (
    INVITATION,
    object_key,
    queue_invitation,
    tell_deciders,
    tell_inviter,
)
from portal.partnership.workflows.tenure import take_seat

STATE = InvitationState
PERSONAL: dict[str, str] = {"email": "", "name": "", "greeting": ""}
"""What is forgotten of an invitation that has been answered."""


class NotPossibleError(Exception):
    """The invitation has been answered, withdrawn or decided on meanwhile, or has run out."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who is asked, and to what: a unit with a role, or a seat with a part. Days are Oslo days."""

    email: str
    name: str
    language: str
    first_day: date
    last_day: date | None = None
    greeting: str = ""
    unit: Unit | None = None
    role: str = ""
    seat: Seat | None = None
    part: str = Part.HOLDER


@dataclass(frozen=True)
class Sent:
    """An invitation, and the link that was mailed; no link where it waits for a leader."""

    invitation: Invitation
    link: str = ""


@transaction.atomic
def invite(asked: Asked, *, by: User | None) -> Sent:
    """Ask somebody to take a place or a seat. `by` is none for whoever runs the server's commands.

    To a seat, those who may change it invite at once; others propose, and its leaders are told.
    Raises PermissionDenied where `by` may not even propose.
    """
    at_once = by is None or _may_invite(by, asked)
    if not at_once and not (asked.seat and may_propose_for(by, asked.seat)):
        raise PermissionDenied
    now = timezone.now()
    invitation = Invitation.objects.create(
        **asked.__dict__,
        state=STATE.SENT if at_once else STATE.PROPOSED,
        by=by,
        at=now,
        expires_at=now + VALID_FOR,
    )
    if at_once:
        return Sent(invitation, _send(invitation))
    tell_deciders(invitation)
    return Sent(invitation)


def _may_invite(by: User, asked: Asked) -> bool:
    if asked.seat:
        return bool(may_change_seat(by, asked.seat.body))
    return bool(may_invite_to_unit(by))


@transaction.atomic
def approve(invitation: Invitation, *, by: User) -> Sent:
    """Say yes to a proposal: the invitation is sent. Raises PermissionDenied and NotPossibleError."""
    _must(may_decide(by, invitation))
    now = timezone.now()
    step(
        invitation, now, STATE.PROPOSED, STATE.SENT, decided_by=by, decided_at=now, expires_at=now + VALID_FOR
    )
    return Sent(invitation, _send(invitation))


@transaction.atomic
def refuse(invitation: Invitation, *, by: User) -> None:
    """Say no to a proposal; whoever proposed is told. Raises PermissionDenied and NotPossibleError."""
    _must(may_decide(by, invitation))
    now = timezone.now()
    tell_inviter(invitation, answer=STATE.REFUSED, by=by)
    step(invitation, now, STATE.PROPOSED, STATE.REFUSED, decided_by=by, decided_at=now, **PERSONAL)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take it back: the link is dead, and mail that has not left is dropped."""
    _must(may_tend(by, invitation))
    now = timezone.now()
    step(
        invitation,
        None,
        (STATE.PROPOSED, STATE.SENT),
        STATE.WITHDRAWN,
        decided_by=by,
        decided_at=now,
        **PERSONAL,
    )
    drop_waiting(kind=INVITATION, object_key=object_key(invitation), reason="withdrawn")


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> Sent:
    """A new mail with a new secret, good for another 30 days; the old link is dead from now on.

    Raises PermissionDenied, and NotPossibleError where it is answered or its address forgotten.
    """
    _must(may_tend(by, invitation))
    now = timezone.now()
    if not invitation.email:
        raise NotPossibleError
    step(invitation, None, STATE.SENT, STATE.SENT, expires_at=now + VALID_FOR)
    drop_waiting(kind=INVITATION, object_key=object_key(invitation), reason="sent again")
    return Sent(invitation, _send(invitation))


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> None:
    """`by` says yes, and has the place or the seat; whoever asked is told who it was.

    Raises NotPossibleError where it can't be answered any more, SeatTakenError where somebody else holds the
    seat on some of its days. Of two who say yes at once one comes too late, and nothing is half done.
    """
    now = timezone.now()
    first_day = starts_on(invitation.first_day, now.astimezone(OSLO).date())
    if invitation.last_day and invitation.last_day < first_day:
        raise NotPossibleError
    tell_inviter(invitation, answer=STATE.ACCEPTED, by=by)
    step(invitation, now, STATE.SENT, STATE.ACCEPTED, accepted_by=by, answered_at=now, **PERSONAL)
    if invitation.seat:
        days: dict[str, Any] = {"first_day": first_day, "last_day": invitation.last_day}
        take_seat(invitation.seat, by=by, part=invitation.part, asked_by=invitation.by, **days)
    elif invitation.unit:
        _take_place(invitation, invitation.unit, by, first_day)


def _take_place(invitation: Invitation, unit: Unit, person: User, first_day: date) -> None:
    """Whoever is that already in the unit stays it: the days are theirs, at least until the later end."""
    same = Affiliation.objects.on(first_day).filter(user=person, unit=unit, role=invitation.role)
    place = same.first()
    if place is None:
        Affiliation.objects.create(
            user=person,
            unit=unit,
            role=invitation.role,
            first_day=first_day,
            last_day=invitation.last_day,
        )
    elif place.last_day and (invitation.last_day is None or place.last_day < invitation.last_day):
        place.last_day = invitation.last_day
        place.save(update_fields=["last_day"])


@transaction.atomic
def decline(invitation: Invitation) -> None:
    """Whoever holds the link says no; whoever asked is told. Raises NotPossibleError."""
    now = timezone.now()
    tell_inviter(invitation, answer=STATE.DECLINED, by=None)
    step(invitation, now, STATE.SENT, STATE.DECLINED, answered_at=now, **PERSONAL)


def account_for(invitation: Invitation) -> User:
    """The account of the invited address; made if there is none, since the link proves the address.

    Raises NotPossibleError where the account is closed.
    """
    person, _made = User.objects.get_or_create(
        email__iexact=invitation.email,
        defaults={
            "email": User.objects.normalize_email(invitation.email),
            "name": invitation.name,
            "language": invitation.language,
            "password": "!",
        },
    )
    if not person.is_active:
        raise NotPossibleError
    return person


def step(
    invitation: Invitation,
    now: datetime | None,
    was: InvitationState | Iterable[InvitationState],
    becomes: InvitationState,
    **values: Any,
) -> None:
    """From one state to the next, once. Raises NotPossibleError where it is in another, or has run out."""
    states = [was] if isinstance(was, InvitationState) else list(was)
    open_ones = Invitation.objects.filter(pk=invitation.pk, state__in=states)
    if now is not None:
        open_ones = open_ones.filter(expires_at__gt=now)
    if not open_ones.update(state=becomes, **values):
        raise NotPossibleError
    for name, value in {"state": becomes, **values}.items():
        setattr(invitation, name, value)


def _send(invitation: Invitation) -> str:
    """Give it a new secret, mail the link, and return it. Only the secret's hash is kept."""
    secret = new_secret()
    invitation.secret_hash = hash_of(secret)
    invitation.save(update_fields=["secret_hash"])
    return queue_invitation(invitation, secret)


def _must(may: bool) -> None:
    if not may:
        raise PermissionDenied
