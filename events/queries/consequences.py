"""What follows from a change to a date: computed in one place, for the preview and for the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from events.models import Entry
from events.rules.enums import State
from events.rules.new_date import NewDate
from events.rules.recurrence import occurrences


@dataclass(frozen=True)
class Change:
    """An entry as it stands, and where and how it will stand."""

    entry: Entry
    when: NewDate
    state: State

    @property
    def before(self) -> NewDate:
        return NewDate.of(self.entry)

    @property
    def is_none(self) -> bool:
        return self.before == self.when and self.entry.state == self.state


def counted_from(entry: Entry) -> list[Entry]:
    """The entries of the same year that are counted from `entry`, each after the one it is counted from.

    One query, whatever the length of the chain. Other years' entries are never among them.
    """
    if entry.activity is None:
        return []
    is_counted = Q(activity__recurrence__has_key="before") | Q(activity__recurrence__has_key="after")
    waiting = list(
        Entry.objects.filter(is_counted, year=entry.year, number=entry.number)
        .exclude(pk=entry.pk)
        .select_related("activity__responsible_body", "activity__responsible_partner")
    )
    anchors = {one.activity.pk: one.activity.when.anchor for one in waiting if one.activity}
    found: list[Entry] = []
    keys = [entry.activity.key]
    while keys:
        next_ones = [one for one in waiting if anchors[one.activity_id or 0] in keys]
        waiting = [one for one in waiting if one not in next_ones]
        found += next_ones
        keys = [one.activity.key for one in next_ones if one.activity]
    return found


def changes_from(first: Change, counted: Sequence[Entry]) -> list[Change]:
    """`first`, and the changes it brings to those counted from it (as `counted_from` gives them).

    Left alone is what somebody set by hand, what has been held or cancelled by itself, and whatever is
    counted from those. Nothing follows when a date is marked as held: that moves nothing.
    """
    if first.state == State.HELD:
        return [first]
    revived = first.entry.state == State.CANCELLED
    found = {first.entry.activity.key if first.entry.activity else "": first}
    for entry in counted:
        anchor = found.get(_anchor_key(entry))
        if anchor is None or not _follows(entry, revived=revived) or entry.activity is None:
            continue
        change = _following(entry, anchor)
        if not change.is_none:
            found[entry.activity.key] = change
    return list(found.values())


def set_by_hand(changes: Sequence[Change], counted: Sequence[Entry]) -> list[Entry]:
    """Those that would have followed, had nobody set their date."""
    moving = {change.entry.activity.key for change in changes if change.entry.activity}
    return [
        entry
        for entry in counted
        if entry.set_by_hand
        and entry.state in (State.TENTATIVE, State.CONFIRMED)
        and _anchor_key(entry) in moving
    ]


def _anchor_key(entry: Entry) -> str:
    return (entry.activity.when.anchor or "") if entry.activity else ""


def _follows(entry: Entry, *, revived: bool) -> bool:
    """What was cancelled along with its anchor comes back with it, and not otherwise."""
    if entry.set_by_hand or entry.state == State.HELD:
        return False
    return revived or entry.state != State.CANCELLED


def _following(entry: Entry, anchor: Change) -> Change:
    """Its distance from where the anchor will stand; it is as certain as the anchor is."""
    activity = entry.activity
    assert activity is not None
    if anchor.state == State.CANCELLED:
        return Change(entry, NewDate.of(entry), State.CANCELLED)
    recurrence = activity.when
    spans = occurrences(
        recurrence, entry.year, quiet=(), anchors={recurrence.anchor or "": [anchor.when.span]}
    )
    if not spans:  # not an activity of this year, whatever the entry is
        return Change(entry, NewDate.of(entry), State(entry.state))
    span = spans[0]
    exact = span.precision == "date"
    hours = (entry.starts_at, entry.ends_at) if entry.starts_at else (activity.starts_at, activity.ends_at)
    starts_at, ends_at = hours if exact else (None, None)
    certain = anchor.state == State.CONFIRMED or (activity.fixed and exact)
    return Change(
        entry,
        NewDate(span=span, starts_at=starts_at, ends_at=ends_at, place=entry.place),
        State.CONFIRMED if certain else State.TENTATIVE,
    )
