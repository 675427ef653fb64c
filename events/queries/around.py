"""The dates that a date's page names beside it: last year's, the one it is counted from, those after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from events.models import Entry
from events.rules.entry import may_see_entry

NEAR = """
SELECT entry.id, entry.year, entry.number, entry.activity_id, entry.title, entry.summary, entry.place,
    entry.kind, entry.audience, entry.shown_to, entry.first_day, entry.last_day, entry.precision,
    entry.state, entry.starts_at, entry.ends_at, entry.is_example,
    activity.key AS of_key,
    coalesce(activity.recurrence->>'before', activity.recurrence->>'after') AS off_key,
    own.key AS own_key, coalesce(own.recurrence->>'before', own.recurrence->>'after') AS own_off_key
FROM events_activity AS own
CROSS JOIN events_activity AS activity
JOIN events_entry AS entry ON entry.activity_id = activity.id
WHERE own.id = %(activity)s AND entry.number = %(number)s AND (
    (entry.year = %(year)s - 1 AND activity.id = own.id)
    OR (entry.year = %(year)s AND entry.id <> %(pk)s AND (
        activity.recurrence ?| ARRAY['before', 'after']
        OR activity.key = coalesce(own.recurrence->>'before', own.recurrence->>'after')))
)
ORDER BY entry.first_day, entry.last_day, entry.id
"""


@dataclass(frozen=True)
class Around:
    """What the reader may see of it. `following` is in order of time, however long the chain."""

    last_year: Entry | None = None
    anchor: Entry | None = None
    following: tuple[Entry, ...] = ()


def around(user: Any, entry: Entry) -> Around:
    """One query; none for a date that comes from no activity.

    What follows a date that the reader may not see, and that itself follows this one, is there all the same.
    """
    if entry.activity_id is None:
        return Around()
    asked = {"activity": entry.activity_id, "number": entry.number, "year": entry.year, "pk": entry.pk}
    near = list(Entry.objects.raw(NEAR, asked))
    if not near:
        return Around()
    said = vars(near[0])
    same_year = [one for one in near if one.year == entry.year]
    chain = _counted_from(said["own_key"], same_year)
    return Around(
        last_year=_first(user, [one for one in near if one.year < entry.year]),
        anchor=_first(user, [one for one in same_year if vars(one)["of_key"] == said["own_off_key"]]),
        following=tuple(one for one in same_year if one.pk in chain and may_see_entry(user, one)),
    )


def _first(user: Any, found: list[Entry]) -> Entry | None:
    return next((one for one in found if may_see_entry(user, one)), None)


def _counted_from(key: str, waiting: list[Entry]) -> set[int]:
    """The keys of those that are counted from the activity `key`, and from those in turn."""
    chain: set[int] = set()
    keys = {key}
    while keys:
        found = [one for one in waiting if vars(one)["off_key"] in keys and one.pk not in chain]
        chain.update(one.pk for one in found)
        keys = {vars(one)["of_key"] for one in found}
    return chain
