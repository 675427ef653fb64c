"""A date on the wheel as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.rules.enums import Audience, State
from events.rules.enums import Kind as DateKind
from portal.core.threads import DataFile, Facet, Kind, Told, address_in_bokmal

if TYPE_CHECKING:
    from events.models import Entry


def tell_entry(entry: Entry) -> Told:
    """A cancelled date is not live: its page stays, and says so."""
    return Told(
        key=str(entry.pk),
        title=entry.title,
        lead=entry.summary,
        address=address_in_bokmal("entry", entry.pk),
        audience=entry.shown_to,
        state=entry.state,
        live=entry.state != State.CANCELLED,
        example=entry.is_example,
        facets=(f"slag:{entry.kind}", f"for:{entry.audience}", f"ar:{entry.year}"),
        day=entry.first_day,
        last_day=entry.last_day,
        precision=entry.precision,
        published_at=entry.created_at,
    )


DATE = Kind(
    key="date",
    model="events.Entry",
    label=_("Date on the annual wheel"),
    plural=_("Dates on the annual wheel"),
    list_url="events",
    tell=tell_entry,
    step=20,
    states=dict(State.choices),
    facets=(
        Facet("slag", pgettext_lazy("facet", "Kind"), lambda _values: dict(DateKind.choices)),
        Facet("for", pgettext_lazy("facet", "For whom"), lambda _values: dict(Audience.choices)),
        Facet("ar", pgettext_lazy("facet", "Year"), lambda values: {value: value for value in values}),
    ),
    day_label=pgettext_lazy("date of a thing", "When"),
    tags=("slag", "for"),
    telling=frozenset({State.TENTATIVE, State.HELD}),
    schema="Event",
    about=_("Meetings, deadlines, gatherings and other dates that the partnership plans for, year by year."),
    theme="EDUC",
    files=(DataFile("wheel_calendar", "text/calendar", _("Calendar file (iCalendar)")),),
)
