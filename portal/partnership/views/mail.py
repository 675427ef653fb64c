"""How one's mail comes, when one is away, and the way out of a kind of mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.forms.mail import AbsenceForm, WishesForm
from portal.partnership.models import Absence, User
from portal.partnership.queries.mail import absences_from, covers_of, unwanted_kinds
from portal.partnership.rules.mail_kinds import mail_kinds
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.rules.unsubscribe import LinkBrokenError, LinkExpiredError
from portal.partnership.workflows.mail import (
    add_absence,
    read_link,
    remove_absence,
    set_wishes,
    unsubscribe,
)

WHO = gettext_lazy("Those who are signed in say how they want their mail.")
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
def mail_wishes(request: HttpRequest) -> HttpResponse:
    form = WishesForm(request.POST or None) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _page(request, wishes=form)
    set_wishes(
        by=_reader(request),
        rhythm=form.cleaned_data["rhythm"],
        language=form.cleaned_data["language"],
        unwanted=form.unwanted,
    )
    messages.success(request, _("Your choices are saved. They hold from the next mail on."))
    return redirect("mail_wishes")


@require_POST
@only(is_signed_in, WHO)
def add_my_absence(request: HttpRequest) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, absence=form)
    reader = _reader(request)
    add_absence(by=reader, **form.cleaned_data)
    if any(cover.substitute for cover in covers_of(reader, today())):
        receipt = _("Your days away are noted. Your substitutes get your reminders on those days.")
    else:
        receipt = _("Your days away are noted. Nobody steps in for you, so your reminders still come to you.")
    messages.success(request, receipt)
    return redirect(f"{reverse('mail_wishes')}#away")


@require_POST
@only(is_signed_in, WHO)
def remove_my_absence(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence, pk=pk, user=request.user)
    remove_absence(absence, by=_reader(request))
    messages.success(request, _("Your days away are removed. Your reminders come to you."))
    return redirect(f"{reverse('mail_wishes')}#away")


@csrf_exempt  # The token in the address is the proof: mail programs send no other (RFC 8058).
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_from(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners follow links; POST turns the mail off, without signing in."""
    try:
        done = request.method == "POST"
        _person, kind = unsubscribe(token) if done else read_link(token)
    except LinkBrokenError:
        raise Http404 from None
    except LinkExpiredError:
        return render(request, "partnership/unsubscribe.html", {"expired": True}, status=410)
    context = {"kind": mail_kinds.get(kind), "done": done, "breadcrumbs": [(_("Turn off mail"), None)]}
    return render(request, "partnership/unsubscribe.html", context)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _page(
    request: HttpRequest, *, wishes: WishesForm | None = None, absence: AbsenceForm | None = None
) -> HttpResponse:
    """The page; a form that comes along is one that was filled in wrongly."""
    user, day = _reader(request), today()
    context = {
        "wishes": wishes or WishesForm.of(user, unwanted_kinds(user)),
        "absence": absence or AbsenceForm(),
        "absences": absences_from(user, day),
        "covers": covers_of(user, day),
        "mandatory": [kind for kind in mail_kinds if kind.mandatory],
        "breadcrumbs": [(_("My page"), reverse("my_page")), (_("Reminders"), None)],
    }
    status = UNPROCESSABLE if wishes or absence else 200
    return render(request, "partnership/mail_wishes.html", context, status=status)
