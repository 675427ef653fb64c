"""Doors: signed out leads to sign-in and back; signed in without the right gets a sentence on who may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

Predicate = Callable[[Any], bool]
View = Callable[..., Any]


def only(predicate: Predicate, who: str | Promise) -> Callable[[View], View]:
    """Let in those for whom `predicate(user)` holds. `who` is the 403 page's sentence on who may."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not predicate(request.user):
                raise PermissionDenied(str(who))
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return guarded

    return guard
