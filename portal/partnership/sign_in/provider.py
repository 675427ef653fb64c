"""allauth's OpenID Connect provider, asked with a nonce, and keeping next to nothing of what it is told."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from portal.partnership.queries.employer import memberships
from portal.partnership.sign_in.conversation import Conversation
from portal.partnership.sign_in.nonce import nonce_of

Response = dict[str, Any]


class PortalProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """`response` is {"identity": Identity}, made by `Conversation` from claims it has checked."""

    oauth2_adapter_class = Conversation
    supports_token_authentication = False

    def get_pkce_params(self) -> dict[str, Any]:
        pkce: dict[str, Any] = super().get_pkce_params()
        return pkce | {"nonce": nonce_of(pkce["code_verifier"])}

    def extract_uid(self, response: Response) -> str:
        return str(response["identity"].sub)

    def extract_extra_data(self, response: Response) -> dict[str, Any]:
        """What is kept: which partners this provider has said somebody belongs to, and as what."""
        return {"memberships": memberships(response["identity"].told)}

    def extract_common_fields(self, response: Response) -> dict[str, Any]:
        identity = response["identity"]
        return {"email": identity.email, "name": identity.name}

    def extract_email_addresses(self, response: Response) -> list[Any]:
        return []

    def sociallogin_from_response(self, request: Any, response: Response) -> Any:
        login = super().sociallogin_from_response(request, response)
        login.email_addresses = []  # the account's own address is the only one kept
        login.identity = response["identity"]
        return login
