"""Signing in and out, and the demo's way in: one card per persona."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.partnership.forms.sign_in import SignInForm
from portal.partnership.models import User
from portal.partnership.queries.persona import personas


class SignIn(LoginView):
    template_name = "partnership/sign_in.html"
    authentication_form = SignInForm
    http_method_names = ["get", "post", "head", "options"]
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = personas() if settings.DEMO else []
        return super().get_context_data(personas=shown, next=self.get_redirect_url(), **kwargs)


class SignOut(LogoutView):
    """GET asks, POST signs out: a link in a mail or a picture must never sign anybody out."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "partnership/sign_out.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("front_page")
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.success(request, _("You are signed out."))
        return response


@require_POST
def become_persona(request: HttpRequest) -> HttpResponse:
    """Sign in as an example person. Only in the demo: elsewhere the address does not exist."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(User, is_example=True, is_active=True, email=request.POST.get("persona", ""))
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("my_page")
    return redirect(target)
