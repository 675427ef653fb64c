"""Addresses of a made-up harbour, to plant faults in: who may see and do what is told by the user's name."""

from __future__ import annotations

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe


@require_safe
def boats(_request: HttpRequest, **_names: Any) -> HttpResponse:
    return HttpResponse("boats")


class Logbook(View):
    """Closed to those signed out, unseen by guests, refused to deckhands."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "/gangway/")
        if request.user.get_username() == "guest" or kwargs.get("number", 1) > 9:
            raise Http404
        if request.user.get_username() == "deckhand":
            raise PermissionDenied("Only the captain writes in the logbook.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, _request: HttpRequest, **_names: Any) -> HttpResponse:
        return HttpResponse("logbook")

    def post(self, _request: HttpRequest, **_names: Any) -> HttpResponse:
        return HttpResponse("written", status=201)


@csrf_exempt
@require_POST
def signal(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("heard")


harbour = [
    path("logbook/<int:number>/", Logbook.as_view(), name="page"),
    path("signal/", signal, name="signal"),
]
urlpatterns = [
    path("", include((harbour, "harbour"))),
    *i18n_patterns(
        path("", boats, name="front"),
        path("gangway/", boats, name="sign_in"),
        path("boats/<int:number>/", boats, name="boat"),
        prefix_default_language=False,
    ),
]
