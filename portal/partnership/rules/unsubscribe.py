"""The proof in an unsubscribe link: whose mail, and which kind. It works without signing in, for a year."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

SALT = "mail.unsubscribe"
VALID_FOR = timedelta(days=365)


class LinkExpiredError(Exception):
    """The link was right once, and is older than a year."""


class LinkBrokenError(Exception):
    """The link is none of ours, or was cut off on its way."""


def unsubscribe_token(user_pk: int, kind: str) -> str:
    return signing.dumps([user_pk, kind], salt=SALT)


def read_token(token: str) -> tuple[int, str]:
    """The account's key and the kind of mail. Raises LinkExpiredError or LinkBrokenError."""
    try:
        user_pk, kind = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired:
        raise LinkExpiredError from None
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkBrokenError from None
    return int(user_pk), str(kind)
