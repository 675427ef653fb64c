"""“Was it used?”: when it is asked, and the proof in the link that answers it without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core import signing

SALT = "result.use"
MONTH = 9


@dataclass(frozen=True)
class UseLink:
    """Who is asked, about which result, for which year. An answer of the year is taken until it ends."""

    result: int
    year: int
    person: int


class LinkBrokenError(Exception):
    """The link is none of ours, or was cut off on its way."""


class LinkExpiredError(Exception):
    """The link was right once; its year is over."""


def asks_on(day: date) -> bool:
    """Whether it is asked on an Oslo day: all through September, so that an outage only delays it."""
    return day.month == MONTH


def happened_before(year: int) -> date:
    """Results from this day on are too new to be asked about in that year."""
    return date(year, MONTH, 1)


def use_token(link: UseLink) -> str:
    return signing.dumps([link.result, link.year, link.person], salt=SALT)


def read_use_token(token: str, today: date) -> UseLink:
    """Raises LinkBrokenError, and LinkExpiredError once the link's year is over."""
    try:
        result, year, person = signing.loads(token, salt=SALT)
        link = UseLink(int(result), int(year), int(person))
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkBrokenError from None
    if link.year < today.year:
        raise LinkExpiredError
    return link
