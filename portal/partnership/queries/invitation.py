"""Invitations: those that wait, those one may see, and the one a link opens."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.clock import OSLO
from portal.core.registry import Duty
from portal.partnership.models import Invitation, Seat, User
from portal.partnership.models.invitation import InvitationState
from portal.partnership.queries.tenure import bodies_run_by
from portal.partnership.rules.invitation import could_be_a_secret, hash_of
from portal.partnership.rules.people import leads_a_body, reads_people
from portal.partnership.rules.standing import is_administrator

WAITING = (InvitationState.PROPOSED, InvitationState.SENT)


def with_all() -> QuerySet[Invitation]:
    return Invitation.objects.select_related(
        "seat__body", "seat__partner", "unit__partner", "by", "decided_by", "accepted_by"
    )


def waiting_invitations() -> QuerySet[Invitation]:
    """Those nobody has answered or decided on, run out or not, the newest first."""
    return with_all().filter(state__in=WAITING)


def waiting_for(seat: Seat) -> QuerySet[Invitation]:
    return waiting_invitations().filter(seat=seat, expires_at__gt=timezone.now())


def visible_invitations(user: Any) -> QuerySet[Invitation]:
    """`may_see_invitation` as a queryset."""
    return with_all() if reads_people(user) else with_all().filter(by=user)


def invitations_of(person: User) -> list[Invitation]:
    """Those this person has accepted, and those that wait at their address."""
    theirs = Q(accepted_by=person) | Q(email__iexact=person.email, state__in=WAITING)
    return list(with_all().filter(theirs))


def opened_by(secret: str) -> Invitation | None:
    """The invitation whose link it is, whatever its state; none where it is unknown or has been replaced."""
    if not could_be_a_secret(secret):
        return None
    return with_all().filter(secret_hash=hash_of(secret)).first()


def has_run_out(invitation: Invitation) -> bool:
    """Whether its time is over, or all the days it was about."""
    now = timezone.now()
    over = bool(invitation.last_day and invitation.last_day < now.astimezone(OSLO).date())
    return invitation.expires_at <= now or over


def can_be_answered(invitation: Invitation) -> bool:
    return invitation.state == InvitationState.SENT and not has_run_out(invitation)


def proposal_duties(user: Any) -> list[Duty]:
    """Proposals wait for those who may change the seat. One query, for them only."""
    if not (leads_a_body(user) or is_administrator(user)):
        return []
    waiting = Invitation.objects.proposed().filter(
        seat__body__in=bodies_run_by(user), expires_at__gt=timezone.now()
    )
    return [
        Duty(
            title=_("Say yes or no: %(seat)s") % {"seat": invitation.seat},
            summary=_("%(name)s proposes somebody for the seat. The invitation is sent when you say yes.")
            % {"name": invitation.by},
            due=invitation.expires_at.astimezone(OSLO).date(),
            url=reverse("invitation_tend", args=[invitation.pk]),
            action=_("See the proposal"),
        )
        for invitation in waiting.select_related("seat", "by").order_by("at")
    ]
