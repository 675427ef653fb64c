"""Passkeys: the key of a phone, a computer or a small device, which the browser shows in one's stead."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.guards import only
from portal.partnership.forms.second_factor import PasskeyForm
from portal.partnership.queries.second_factor import may_remove
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.sign_in.session import note_factor_shown
from portal.partnership.views.confirmed import when_confirmed
from portal.partnership.views.second_factor import UNPROCESSABLE, WHO
from portal.partnership.views.ways_in import ask_before_removing, crumbs, onwards, reader


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
@when_confirmed
def add_passkey(request: HttpRequest) -> HttpResponse:
    """The browser makes the key from what the page says; POST stores what it made."""
    user = reader(request)
    posted = request.POST if request.method == "POST" else None
    form = PasskeyForm(posted, user=user, initial={"name": ""})
    if posted is not None and form.is_valid():
        name = form.cleaned_data["name"]
        factor, codes = flows.add_authenticator(
            request, name=name, credential=form.cleaned_data["credential"]
        )
        note_factor_shown(request, factor)
        messages.success(request, _("The passkey “%(name)s” is in place.") % {"name": name})
        return onwards(request, codes)
    options = flows.begin_registration(request, user, passwordless=False)
    context = {
        "form": form,
        "js_data": {"creation_options": options},
        "breadcrumbs": crumbs(_("Add a passkey")),
    }
    status = 200 if posted is None else UNPROCESSABLE
    return render(request, "partnership/second_factor/passkey.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
@when_confirmed
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    kind = Authenticator.Type.WEBAUTHN
    factor = get_object_or_404(Authenticator, pk=pk, user=request.user, type=kind)
    name = factor.wrap().name
    if request.method == "POST" and may_remove(factor):
        flows.remove_authenticator(request, factor)
        messages.success(request, _("The passkey “%(name)s” is removed.") % {"name": name})
        return redirect("ways_in")
    return ask_before_removing(request, factor, _("Remove the passkey “%(name)s”") % {"name": name})
