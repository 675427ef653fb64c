"""The steps of a sign-in after the first."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from portal.partnership.rules.second_factor import attested


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor of those who have one, unless the provider has asked for it already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is not None and attested(request.session, user.pk):
            return False
        return bool(super()._should_handle(request))
