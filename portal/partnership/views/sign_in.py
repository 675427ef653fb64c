"""Signing in and out, and the demo's way in: one card per persona."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.partnership.models import User
from portal.partnership.queries.persona import personas
from portal.partnership.queries.ways_in import ways_in


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Every way in. Whoever is signed in goes on to where they were going."""
    target = own_address(request, request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(target or "my_page")
    context = {
        "providers": ways_in(),
        "personas": personas() if settings.DEMO else [],
        "next": target,
    }
    return render(request, "partnership/sign_in.html", context)


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
    return redirect(own_address(request, request.POST.get("next", "")) or reverse("my_page"))


def own_address(request: HttpRequest, address: str) -> str:
    """The address if it is one of the portal's own, else nothing: nobody is sent elsewhere from here."""
    own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if own else ""
