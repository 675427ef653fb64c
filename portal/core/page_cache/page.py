"""One kept page: what may be kept, and how it lies in Redis."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.core.launcher.fingerprint import fingerprint
from portal.core.registry import Registry
from portal.core.threads import kinds

LONGEST_VALUE = 60
LONGEST_PATH = 300
MOST_PAIRS = 8
LARGEST = 600_000
ROOMS_APART = ("static", "demo", "healthz", "readyz", "metrics")
NEVER_UNDER = tuple(
    f"{language}/{room}"
    for room in ROOMS_APART
    for language in ("", *(f"/{code}" for code, _ in settings.LANGUAGES))
)
CONTENT = (
    "text/html",
    "text/calendar",
    "text/csv",
    "text/turtle",
    "application/atom+xml",
    "application/xml",
    "application/json",
    "application/ld+json",
    "image/svg+xml",
)
#: What an answer may depend on beside its address. The address decides the language, whatever `Vary` says.
VARIES_BY = {"cookie", "accept-language", "accept-encoding"}
POST_FORM = re.compile(rb"""<form\b[^>]*\b(?i:method)\s*=\s*["']?(?i:post)\b""")
#: Keys an address may have to be kept, beside the facets of the lists. `q` is never among them: what is
#: searched for is endless.
query_keys: Registry[bool] = Registry("query keys of kept pages")
for name in ("side", "sortering", "tid", "format", "vis"):
    query_keys.register(name, True)


@dataclass(frozen=True)
class Page:
    """A page as it was sent, its generation, and until when (seconds since 1970) it says the truth."""

    generation: bytes
    until: float
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse, generation: bytes, until: float) -> Page:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        headers = {**response.headers, "ETag": etag, "Cache-Control": "no-cache"}
        return cls(generation, until, tuple(headers.items()), response.content)

    def packed(self) -> bytes:
        head = [self.generation.decode(), self.until, self.headers]
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def unpacked(cls, raw: bytes) -> Page:
        head, _line, body = raw.partition(b"\n")
        generation, until, headers = json.loads(head)
        return cls(generation.encode(), until, headers, body)


def page_key(request: HttpRequest) -> str | None:
    """Under what an answer to this request is kept; none where it is not for everyone, or endless."""
    asked = request.META
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in asked:
        return None
    path, query = request.path, asked.get("QUERY_STRING", "")
    if path.startswith(NEVER_UNDER) or len(path) > LONGEST_PATH or (query and not _is_bounded(query)):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    # The query as it was sent: pages link to themselves in the other languages with it.
    said = f"{release()}|{request.scheme}|{asked.get('HTTP_HOST', '')}|{path}|{query}"
    return "page:" + hashlib.sha256(said.encode(errors="surrogateescape")).hexdigest()


def _is_bounded(query: str) -> bool:
    pairs = parse_qsl(query, keep_blank_values=True)
    facets = _facets()
    known = all(name in query_keys or name in facets for name, _value in pairs)
    return known and len(pairs) <= MOST_PAIRS and all(len(value) <= LONGEST_VALUE for _name, value in pairs)


def _facets() -> frozenset[str]:
    return frozenset(facet.name for kind in kinds for facet in kind.facets)


@cache
def release() -> str:
    """Names the code and the settings this process runs on, so that another release has its own pages."""
    roots = [settings.BASE_DIR, settings.STATIC_ROOT]
    suffixes = (".py", ".html", ".mo", ".svg", ".css", ".js", ".lock", "staticfiles.json")
    return fingerprint(roots, suffixes, settings.BASE_URL, str(settings.DEMO))[:16]


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A whole page that is the same for everyone: no cookie, no form that is posted, nothing private."""
    if response.status_code != 200 or response.streaming or not isinstance(response, HttpResponse):
        return False
    headers = response.headers
    if response.cookies or headers.get("Content-Type", "").split(";")[0] not in CONTENT:
        return False
    control = headers.get("Cache-Control", "")
    if (
        "no-store" in control
        or "private" in control
        or "'nonce-" in headers.get("Content-Security-Policy", "")
    ):
        return False
    if not {word.strip().lower() for word in headers.get("Vary", "").split(",") if word.strip()} <= VARIES_BY:
        return False
    messages = getattr(request, "_messages", None)
    if messages is not None and (messages.used or messages.added_new):
        return False
    body = response.content
    return len(body) <= LARGEST and b"csrfmiddlewaretoken" not in body and POST_FORM.search(body) is None
