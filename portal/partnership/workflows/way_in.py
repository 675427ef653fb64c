"""Ways in that somebody no longer wants."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from portal.partnership.models import User
from portal.partnership.workflows.affiliation import renew_affiliations
from portal.partnership.workflows.sign_in_mail import tell_of_change


@transaction.atomic
def disconnect(*, by: User, provider: str) -> bool:
    """Take a provider off the account of `by`, with what it alone has told. A code still lets them in.

    Tells them by mail. False, and nothing changed, where it was not connected.
    """
    removed: int = SocialAccount.objects.filter(user=by, provider=provider).delete()[0]
    if removed:
        renew_affiliations(by)
        tell_of_change(by, what="account_disconnected")
    return removed > 0
