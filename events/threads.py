"""A date on the wheel as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from events.rules.enums import Audience, State
from events.rules.enums import Kind as DateKind
from portal.core.threads import Facet, Kind, Told

if TYPE_CHECKING:
    from events.models import Entry


def tell_entry(entry: Entry) -> Told:
    """A cancelled date is not live: its page stays, and says so."""
    with override("nb"):
        address = reverse("entry", args=[entry.pk])
    return Told(
        key=str(entry.pk),
        title=entry.title,
        lead=entry.summary,
        address=address,
        audience=entry.shown_to,
        state=entry.state,
        live=entry.state != State.CANCELLED,
        example=entry.is_example,
        facets=(f"slag:{entry.kind}", f"for:{entry.audience}", f"ar:{entry.year}"),
        day=entry.first_day,
        last_day=entry.last_day,
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
    schema="Event",
)
