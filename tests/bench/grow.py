"""Fills the portal up to so many threads, and finds what to ask for among them."""

from __future__ import annotations

import os
import re
from collections import Counter
from itertools import pairwise

import psycopg
from django.db.models import Count
from django.utils import timezone

from portal.core.models.thread import Relation, Thread, ThreadLink
from portal.core.workflows.fill import fill
from tests.bench.failure import BenchError
from tests.bench.findings import Filled
from tests.bench.voice import say

LOOKED_AT = 2000
ONE_IN = 200
SHORTEST = 6
CHAIN = 7


def run(rows: str) -> Filled:
    """Add what is missing to `rows` threads, and settle it, so that no vacuum runs while we measure."""
    there = Thread.objects.count()
    if int(rows) > there:
        say(f"Filling the portal up to {int(rows):,} objects …".replace(",", " "))
        fill(int(rows) - there, seed=there)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    common, rare = words_to_ask_for()
    task = latest_task()
    return Filled(
        rows=Thread.objects.count(),
        dates=Thread.objects.public().live().of_kind("date").count(),
        common=common,
        rare=rare,
        misspelt=misspell(rare),
        detail=chain(),
        project=project_that_led_to_most(),
        task=task.address,
        semester=next(value for value in task.facets if value.startswith("semester:")).partition(":")[2],
    )


def words_to_ask_for() -> tuple[str, str]:
    """The commonest word of the latest rows, and one that stands in about one of two hundred."""
    latest = Thread.objects.public().live().order_by("-published_at")[:LOOKED_AT]
    texts = [f"{thread.title} {thread.lead}".lower() for thread in latest]
    counts = Counter(
        word for text in texts for word in set(re.findall(r"\w+", text)) if len(word) >= SHORTEST
    )
    if not counts:
        raise BenchError("There is nothing to search for, so search can't be measured.")
    wanted = len(texts) / ONE_IN
    rare = min(counts, key=lambda word: (abs(counts[word] - wanted), word))
    return counts.most_common(1)[0][0], rare


def misspell(word: str) -> str:
    """Two letters in the middle exchanged, at a place where they differ."""
    place = next(at for at in range(len(word) // 2, len(word) - 1) if word[at] != word[at + 1])
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def project_that_led_to_most() -> str:
    """The address of the project with most behind it."""
    projects = Thread.objects.public().live().of_kind("project").annotate(led_to=Count("links_on"))
    found = projects.order_by("-led_to", "pk").first()
    if found is None:
        raise BenchError("There is no project, so the page of one can't be measured.")
    return found.address


def latest_task() -> Thread:
    """The student task that is open longest."""
    found = Thread.objects.public().live().of_kind("task").order_by("-day", "pk").first()
    if found is None:
        raise BenchError("There is no student task, so the page of one can't be measured.")
    return found


def chain() -> str:
    """Ties some things to a thread, each of which led to the next; the address of the one in the middle."""
    things = list(Thread.objects.public().live().order_by("pk")[:CHAIN])
    for earlier, later in pairwise(things):
        ThreadLink.objects.get_or_create(
            earlier=earlier, later=later, defaults={"relation": Relation.BECAME, "at": timezone.now()}
        )
    return things[len(things) // 2].address
