"""Erasing oneself: what goes, what stays and why, one tick, and a receipt."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.personal_data import PersonalData, Stay, personal_data, what_stays
from portal.home.views.my_data import UNPROCESSABLE, crumbs, for_the_signed_in, signed_in
from portal.partnership.forms.me import EraseForm
from portal.partnership.queries.standing import standing_of
from portal.partnership.views.confirmed import when_confirmed
from portal.partnership.workflows.erase import erase


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_signed_in
@when_confirmed
def erase_me(request: HttpRequest) -> HttpResponse:
    """Who holds a seat is told to hand it over first, and may still."""
    person = signed_in(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase(person, by=person)
        logout(request)
        return redirect("erased")
    context = {
        "form": form,
        "seats": [seat for seat in standing_of(person).seats if not seat.as_substitute],
        "goes": [line for line in personal_data if _goes(line)],
        "stays": what_stays(),
        "breadcrumbs": crumbs(_("Erase me")),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "home/erase_me.html", context, status=status)


def _goes(line: PersonalData) -> bool:
    """Whether the erasure itself takes it away: not what the database does not hold, nor what stays."""
    return bool(line.fields) and not line.stays and line.ends is not Stay.KEPT


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The receipt, for somebody who has no account any more."""
    return render(request, "home/erased.html", {"noindex": True})
