"""What every answer carries, and what is answered when the database is down."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.core.signals import got_request_exception
from django.db import DataError, InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
DATABASE_DOWN = (OperationalError, InterfaceError)
RETRY_AFTER = 30  # seconds
OF_NUL = ("cannot contain NUL", "\\u0000 cannot be converted")
"""What psycopg says of it in a text, and PostgreSQL in JSON."""

#: Abilities of the browser that no page here uses.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class SecurityHeaders:
    """Adds the protecting headers Django doesn't set; a view that sets one itself keeps its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class PersonalPages:
    """What somebody with a session is shown is kept nowhere, and what was kept goes at sign-out.

    Goes by the cookie, so that it costs nothing; a view that says itself how it may be kept is followed.
    """

    # Not "cookies": that would take those of every other site on the same domain.
    AFTER_SIGN_OUT = '"cache", "storage"'

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        if getattr(request, "signed_out", False):
            response.headers["Clear-Site-Data"] = self.AFTER_SIGN_OUT
        return response


@receiver(user_logged_out, dispatch_uid="portal.core.middleware.remember_sign_out")
def remember_sign_out(request: HttpRequest | None = None, **_signal: Any) -> None:
    """Keep for `PersonalPages` that this answer is the last of a session."""
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined]


class ServiceUnavailable:
    """Answers 503 with a page that helps when the database doesn't answer.

    Stands outside the middleware that reads the database (sessions, sign-in), whose errors Django has
    turned into a 500 or into an error of the 500 page before they get here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        except DATABASE_DOWN as error:
            return unavailable(error)
        cause = getattr(request, "database_error", None)
        return unavailable(cause) if cause and response.status_code == 500 else response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(exception) if isinstance(exception, DATABASE_DOWN) else None


class NoText:
    """Answers 400 where somebody sends a NUL, which no form of a browser's does and no text here can hold.

    A form's own fields say so themselves; this is for what comes in beside them. Nothing has been written.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        sent = isinstance(exception, DataError) and any(said in str(exception) for said in OF_NUL)
        return bad_request(request, exception) if sent else None


@receiver(got_request_exception, dispatch_uid="portal.core.middleware.remember_database_error")
def remember_database_error(request: HttpRequest | None = None, **_signal: Any) -> None:
    """Keep for `ServiceUnavailable` what made a 500, where it was the database."""
    error = sys.exc_info()[1]
    if request is not None and isinstance(error, DATABASE_DOWN):
        request.database_error = error  # type: ignore[attr-defined]


def unavailable(error: BaseException) -> HttpResponse:
    """The 503 page, rendered without anything that asks the database."""
    logger.error("The database doesn't answer.", exc_info=error)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
