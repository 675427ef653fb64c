"""The proof in the link that asks one of a group whether their work may be shown, without signing in."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from students.rules.leader_link import LinkBrokenError

SALT = "students.consent"


@dataclass(frozen=True)
class ConsentLink:
    """Whose word it takes, about which work: `member` is 0 for who registered the interest.

    The address goes along, so that a link never speaks for somebody else than it was sent to. It holds as
    long as what the portal keeps of the group: they may change their minds until then.
    """

    assignment: int
    member: int
    email: str


def consent_token(assignment: int, member: int, email: str) -> str:
    return signing.dumps([assignment, member, email.lower()], salt=SALT, compress=True)


def read_consent_token(token: str) -> ConsentLink:
    """Raises LinkBrokenError."""
    try:
        assignment, member, email = signing.loads(token, salt=SALT)
        return ConsentLink(int(assignment), int(member), str(email))
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkBrokenError from None
