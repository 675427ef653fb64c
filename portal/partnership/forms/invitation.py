"""Whom to invite, and to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core.clock import today
from portal.core.forms import PortalForm
from portal.core.templatetags.design_figures import day_in_words
from portal.partnership.models import Seat, Unit
from portal.partnership.models.body import Part
from portal.partnership.models.person import LANGUAGES, Role
from portal.partnership.queries.tenure import holders_on, next_holder
from portal.partnership.rules.invitation import UNIVERSITY_ROLES, roles_at
from portal.partnership.workflows.invitation import Asked


class InvitationForm(PortalForm, forms.Form):
    """Who, from when, and in which language. The forms below say what to."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link in the mail is the way in, so use an address that only this person reads."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
    first_day = forms.DateField(label=_("First day"))
    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if no end has been agreed.")
    )
    greeting = forms.CharField(
        label=_("A few words of your own"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They stand in the mail."),
    )
    what: tuple[str, ...] = ()
    """The fields that say what the invitation is to; they come first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.what, "name", "email"])

    def clean_first_day(self) -> date:
        first: date = self.cleaned_data["first_day"]
        if first < today():
            raise forms.ValidationError(_("This day has passed. Write a day from today on."))
        return first

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be on or after the first."))
        return cleaned

    @property
    def asked(self) -> Asked:
        """What was filled in. Only after `is_valid`."""
        return Asked(**self.cleaned_data)


class UnitInvitationForm(InvitationForm):
    """To a place in a unit."""

    what = ("unit", "role")
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    role = forms.ChoiceField(label=_("As"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.select_related("partner").order_by("partner__position", "position")
        _offer(self.fields["unit"], units, [(unit, str(unit.partner)) for unit in units])
        roles = [(role, capfirst(Role(role).label)) for role in UNIVERSITY_ROLES]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unit, role = cleaned.get("unit"), cleaned.get("role")
        if unit and role and role not in roles_at(unit.partner.kind):
            self.add_error("role", _("Only a unit of a university has supervisors and course coordinators."))
        return cleaned


class SeatDays(InvitationForm):
    """The days of a seat must be free of those who have it already from then on."""

    def seat_and_part(self) -> tuple[Seat | None, str]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seat, part = self.seat_and_part()
        if seat and cleaned.get("first_day") and not self.errors:
            taken = next_holder(seat, part, cleaned["first_day"], cleaned.get("last_day"))
            if taken:
                words = _("%(name)s has this seat from %(day)s. Choose a first day after that.")
                day = day_in_words(taken.first_day)
                self.add_error("first_day", words % {"name": taken.user, "day": day})
        return cleaned


class SeatInvitationForm(SeatDays):
    """To one of `seats`, as holder or substitute."""

    what = ("seat", "part")
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"))
    part = forms.ChoiceField(
        label=_("As"),
        choices=[(Part.HOLDER, _("Holder of the seat")), (Part.SUBSTITUTE, _("Substitute"))],
    )

    def __init__(self, *args: Any, seats: QuerySet[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = seats.select_related("body", "partner").order_by("body__position", "position")
        rows = [(seat, str(seat.body)) for seat in found]
        _offer(self.fields["seat"], found, rows, names=holders_on(today()))

    def seat_and_part(self) -> tuple[Seat | None, str]:
        return self.cleaned_data.get("seat"), self.cleaned_data.get("part") or Part.HOLDER


class HandOverForm(SeatDays):
    """A successor in one seat."""

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat

    def seat_and_part(self) -> tuple[Seat | None, str]:
        return self.seat, Part.HOLDER

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data, seat=self.seat)


def _offer(
    field: forms.Field,
    queryset: QuerySet[Any],
    rows: Iterable[tuple[Any, str]],
    names: Mapping[int, str] | None = None,
) -> None:
    """The rows under their headings, in order; `names` tell apart those that are called the same."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for row, heading in rows:
        name = (names or {}).get(row.pk)
        groups.setdefault(heading, []).append((row.pk, f"{row} ({name})" if name else str(row)))
    field.queryset = queryset  # type: ignore[attr-defined]
    field.choices = [("", "–"), *groups.items()]  # type: ignore[attr-defined]
