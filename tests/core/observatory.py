"""The scale of Mozilla's HTTP Observatory, for answers of the test client.

Points and conditions are those of `src/grader/charts.js` and `src/analyzer/tests/` in the repository
mdn/mdn-http-observatory (as of August 2026). Where that scanner goes by a site, such as its preload list,
the harder case is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http.cookies import Morsel

from django.http.response import HttpResponseBase

START = 100
EXTRA_FROM = 90
"""Extra points count only for who has this many without them."""

POINTS = {
    "csp-default-none": 10,
    "csp-no-unsafe": 5,
    "csp-unsafe-style": 0,
    "csp-insecure-passive": -10,
    "csp-unsafe-eval": -10,
    "csp-unsafe-inline": -20,
    "csp-insecure-scheme": -20,
    "csp-missing": -25,
    "cookies-samesite": 5,
    "cookies-secure": 0,
    "cookies-none": 0,
    "cookies-not-secure": -20,
    "cookies-csrf-without-samesite": -20,
    "cookies-session-not-httponly": -30,
    "cookies-session-not-secure": -40,
    "cors-none": 0,
    "cors-public": 0,
    "cors-universal": -50,
    "redirection-to-https": 0,
    "redirection-off-host": -5,
    "redirection-missing": -20,
    "referrer-private": 5,
    "referrer-missing": 0,
    "referrer-unsafe": -5,
    "hsts-six-months": 0,
    "hsts-short": -10,
    "hsts-missing": -20,
    "sri-all": 5,
    "sri-no-scripts": 0,
    "sri-own-origin": 0,
    "sri-external": -5,
    "sri-external-insecure": -50,
    "nosniff": 0,
    "nosniff-missing": -5,
    "frames-csp": 5,
    "frames-header": 5,
    "frames-missing": -20,
    "corp-same": 10,
    "corp-cross": 0,
    "corp-missing": 0,
    "coep-on": 10,
    "coep-missing": 0,
    "coop-on": 10,
    "coop-missing": 0,
}
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SIX_MONTHS = 15_552_000
SCRIPT = re.compile(rb"<script\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*["']?([^"'\s>]*)""")


def assess(response: HttpResponseBase, over_http: HttpResponseBase) -> list[str]:
    """What each of the twelve tests finds. `over_http` is the same address asked without TLS."""
    found = [test(response) for test in TESTS]
    return [*found, _redirection(over_http)]


def score(found: list[str]) -> int:
    without_extra = START + sum(min(POINTS[each], 0) for each in found)
    return START + sum(POINTS[each] for each in found) if without_extra >= EXTRA_FROM else without_extra


def csp_of(response: HttpResponseBase) -> dict[str, set[str]]:
    words = [part.split() for part in response.headers.get("Content-Security-Policy", "").lower().split(";")]
    return {name: set(sources) for name, *sources in filter(None, words)}


def _csp(response: HttpResponseBase) -> str:
    csp = csp_of(response)
    if not csp:
        return "csp-missing"
    default = csp.get("default-src", {"*"})
    script, style, objects = (csp.get(f"{kind}-src", default) for kind in ("script", "style", "object"))
    passive = csp.get("img-src", default) | csp.get("media-src", default)
    active: set[str] = set().union(*(v for k, v in csp.items() if k not in {"img-src", "media-src"}))
    findings = (
        (script & (BROAD | INLINE) or objects & BROAD, "csp-unsafe-inline"),
        (_insecure(active), "csp-insecure-scheme"),
        ("'unsafe-eval'" in script | style, "csp-unsafe-eval"),
        (_insecure(passive), "csp-insecure-passive"),
        (style & (BROAD | INLINE), "csp-unsafe-style"),
        (default == {"'none'"}, "csp-default-none"),
    )
    return next((name for holds, name in findings if holds), "csp-no-unsafe")


