"""The way to a provider and back, one hop at a time: what a browser does, with every hop in sight."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client
from django.urls import reverse


class Way:
    """Somebody's browser. The portal is asked through Django's client, the provider over HTTP."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def leave(self, provider: str = "feide", *, to: str = "") -> str:
        """Press the provider's button; gives the address at the provider one is sent to."""
        answer = self.client.post(reverse("openid_connect_login", args=[provider]), {"next": to})
        return address_of(answer)

    def connect(self, provider: str = "feide") -> str:
        return address_of(self.client.post(reverse("connect_provider", args=[provider])))

    def at_provider(self, address: str) -> str:
        """What the provider sends one back to, as path and query."""
        answer = requests.get(address, allow_redirects=False, timeout=5)
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def back(self, path: str) -> Any:
        return self.client.get(path)

    def walk(self, provider: str = "feide", *, to: str = "") -> Any:
        """All of it; gives the portal's last answer."""
        return self.back(self.at_provider(self.leave(provider, to=to)))

    @property
    def signed_in(self) -> int | None:
        key = self.client.session.get("_auth_user_id")
        return int(key) if key else None


def address_of(answer: Any) -> str:
    assert answer.status_code == 200, f"{answer.status_code} {answer.content.decode()[:500]}"
    assert answer.headers["Refresh"] == f"0; url={answer.context['address']}"
    return str(answer.context["address"])
