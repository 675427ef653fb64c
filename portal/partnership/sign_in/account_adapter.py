"""How allauth speaks and acts here: mail goes through the outbox, nobody signs up by themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.client_address import client_address
from portal.partnership.models import User
from portal.partnership.workflows.sign_in_mail import tell_of_change, write_code

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  (not bound to: what stands where no address is known)


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed for sign-up: people come from a provider or by invitation."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That is not the right code. Look at it and write it once more."),
        "too_many_login_attempts": gettext_lazy(
            "The code was wrong three times, so it is no longer of use. Ask for a new one."
        ),
        "rate_limited": gettext_lazy("There were too many tries. Wait ten minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only the code goes this way. Raises ValueError on any other mail: it would bypass the outbox."""
        if template_prefix != "account/email/login_code":
            raise ValueError(f"There is no mail “{template_prefix}” here.")
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is not None:
            write_code(person, code=context["code"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        tell_of_change(user, what=template_prefix.rpartition("/")[2])

    def add_message(self, request: HttpRequest, level: int, *_template: Any, **kwargs: Any) -> None:
        """Say what is written out in words, never allauth's own receipts: the pages have theirs."""
        if message := kwargs.get("message"):
            messages.add_message(request, level, str(message))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address the request came from, as far as our own proxies vouch for it."""
        return client_address(request) or UNKNOWN_ADDRESS

    def get_login_stages(self) -> list[str]:
        return [
            "allauth.account.stages.LoginByCodeStage",
            "portal.partnership.sign_in.stages.SecondFactorStage",
        ]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """One page asks who one is, in whichever way one can show it."""
        if not user.is_authenticated:
            return []
        return [{"id": "confirm", "description": _("Confirm"), "url": reverse("account_reauthenticate")}]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, _("This account is closed. Write to the partnership team to have it opened."))
        return redirect("sign_in")
