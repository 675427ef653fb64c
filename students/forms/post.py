"""The form in which somebody writes a student task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.authored_form import AuthoredForm
from portal.core.models import Authored
from portal.partnership.models import Unit, User
from portal.partnership.queries.theme import theme_choices
from students.forms.post_fields import LOCKED, RestFields, words
from students.forms.post_people import ME, PeopleFields
from students.forms.post_rows import AskedInRows
from students.forms.post_when import WhenFields
from students.models import StudentTask, StudyField, TaskBoard
from students.queries.post import units_to_post_for
from students.rules.enums import DataNeed, TaskState

OPEN_STATES = (TaskState.DRAFT, TaskState.LEADER_CONFIRMED, TaskState.SUBMITTED, TaskState.WITHDRAWN)
"""States in which everything may still be changed."""
DATA_CHOICES = [
    (DataNeed.NONE, DataNeed.NONE.label),
    (DataNeed.OPEN, DataNeed.OPEN.label),
    (
        DataNeed.PERSONAL,
        gettext_lazy("Personal data. It must be notified to Sikt at least 30 days before the work starts"),
    ),
    (
        DataNeed.SENSITIVE,
        gettext_lazy("Data about patients or pupils. It may need approval by REK, which takes months"),
    ),
]


class TaskForm(AskedInRows, PeopleFields, WhenFields, RestFields, AuthoredForm):
    """A task as its author, `by`, writes it. With a `copied` task it begins with what that says.

    `values` are fields of the task. Once it is published, what the leader confirmed can't be changed.
    """

    texts = ("title", "summary", "learn", "data_offered")

    title = words(
        gettext_lazy("What do you want an answer to?"),
        longest=140,
        help_text=gettext_lazy(
            "Ask one question, as you would ask a colleague. Avoid the municipality’s own terms."
        ),
    )
    summary = words(
        gettext_lazy("What is the problem?"),
        longest=800,
        rows=4,
        help_text=gettext_lazy(
            "Two or three sentences. What happens today, and what gets better with an answer?"
        ),
    )
    learn = words(
        gettext_lazy("What do you hope to learn?"),
        longest=600,
        rows=3,
        help_text=gettext_lazy("What will you do differently when you know?"),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Which unit is it from?"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Choose a unit"),
    )
    data_need = forms.ChoiceField(
        label=gettext_lazy("Does it need data from you?"),
        choices=DATA_CHOICES,
        help_text=gettext_lazy(
            "What the data demand must be in place before the work starts, not before you post."
        ),
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        by: User,
        thing: StudentTask | None = None,
        copied: StudentTask | None = None,
        **kwargs: Any,
    ) -> None:
        self.by = by
        if copied:
            kwargs["initial"] = self.copied_answers(copied) | (kwargs.get("initial") or {})
        super().__init__(*args, thing=thing, **kwargs)
        self.initial.setdefault("contact_is", ME)
        self._offer_units(thing)
        self.offer_semesters(thing)
        self._offer_names()
        self.locked = bool(thing and thing.state not in OPEN_STATES)
        if self.locked:
            for name in LOCKED & set(self.fields):
                self.fields[name].disabled = True

    def copied_answers(self, task: StudentTask) -> dict[str, Any]:
        """What posting a task again begins with: all but the days, and what was agreed for that one."""
        answers = self.first_answers(task)
        return {
            name: answers[name]
            for name in answers
            if name not in ("semester", "deadline", "version", "listing_url")
        }

    def _offer_units(self, thing: StudentTask | None) -> None:
        """Where there is only one, nobody is asked."""
        field: Any = self.fields["unit"]
        units = units_to_post_for(self.by)
        if thing:
            units = Unit.objects.filter(Q(pk__in=units.values("pk")) | Q(pk=thing.unit_id))
        field.queryset = units
        self.only_unit: Unit | None = None
        found = list(units[:2])
        if len(found) == 1:
            self.only_unit = found[0]
            del self.fields["unit"]

    def _offer_names(self) -> None:
        """Choices the partnership's file gives; what it has none of is not asked."""
        found = {
            "study_fields": [(one.key, str(one.name)) for one in StudyField.objects.all()],
            "themes": theme_choices(),
        }
        for name, choices in found.items():
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]
        if boards := ", ".join(str(board) for board in TaskBoard.objects.all()):
            self.fields["listing_url"].label = _("Address of the listing in %(board)s") % {"board": boards}
        else:
            del self.fields["listing_url"]

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        own = {"study_fields": getattr(thing, "fields", []), "data_need": getattr(thing, "data", "")}
        return super().first_answers(thing) | self.first_people(thing) | own

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"]).strip()
        if not title.endswith("?"):
            raise forms.ValidationError(
                _("This is not a question yet. Begin with “Where” or “How”, and end with a question mark.")
            )
        return title

    def clean_groups(self) -> int:
        """Never fewer than there are offered or taken places."""
        groups = super().clean_groups()
        held = self.thing.assignments.holding_a_place().count() if isinstance(self.thing, StudentTask) else 0
        if groups < held:
            raise forms.ValidationError(
                _("%(count)s groups have been offered the task or have it. Write at least that many.")
                % {"count": held}
            )
        return groups

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.only_unit:
            data["unit"] = self.only_unit
        self.find_people(data)
        self.find_deadline(data)
        smallest, largest = data.get("group_min"), data.get("group_max")
        if smallest and largest and largest < smallest:
            self.add_error(
                "group_max", _("The largest group is smaller than the smallest. Write a larger number.")
            )
        return data

    @property
    def values(self) -> Mapping[str, Any]:
        values = {name: value for name, value in super().values.items() if name not in self.not_own}
        own = {"fields": values.pop("study_fields", []), "data": values.pop("data_need")}
        return values | own | {"unit": self.cleaned_data["unit"]} | self.people
