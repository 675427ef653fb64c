"""The people inside the partnership: what they are, when they were here last, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from portal.core.clock import OSLO
from portal.core.retention import years_before
from portal.partnership.models import Affiliation, Tenure, User
from portal.partnership.models.body import Part
from portal.partnership.queries.idle import WARN_AFTER
from portal.partnership.queries.leaving import has_seat_or_place, idle_people
from portal.partnership.rules.standing import STAFF_ROLES

SOON = timedelta(days=60)
"""Whose seat or place ends within so many days is leaving."""


class Shown(StrEnum):
    """Which people are asked for; the values stand in the address."""

    ALL = "alle"
    IDLE = "uten-innlogging"
    LEAVING = "slutter"
    INVITED = "invitert"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Shown.ALL: pgettext_lazy("people", "All"),
    Shown.IDLE: pgettext_lazy("people", "Not signed in for a year"),
    Shown.LEAVING: pgettext_lazy("people", "Leaving"),
    Shown.INVITED: pgettext_lazy("people", "Invited"),
}


@dataclass(frozen=True)
class PersonLine:
    """One person as the list shows them."""

    person: User
    what: list[str]
    seen: str
    state: str
    colour: str


def people_inside(shown: Shown, search: str, now: datetime, *, by_address: bool) -> QuerySet[User]:
    """People with a seat or a place as staff, now or to come, by name. `by_address` searches e-mail too."""
    day = now.astimezone(OSLO).date()
    people = User.objects.filter(has_seat_or_place(day), erased_at=None)
    if shown == Shown.IDLE:
        people = people.filter(pk__in=idle_people(now).values("pk"))
    elif shown == Shown.LEAVING:
        people = people.filter(_leaving(day))
    for word in search.split():
        found = Q(name__icontains=word)
        people = people.filter(found | Q(email__icontains=word) if by_address else found)
    return people.order_by("name", "pk")


def person_lines(people: QuerySet[User], now: datetime) -> QuerySet[User]:
    """The same people with what their lines are written from: two more queries, whatever the number."""
    lasting = Q(last_day__isnull=True) | Q(last_day__gte=now.astimezone(OSLO).date())
    places = Affiliation.objects.filter(lasting).select_related("unit").order_by("first_day", "pk")
    tenures = Tenure.objects.filter(lasting).select_related("seat").order_by("seat__position", "pk")
    return people.prefetch_related(
        Prefetch("affiliations", places, to_attr="current_places"),
        Prefetch("tenures", tenures, to_attr="current_tenures"),
    )


def as_line(person: User, now: datetime) -> PersonLine:
    """Reads what `person_lines` has fetched."""
    day = now.astimezone(OSLO).date()
    tenures: list[Tenure] = person.current_tenures  # type: ignore[attr-defined]
    places: list[Affiliation] = person.current_places  # type: ignore[attr-defined]
    what = [seat_in_words(tenure) for tenure in tenures] + [place_in_words(place) for place in places]
    held: list[Tenure | Affiliation] = [*tenures, *places]
    ends = [each.last_day for each in held if each.last_day and each.last_day <= day + SOON]
    state, colour = _state(person, min(ends, default=None), now)
    return PersonLine(person, what, last_seen_in_words(person.last_login, now), state, colour)


def seat_in_words(tenure: Tenure) -> str:
    if tenure.part == Part.SUBSTITUTE:
        return _("%(seat)s, substitute") % {"seat": tenure.seat.title}
    return str(tenure.seat.title)


def place_in_words(place: Affiliation) -> str:
    return capfirst(f"{place.get_role_display()}, {place.unit}")


def last_seen_in_words(moment: datetime | None, now: datetime) -> str:
    """How long ago that was, in Oslo days: “today”, “3 days ago”, “2 months ago”, “never”."""
    if moment is None:
        return _("Never signed in")
    days = (now.astimezone(OSLO).date() - moment.astimezone(OSLO).date()).days
    if days <= 0:
        return _("Today")
    if days < 60:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    months = days // 30
    if months < 24:
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    return ngettext("%(count)s year ago", "%(count)s years ago", days // 365) % {"count": days // 365}


def _state(person: User, ends: date | None, now: datetime) -> tuple[str, str]:
    """The state in words, and the colour of its tag."""
    if not person.is_active:
        return _("Account closed"), "warning"
    if (person.last_login or person.created_at) < years_before(now, WARN_AFTER):
        return _("Not signed in for a year"), "warning"
    if ends:
        return _("Something ends on %(day)s") % {"day": date_format(ends, "DATE_FORMAT")}, "sand"
    return _("Active"), "spruce"


def _leaving(day: date) -> Q:
    span = (day, day + SOON)
    seats = Tenure.objects.filter(user=OuterRef("pk"), last_day__range=span)
    places = Affiliation.objects.filter(user=OuterRef("pk"), last_day__range=span, role__in=STAFF_ROLES)
    return Q(Exists(seats)) | Q(Exists(places))


def counts(now: datetime) -> dict[Shown, int]:
    """How many people each choice shows, but for the invitations."""
    kinds = (Shown.ALL, Shown.IDLE, Shown.LEAVING)
    return {kind: people_inside(kind, "", now, by_address=False).count() for kind in kinds}


def person_inside(pk: int) -> User | None:
    """Somebody with a seat or place now or to come; nobody else has a page."""
    now = timezone.now()
    return person_lines(people_inside(Shown.ALL, "", now, by_address=False), now).filter(pk=pk).first()


@dataclass(frozen=True)
class Dossier:
    """What one person has held, holds and will hold, the latest first."""

    tenures: list[Tenure]
    places: list[Affiliation]


def dossier_of(person: User) -> Dossier:
    tenures = person.tenures.select_related("seat__body").order_by("-first_day", "pk")
    places = person.affiliations.select_related("unit__partner").order_by("-first_day", "pk")
    return Dossier(list(tenures), list(places))
