"""Coming in by a code in an e-mail. Says and does the same whether anybody has that address or not."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.partnership.forms.code import AskForCodeForm, CodeForm
from portal.partnership.models import User
from portal.partnership.views.code_start import begin_code
from portal.partnership.workflows.sign_in_mail import code_mail

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """POST sends a code to the address, if it is somebody's, and leads to where it is written."""
    wanted = get_next_redirect_url(request) or ""
    if request.user.is_authenticated:
        return redirect(wanted or "my_page")
    form = AskForCodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "next": wanted, "breadcrumbs": _crumbs(_("Code by e-mail"))}
        status = UNPROCESSABLE if request.method == "POST" else 200
        return render(request, "partnership/code_ask.html", context, status=status)
    email = form.cleaned_data["email"]
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="request_login_code", key=email.lower()
    )
    if limited:
        return limited
    _begin(request, email)
    page = reverse("account_confirm_login_code")
    return redirect(f"{page}?{urlencode({'next': wanted})}" if wanted else page)


def _begin(request: HttpRequest, email: str) -> None:
    """Make a code, and queue it for the one whose address it is; for nobody's, as much work for no mail."""
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        code_mail(User(email=email, name=email, language=get_language() or "nb"), "0000-0000")
    begin_code(request, person, email)


class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """Takes the code: three tries, then a new one must be asked for."""

    form_class = CodeForm
    template_name = "partnership/code_confirm.html"
    http_method_names = ["get", "head", "post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = f"sign-in-code:{self._process.state['email'].lower()}"
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="login_failed", key=key)
        return limited or super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = UNPROCESSABLE
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self._process.state["email"]
        crumbs = _crumbs(_("Code by e-mail"))
        again = AskForCodeForm(initial={"email": address})
        shown = {"address": address, "breadcrumbs": crumbs, "again": again}
        return dict(super().get_context_data(**kwargs)) | shown


confirm_code = require_http_methods(["GET", "HEAD", "POST"])(ConfirmCode.as_view())


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [(_("Sign in"), reverse("sign_in")), (here, None)]
