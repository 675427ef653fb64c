"""What the partnership keeps about a person: the account, places and seats, wishes, and ways to sign in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import F, Q

from portal.partnership.models import CalendarKey, Invitation, User


def people_export(user: Any) -> dict[str, Any]:
    """Eight queries. The secret of the calendar's address is left out: My calendar shows it."""
    return {
        "account": _account(user),
        "places": list(
            user.affiliations.order_by("pk").values(
                "role", "source", "first_day", "last_day", in_unit=F("unit__name")
            )
        ),
        "seats": list(
            user.tenures.order_by("pk").values(
                "part", "first_day", "last_day", in_seat=F("seat__title"), in_body=F("seat__body__name")
            )
        ),
        "invitations": [_invitation(user, row) for row in _invitations(user)],
        "days_away": list(user.absences.values("first_day", "last_day")),
        "mail_you_do_without": list(user.opt_outs.values("kind", "at")),
        "what_you_follow": list(user.follows.values("kind", "key", "at")),
        "calendar_address": list(CalendarKey.objects.filter(user=user).values("created_at")),
    }


def sign_in_export(user: Any) -> dict[str, Any]:
    """Four queries. What opens the door is left out: secrets, codes, and the keys of sessions."""
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    providers = SocialAccount.objects.filter(user=user).order_by("pk")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    sessions = UserSession.objects.filter(user=user).order_by("pk")
    return {
        "addresses": list(addresses.values("email", "verified", "primary")),
        "providers": list(providers.values("provider", "uid", "date_joined", "last_login", "extra_data")),
        "second_factors": list(factors.values("type", "created_at", "last_used_at")),
        "where_you_are_signed_in": list(sessions.values("ip", "user_agent", "created_at", "last_seen_at")),
    }


def _account(user: User) -> dict[str, Any]:
    names = ["email", "name", "language", "mail_rhythm", "created_at", "last_login", "idle_warned_at"]
    return {name: getattr(user, name) for name in names}


def _invitations(user: User) -> list[Invitation]:
    """Those to the person, and those they sent, decided or answered."""
    theirs = Q(by=user) | Q(decided_by=user) | Q(accepted_by=user) | Q(email__iexact=user.email)
    return list(Invitation.objects.filter(theirs).select_related("seat", "unit").order_by("pk"))


def _invitation(user: User, row: Invitation) -> dict[str, Any]:
    """Address, name and greeting only where they are the person's own: the others are somebody else's."""
    own = row.email.lower() == user.email.lower() or row.accepted_by_id == user.pk
    return {
        "seat": row.seat.title if row.seat else None,
        "unit": row.unit.name if row.unit else None,
        "role": row.role,
        "part": row.part,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "state": row.state,
        "at": row.at,
        "decided_at": row.decided_at,
        "answered_at": row.answered_at,
        "you_sent_it": row.by_id == user.pk,
        "you_decided": row.decided_by_id == user.pk,
        "you_accepted": row.accepted_by_id == user.pk,
        **({"email": row.email, "name": row.name, "greeting": row.greeting} if own else {}),
    }
