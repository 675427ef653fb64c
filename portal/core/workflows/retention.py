"""Enforces how long things are kept: once a night, each rule by itself, and every run leaves a row."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from django.db import connection, transaction
from django.utils import timezone

from portal.core.models import RetentionRun
from portal.core.retention import RetentionRule, UnfinishedError, night_of, retention_rules

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Enforced:
    """What one rule did: how much it touched, and the name of what went wrong."""

    rule: str
    touched: int = 0
    error: str = ""


def enforce_tonight() -> list[Enforced]:
    """Run the rules that have not run since the night's work fell due; after an outage that is at once."""
    now = timezone.now()
    return enforce_retention(now, since=night_of(now))


def enforce_retention(
    now: datetime, *, since: datetime | None = None, dry_run: bool = False
) -> list[Enforced]:
    """Run every rule as of `now`, one after the other, and write down what each did.

    A rule that fails stops none of the others. With `since`, those that have run since then are passed
    over. A dry run gives the same numbers and changes nothing.
    """
    if not dry_run:
        return _enforce_each(now, since)
    with transaction.atomic():
        done = _enforce_each(now, since)
        transaction.set_rollback(True)
    return done


def _enforce_each(now: datetime, since: datetime | None) -> list[Enforced]:
    done = [_enforce(key, rule, now, since) for key, rule in retention_rules.items()]
    return [each for each in done if each is not None]


def _enforce(key: str, rule: RetentionRule, now: datetime, since: datetime | None) -> Enforced | None:
    try:
        with transaction.atomic():
            _wait_for_others(key)
            if since is not None and RetentionRun.objects.filter(rule=key, at__gte=since).exists():
                return None
            done = _run(key, rule, now)
            _write_down(done)
    except Exception as error:  # noqa: BLE001  (whatever it is, the other rules run)
        done = Enforced(key, error=_named(key, error))
        _write_down(done)
    return done


def _run(key: str, rule: RetentionRule, now: datetime) -> Enforced:
    try:
        return Enforced(key, rule(now))
    except UnfinishedError as unfinished:
        return Enforced(key, unfinished.touched, _named(key, unfinished.cause))


def _wait_for_others(key: str) -> None:
    """Two workers on the same rule take turns; the second then finds the first one's row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [crc32(b"retention") >> 1, crc32(key.encode()) >> 1]
        )


def _write_down(done: Enforced) -> None:
    RetentionRun.objects.create(
        at=timezone.now(), rule=done.rule, touched=done.touched, error=done.error[:120]
    )
    logger.info("Retention “%s”: %s.", done.rule, done.touched)


def _named(key: str, error: Exception) -> str:
    """The error's name, logged with where it happened; its words may name a person."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("The retention rule “%s” failed (%s).\n%s", key, type(error).__name__, where)
    return type(error).__name__
