"""A provider on this machine, over real HTTP: discovery, keys, authorize, token, userinfo and groups.

It keeps the rules itself: PKCE, one-time codes, exact addresses to go back to. Whoever comes to `authorize`
is signed in as `person` at once, or reads a page with one link when `asks` is set, as people do.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.oidc.lies import Down, Lie

PAGE = '<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1>'
SCRIPT = "<script>alert(1)</script>"
CLIENT, SECRET = "portal", "a secret between the two"


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


OWN_KEY, FOREIGN_KEY = _new_key(), _new_key()


@dataclass
class Person:
    """Somebody who has an account at the provider. `claims` go into the id_token and `userinfo` beside it."""

    sub: str
    name: str = "Ola Nordmann"
    email: str = "ola@work.example"
    email_verified: bool | None = True
    claims: dict[str, Any] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)

    def userinfo(self) -> dict[str, Any]:
        said: dict[str, Any] = {"sub": self.sub, "name": self.name, "pid": "24079412345"}
        if self.email:
            said["email"] = self.email
        if self.email_verified is not None:
            said["email_verified"] = self.email_verified
        return said


@dataclass
class Provider:
    """What the provider does now; tests change it as they go."""

    issuer: str
    person: Person = field(default_factory=lambda: Person("person-1"))
    lie: Lie | None = None
    down: Down | None = None
    asks: bool = False
    error: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    tokens: dict[str, Person] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        issuer = "https://elsewhere.example" if self.lie is Lie.DISCOVERY_OF_ANOTHER else self.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(OWN_KEY.public_key(), as_dict=True)
        return {"keys": [jwk | {"kid": "own", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person goes back to."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        self.asked.append(asked)
        if self.error:
            said = {"error": self.error, "error_description": SCRIPT, "state": asked["state"]}
            return f"{asked['redirect_uri']}?{urlencode(said)}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def take_code(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, once, to whoever has the secret, the verifier and the right address."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or challenge != asked["code_challenge"]
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
        ):
            return None
        access_token = secrets.token_urlsafe(16)
        self.tokens[access_token] = self.person
        answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": 300}
        if self.lie is not Lie.NO_ID_TOKEN:
            answer["id_token"] = self.id_token(asked)
        return answer

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.person.sub,
            "iat": now,
            "exp": now + 300,
            "nonce": asked.get("nonce", ""),
            "pid": "24079412345",
        } | self.person.claims
        claims |= LIES.get(self.lie, {})
        missing = {Lie.NO_NONCE: "nonce", Lie.NO_SUB: "sub", Lie.NO_EXPIRY: "exp"}.get(self.lie)  # type: ignore[arg-type]
        claims = {name: value for name, value in claims.items() if name != missing}
        if self.lie is Lie.EXPIRED:
            claims |= {"iat": now - 900, "exp": now - 600}
        if self.lie is Lie.UNSIGNED:
            return jwt.encode(claims, key="", algorithm="none", headers={"kid": "own"})
        if self.lie is Lie.SHARED_SECRET:
            return jwt.encode(claims, key=SECRET * 2, algorithm="HS256", headers={"kid": "own"})
        key = FOREIGN_KEY if self.lie is Lie.FORGED else OWN_KEY
        return jwt.encode(claims, key=key, algorithm="RS256", headers={"kid": "own"})

    def userinfo(self, person: Person) -> dict[str, Any]:
        said = person.userinfo()
        return said | {"sub": "somebody-else"} if self.lie is Lie.OTHER_SUB else said


LIES: dict[Lie | None, dict[str, Any]] = {
    Lie.OTHER_ISSUER: {"iss": "https://elsewhere.example"},
    Lie.OTHER_AUDIENCE: {"aud": "another-portal"},
    Lie.OTHER_PARTY: {"aud": [CLIENT, "another-portal"], "azp": "another-portal"},
    Lie.OTHER_NONCE: {"nonce": "of-another-sign-in"},
}


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the provider of its server."""

    protocol_version = "HTTP/1.1"

    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined,no-any-return]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self._is_down(parts.path):
            return
        if parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.discovery())
        elif parts.path == "/keys":
            self._json(self.provider.keys())
        elif parts.path == "/authorize":
            self._authorize(query)
        elif parts.path in {"/userinfo", "/groups"}:
            self._about_person(parts.path)
        elif parts.path == "/favicon.ico":
            self._answer(204, b"")
        else:
            self._answer(404, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self._is_down(self.path):
            return
        if self.path != "/token":
            self._answer(404, b"")
            return
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        tokens = self.provider.take_code(sent)
        self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def _authorize(self, asked: dict[str, str]) -> None:
        back = self.provider.authorize(asked)
        if not self.provider.asks:
            self._answer(302, b"", Location=back)
            return
        page = f'{PAGE}<a href="{html.escape(back)}">Continue</a>'
        self._answer(200, page.encode(), **{"Content-Type": "text/html; charset=utf-8"})

    def _about_person(self, path: str) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        person = self.provider.tokens.get(token)
        if person is None:
            self._answer(401, b"")
        else:
            self._json(person.groups if path == "/groups" else self.provider.userinfo(person))

    def _is_down(self, path: str) -> bool:
        if self.provider.down and path == self.provider.down.value:
            self._answer(503, SCRIPT.encode())
            return True
        return False

    def _json(self, said: object, status: int = 200) -> None:
        body = b"<html>" if self.provider.lie is Lie.NOT_JSON else json.dumps(said).encode()
        self._answer(status, body, **{"Content-Type": "application/json"})

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_line: object) -> None:
        """Say nothing: what went wrong is seen in the portal's answers."""


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on a free port, gone afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(issuer=f"http://127.0.0.1:{server.server_port}")
    server.provider = provider  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
