"""Keeps out of the logs what opens something: the secrets and tokens that stand in addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import Resolver404, resolve

SECRET_NAMES = ("secret", "token")
"""What such a part of an address is called in `urls.py`."""
INSTEAD = "[…]"


class HideSecrets(logging.Filter):
    """Lets every record through, without the secrets in the address of the request it is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        for secret in _secrets(request) if isinstance(request, HttpRequest) else ():
            record.msg, record.args = record.getMessage().replace(secret, INSTEAD), ()
            if record.exc_info:
                told = record.exc_text or logging.Formatter().formatException(record.exc_info)
                record.exc_text = told.replace(secret, INSTEAD)
        return True


def path_without_secrets(request: HttpRequest) -> str:
    """The path of the address, for what is kept; the query, where people write names, is left out."""
    path = request.path
    for secret in _secrets(request):
        path = path.replace(secret, INSTEAD)
    return path


def _secrets(request: HttpRequest) -> Iterator[str]:
    match = request.resolver_match
    if match is None:  # the request broke before it came to its view
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return
    for name in SECRET_NAMES:
        if secret := str(match.kwargs.get(name, "")):
            yield secret
