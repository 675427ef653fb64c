"""One kept page: what may be kept, and how it lies in Redis."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.core.registry import Registry

LONGEST_VALUE = 60
LONGEST_PATH = 300
LARGEST = 600_000
NEVER_UNDER = ("/static/", "/demo/", "/healthz", "/readyz", "/metrics")
KINDS = (
    "text/html",
    "text/calendar",
    "application/atom+xml",
    "application/xml",
    "application/json",
    "image/svg+xml",
)
#: Keys an address may have to be kept. `q` is never among them: what is searched for is endless.
query_keys: Registry[bool] = Registry("query keys of kept pages")
for key in ("side", "sortering"):
    query_keys.register(key, True)


@dataclass(frozen=True)
class Page:
    """A page as it was sent, its generation, and until when (seconds since 1970) it says the truth."""

    generation: bytes
    until: float
    headers: tuple[tuple[str, str], ...]
    etag: str
    body: bytes

    def packed(self) -> bytes:
        head = [self.generation.decode(), self.until, self.headers, self.etag]
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def unpacked(cls, raw: bytes) -> Page:
        head, _line, body = raw.partition(b"\n")
        generation, until, headers, etag = json.loads(head)
        return cls(generation.encode(), until, tuple((name, value) for name, value in headers), etag, body)


def page_key(request: HttpRequest, session_cookie: str) -> str | None:
    """Under what an answer to this request is kept; none where it is not for everyone, or endless."""
    if request.method not in {"GET", "HEAD"} or session_cookie in request.COOKIES:
        return None
    path, query = request.path, request.META.get("QUERY_STRING", "")
    if path.startswith(NEVER_UNDER) or len(path) > LONGEST_PATH:
        return None
    pairs = sorted(parse_qsl(query, keep_blank_values=True)) if query else []
    if any(name not in query_keys or len(value) > LONGEST_VALUE for name, value in pairs):
        return None
    said = f"{request.scheme}|{request.META.get('HTTP_HOST', '')}|{path}|{urlencode(pairs)}"
    return "page:" + hashlib.sha256(said.encode()).hexdigest()


def may_be_kept(response: HttpResponseBase) -> bool:
    """A whole page that is the same for everyone: no cookie, no form that is posted, nothing private."""
    if response.status_code != 200 or response.streaming or not isinstance(response, HttpResponse):
        return False
    if response.cookies or response.headers.get("Content-Type", "").split(";")[0] not in KINDS:
        return False
    control = response.headers.get("Cache-Control", "")
    if "no-store" in control or "private" in control or len(response.content) > LARGEST:
        return False
    return b'method="post"' not in response.content and b"csrfmiddlewaretoken" not in response.content
