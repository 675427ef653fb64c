"""Links threads, merges them, and keeps the counts small."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from portal.core.models.thread import Relation, Thread, ThreadLink
from portal.core.models.threaded import everyone
from portal.core.threads import kinds


class MergeError(ValueError):
    """Two threads that can't be merged: of different kinds, or one has become the other already."""


@transaction.atomic
def link(earlier: Thread, later: Thread, relation: Relation, *, by: Any = None) -> ThreadLink:
    """Write that `earlier` led to `later`, in the caller's transaction. Saying it twice changes nothing.

    The kind of the earlier one is told (`Kind.led_to`).
    """
    made, new = ThreadLink.objects.get_or_create(
        earlier=earlier, later=later, defaults={"relation": relation, "at": timezone.now()}
    )
    kind = kinds.get(earlier.kind) if earlier.kind in kinds else None
    if new and kind and kind.led_to:
        thing = everyone(apps.get_model(kind.model)).get(thread=earlier)
        kind.led_to(thing, later, relation, by)
    return made


def unlink(earlier: Thread, later: Thread) -> None:
    """Take back what `link` wrote."""
    ThreadLink.objects.filter(earlier=earlier, later=later).delete()


@transaction.atomic
def merge(thread: Thread, *, into: Thread) -> None:
    """What was said twice becomes one: links move over, and the old address leads to the new one.

    Raises `MergeError` for threads of different kinds, for a thread and itself, and where either is merged
    already. Both rows are locked, in one order.
    """
    locked = {
        row.pk: row
        for row in Thread.objects.select_for_update().order_by("pk").filter(pk__in=[thread.pk, into.pk])
    }
    merged_already = any(row.merged_into_id for row in locked.values())
    if len(locked) < 2 or thread.kind != into.kind or merged_already:
        raise MergeError(f"{thread} can't be merged into {into}.")
    for one in ThreadLink.objects.filter(earlier=thread).exclude(later=into):
        ThreadLink.objects.get_or_create(
            earlier=into, later=one.later, defaults={"relation": one.relation, "at": one.at}
        )
    for one in ThreadLink.objects.filter(later=thread).exclude(earlier=into):
        ThreadLink.objects.get_or_create(
            earlier=one.earlier, later=into, defaults={"relation": one.relation, "at": one.at}
        )
    ThreadLink.objects.filter(earlier=thread).delete()
    ThreadLink.objects.filter(later=thread).delete()
    Thread.objects.filter(merged_into=thread).update(merged_into=into)
    Thread.objects.filter(pk=thread.pk).update(merged_into=into, changed_at=timezone.now())


def compact_counts() -> None:
    """Sum up the counts under facets; readers see the same before and after."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH taken AS (DELETE FROM core_facetcount RETURNING kind, audience, facet, number)
            INSERT INTO core_facetcount (kind, audience, facet, number)
            SELECT kind, audience, facet, sum(number) FROM taken
            GROUP BY kind, audience, facet HAVING sum(number) <> 0
            """
        )
