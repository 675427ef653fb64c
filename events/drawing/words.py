"""Every word a reader meets in the picture, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from events.drawing.marks import Kind, Mark, Ring, State


def kind_word(kind: Kind) -> str:
    """The kind as one word in running text."""
    return {
        Kind.MEETING: pgettext("kind of date", "meeting"),
        Kind.GATHERING: pgettext("kind of date", "gathering"),
        Kind.DEADLINE: pgettext("kind of date", "deadline"),
        Kind.STUDENT: pgettext("kind of date", "students"),
    }[kind]


def ring_word(ring: Ring) -> str:
    """Whom the ring is for, in running text."""
    return {
        Ring.PUBLIC: pgettext("whom a date is for", "open to all"),
        Ring.PARTNERS: pgettext("whom a date is for", "for the partners"),
        Ring.GOVERNANCE: pgettext("whom a date is for", "governance"),
    }[ring]


def state_word(state: State) -> str:
    """How certain the date is, in running text."""
    return {
        State.FIXED: pgettext("state of a date", "fixed"),
        State.TENTATIVE: pgettext("state of a date", "tentative"),
        State.DONE: pgettext("state of a date", "done"),
        State.CANCELLED: pgettext("state of a date", "cancelled"),
    }[state]


class Namer:
    """Gives marks their accessible names; `namer` gives that of the active language."""

    def __init__(self) -> None:
        self.kinds = {kind: kind_word(kind) for kind in Kind}
        self.rings = {ring: ring_word(ring) for ring in Ring}
        self.states = {state: state_word(state) for state in State}

    @staticmethod
    def short_name(mark: Mark) -> str:
        """Date and title, for the tooltip of a mark whose full name stands elsewhere."""
        return f"{mark.when}: {mark.title}"

    def name(self, mark: Mark) -> str:
        """`28 April: Title (gathering, for the partners, tentative)`."""
        kind, ring, state = self.kinds[mark.kind], self.rings[mark.ring], self.states[mark.state]
        return f"{mark.when}: {mark.title} ({kind}, {ring}, {state})"


def namer() -> Namer:
    return _namer(get_language())


@lru_cache(maxsize=8)
def _namer(_language: str | None) -> Namer:
    return Namer()


def month_names() -> list[tuple[str, str]]:
    """Twelve (short, full) names in the reader's language."""
    return [(str(MONTHS_3[number]), str(MONTHS[number])) for number in range(1, 13)]


def when_or_off(mark: Mark) -> str:
    """The date in words; says so when it is called off."""
    return _("%(when)s, cancelled") % {"when": mark.when} if mark.cancelled else mark.when


def day_and_month(day: date) -> str:
    """`20. april`, without the year."""
    return date_format(day, "MONTH_DAY_FORMAT")


def today() -> str:
    """The word at today's hand."""
    return _("Today")


def week_name(week: int) -> str:
    """`week 24`."""
    return _week_name(week, get_language())


@lru_cache(maxsize=160)
def _week_name(week: int, _language: str | None) -> str:
    """Remembered: a full year has a label for each of its weeks."""
    return _("week %(week)s") % {"week": week}


def count_in_week(count: int) -> str:
    """What the label of a crowded week says after the week."""
    return _count_in_week(count, get_language())


@lru_cache(maxsize=160)
def _count_in_week(count: int, _language: str | None) -> str:
    return ngettext("%(count)s date", "%(count)s dates", count) % {"count": count}


def times(title: str, count: int) -> str:
    """The one label of a series."""
    return _("%(title)s, %(count)s times") % {"title": title, "count": count}


def picture_title(year: int) -> str:
    """The name of the whole picture."""
    return _("The year’s wheel %(year)s") % {"year": year}


def picture_description(marks: Sequence[Mark]) -> str:
    """What the picture shows, for those who do not see it."""
    if not marks:
        return _("No dates are set yet. January is at the top and the year runs clockwise.")
    count = len(marks)
    open_count = sum(mark.state is State.TENTATIVE for mark in marks)
    text = ngettext(
        "%(count)s date in three rings. January is at the top and the year runs clockwise.",
        "%(count)s dates in three rings. January is at the top and the year runs clockwise.",
        count,
    ) % {"count": count}
    if open_count:
        text += " " + ngettext(
            "%(count)s of them is tentative.", "%(count)s of them are tentative.", open_count
        ) % {"count": open_count}
    return text + " " + _("The same dates are in the list.")


def next_mark(marks: Sequence[Mark], today: date | None) -> Mark | None:
    """The date to name in the middle: the first that has not begun, else one still going on."""
    ahead = [mark for mark in marks if not (mark.done or mark.cancelled) and (not today or mark.end >= today)]
    if today:
        ahead.sort(key=lambda mark: (mark.start < today, mark.start, mark.end))
    else:
        ahead.sort(key=lambda mark: (mark.start, mark.end))
    return ahead[0] if ahead else None


def nothing_ahead(any_dates: bool) -> str:
    """What the middle says when no date is ahead."""
    return _("No more dates this year") if any_dates else _("No dates yet")
