"""What one is asked about a result, and the fewer things about a lesson."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.authored_form import AuthoredForm
from portal.core.clock import today
from portal.core.identifier_fields import DoiField
from portal.core.models import Authored
from portal.core.rich_text import RichTextField
from portal.core.rules.upload import Upload
from portal.core.uploads import PictureField, alt_field, require_alt
from portal.partnership.models import Unit, User
from portal.partnership.queries.theme import theme_choices
from projects.models import Project, Result
from projects.queries.result import candidates_to_answer, units_to_answer
from projects.rules.enums import LessonAbout, ResultKind

THREE_LINES = {"rows": 3}


def kind_choices() -> list[tuple[str, str]]:
    """All but a lesson, which has a form of its own; nothing is chosen beforehand."""
    kinds = [(kind.value, capfirst(str(kind.label))) for kind in ResultKind if kind != ResultKind.LESSON]
    return [("", _("Choose what fits best")), *kinds]


def about_choices() -> list[tuple[str, str]]:
    return [(about.value, capfirst(str(about.label))) for about in LessonAbout]


class ToldForm(AuthoredForm):
    """What results and lessons have in common. `by` is who writes: they choose among what is theirs."""

    folded: ClassVar[tuple[str, ...]] = ()
    """Fields that are asked of those who have more to tell."""

    title = forms.CharField(max_length=140)
    summary = forms.CharField(max_length=1200, widget=forms.Textarea(attrs=THREE_LINES))
    happened_on = forms.DateField(label=gettext_lazy("When was it?"))
    unit: Any = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=gettext_lazy("Which unit stands behind it?"),
        required=False,
        empty_label=gettext_lazy("None in particular"),
    )
    project: Any = forms.ModelChoiceField(
        queryset=Project.objects.none(),
        label=gettext_lazy("Which project did it come of?"),
        required=False,
        empty_label=gettext_lazy("None of the portal’s projects"),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=theme_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, by: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.by = by
        self.initial.setdefault("happened_on", today())
        self._offer("unit", units_to_answer(by))
        self._offer("project", Project.objects.editable_by(by))

    def _offer(self, name: str, mine: Any) -> None:
        """Only what is theirs, and what stands there already; what leaves no choice is not asked."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        now = getattr(self.thing, f"{name}_id", None)
        field.queryset = (mine | mine.model.objects.filter(pk=now)) if now else mine
        if name == "unit" and not self.thing and mine.count() == 1:
            self.only_unit = mine.get()
            del self.fields[name]
        elif not field.queryset.exists():
            del self.fields[name]

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > today():
            raise forms.ValidationError(_("That day is still to come. Tell of it once it has happened."))
        return day

    @property
    def values(self) -> Mapping[str, Any]:
        only = getattr(self, "only_unit", None)
        return {**super().values, **({"unit": only} if only else {})}

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.folded]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.folded]

    @property
    def unfolds(self) -> bool:
        """Whether what is folded holds something to be seen or mended."""
        asked = {"language", "unit"}
        return any(
            field.errors or (field.initial and field.name not in asked) for field in self.folded_fields
        )


