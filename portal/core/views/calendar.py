"""Answers that calendars subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


def calendar_response(
    request: HttpRequest, text: bytes, *, filename: str, changed: Iterable[datetime], private: bool
) -> HttpResponse:
    """The calendar, or 304 where the asker has these very bytes. `changed` is when its entries were.

    Only the ETag decides: what is taken out of a calendar takes its time of change along, so that a later
    Last-Modified is no proof of a change, and an earlier one none of its absence.
    """
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-cache" if private else "public, no-cache"
    response.headers["ETag"] = etag
    if last := max(changed, default=None):
        response.headers["Last-Modified"] = http_date(last.timestamp())
    answer = get_conditional_response(request, etag=etag, response=response)
    assert answer is not None
    return answer
