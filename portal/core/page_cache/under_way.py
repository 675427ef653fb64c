"""What PostgreSQL knows: whether a write is under way, and whether one has passed the cache by."""

from __future__ import annotations

from django.db import connection

from portal.core.models import CacheRepair
from portal.core.page_cache.writes import LOCK

IS_FREE = f"SELECT pg_try_advisory_xact_lock({LOCK})"


def is_write_under_way() -> bool:
    """Whether any transaction that changes pages is being committed (or somebody else asks the same).

    Asked outside transactions, it holds the lock for no longer than the question.
    """
    with connection.cursor() as cursor:
        cursor.execute(IS_FREE)
        return not (row := cursor.fetchone()) or row[0] is not True


def repairs_due() -> list[int]:
    """Writes that could not close the cache. Asked after the lock was found free, it sees all that ended."""
    return list(CacheRepair.objects.values_list("pk", flat=True))


def forget_repairs(repairs: list[int]) -> None:
    CacheRepair.objects.filter(pk__in=repairs).delete()
