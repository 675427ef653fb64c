"""The proof in a leader's link: who was asked, about which task, and when. It works without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

SALT = "students.leader"
VALID_FOR = timedelta(days=120)
"""The quiet weeks and both reminders lie well within it."""


class LinkExpiredError(Exception):
    """The link was right once, and is too old."""


class LinkBrokenError(Exception):
    """The link is none of ours, or was cut off on its way."""


@dataclass(frozen=True)
class LeaderLink:
    """`asked` is the moment of asking: an answer ends the link, and a new question makes a new one."""

    task: int
    leader: int
    asked: str

    def is_about(self, asked_at: datetime | None) -> bool:
        return asked_at is not None and asked_at.isoformat() == self.asked


def leader_token(task: int, leader: int, asked_at: datetime) -> str:
    return signing.dumps([task, leader, asked_at.isoformat()], salt=SALT, compress=True)


def read_token(token: str) -> LeaderLink:
    """Raises LinkExpiredError or LinkBrokenError."""
    try:
        task, leader, asked = signing.loads(token, salt=SALT, max_age=VALID_FOR)
        return LeaderLink(int(task), int(leader), str(asked))
    except signing.SignatureExpired:
        raise LinkExpiredError from None
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkBrokenError from None