class ResultForm(ToldForm):
    """A result: its card in plain words, where to read more, a picture."""

    texts = ("title", "summary", "changed", "call", "body")
    folded = ("doi", "url", "picture", "alt", "no_picture", "body", "themes", "contact", "unit", "language")

    kind = forms.ChoiceField(label=gettext_lazy("What kind of result is it?"), choices=kind_choices)
    title = forms.CharField(
        label=gettext_lazy("What came of it?"),
        help_text=gettext_lazy("One sentence that a neighbour would understand."),
        max_length=140,
    )
    summary = forms.CharField(
        label=gettext_lazy("What did we learn?"),
        max_length=1200,
        widget=forms.Textarea(attrs=THREE_LINES),
    )
    changed = forms.CharField(
        label=gettext_lazy("What changed?"),
        help_text=gettext_lazy("For whom is something different now? That nothing changed is an answer too."),
        max_length=800,
        widget=forms.Textarea(attrs=THREE_LINES),
    )
    call = forms.CharField(
        label=gettext_lazy("Whom can one call?"),
        help_text=gettext_lazy("A function and the unit’s telephone or mail address, rather than a name."),
        max_length=300,
    )
    contact: Any = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=gettext_lazy("Who answers for it?"),
        help_text=gettext_lazy(
            "They are asked each September whether it was used. Others don’t see the name."
        ),
        required=False,
        empty_label=None,
    )
    doi = DoiField(
        label=gettext_lazy("DOI"),
        required=False,
        help_text=gettext_lazy("If it is published with one: 10.1234/abc, or the whole address."),
    )
    url = forms.URLField(
        label=gettext_lazy("Where can one read or see more?"),
        help_text=gettext_lazy("The address of a page, an open archive or a video."),
        required=False,
        max_length=400,
        assume_scheme="https",
    )
    picture = PictureField(label=gettext_lazy("Picture"), required=False)
    alt = alt_field()
    no_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)
    body = RichTextField(label=gettext_lazy("More about it"), required=False)

    field_order = [
        *("kind", "title", "summary", "changed", "call", "happened_on", "project", "contact", "body"),
        *("doi", "url", "picture", "alt", "no_picture", "themes", "unit", "language", "version"),
    ]

    def __init__(self, *args: Any, by: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, thing=thing, **kwargs)
        self.order_fields(self.field_order)
        self._offer_contacts()
        if not getattr(self.thing, "picture_id", None):
            del self.fields["no_picture"]

    def _offer_contacts(self) -> None:
        """Whoever writes it answers for it; later it can be handed to others who had part in it.

        Where nobody does any more, as the account is closed, whoever changes it says who does now.
        """
        result = self.thing if isinstance(self.thing, Result) else None
        people = candidates_to_answer(result, self.by) if result else User.objects.none()
        if result is None or [person.pk for person in people] == [result.contact_id]:
            del self.fields["contact"]
            return
        field = cast("forms.ModelChoiceField[Any]", self.fields["contact"])
        field.queryset = people
        field.required = result.contact_id not in {person.pk for person in people}

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        picture = getattr(thing, "picture", None)
        return {**super().first_answers(thing), "picture": None, "alt": str(picture.alt) if picture else ""}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        require_alt(self)
        kept = getattr(self.thing, "picture_id", None) and not answers.get("no_picture")
        if kept and not answers.get("picture") and not answers.get("alt", "").strip():
            self.add_error("alt", _("Say in one sentence what the picture shows."))
        return answers

    @property
    def values(self) -> Mapping[str, Any]:
        """Without the picture, which is kept as a file: see `upload`."""
        return {
            name: value
            for name, value in super().values.items()
            if name not in {"picture", "alt", "no_picture"}
        }

    @property
    def upload(self) -> Upload | None:
        """The new picture; only of a form that is valid."""
        return cast("Upload | None", self.cleaned_data.get("picture"))


class LessonForm(ToldForm):
    """A lesson: short, and with what it helps others begin."""

    folded = ("project", "themes", "unit", "language")

    title = forms.CharField(
        label=gettext_lazy("What should others know?"),
        help_text=gettext_lazy("One sentence, as you would say it to a colleague."),
        max_length=140,
    )
    summary = forms.CharField(
        label=gettext_lazy("How did you learn it?"),
        help_text=gettext_lazy("What you did, what happened, and what you would do today."),
        max_length=1200,
        widget=forms.Textarea(attrs=THREE_LINES),
    )
    about = forms.MultipleChoiceField(
        label=gettext_lazy("Whom does it help?"),
        help_text=gettext_lazy("It is shown to those who begin on one of these."),
        choices=about_choices,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = [
        *("title", "summary", "about", "happened_on", "project", "themes", "unit", "language", "version"),
    ]

    def __init__(self, *args: Any, by: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, thing=thing, **kwargs)
        self.order_fields(self.field_order)
