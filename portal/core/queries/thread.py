"""The lineage of one thing, and what has been merged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from portal.core.models.thread import Relation, Thread
from portal.core.threads import kinds

#: A link of these goes on: what became of a need's project became of the need. A workshop or a case concerns
#: many things, so that it is shown beside each, and does not tie them to one another.
GOES_ON = (Relation.BECAME, Relation.APPLIED, Relation.RESULTED)
MOST = 40
NOT_FOR_READING = ("thread__search", "thread__heading", "thread__marks")
"""What only the search reads of a thread, to be deferred with a thing."""

LINEAGE = """
WITH RECURSIVE
back(id) AS (
    SELECT %(start)s::bigint
    UNION
    SELECT l.earlier_id FROM back b JOIN core_threadlink l ON l.later_id = b.id
    JOIN core_thread t ON t.id = l.earlier_id
    WHERE l.relation = ANY(%(on)s) AND t.audience = ANY(%(audiences)s) AND t.merged_into_id IS NULL
),
forth(id) AS (
    SELECT %(start)s::bigint
    UNION
    SELECT l.later_id FROM forth f JOIN core_threadlink l ON l.earlier_id = f.id
    JOIN core_thread t ON t.id = l.later_id
    WHERE l.relation = ANY(%(on)s) AND t.audience = ANY(%(audiences)s) AND t.merged_into_id IS NULL
),
line(id) AS (
    (SELECT id FROM back LIMIT %(most)s) UNION (SELECT id FROM forth LIMIT %(most)s)
),
beside(id) AS (
    SELECT l.later_id FROM line JOIN core_threadlink l ON l.earlier_id = line.id
    WHERE l.relation <> ALL(%(on)s)
    UNION
    SELECT l.earlier_id FROM core_threadlink l WHERE l.later_id = %(start)s AND l.relation <> ALL(%(on)s)
)
SELECT t.id, t.kind, t.key, t.title, t.address, t.state, t.live, t.example, t.day, t.last_day, t.precision,
    t.published_at
FROM core_thread t
WHERE t.id IN (SELECT id FROM line UNION SELECT id FROM beside)
AND (t.audience = ANY(%(audiences)s) OR t.id = %(start)s) AND t.merged_into_id IS NULL
ORDER BY t.published_at, t.id
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Station:
    """One thing on the thread's line; `here` is the one whose page is read."""

    thread: Thread
    here: bool


def lineage(start: int, audiences: Collection[str]) -> list[Station]:
    """What led to a thing and what came of it, as readers of `audiences` may see it, in one query.

    Of each thing only what a line tells is read; the rest is read when it is asked for.
    Things nobody among them may see are neither shown nor passed through. At most 40 stations, first by the
    kind's step and then by time.
    """
    asked = {"start": start, "on": list(GOES_ON), "audiences": sorted(audiences), "most": MOST}
    found = Thread.objects.raw(LINEAGE, asked)
    steps = {key: kind.step for key, kind in kinds.items()}
    rows = sorted(found, key=lambda row: (steps.get(row.kind, 99), row.published_at))
    return [Station(row, row.pk == start) for row in rows]
