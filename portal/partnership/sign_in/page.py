"""The page that says why somebody is not signed in, and how to go on."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from portal.partnership.sign_in.failures import Failure

logger = logging.getLogger("portal.sign_in")

#: In the session: where somebody was going when they began to sign in, and in which language.
NEXT, LANGUAGE = "sign_in_next", "sign_in_language"


def failed_page(
    request: HttpRequest, failure: Failure, *, provider: str, name: str, detail: str
) -> HttpResponse:
    """Nothing the provider said is on it: neither its words nor what came in the address.

    `provider` is its key and `name` what people call it; `detail` is told to the log alone.
    """
    level = logging.WARNING if failure.status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
    logger.log(level, "A sign-in at %s stopped: %s.", provider, detail)
    back = reverse("sign_in")
    if target := request.session.get(NEXT):
        back = f"{back}?{urlencode({'next': target})}"
    context = {"failure": failure, "provider": name, "back": back}
    return render(request, "partnership/sign_in_failed.html", context, status=failure.status)
