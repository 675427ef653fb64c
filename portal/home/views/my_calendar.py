"""A person's own calendar: the page where they make, see and revoke its secret address, and the calendar."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.queries.calendar import calendar_entries, dates_concerning, preparations_of
from portal.core.calendar import calendar_text
from portal.core.clock import today
from portal.core.guards import only
from portal.core.views.calendar import calendar_response
from portal.partnership.models import User
from portal.partnership.queries.calendar_key import calendar_secret_of, owner_of_calendar
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.workflows.calendar_key import (
    give_calendar_key,
    renew_calendar_key,
    revoke_calendar_key,
)

for_the_signed_in = only(is_signed_in, gettext_lazy("Those who are signed in have a calendar of their own."))
#: The address is the key: no search engine, no page it might be opened from and no cache may keep it.
SECRECY = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_signed_in
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Shows the address of one's own calendar; POST makes one where there is none."""
    person = _signed_in(request)
    if request.method == "POST":
        give_calendar_key(by=person)
        messages.success(request, _("Your calendar has an address. Put it into your calendar program."))
        return redirect("my_calendar")
    secret = calendar_secret_of(person)
    url = f"{settings.BASE_URL}{reverse('personal_calendar', args=[secret])}" if secret else ""
    context = {
        "url": url,
        "webcal": f"webcal://{url.partition('://')[2]}",
        "breadcrumbs": [(_("My page"), reverse("my_page")), (_("My calendar"), None)],
    }
    return render(request, "home/my_calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_signed_in
def change_address(request: HttpRequest) -> HttpResponse:
    """Says what happens when the address is changed or taken away; POST does it."""
    person = _signed_in(request)
    if request.method == "POST":
        if request.POST.get("do") == "renew":
            renew_calendar_key(by=person)
            messages.success(request, _("Your calendar has a new address. The old one no longer works."))
        elif request.POST.get("do") == "revoke" and revoke_calendar_key(by=person):
            messages.success(request, _("The address is revoked. It no longer works."))
        return redirect("my_calendar")
    if not calendar_secret_of(person):
        return redirect("my_calendar")
    above = [(_("My page"), reverse("my_page")), (_("My calendar"), reverse("my_calendar"))]
    context = {"breadcrumbs": [*above, (_("Change or revoke the address"), None)]}
    return render(request, "home/my_calendar_address.html", context)


@require_safe
def personal_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What concerns the one whose secret it is, in their language. Unknown and revoked are not told apart."""
    person = owner_of_calendar(secret)
    if person is None:
        headers = {**SECRECY, "Cache-Control": "no-store"}
        return HttpResponseNotFound(
            "There is no such calendar.\n", "text/plain; charset=utf-8", headers=headers
        )
    with translation.override(person.language):
        dates = dates_concerning(person, today())
        entries = [*calendar_entries(dates), *preparations_of(person, today())]
        name = _("My dates, %(partnership)s") % {"partnership": the_partnership().name}
        text = calendar_text(entries, name=name, url=f"{settings.BASE_URL}{reverse('my_calendar')}")
    answer = calendar_response(
        request,
        text,
        filename="kalender.ics",
        changed=(entry.updated_at for entry in entries),
        private=True,
    )
    for name, value in {**SECRECY, "Content-Language": person.language}.items():
        answer.headers[name] = value
    return answer


def _signed_in(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
