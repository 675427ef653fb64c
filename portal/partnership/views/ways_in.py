"""How one comes in: the page of all ways, the authenticator app, the recovery codes."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp, deactivate_totp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.guards import only
from portal.partnership.forms.second_factor import AppForm
from portal.partnership.models import User
from portal.partnership.queries.second_factor import live_sessions, may_remove, ways_in_of
from portal.partnership.queries.ways_in import ways_in as providers
from portal.partnership.rules.qr import qr_code
from portal.partnership.rules.second_factor import must_have_second_factor
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.sign_in.session import note_factor_shown
from portal.partnership.views.confirmed import when_confirmed
from portal.partnership.views.second_factor import UNPROCESSABLE, WHO, too_many_tries

GOING_TO = "second_factor_going_to"
"""Key in the session: where somebody was going when they were led here to set up a second factor."""


@never_cache
@require_safe
@only(is_signed_in, WHO)
def ways_in(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    if wanted := get_next_redirect_url(request):
        request.session[GOING_TO] = wanted
    ways = ways_in_of(user)
    must = must_have_second_factor(user)
    context = {
        "ways": ways,
        "providers": providers(user),
        "lacking": must and not ways.has_second_factor,
        "sessions": live_sessions(user, here=request.session.session_key or ""),
        "breadcrumbs": [(_("My page"), reverse("my_page")), (_("How you sign in"), None)],
    }
    return render(request, "partnership/second_factor/ways_in.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
@when_confirmed
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Shows the key of a new app; POST takes the app's first code."""
    user = reader(request)
    if ways_in_of(user).app is not None:
        return redirect("ways_in")
    posted = request.POST if request.method == "POST" else None
    if posted is not None and (limited := too_many_tries(request, user)):
        return limited
    form = AppForm(posted, user=user)
    if posted is not None and form.is_valid():
        factor, codes = activate_totp(request, form)
        note_factor_shown(request, factor)
        messages.success(
            request, _("The authenticator app is in place. You are asked for its code when you sign in.")
        )
        return onwards(request, codes)
    address = get_adapter().build_totp_url(user, form.secret)
    context = {
        "form": form,
        "key": " ".join(form.secret[start : start + 4] for start in range(0, len(form.secret), 4)),
        "address": address,
        "qr": qr_code(address, title=_("QR code for the authenticator app")),
        "breadcrumbs": crumbs(_("Set up an authenticator app")),
    }
    status = 200 if posted is None else UNPROCESSABLE
    return render(request, "partnership/second_factor/app.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
@when_confirmed
def remove_app(request: HttpRequest) -> HttpResponse:
    factor = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.TOTP)
    if request.method == "POST" and may_remove(factor):
        deactivate_totp(request, factor)
        messages.success(request, _("The authenticator app is removed."))
        return redirect("ways_in")
    what = _("Remove the authenticator app")
    return ask_before_removing(request, factor, what)


@never_cache
@require_http_methods(["GET", "POST"])
@only(is_signed_in, WHO)
@when_confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows new codes once; POST makes new ones, and the old ones are of no use any more."""
    if request.method == "POST":
        if not ways_in_of(reader(request)).has_second_factor:
            raise Http404
        generate_recovery_codes(request)
        return redirect("recovery_codes")
    codes, may_see = view_recovery_codes(request)
    if codes is None:
        raise Http404
    context = {
        "codes": codes.get_unused_codes() if may_see else [],
        "left": len(codes.get_unused_codes()),
        "going_to": request.session.pop(GOING_TO, "") if may_see else "",
        "breadcrumbs": crumbs(_("Recovery codes")),
    }
    return render(request, "partnership/second_factor/recovery_codes.html", context)


def onwards(request: HttpRequest, codes: Authenticator | None) -> HttpResponse:
    """After a factor is set up: first the recovery codes, if they are new, then where one was going."""
    if codes is not None:
        return redirect("recovery_codes")
    return redirect(request.session.pop(GOING_TO, "") or "ways_in")


def ask_before_removing(request: HttpRequest, factor: Authenticator, what: str) -> HttpResponse:
    context = {"what": what, "may": may_remove(factor), "factor": factor, "breadcrumbs": crumbs(what)}
    status = 200 if context["may"] or request.method != "POST" else UNPROCESSABLE
    return render(request, "partnership/second_factor/remove.html", context, status=status)


def crumbs(here: str) -> list[tuple[str, str | None]]:
    above = [(_("My page"), reverse("my_page")), (_("How you sign in"), reverse("ways_in"))]
    return [*above, (here, None)]


def reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
