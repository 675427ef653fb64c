"""Lets no commit pass by the page cache: announced before, concluded after, repaired where Redis fails."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable

import redis

from portal.core.page_cache.state import LEASE, RETRY_EVERY, the_state

logger = logging.getLogger(__name__)

WRITE = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY)\s+\"?(\w+)",
    re.IGNORECASE,
)
# No page that a visitor reads shows anything of these.
QUIET = re.compile(
    r"django_session|core_(?:cache|heartbeat|outbox\w*|demomail|reading|retentionrun|cacherepair|facetcount|word)"
    r"|account_\w+|socialaccount_\w+|mfa_\w+|usersessions_\w+|pghistory_\w+|\w+event"
)
SIGN_IN = re.compile(r"\s*UPDATE \"partnership_user\" SET \"last_login\" = \S+ WHERE", re.IGNORECASE)
REPAIR = "INSERT INTO core_cacherepair (at) VALUES (now())"

Execute = Callable[[str], object]


def writes_pages(sql: str) -> bool:
    """Whether a statement may change what a visitor reads."""
    if SIGN_IN.match(sql):
        return False
    return any(not QUIET.fullmatch(table) for table in WRITE.findall(sql))


def commit_announced(commit: Callable[[], None], *, note: Execute, note_apart: Execute) -> None:
    """Commit a write so that no page of before is served afterwards.

    `note` runs SQL in the transaction that is to be committed, `note_apart` in one of its own. Without Redis
    it takes up to `LEASE` seconds longer, after which nobody serves a kept page unlooked. A commit that fails
    may have been carried out all the same, where the connection broke: it is concluded likewise.
    """
    token = _announce()
    if token is None:
        note(REPAIR)
        token = _announce_within(LEASE)
    try:
        commit()
    finally:
        if token is not None and not _conclude(token):
            _repair_later(note_apart)


def _announce() -> str | None:
    try:
        return the_state().announce()
    except redis.RedisError as error:
        logger.warning(
            "Redis doesn't answer; this write waits for the page cache (%s).", type(error).__name__
        )
        return None


def _announce_within(seconds: float) -> str | None:
    """Try again until it works or the lease has run out, whichever comes first."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(RETRY_EVERY, left))
        try:
            return the_state().announce()
        except redis.RedisError:
            continue
    return None


def _conclude(token: str) -> bool:
    try:
        the_state().conclude(token)
    except redis.RedisError:
        return False
    return True


def _repair_later(execute: Execute) -> None:
    """Redis went away between announcing and concluding, and may have forgotten what it was told."""
    try:
        execute(REPAIR)
    except Exception:
        logger.exception("The page cache may show what it should not until Redis is emptied.")
        return
    until = time.monotonic() + LEASE
    while (left := until - time.monotonic()) > 0:
        try:
            the_state().raise_generation()
        except redis.RedisError:
            time.sleep(min(RETRY_EVERY, left))
        else:
            return
