"""What becomes of somebody whom a provider has vouched for: known, new, connected, or refused."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import translation

from portal.partnership.models import User
from portal.partnership.rules.second_factor import ATTESTED
from portal.partnership.sign_in import failures
from portal.partnership.sign_in.failures import Failure, SignInFailed
from portal.partnership.sign_in.invited import invitation_of, invited_account
from portal.partnership.sign_in.page import failed_page
from portal.partnership.workflows.affiliation import renew_affiliations


class PortalSocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account is found by the provider's `sub` and nothing else. An e-mail address never links."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Those of the settings. Rows in the database open no way in."""
        apps = [SocialApp(provider="openid_connect", **entry) for entry in configured()]
        return [
            app
            for app in apps
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("ways_in")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        failure = _failure(error, exception, extra_context or {})
        # A library's words may hold what the provider said: only its name goes to the log.
        detail = (
            exception.detail if isinstance(exception, SignInFailed) else type(exception or error).__name__
        )
        app = provider.app
        raise ImmediateHttpResponse(
            failed_page(request, failure, provider=app.provider_id, name=app.name, detail=detail)
        )

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        user = sociallogin.user
        user.email, user.name = data.get("email") or "", data.get("name") or ""
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises SignInFailed for whoever may not go on."""
        sociallogin.token = None
        connects = sociallogin.state.get("process") == AuthProcess.CONNECT
        setattr(request, ATTESTED, sociallogin.identity.second_factor)
        if sociallogin.is_existing:
            _see_known(request, sociallogin.user, connects=connects)
        elif not connects:
            _see_new(request, sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make the account, its way in and its affiliations, all or nothing."""
        user: User = sociallogin.user
        user.set_unusable_password()
        user.language = translation.get_language() or user.language
        try:
            with transaction.atomic():
                user.save()
                sociallogin.account.user = user
                sociallogin.account.save()
                renew_affiliations(user)
        except IntegrityError:
            raise SignInFailed(failures.AT_THE_SAME_TIME) from None
        query = QueryDict(mutable=True)
        query["next"] = sociallogin.state.get("next") or reverse("my_page")
        sociallogin.state["next"] = f"{reverse('welcome')}?{query.urlencode(safe='/')}"
        return user


def configured() -> list[dict[str, Any]]:
    """The providers of this installation, in the order they are offered."""
    return list(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []))


def _see_known(request: HttpRequest, user: User, *, connects: bool) -> None:
    if connects and user != request.user:
        raise SignInFailed(failures.SOMEBODY_ELSES)
    if not user.is_active:
        raise SignInFailed(failures.CLOSED)
    renew_affiliations(user)


def _see_new(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """A first sign-in: tied to the account an invitation is about, or the start of a new one."""
    user, invitation = sociallogin.user, invitation_of(request)
    account = invited_account(invitation, provider=sociallogin.account.provider, email=user.email)
    if account is not None:
        _tie(request, sociallogin, account)
        return
    if invitation is not None:
        user.email, user.name = user.email or invitation.email, user.name or invitation.name
    if not user.email:
        raise SignInFailed(failures.NO_ADDRESS)
    if _is_taken(user.email):
        raise SignInFailed(failures.TAKEN)
    user.name = user.name or user.email.split("@")[0]


def _tie(request: HttpRequest, sociallogin: SocialLogin, account: User) -> None:
    if not account.is_active:
        raise SignInFailed(failures.CLOSED)
    try:
        with transaction.atomic():
            sociallogin.connect(request, account)
    except IntegrityError:
        raise SignInFailed(failures.AT_THE_SAME_TIME) from None


def _is_taken(email: str) -> bool:
    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email).exists()
    )


def _failure(error: Any, exception: Exception | None, context: dict[str, Any]) -> Failure:
    if isinstance(exception, SignInFailed):
        return exception.failure
    if error == AuthError.CANCELLED:
        return failures.CANCELLED
    if exception is not None:
        return failures.UNTRUSTED
    return failures.DENIED if context.get("state") else failures.STALE
