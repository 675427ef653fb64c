"""A change of one's ways in asks who one is, unless one has just shown it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.partnership.queries.second_factor import has_second_factor
from portal.partnership.rules.second_factor import confirmed_lately

View = Callable[..., HttpResponse]


def when_confirmed(view: View) -> View:
    """Lead to the page that asks who one is, and back. What was sent is not kept: it is sent once more."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if confirmed_lately(request.session, user.pk, with_second_factor=has_second_factor(user)):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("ways_in")
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")

    return guarded
