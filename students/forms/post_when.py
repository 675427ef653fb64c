"""The questions about when a task is done, and until when students may apply for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.clock import today
from portal.core.forms import PortalForm
from students.models import StudentTask
from students.queries.post import apply_by
from students.rules.semester import Semester, offered

LEAST_TIME = timedelta(days=60)
"""What there must be left of a semester for a task to be posted for it."""


class WhenFields(PortalForm, forms.Form):
    """The last day to apply follows from the semester, unless somebody says another."""

    thing: Any

    semester = forms.ChoiceField(
        label=gettext_lazy("Which semester is it for?"),
        help_text=gettext_lazy("The last day to apply follows from the semester."),
        widget=forms.RadioSelect,
    )
    deadline = forms.DateField(
        label=gettext_lazy("Last day to apply"),
        required=False,
        help_text=gettext_lazy("Leave it empty to follow the round of the semester."),
    )

    def offer_semesters(self, thing: StudentTask | None) -> None:
        """Those whose round is open come first. One too near its end for any work is left out."""
        day = today()
        semesters = [one for one in offered(day) if day + LEAST_TIME <= one.last_day]
        if thing and thing.in_semester not in semesters:
            semesters.insert(0, thing.in_semester)
        field: Any = self.fields["semester"]
        by_round = sorted(semesters, key=lambda semester: apply_by(semester) < today())
        field.choices = [(semester.key, _with_its_round(semester)) for semester in by_round]

    def find_deadline(self, data: dict[str, Any]) -> None:
        """Where no day is said it is that of the round; what is wrong with it stands where it is asked."""
        if "semester" not in data or "deadline" in self.errors:
            return
        semester, wanted = Semester.read(data["semester"]), data.get("deadline")
        was = self.thing.deadline if isinstance(self.thing, StudentTask) else None
        moved = isinstance(self.thing, StudentTask) and self.thing.semester != semester.key
        if wanted is None or (moved and wanted == was):
            data["deadline"] = apply_by(semester)
            if data["deadline"] < today():
                self.add_error("deadline", _round_is_over(semester))
        elif wanted < today() and wanted != was:
            self.add_error("deadline", _("That day has passed. Choose a later one."))
        elif wanted > semester.last_day:
            self.add_error("deadline", _("The semester is over by then. Choose an earlier day."))


def _round_is_over(semester: Semester) -> str:
    words = _(
        "The last day to apply for %(semester)s was %(day)s. Choose a day of your own, or a later semester."
    )
    return words % {"semester": semester, "day": date_format(apply_by(semester), "DATE_FORMAT")}


def _with_its_round(semester: Semester) -> str:
    """“Spring 2027. Students apply by 15 November 2026.”"""
    day = apply_by(semester)
    words = (
        _("%(semester)s. Students apply by %(day)s")
        if day >= today()
        else _("%(semester)s. Its last day to apply was %(day)s: choose a day of your own below")
    )
    return words % {"semester": capfirst(str(semester)), "day": date_format(day, "DATE_FORMAT")}
