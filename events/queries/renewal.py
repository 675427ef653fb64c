"""What becomes of a year's dates when its activity changes: computed in one place, for preview and deed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from events.models import Activity, Entry, EntryChange
from events.queries.activity import Others, standing
from events.rules.enums import State
from events.rules.new_date import span_of
from events.rules.preview import Numbered, Surroundings, chain_of, counted_from, spans_of
from events.words import long_when
from portal.core.text import Text

DATES = ("first_day", "last_day", "precision", "state", "starts_at", "ends_at")
WORDS = ("title", "summary", "kind", "audience", "shown_to", "place")


@dataclass(frozen=True)
class Renewal:
    """One date that changes (`entry` and `wanted`), comes (`wanted` alone) or goes (`entry` alone)."""

    entry: Entry | None
    wanted: Entry | None
    names: tuple[str, ...] = ()


def renewals(activity: Activity, known: Others, year: int, day: date) -> list[Renewal]:
    """What the dates of `year` become when they follow `activity`, which carries what it will say.

    What is counted from it follows. Left alone is whatever somebody has fixed, moved, cancelled or held, and
    what has begun on `day`; a year that holds none of an activity's dates gets none of those that follow.
    Four queries at most.
    """
    around = known.around.having(activity.key, activity.when)
    actual = standing(chain_of(activity.key, around.recurrences)[1:])
    followers = counted_from(activity.key, around.recurrences)
    activities = {each.key: each for each in Activity.objects.filter(key__in=followers)}
    own = _entries([activity.key, *followers], year)
    found: list[Renewal] = []
    for key in [activity.key, *followers]:
        if key != activity.key and not own[key]:
            continue
        by_now = replace(around, actual=actual)
        words = WORDS if key == activity.key else ()
        those, actual[key, year] = _renewed(
            activities.get(key, activity), own[key], by_now, year=year, day=day, words=words
        )
        found += those
    return found


def _entries(keys: list[str], year: int) -> Mapping[str, list[Entry]]:
    changes = EntryChange.objects.filter(entry=OuterRef("pk"))
    entries = Entry.objects.filter(activity__key__in=keys, year=year, is_example=False)
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.annotate(changed=Exists(changes)).select_related("activity").order_by("number"):
        assert entry.activity is not None
        found[entry.activity.key].append(entry)
    return found


def _renewed(
    activity: Activity,
    own: list[Entry],
    around: Surroundings,
    *,
    year: int,
    day: date,
    words: tuple[str, ...],
) -> tuple[list[Renewal], Numbered]:
    """The renewals of one activity, and where its dates stand after them."""
    spans = spans_of(activity.key, year, around)
    found, stands = [], dict(spans)
    for entry in own:
        span = spans.get(entry.number)
        if not _free(entry, day):
            stands.pop(entry.number, None)
            if entry.state != State.CANCELLED:
                stands[entry.number] = span_of(entry)
        elif span is None:
            found.append(Renewal(entry, None))
        else:
            wanted = Entry.made_from(activity, year, entry.number, span)
            names = tuple(n for n in (*DATES, *words) if getattr(entry, n) != getattr(wanted, n))
            if names:
                found.append(Renewal(entry, wanted, names))
    there = {entry.number for entry in own}
    found += [
        Renewal(None, Entry.made_from(activity, year, number, span))
        for number, span in spans.items()
        if number not in there
    ]
    return found, stands


def _free(entry: Entry, day: date) -> bool:
    """Whether it stands as the wheel made it, and has not begun."""
    return (
        not entry.set_by_hand
        and not getattr(entry, "changed", False)
        and entry.state in (State.TENTATIVE, State.CONFIRMED)
        and entry.first_day > day
    )


def in_words(renewal: Renewal) -> tuple[Text, str]:
    """Whose date it is, and what becomes of it."""
    entry, wanted = renewal.entry, renewal.wanted
    if entry is None:
        assert wanted  # a renewal has one of the two
        return wanted.title, _("%(when)s comes") % {"when": _when(wanted)}
    if wanted is None:
        return entry.title, _("%(when)s goes") % {"when": _when(entry)}
    before, after = _when(entry), _when(wanted)
    if before == after:
        return entry.title, _("%(when)s stays, with new words") % {"when": before}
    return entry.title, _("%(before)s becomes %(after)s") % {"before": before, "after": after}


def _when(entry: Entry) -> str:
    return long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at)
