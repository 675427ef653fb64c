"""The second factor: shown at sign-in and before a change."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.guards import only
from portal.partnership.forms.second_factor import ConfirmationCodeForm, SecondStepForm, ShownPasskeyForm
from portal.partnership.models import User
from portal.partnership.queries.second_factor import ways_in_of
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.sign_in import confirmation
from portal.partnership.sign_in.session import note_confirmed_by_code, note_factor_shown
from portal.partnership.sign_in.stages import SecondFactorStage
from portal.partnership.workflows.sign_in_mail import write_code

WHO = gettext_lazy("Those who are signed in choose how they sign in.")
UNPROCESSABLE = 422


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The second step of a sign-in: a code, or a passkey."""

    form_class = SecondStepForm
    webauthn_form_class = ShownPasskeyForm
    template_name = "partnership/second_factor/step.html"
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Without a first step that is still good one begins again."""
        begun = LoginStageController.enter(request, SecondFactorStage.key)
        if begun is None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return too_many_tries(request, self.stage.login.user) or super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        # Who has just shown it need not show it again to change something.
        post_authentication(self.request, form.shown, reauthenticated=True)
        return self.stage.exit()  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = UNPROCESSABLE
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Sign in"), reverse("sign_in")), (_("Second step"), None)]
        ways = ways_in_of(self.stage.login.user)
        return dict(super().get_context_data(**kwargs)) | {"ways": ways, "breadcrumbs": crumbs}


second_step = require_http_methods(["GET", "HEAD", "POST"])(SecondStep.as_view())


def too_many_tries(request: HttpRequest, person: Any) -> HttpResponse | None:
    """The 429 page if the account's tries at the second factor are used up; counts nothing itself."""
    key = f"mfa-auth-user-{person.pk}"
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="login_failed", key=key, dry_run=True
    )
    return limited


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks somebody signed in to show who they are: by their second factor, or by a code in an e-mail."""
    assert isinstance(request.user, User)
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="reauthenticate", user=request.user
    )
    if limited:
        return limited
    ways = ways_in_of(request.user)
    context = {
        "ways": ways,
        "next": get_next_redirect_url(request) or "",
        "breadcrumbs": [(_("My page"), reverse("my_page")), (_("Confirm that it is you"), None)],
    }
    if ways.has_second_factor:
        return _by_factor(request, request.user, context)
    return _by_mail(request, request.user, context)


def _by_factor(request: HttpRequest, user: User, context: dict[str, Any]) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    by_passkey = posted is not None and "credential" in posted
    form = SecondStepForm(None if by_passkey else posted, user=user)
    passkey = ShownPasskeyForm(posted if by_passkey else None, user=user)
    used: Any = passkey if by_passkey else form
    if posted is not None and (limited := too_many_tries(request, user)):
        return limited
    if posted is not None and used.is_valid():
        note_factor_shown(request, used.shown)
        return redirect(context["next"] or "ways_in")
    if context["ways"].passkeys:
        context["js_data"] = {"request_options": webauthn.begin_authentication(user)}
    context |= {"form": form, "webauthn_form": passkey}
    return render(request, "partnership/second_factor/confirm.html", context, status=_status(posted))


def _by_mail(request: HttpRequest, user: User, context: dict[str, Any]) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    if posted is not None and "code" not in posted:
        write_code(user, code=confirmation.begin(request.session))
        return render(request, "partnership/second_factor/confirm_by_mail.html", context | _asked(None))
    form = ConfirmationCodeForm(posted, session=request.session)
    if posted is not None and form.is_valid():
        note_confirmed_by_code(request)
        return redirect(context["next"] or "ways_in")
    shown = _asked(form) if confirmation.is_under_way(request.session) else {"over": posted is not None}
    page = "partnership/second_factor/confirm_by_mail.html"
    return render(request, page, context | shown, status=_status(posted))


def _asked(form: ConfirmationCodeForm | None) -> dict[str, Any]:
    return {"asked": True, "form": form or ConfirmationCodeForm(session={})}


def _status(posted: object) -> int:
    return 200 if posted is None else UNPROCESSABLE
