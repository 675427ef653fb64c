"""The proof in a group member's link: who was named, in which group. It works without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from students.rules.leader_link import LinkBrokenError, LinkExpiredError

SALT = "students.group_member"
VALID_FOR = timedelta(days=120)
"""From the first day of a round until its offers are answered."""


@dataclass(frozen=True)
class MemberLink:
    """The address goes along, so that a link never speaks for somebody else than it was sent to."""

    member: int
    email: str


def member_token(member: int, email: str) -> str:
    return signing.dumps([member, email.lower()], salt=SALT, compress=True)


def read_member_token(token: str) -> MemberLink:
    """Raises LinkExpiredError or LinkBrokenError."""
    try:
        member, email = signing.loads(token, salt=SALT, max_age=VALID_FOR)
        return MemberLink(int(member), str(email))
    except signing.SignatureExpired:
        raise LinkExpiredError from None
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkBrokenError from None
