"""Somebody on the way in by the link of an invitation. Opening it puts its key into the session."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.utils import timezone

from portal.partnership.models import Invitation, User

#: Where a valid link leaves the primary key of its invitation.
INVITATION = "invitation"


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation this browser has opened by its secret, as long as it can be answered."""
    key = request.session.get(INVITATION)
    if not isinstance(key, int):
        return None
    return Invitation.objects.open(timezone.now()).exclude(email="").filter(pk=key).first()


def invited_account(invitation: Invitation | None, *, provider: str, email: str) -> User | None:
    """The account of the invited address, if the first sign-in at this provider may be tied to it.

    It may, where the account has none at this provider, and either nobody has ever signed in to it or the
    provider vouches (`email`) that the address is theirs: a link that is passed on opens nobody's account.
    """
    if invitation is None:
        return None
    account = User.objects.filter(email__iexact=invitation.email).first()
    if account is None or SocialAccount.objects.filter(user=account, provider=provider).exists():
        return None
    is_theirs = account.last_login is None or email.lower() == account.email.lower()
    return account if is_theirs else None
