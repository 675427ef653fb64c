"""Every kind of answer carries the protecting headers, as a public installation over HTTPS gives them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from portal.partnership.models import Partnership
from tests.cast import Cast
from tests.core.observatory import POINTS, assess, csp_of, score

GOAL = 120
HOST = "portal.example.org"
PUBLIC = {
    "DEMO": "0",
    "BASE_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": HOST,
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "SECRET_KEY": "only-for-tests-" + "x" * 60,
}
QUESTION = """
import json, portal.settings.base as s
wanted = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "X_FRAME", "CONTENT_SECURITY", "MIDDLEWARE", "HTTPS")
print(json.dumps({name: getattr(s, name) for name in dir(s) if name.startswith(wanted)}))
"""


class OverTls(Client):
    """Asks as the proxy of a public installation does; with `tls` off, as somebody who types http://."""

    tls = True

    def generic(self, *arguments: Any, **more: Any) -> Any:
        return super().generic(*arguments, **more | {"secure": self.tls})


@pytest.fixture(scope="session")
def public_settings() -> dict[str, Any]:
    """What the settings say of headers and cookies when the address is https."""
    ended = subprocess.run(
        [sys.executable, "-c", QUESTION],
        env=os.environ | PUBLIC,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.fixture
def public(settings: Settings, public_settings: dict[str, Any], partnership: Partnership) -> Client:
    """A visitor of such an installation."""
    for name, value in public_settings.items():
        setattr(settings, name, value)
    settings.WHITENOISE_USE_FINDERS = True
    return OverTls(HTTP_HOST=HOST, raise_request_exception=False)


ANSWERS: dict[str, tuple[str, int]] = {
    "front page": ("/", 200),
    "wheel": ("/arshjul/2027/", 200),
    "sign-in": ("/logg-inn/", 200),
    "accessibility": ("/tilgjengelighet/", 200),
    "privacy": ("/personvern/", 200),
    "leads to sign-in": ("/min-side/", 302),
    "not found": ("/finnes-ikke/", 404),
    "file": ("/static/css/theme.css", 200),
    "JSON": ("/api/v1/openapi.json", 200),
    "feed": ("/feed/", 200),
    "calendar": ("/arshjul.ics", 200),
    "PDF": ("/arshjul/2027.pdf", 200),
    "picture": ("/arshjul/2027.svg", 200),
    "security.txt": ("/.well-known/security.txt", 200),
    "liveness": ("/healthz", 200),
}


def look(client: Client, address: str) -> HttpResponseBase:
    answer: HttpResponseBase = client.get(address)
    return answer


def without_tls(address: str) -> HttpResponseBase:
    client = OverTls(HTTP_HOST=HOST)
    client.tls = False
    return look(client, address)


@pytest.mark.parametrize(("address", "status"), ANSWERS.values(), ids=ANSWERS.keys())
def test_each_kind_of_answer_is_worth_the_points(address: str, status: int, public: Client) -> None:
    answer = look(public, address)
    assert answer.status_code == status
    # Machines ask /healthz without TLS from within; people never do.
    asked_in_the_clear = without_tls("/" if address == "/healthz" else address)
    found = assess(answer, asked_in_the_clear)
    assert score(found) >= GOAL, found
    assert csp_of(answer)["default-src"] == {"'none'"}
    assert answer.headers["Permissions-Policy"]


def gone(*_arguments: object, **_more: object) -> HttpResponseBase:
    raise OperationalError("gone")


def broken(*_arguments: object, **_more: object) -> HttpResponseBase:
    raise ValueError("broken")


@pytest.mark.parametrize(("fault", "status"), [(gone, 503), (broken, 500)], ids=["503", "500"])
def test_an_answer_to_a_fault_is_worth_them_too(
    fault: Callable[..., HttpResponseBase], status: int, public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.home.views.front.render", fault)
    answer = look(public, "/")
    assert answer.status_code == status
    assert score(assess(answer, without_tls("/om/"))) >= GOAL


def test_a_refusal_is_worth_them_too(public: Client, cast: Cast) -> None:
    public.force_login(cast.outsider)
    answer = look(public, "/arshjul/aktiviteter/")
    assert answer.status_code == 403
    assert score(assess(answer, without_tls("/"))) >= GOAL


@pytest.mark.parametrize(
    ("header", "worth"),
    [
        ("Content-Security-Policy", 35),  # the policy; frames are still kept out by the other header
        ("Referrer-Policy", 5),
        ("Strict-Transport-Security", 20),
        ("X-Content-Type-Options", 5),
        ("Cross-Origin-Resource-Policy", 10),
        ("Cross-Origin-Embedder-Policy", 10),
        ("Cross-Origin-Opener-Policy", 10),
    ],
)
def test_a_header_that_is_taken_away_costs_its_points(header: str, worth: int, public: Client) -> None:
    """The scale sees each of them: `worth` is what is lost before extra points are lost on top."""
    answer, other = look(public, "/"), without_tls("/")
    before = assess(answer, other)
    del answer.headers[header]
    after = assess(answer, other)
    lost = sum(POINTS[each] for each in before) - sum(POINTS[each] for each in after)
    assert lost == worth


def test_cookies_are_the_session_and_the_forms_token_and_no_more(public: Client, cast: Cast) -> None:
    """`__Host-` has browsers refuse one that was set for a whole domain, or without TLS."""
    public.get("/logg-inn/")
    public.force_login(cast.employee)
    public.get("/min-side/")
    assert set(public.cookies) <= {"__Host-sessionid", "__Host-csrftoken"}
    assert "__Host-sessionid" in public.cookies


def test_a_cookie_can_be_read_by_the_portal_alone(public: Client) -> None:
    answer = look(public, reverse("sign_in"))
    for cookie in answer.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


READING = [
    "/",
    "/om/",
    "/arshjul/2027/",
    "/arshjul/kalendere/",
    "/tilgjengelighet/",
    "/personvern/",
    "/sok/?q=x",
]


@pytest.mark.parametrize("address", READING)
def test_who_only_reads_gets_no_cookie(address: str, public: Client) -> None:
    answer = look(public, address)
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/", "/min-side/", "/arshjul/2027/", "/min-side/varsler/"])
def test_what_somebody_signed_in_is_shown_is_kept_nowhere(address: str, public: Client, cast: Cast) -> None:
    assert "no-store" not in look(public, "/").headers.get("Cache-Control", "")
    public.force_login(cast.team_municipality)
    assert "no-store" in look(public, address).headers["Cache-Control"]


def test_signing_out_empties_what_the_browser_has_kept(public: Client, cast: Cast) -> None:
    public.force_login(cast.employee)
    answer = public.post(reverse("sign_out"), headers={"referer": f"https://{HOST}/"})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in look(public, "/").headers


def test_the_check_of_a_public_installation_finds_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=os.environ | PUBLIC,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
