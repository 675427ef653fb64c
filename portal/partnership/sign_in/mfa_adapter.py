"""The second factor by this partnership's name, its secrets unreadable in the database."""

from __future__ import annotations

import base64
import hashlib
import secrets

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.partnership.queries.partnership import the_partnership
from portal.partnership.queries.second_factor import may_remove

PURPOSE = b"portal.partnership.second_factor"


class PortalMfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That is not the right code. Wait for the next one, and write it within half a minute."
        ),
        "cannot_delete_authenticator": _(
            "You decide on behalf of others, so one second factor must stay. Add another one first."
        ),
    }

    def get_totp_issuer(self) -> str:
        return str(the_partnership().name)

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted. With another SECRET_KEY it is something no code fits: nobody comes in."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": self.get_totp_issuer()}


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.blake2b(secret.encode(), digest_size=32, person=b"mfa").digest())
