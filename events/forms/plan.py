"""The plan of an activity: who does it, whom it reminds when, and what has to be prepared."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from events.forms.activity import written
from events.forms.when import SIDES
from events.models import Activity
from events.rules.draft import Plan, PlannedPreparation, PlannedReminder
from portal.core.forms import PortalForm
from portal.core.text import LANGUAGES, Text
from portal.partnership.models import Body, Partner
from portal.partnership.models.body import SeatRole
from portal.partnership.rules.seats import SeatFilter

USUAL_HOUR = 8
BLANK_ROWS = 2
ANY = [("", _("any"))]


class SeatsForm(PortalForm, forms.Form):
    """Which seats: every part that is given must fit, and none given means nobody."""

    use_required_attribute = False
    focus_errors = False

    body = forms.ChoiceField(label=_("Body"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)

    def __init__(self, *args: Any, seats: Seats, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "role", "partner"):
            self.fields[name].choices = [*ANY, *getattr(seats, name)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> SeatFilter:
        data = self.cleaned_data
        return SeatFilter(body=data["body"], role=data["role"], partner=data["partner"])


class Seats:
    """What there is to choose among: bodies, roles and partners. Two queries, asked once for a page."""

    def __init__(self) -> None:
        self.body = [(body.key, str(body.name)) for body in Body.objects.all()]
        self.role = list(SeatRole.choices)
        self.partner = [(partner.key, partner.short_name) for partner in Partner.objects.all()]


class ReminderRow(PortalForm, forms.Form):
    """One reminder; a row left empty says nothing."""

    use_required_attribute = False
    focus_errors = False

    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=365)
    side = forms.ChoiceField(label=_("Before or after"), choices=list(SIDES.items()), initial="before-start")
    hour = forms.TypedChoiceField(
        label=_("Hour"),
        choices=[(hour, f"{hour:02d}.00") for hour in range(24)],
        coerce=int,
        initial=USUAL_HOUR,
    )

    def has_changed(self) -> bool:
        """A row without a number of days is empty, whatever its other answers were left at."""
        return bool(self.initial) or bool(str(self.data.get(self.add_prefix("days"), "")).strip())

    @property
    def planned(self) -> PlannedReminder:
        side, edge = self.cleaned_data["side"].split("-")
        days = self.cleaned_data["days"]
        return PlannedReminder(
            days=days if side == "before" else -days, edge=edge, hour=time(self.cleaned_data["hour"])
        )


class PreparationRow(SeatsForm):
    """One point of the check list; a row left empty says nothing."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text_nb = written(_("What, in bokmål"), "nb", longest=200)
    text_nn = written(_("What, in nynorsk"), "nn", longest=200, required=False)
    text_en = written(_("What, in English"), "en", longest=200, required=False)
    days_before = forms.IntegerField(label=_("Days before it begins"), min_value=0, max_value=365)

    def has_changed(self) -> bool:
        names = [*(f"text_{language}" for language in LANGUAGES), "days_before"]
        said = [str(self.data.get(self.add_prefix(name), "")).strip() for name in names]
        return bool(self.initial) or any(said)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("body") or data.get("role") or data.get("partner")):
            self.add_error("body", _("Say whose it is: choose a body, a role or a partner."))
        return data

    @property
    def planned(self) -> PlannedPreparation:
        data = self.cleaned_data
        return PlannedPreparation(
            pk=data["pk"],
            text=Text.of({language: data[f"text_{language}"] for language in LANGUAGES}),
            days_before=data["days_before"],
            owner=self.chosen,
        )


class Rows(BaseFormSet):  # type: ignore[type-arg]  # it takes none when it runs
    """The rows that are, and blank ones to write more in. A ticked “remove” takes a row away."""

    deletion_label = _("Remove this row")

    def add_fields(self, form: BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = self.deletion_label


def kept(rows: Any) -> list[Any]:
    """The rows that say something and are not to go."""
    return [row for row in rows.forms if row.has_changed() and row not in rows.deleted_forms]


class ReminderRows(Rows):
    def clean(self) -> None:
        """Two reminders on the same day are one."""
        if any(self.errors):
            return
        seen: set[tuple[int, str]] = set()
        for row in kept(self):
            planned = row.planned
            if (planned.days, planned.edge) in seen:
                row.add_error("days", _("This reminder stands twice. Change one of them or remove it."))
            seen.add((planned.days, planned.edge))


ReminderFormSet = formset_factory(
    ReminderRow,
    formset=ReminderRows,
    extra=BLANK_ROWS,
    can_delete=True,
    can_delete_extra=False,
    max_num=30,
    absolute_max=40,
)
PreparationFormSet = formset_factory(
    PreparationRow,
    formset=Rows,
    extra=BLANK_ROWS,
    can_delete=True,
    can_delete_extra=False,
    max_num=40,
    absolute_max=50,
)


class PlanForms:
    """The three parts of the page as one form: who, reminders, check list."""

    def __init__(self, activity: Activity, data: Any = None) -> None:
        seats = Seats()
        self.activity = activity
        self.responsible = SeatsForm(data, prefix="who", seats=seats, initial=_seats(activity, "responsible"))
        self.reminders = ReminderFormSet(
            data,
            prefix="reminders",
            initial=[
                {"days": abs(plan.days), "side": _side(plan.days, plan.edge), "hour": plan.hour.hour}
                for plan in activity.reminders.all()
            ],
        )
        self.preparations = PreparationFormSet(
            data,
            prefix="preparations",
            form_kwargs={"seats": seats},
            initial=[
                {
                    "pk": point.pk,
                    "days_before": point.days_before,
                    **{f"text_{language}": getattr(point.text, language) for language in LANGUAGES},
                    **_seats(point, "owner"),
                }
                for point in activity.preparations.select_related("owner_body", "owner_partner")
            ],
        )

    def is_valid(self) -> bool:
        parts = [self.responsible.is_valid(), self.reminders.is_valid(), self.preparations.is_valid()]
        return all(parts)

    @property
    def shown(self) -> list[Any]:
        """Every form of the page whose mistakes matter, in the order of the page."""
        rows = [*self.reminders.forms, *self.preparations.forms]
        return [self.responsible, *(row for row in rows if not _goes(row))]

    @property
    def plan(self) -> Plan:
        return Plan(
            responsible=self.responsible.chosen,
            reminders=tuple(row.planned for row in kept(self.reminders)),
            preparations=tuple(row.planned for row in kept(self.preparations)),
        )


def _goes(row: Any) -> bool:
    """Whether its “remove” is ticked."""
    return "DELETE" in row.fields and row.is_bound and bool(row["DELETE"].value())


def _side(days: int, edge: str) -> str:
    return f"{'after' if days < 0 else 'before'}-{edge}"


def _seats(thing: Any, prefix: str) -> dict[str, str]:
    body, partner = getattr(thing, f"{prefix}_body"), getattr(thing, f"{prefix}_partner")
    return {
        "body": body.key if body else "",
        "role": getattr(thing, f"{prefix}_role"),
        "partner": partner.key if partner else "",
    }