def _insecure(sources: set[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)


def _cookies(response: HttpResponseBase) -> str:
    cookies: list[Morsel[str]] = list(response.cookies.values())
    if not cookies:
        return "cookies-none"
    return min((_cookie(cookie) for cookie in cookies), key=POINTS.__getitem__)


def _cookie(cookie: Morsel[str]) -> str:
    name = cookie.key.lower()
    is_session = "sess" in name or "login" in name
    findings = (
        (is_session and not cookie["secure"], "cookies-session-not-secure"),
        (is_session and not cookie["httponly"], "cookies-session-not-httponly"),
        (not cookie["secure"], "cookies-not-secure"),
        ("csrf" in name and not cookie["samesite"], "cookies-csrf-without-samesite"),
        (cookie["samesite"].lower() in {"lax", "strict"}, "cookies-samesite"),
    )
    return next((name for holds, name in findings if holds), "cookies-secure")


def _cors(response: HttpResponseBase) -> str:
    if "Access-Control-Allow-Origin" not in response.headers:
        return "cors-none"
    universal = response.headers.get("Access-Control-Allow-Credentials", "").lower() == "true"
    return "cors-universal" if universal else "cors-public"


def _redirection(over_http: HttpResponseBase) -> str:
    target = over_http.headers.get("Location", "")
    if over_http.status_code not in {301, 302, 307, 308} or not target.startswith("https://"):
        return "redirection-missing"
    host = over_http.wsgi_request.get_host()  # type: ignore[attr-defined]
    return "redirection-to-https" if target.startswith(f"https://{host}/") else "redirection-off-host"


def _referrer(response: HttpResponseBase) -> str:
    policy = response.headers.get("Referrer-Policy", "").lower()
    if not policy:
        return "referrer-missing"
    return "referrer-private" if policy in PRIVATE else "referrer-unsafe"


def _hsts(response: HttpResponseBase) -> str:
    age = re.search(r"max-age=(\d+)", response.headers.get("Strict-Transport-Security", ""))
    if age is None:
        return "hsts-missing"
    return "hsts-six-months" if int(age[1]) >= SIX_MONTHS else "hsts-short"


def _scripts(response: HttpResponseBase) -> str:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return "sri-no-scripts"
    scripts = [dict(ATTRIBUTE.findall(each.decode())) for each in SCRIPT.findall(_body(response))]
    scripts = [script for script in scripts if "src" in script]
    if not scripts:
        return "sri-no-scripts"
    if any(script["src"].startswith(("http:", "//")) for script in scripts):
        return "sri-external-insecure"
    if all("integrity" in script for script in scripts):
        return "sri-all"
    return "sri-external" if any("://" in script["src"] for script in scripts) else "sri-own-origin"


def _body(response: HttpResponseBase) -> bytes:
    return b"" if response.streaming else response.content  # type: ignore[attr-defined]


def _nosniff(response: HttpResponseBase) -> str:
    return "nosniff" if response.headers.get("X-Content-Type-Options") == "nosniff" else "nosniff-missing"


def _frames(response: HttpResponseBase) -> str:
    if "frame-ancestors" in csp_of(response):
        return "frames-csp"
    own = response.headers.get("X-Frame-Options", "").upper() in {"DENY", "SAMEORIGIN"}
    return "frames-header" if own else "frames-missing"


def _resource_policy(response: HttpResponseBase) -> str:
    policy = response.headers.get("Cross-Origin-Resource-Policy")
    return {None: "corp-missing", "same-origin": "corp-same", "same-site": "corp-same"}.get(
        policy, "corp-cross"
    )


def _embedder_policy(response: HttpResponseBase) -> str:
    policy = response.headers.get("Cross-Origin-Embedder-Policy")
    return "coep-on" if policy in {"require-corp", "credentialless"} else "coep-missing"


def _opener_policy(response: HttpResponseBase) -> str:
    policy = response.headers.get("Cross-Origin-Opener-Policy", "")
    return "coop-on" if policy.startswith(("same-origin", "noopener")) else "coop-missing"


TESTS: tuple[Callable[[HttpResponseBase], str], ...] = (
    _csp,
    _cookies,
    _cors,
    _referrer,
    _hsts,
    _scripts,
    _nosniff,
    _frames,
    _resource_policy,
    _embedder_policy,
    _opener_policy,
)
