"""Calendars to subscribe to: which there are, and the wheel's own by kind and audience."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from events.queries.calendar import calendar_entries, wheel_dates
from events.views.wheel import Chosen, chosen
from portal.core.calendar import calendar_text
from portal.core.clock import today
from portal.core.views.calendar import calendar_response
from portal.partnership.queries.partnership import the_partnership

#: The page's filter words → what a calendar of them is called.
KINDS: dict[str, str | Promise] = {
    "mote": pgettext_lazy("name of a calendar", "Meetings"),
    "samling": pgettext_lazy("name of a calendar", "Gatherings"),
    "frist": pgettext_lazy("name of a calendar", "Deadlines"),
    "studenter": pgettext_lazy("name of a calendar", "Student dates"),
}
AUDIENCES: dict[str, str | Promise] = {
    "alle": pgettext_lazy("name of a calendar", "Open to all"),
    "partene": pgettext_lazy("name of a calendar", "For the partners"),
    "styring": pgettext_lazy("name of a calendar", "For the steering group and the team"),
}
WHOLE = gettext_lazy("The whole annual wheel")


@dataclass(frozen=True)
class Offer:
    """One calendar on the page: its name, its address, and the same address as calendar programs open it."""

    name: str
    url: str

    @property
    def webcal(self) -> str:
        return f"webcal://{self.url.partition('://')[2]}"


@require_safe
def wheel_calendar(request: HttpRequest) -> HttpResponse:
    """The dates chosen, as the wheel's page chooses them: all that the reader may see, from last year on."""
    choice = chosen(request)
    dates = wheel_dates(request.user, today(), kinds=choice.kind_values, audiences=choice.audience_values)
    name = _("The annual wheel of %(partnership)s") % {"partnership": the_partnership().name}
    if choice.any:
        name = f"{name}: {_name(choice)}"
    wheel = f"{settings.BASE_URL}{reverse('wheel')}{_query(choice)}"
    return calendar_response(
        request,
        calendar_text(calendar_entries(dates), name=name, url=wheel),
        filename="arshjul.ics",
        changed=(entry.updated_at for entry in dates),
        private=request.user.is_authenticated,
    )


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """Which calendars there are, and how one subscribes; first what was chosen on the wheel, if much."""
    choice = chosen(request)
    by_kind = [Chosen([word], []) for word in KINDS]
    by_audience = [Chosen([], [word]) for word in AUDIENCES]
    several = choice.any and choice not in by_kind + by_audience
    groups = [
        *([(_("What you chose on the wheel"), [choice])] if several else []),
        (_("Everything"), [Chosen([], [])]),
        (_("By kind"), by_kind),
        (_("By audience"), by_audience),
    ]
    context = {
        "groups": [(title, [_offer(one) for one in group]) for title, group in groups],
        "breadcrumbs": [(_("Annual wheel"), reverse("wheel")), (_("Calendars"), None)],
    }
    return render(request, "events/calendars.html", context)


def _offer(choice: Chosen) -> Offer:
    return Offer(_name(choice), f"{settings.BASE_URL}{reverse('wheel_calendar')}{_query(choice)}")


def _name(choice: Chosen) -> str:
    chosen_words = [KINDS[word] for word in choice.kinds] + [AUDIENCES[word] for word in choice.audiences]
    return ", ".join(str(name) for name in chosen_words or [WHOLE])


def _query(choice: Chosen) -> str:
    if not choice.any:
        return ""
    pairs = [("slag", word) for word in choice.kinds] + [("for", word) for word in choice.audiences]
    return f"?{urlencode(pairs)}"
