"""What one follows, and the two buttons that begin and end it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.core.guards import only
from portal.partnership.models import User
from portal.partnership.queries.follow import followed_by
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.workflows.follow import NothingToFollowError, follow, unfollow

WHO = gettext_lazy("Those who are signed in can follow things.")


@require_safe
@only(is_signed_in, WHO)
def follows_page(request: HttpRequest) -> HttpResponse:
    context = {
        "followed": followed_by(_reader(request)),
        "breadcrumbs": [(_("My page"), reverse("my_page")), (_("What you follow"), None)],
    }
    return render(request, "partnership/follows.html", context)


@require_POST
@only(is_signed_in, WHO)
def follow_thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    try:
        thing = follow(kind, key, by=_reader(request))
    except NothingToFollowError:
        raise Http404 from None
    messages.success(request, _("You follow it. You get an e-mail when something happens to it."))
    return redirect(thing.url)


@require_POST
@only(is_signed_in, WHO)
def stop_following(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    if unfollow(kind, key, by=_reader(request)):
        messages.success(request, _("You no longer follow it."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the button stood on, if it is one of ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if ours else reverse("follows")


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
