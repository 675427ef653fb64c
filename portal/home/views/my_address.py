"""Another e-mail address for one's account: a link goes to it, and changes it when its reader says so."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.home.views.my_data import UNPROCESSABLE, crumbs, for_the_signed_in, signed_in
from portal.partnership.forms.me import NewAddressForm
from portal.partnership.rules.new_address import LinkUnusableError
from portal.partnership.views.confirmed import when_confirmed
from portal.partnership.workflows.address import (
    TooOftenError,
    ask_for_address,
    confirm_address,
    read_link_of,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_signed_in
@when_confirmed
def new_address(request: HttpRequest) -> HttpResponse:
    """Says the same whether the address has an account or not: who asks learns nothing about others."""
    person = signed_in(request)
    form = NewAddressForm(request.POST or None, now=person.email)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_address(form.cleaned_data["email"], by=person)
        except TooOftenError:
            form.add_error("email", _("You have asked several times today. Try again tomorrow."))
        else:
            address = form.cleaned_data["email"]
            messages.success(
                request,
                _("A mail is on its way to %(address)s. Open the link in it within a day.")
                % {"address": address},
            )
            return redirect("my_data")
    page = _("Change your e-mail address")
    context = {"form": form, "person": person, "breadcrumbs": crumbs(page)}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "home/my_address.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_signed_in
def confirm_new_address(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners follow links; POST puts the address in place."""
    person = signed_in(request)
    page = _("Confirm your new e-mail address")
    try:
        if request.method == "POST":
            change = confirm_address(token, by=person)
            receipt = _("Your e-mail address here is now %(address)s.") % {"address": change.new}
            messages.success(request, receipt)
            return redirect("my_data")
        change = read_link_of(token, by=person)
    except LinkUnusableError:
        context = {"unusable": True, "breadcrumbs": crumbs(page)}
        return render(request, "home/my_address_confirm.html", context, status=410)
    except PermissionDenied:
        raise PermissionDenied(
            _("This link belongs to another account. Sign out, and sign in as the one who asked for it.")
        ) from None
    context = {"change": change, "breadcrumbs": crumbs(page)}
    return render(request, "home/my_address_confirm.html", context)
