"""Taking the second factor off an account whose owner has lost it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from portal.partnership.models import User
from portal.partnership.workflows.session import end_other_sessions
from portal.partnership.workflows.sign_in_mail import tell_of_change


@transaction.atomic
def forget_second_factor(person: User) -> int:
    """Take away every second factor and recovery code, end all sessions, and tell the person by mail.

    Whoever must have one sets up a new one at their next sign-in. Gives the number taken away; zero: nothing
    was done.
    """
    taken = int(Authenticator.objects.filter(user=person).delete()[0])
    if taken:
        end_other_sessions(by=person, keep="")
        tell_of_change(person, what="second_factor_forgotten")
    return taken
