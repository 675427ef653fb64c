"""The proof in the link to a new e-mail address: whose account, which address it had, and which it gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

SALT = "people.new_address"
VALID_FOR = timedelta(days=1)


class LinkUnusableError(Exception):
    """The link is too old, was used, or is none of ours."""


@dataclass(frozen=True)
class NewAddress:
    """An account's key, the address it had when the link was asked for, and the new one."""

    user_pk: int
    old: str
    new: str


def new_address_token(change: NewAddress) -> str:
    return signing.dumps([change.user_pk, change.old, change.new], salt=SALT)


def read_new_address(token: str) -> NewAddress:
    """Raises LinkUnusableError for what is older than a day or not signed by us."""
    try:
        user_pk, old, new = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkUnusableError from None
    return NewAddress(int(user_pk), str(old), str(new))
