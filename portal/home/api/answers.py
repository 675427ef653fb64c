"""What every answer to a program carries: leave to read it from anywhere, and a name for what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from portal.home.api.limit import seconds_to_wait

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")
FROM_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
BEFORE_ASKING = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(READING),
}


def readable_from_anywhere(view: View) -> View:
    """GET and HEAD from any site, with an ETag, and 304 for who has the answer already."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers=BEFORE_ASKING)
        elif request.method not in READING:
            response = fault(405, "This address is for reading only.", Allow=BEFORE_ASKING["Allow"])
        else:
            response = _read(view, request, *args, **kwargs)
        for name, value in FROM_ANYWHERE.items():
            response.headers[name] = value
        return response

    return answer


def counted(view: View) -> View:
    """Readers who ask for too much are told when to ask again (429)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if wait := seconds_to_wait(request):
            retry = {"Retry-After": str(wait)}
            return fault(429, f"Too many questions. Ask again in {wait} seconds.", **retry)
        return view(request, *args, **kwargs)

    return answer


def fault(status: int, detail: str, **headers: str) -> JsonResponse:
    """What is wrong, in a sentence for whoever writes the program."""
    return JsonResponse({"detail": detail}, status=status, headers=headers)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    asked = request.method
    request.method = "GET"  # the server leaves out the body of an answer to HEAD
    response = view(request, *args, **kwargs)
    request.method = asked
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    conditional = get_conditional_response(request, etag=etag, response=response)
    return response if conditional is None else conditional
