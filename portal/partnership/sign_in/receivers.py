"""What follows once a provider has vouched for somebody, or has been tied to their account."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.socialaccount.signals import social_account_added
from django.dispatch import receiver
from django.http import HttpRequest

from portal.partnership.rules.second_factor import ATTESTED
from portal.partnership.workflows.affiliation import renew_affiliations


@receiver(authentication_step_completed, dispatch_uid="portal.partnership.sign_in.attest")
def attest_second_factor(request: HttpRequest, method: str, **_signal: Any) -> None:
    """Remember, for this session only, whether the provider attests a second factor.

    Sent when the session is theirs already, and before the step that would ask for a second factor.
    """
    if method == "socialaccount":
        request.session[ATTESTED] = getattr(request, ATTESTED, False)


@receiver(social_account_added, dispatch_uid="portal.partnership.sign_in.renew")
def renew_after_connecting(sociallogin: Any, **_signal: Any) -> None:
    renew_affiliations(sociallogin.user)
