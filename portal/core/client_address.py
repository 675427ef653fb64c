"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The network address of whoever asks, as far as our own proxies vouch for it; empty where none is known.

    Of `X-Forwarded-For` only as many entries are believed as there are proxies of our own
    (`TRUSTED_PROXIES`): whatever stands before them, the asker may have written.
    """
    count = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    told = forwarded[-count] if 0 < count <= len(forwarded) else ""
    return _address(told) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str:
    """The network address in `text`, without its port; empty where there is none."""
    for candidate in (text, text.partition("]")[0].lstrip("["), text.rpartition(":")[0]):
        try:
            found = ipaddress.ip_address(candidate)
        except ValueError:
            continue
        mapped = getattr(found, "ipv4_mapped", None)
        return str(mapped or found)
    return ""
