"""The talk with a provider: its address book, the code for tokens, its keys, its userinfo and its groups."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from portal.core.mail import absolute_url
from portal.partnership.rules import claims as reading
from portal.partnership.rules.claims import Identity, Told
from portal.partnership.sign_in.failures import DOWN, UNTRUSTED, SignInFailed
from portal.partnership.sign_in.id_token import read_id_token, see_level
from portal.partnership.sign_in.nonce import nonce_of

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's, which takes a token as it comes; this one believes nothing that it hasn't checked."""

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, provider_id)
        self.provider = self.get_provider()
        self.asked: dict[str, Any] = self.provider.app.settings
        self.nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description. Raises SignInFailed when it can't be had or is somebody else's."""
        if not hasattr(self, "_openid_config"):
            config = self._get(self.provider.server_url)
            if not isinstance(config, dict):
                raise SignInFailed(UNTRUSTED, "discovery is not an object")
            if str(config.get("issuer", "")).rstrip("/") != self.asked["server_url"]:
                raise SignInFailed(UNTRUSTED, "discovery names another issuer")
            if not all(_is_safe(config.get(name)) for name in ENDPOINTS):
                raise SignInFailed(UNTRUSTED, "discovery lacks an endpoint, or it is not https")
            self._openid_config = config
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """One fixed address, whatever host or language the request came by: the provider knows no other."""
        return absolute_url(reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id}))

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Turn the code into tokens. Only who began this sign-in has the verifier that goes with the code."""
        self.nonce = nonce_of(pkce_code_verifier or "")
        try:
            data = super().get_access_token_data(request, app, client, pkce_code_verifier)
        except requests.RequestException as error:
            raise SignInFailed(DOWN, f"token endpoint: {type(error).__name__}") from None
        except (OAuth2Error, KeyError, ValueError):
            raise SignInFailed(UNTRUSTED, "the code was not taken") from None
        if not isinstance(data, dict) or not isinstance(data.get("access_token"), str):
            raise SignInFailed(UNTRUSTED, "there is no access token")
        return data

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        return SocialToken(token=data["access_token"])

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        id_token = read_id_token(
            kwargs["response"].get("id_token"),
            keys=self._get(self.openid_config["jwks_uri"]),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=self.nonce,
        )
        see_level(id_token, self.asked["acr"])
        claims = self._userinfo(token.token, id_token["sub"]) | id_token
        guest = self.asked["kind"] == "entra" and reading.is_guest(claims)
        identity = Identity(
            sub=id_token["sub"],
            name=reading.name_in(claims),
            email=reading.address_in(claims, trusted=self.asked["kind"] == "entra" and not guest),
            told=self._told(claims, token.token),
            second_factor=reading.proves_second_factor(id_token, self.asked["acr"]),
        )
        return self.provider.sociallogin_from_response(request, {"identity": identity})

    def _userinfo(self, access_token: str, sub: str) -> dict[str, Any]:
        """More claims about the same person, where the provider offers any."""
        address = self.openid_config.get("userinfo_endpoint")
        if not address:
            return {}
        if not _is_safe(address):
            raise SignInFailed(UNTRUSTED, "the userinfo endpoint is not https")
        found = self._get(address, access_token)
        if not isinstance(found, dict) or found.get("sub") != sub:
            raise SignInFailed(UNTRUSTED, "userinfo is about somebody else")
        return found

    def _told(self, claims: dict[str, Any], access_token: str) -> tuple[Told, ...]:
        kind = self.asked["kind"]
        if kind == "feide":
            return reading.told_by_feide(self._get(self.asked["groups"], access_token))
        if kind == "entra":
            return reading.told_by_entra(claims, partner=self.asked["partner"], staff=self.asked["staff"])
        return reading.told_by_ansattporten(claims) if kind == "ansattporten" else ()

    def _get(self, address: str, access_token: str = "") -> Any:
        """What lies at an address, as JSON. Raises SignInFailed (`DOWN`) when it can't be had."""
        headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
        try:
            with get_adapter().get_requests_session() as session:
                response = session.get(address, headers=headers, allow_redirects=False)
                response.raise_for_status()
                return response.json()
        except (requests.RequestException, ValueError) as error:
            detail = f"{urlsplit(address).path}: {type(error).__name__}"
            raise SignInFailed(DOWN, detail) from None


def _is_safe(address: object) -> bool:
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
