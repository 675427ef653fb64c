"""Pages for when something is wrong: what happened, and where to go from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.home.api.answers import fault


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        return fault(404, "There is nothing at this address. See /api/v1/ for what there is.")
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a request context: whatever failed must not fail again here."""
    return HttpResponseServerError(render_to_string("500.html"))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is gone: signed out in another window, or the page is very old."""
    sentence = _("The page you sent from is too old. Go back, load it again and send once more.")
    context = {"heading": _("The page is too old to send from"), "reason": sentence}
    return render(request, "403.html", context, status=403)
