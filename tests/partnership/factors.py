"""Somebody's authenticator app and mail, as tests need them."""

from __future__ import annotations

import hashlib
import re
import secrets
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from portal.core.models import OutboxMessage
from portal.partnership.models import User

CODE = re.compile(r"\b\d{4}-\d{4}\b")
PERIOD = 30  # seconds


class App:
    """An authenticator app that holds a key."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret or generate_totp_secret()

    def code(self, *, steps: int = 0) -> str:
        """What it shows now, or so many half minutes from now."""
        return str(format_hotp_value(hotp_value(self.secret, int(time.time()) // PERIOD + steps)))


def give_app(user: User) -> App:
    """Let the person have an authenticator app."""
    app = App()
    TOTP.activate(user, app.secret)
    return app


def give_codes(user: User) -> list[str]:
    """Let the person have recovery codes."""
    return list(RecoveryCodes.activate(user).get_unused_codes())


def give_passkey(user: User, *, name: str = "my phone") -> Authenticator:
    """Let the person have a passkey, as a browser would have made it."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, secrets.token_bytes(16), key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, bytes(made))
    credential = {
        "type": "public-key",
        "id": websafe_encode(made.credential_id),
        "rawId": websafe_encode(made.credential_id),
        "response": {
            "clientDataJSON": websafe_encode(b'{"type": "webauthn.create", "challenge": "", "origin": ""}'),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        },
    }
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": credential}
    )


def factors_of(user: User) -> list[str]:
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def code_in_mail(user: User) -> str:
    """The code in the last mail to the person."""
    mail = OutboxMessage.objects.filter(recipient=user, kind="sign_in.code").latest("pk")
    found = CODE.search(mail.text)
    assert found, mail.text
    return found.group()


def ask_for_code(client: Client, email: str, **more: str) -> None:
    answer = client.post(reverse("account_request_login_code"), {"email": email, **more})
    assert answer.status_code == 302, answer.content.decode()


def sign_in_by_code(client: Client, user: User) -> str:
    """Come in by the code in the mail; gives the address one is led to."""
    ask_for_code(client, user.email)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_mail(user)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
