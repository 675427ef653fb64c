"""Events, research days and sharing of competence, before there are any."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from events.views.wheel import FIRST_YEAR, LAST_YEAR
from portal.core.room import Room
from portal.core.views.thread_list import ThreadListView

EVENTS = (_("Events"), "events")

event_list = ThreadListView.as_view(
    kind="date",
    title=EVENTS[0],
    lead=_("Workshops, breakfast meetings and open days."),
    by_day=True,
    empty=_("No date lies ahead"),
    because=_("The annual wheel shows what is planned. Each event gets a page when its date is fixed."),
)
_research_days = Room(
    title=_("Research days"),
    lead=_("A week in the autumn when research is shown to everyone."),
    empty=_("There is no programme yet"),
    because=_("The annual wheel shows which days it will be."),
    parent=EVENTS,
).view()
competence = Room(
    title=_("Guest lectures and field visits"),
    lead=_("What the partners offer to show and teach each other."),
    empty=_("Nothing is offered yet"),
    because=_("Until offers are posted here, the partnership team puts you in touch."),
    nearest=_("See who sits on the team"),
    nearest_url="about",
).view()


def research_days(request: HttpRequest, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return _research_days(request)
