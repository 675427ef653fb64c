"""Where a date stands and what happened to it, in words."""

from __future__ import annotations

from datetime import date, time

from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Entry, EntryChange
from events.models.change import ChangeKind
from events.rules.enums import State
from events.rules.new_date import NewDate
from events.words import long_when


def when_in_words(when: NewDate) -> str:
    """“Tuesday 8 June 2027 at 09.00–11.00”, “week 23, 2027”."""
    span = when.span
    words = long_when(span.first, span.last, span.precision, when.starts_at)
    return f"{words}–{_clock(when.ends_at)}" if when.starts_at and when.ends_at else words


def entry_when(entry: Entry) -> str:
    return when_in_words(NewDate.of(entry))


def status_in_words(entry: Entry, day: date) -> str:
    """One sentence on how certain the date is."""
    if entry.state == State.CANCELLED:
        return _("It is cancelled.")
    if entry.state == State.HELD:
        return _("It has been held.")
    if entry.last_day < day:
        return _("The date has passed.")
    if entry.state == State.TENTATIVE:
        return _("The date is tentative: it is not fixed yet.")
    return _("The date is fixed.")


def change_in_words(change: EntryChange) -> str:
    """“Moved: from Tuesday … to Tuesday …”."""
    kind = capfirst(str(change.get_kind_display()))
    if change.kind == ChangeKind.CANCELLED or not change.before or not change.after:
        return kind
    before, after = NewDate.from_texts(change.before), NewDate.from_texts(change.after)
    parts = []
    if when_in_words(before) != when_in_words(after):
        parts.append(
            _("from %(before)s to %(after)s")
            % {"before": when_in_words(before), "after": when_in_words(after)}
        )
    elif change.kind == ChangeKind.FIXED:
        parts.append(when_in_words(after))
    if before.place != after.place and after.place:
        parts.append(_("place: %(place)s") % {"place": after.place})
    if change.after.get("state") == State.CANCELLED:
        parts.append(str(State.CANCELLED.label))
    return f"{kind}: {'; '.join(parts)}" if parts else kind


def _clock(moment: time) -> str:
    return time_format(moment, pgettext("time of day, Django's date format", "H.i"))
