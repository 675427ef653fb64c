"""What is counted under facets, beside what really stands there."""

from __future__ import annotations

from collections import Counter

from django.db.models import Sum

from portal.core.models import FacetCount, Thread

Counts = dict[tuple[str, str, str], int]


def counted() -> Counts:
    """As readers sum it up, without what comes to nothing; boats only."""
    rows = FacetCount.objects.filter(kind="boat").values_list("kind", "audience", "facet")
    summed = rows.annotate(Sum("number"))
    return {(kind, audience, facet): number for kind, audience, facet, number in summed if number}


def standing() -> Counts:
    """As counting each thread gives it."""
    found: Counter[tuple[str, str, str]] = Counter()
    for thread in Thread.objects.filter(kind="boat", live=True, merged_into=None):
        for facet in ("", *thread.facets):
            found[(thread.kind, thread.audience, facet)] += 1
    return dict(found)
