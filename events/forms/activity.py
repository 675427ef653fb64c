"""An activity as people write it: what it is, when it comes back, and the work it takes."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.forms.when import GROUP_HELP, GROUPS, HOW, KEPT, WhenFields, answers_of, choice_of
from events.models import Activity
from events.queries.activity import Others
from events.rules.choice import describe, read_choice
from events.rules.draft import ActivityDraft
from events.rules.enums import Audience, Kind, ShownTo
from events.rules.errors import RecurrenceError
from events.rules.recurrence import Recurrence
from portal.core.forms import PortalForm
from portal.core.text import LANGUAGES, Text

NEW = "(new)"
"""Stands for the key of an activity that has none yet; no key has brackets."""
TEXTS = ("title", "summary", "place")
PLAIN = ("kind", "audience", "shown_to", "fixed", "starts_at", "ends_at", "effort_hours", "effort_weeks")
STALE = _(
    "Somebody else has changed this activity since you opened it. Compare the two,"
    " and go on if yours is right."
)


def capital(choices: Any) -> list[tuple[str, Any]]:
    """The choices with a capital letter, in the language of whoever reads them."""
    return [(value, capfirst(label)) for value, label in choices]


def written(label: Any, language: str, *, longest: int, rows: int = 0, **more: Any) -> forms.CharField:
    """A text in one language; the control says which, to spell checkers and screen readers."""
    attributes = {"lang": language} | ({"rows": rows} if rows else {})
    widget = forms.Textarea(attrs=attributes) if rows else forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


class ActivityForm(PortalForm, WhenFields):
    """`others` are what it may be counted from; `activity` is the one that is changed, or None.

    After `is_valid`, `draft` is what was written.
    """

    use_required_attribute = False
    draft: ActivityDraft
    stale = False
    """Whether somebody else has saved since the form was opened; sending it again saves it all the same."""

    title_nb = written(_("Title in bokmål"), "nb", longest=120)
    title_nn = written(_("Title in nynorsk"), "nn", longest=120, required=False)
    title_en = written(_("Title in English"), "en", longest=120, required=False)
    summary_nb = written(_("In a few sentences, in bokmål"), "nb", longest=600, rows=3, required=False)
    summary_nn = written(_("In a few sentences, in nynorsk"), "nn", longest=600, rows=3, required=False)
    summary_en = written(_("In a few sentences, in English"), "en", longest=600, rows=3, required=False)
    kind = forms.ChoiceField(label=_("Which kind it is"), choices=Kind.choices, widget=forms.RadioSelect)
    audience = forms.ChoiceField(label=_("Whom it is for"), choices=capital(Audience.choices))
    shown_to = forms.ChoiceField(
        label=_("Who may see that it is on the wheel"), choices=capital(ShownTo.choices)
    )
    fixed = forms.BooleanField(
        label=_("The date is settled when the wheel is made"),
        required=False,
        help_text=_("Otherwise each date starts out as tentative, and somebody settles it."),
    )
    starts_at = forms.TimeField(
        label=_("From"), required=False, help_text=_("Counts where it comes on a day of its own.")
    )
    ends_at = forms.TimeField(label=_("To"), required=False)
    place_nb = written(_("Place, in bokmål"), "nb", longest=120, required=False)
    place_nn = written(_("Place, in nynorsk"), "nn", longest=120, required=False)
    place_en = written(_("Place, in English"), "en", longest=120, required=False)
    effort_hours = forms.IntegerField(
        label=_("The team's work on one date, in hours"), min_value=0, max_value=2000, initial=0
    )
    effort_weeks = forms.IntegerField(
        label=_("Spread over how many weeks"),
        min_value=1,
        max_value=26,
        initial=1,
        help_text=_("Counted back from the week it begins in."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, others: Others, activity: Activity | None = None, **kwargs: Any) -> None:
        self.others, self.activity = others, activity
        kwargs["initial"] = (initial_of(activity) if activity else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        own = activity.key if activity else NEW
        self.fields["anchor"].choices = [  # type: ignore[attr-defined]
            (key, str(title)) for key, title in others.titles.items() if key != own
        ]
        if self.kept:
            self.fields["how"].choices = [  # type: ignore[attr-defined]
                (KEPT, _("As it is now: %(when)s") % {"when": describe(self.kept, others.titles)}),
                *self.fields["how"].choices,  # type: ignore[attr-defined]
            ]

    @property
    def kept(self) -> Recurrence | None:
        """The recurrence it has now, where these questions have no words for it."""
        now = self.activity.when if self.activity else None
        return now if now and read_choice(now) is None else None

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups of questions about when, with their words, as the page shows them."""
        return [
            {
                "words": HOW[how],
                "help": GROUP_HELP.get(how, ""),
                "fields": [self[name] for name in names],
            }
            for how, names in GROUPS.items()
        ]

    @property
    def differences(self) -> list[tuple[Any, str]]:
        """What is saved now where something else is written here: the questions with the saved answers."""
        saved = initial_of(self.activity) if self.activity else {}
        shown = [self[name] for name in self.fields if name != "seen" and name not in self.left_out]
        pairs = [(bound, saved.get(bound.name, bound.field.initial)) for bound in shown]
        return [
            (bound.label, answer_in_words(bound.field, answer))
            for bound, answer in pairs
            if str(bound.data or "") != str(bound.field.prepare_value(answer) or "")
        ]

    @property
    def left_out(self) -> set[str]:
        """The questions of the groups that are not chosen."""
        chosen = self.data.get(self.add_prefix("how"))
        return {name for how, names in GROUPS.items() if how != chosen for name in names}

    def full_clean(self) -> None:
        """The groups that are not chosen are passed over, whatever stands in them."""
        every, left_out = self.fields, self.left_out
        self.fields = {name: field for name, field in every.items() if name not in left_out}
        try:
            super().full_clean()
        finally:
            self.fields = every

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if ends and "starts_at" in data and (not starts or ends <= starts):
            self.add_error("ends_at", _("Write a time that is later than when it starts."))
        if self.activity and data.get("seen") != version_of(self.activity):
            self._say_stale(self.activity)
        recurrence = self._recurrence(data)
        if recurrence and not self.errors:
            self.draft = draft_of(data, recurrence)
        return data

    def _say_stale(self, activity: Activity) -> None:
        self.stale = True
        self.add_error(None, STALE)
        sent: Any = self.data
        self.data = sent.copy()
        self.data[self.add_prefix("seen")] = version_of(activity)  # type: ignore[index]

    def _recurrence(self, data: dict[str, Any]) -> Recurrence | None:
        how = data.get("how")
        if not how or any(name in self.errors for name in (*GROUPS.get(how, ()), "only_years")):
            return None
        kept = self.kept
        first = "how" if how == KEPT else GROUPS[how][0]
        try:
            recurrence = kept_with(kept, data) if kept and how == KEPT else choice_of(data).recurrence()
        except RecurrenceError:
            self.add_error(first, _("No year has such a day. Choose another day or another month."))
            return None
        try:
            self.others.around_of(self.activity.key if self.activity else NEW, recurrence)
        except RecurrenceError:
            self.add_error("anchor", _("That activity is itself counted from this one. Choose another one."))
            return None
        return recurrence


def draft_of(data: dict[str, Any], recurrence: Recurrence) -> ActivityDraft:
    """What the cleaned answers say."""

    def text(name: str) -> Text:
        return Text.of({language: data[f"{name}_{language}"] for language in LANGUAGES})

    return ActivityDraft(
        recurrence=recurrence,
        title=text("title"),
        summary=text("summary"),
        place=text("place"),
        **{name: data[name] for name in PLAIN},
    )


def initial_of(activity: Activity) -> dict[str, Any]:
    """The answers that say what the activity says now."""
    texts = {
        f"{name}_{language}": getattr(getattr(activity, name), language)
        for name in TEXTS
        for language in LANGUAGES
    }
    choice = read_choice(activity.when)
    when = answers_of(choice) if choice else kept_answers(activity.when)
    return {
        **texts,
        **{name: getattr(activity, name) for name in PLAIN},
        **when,
        "seen": version_of(activity),
    }


def answer_in_words(field: Any, answer: Any) -> str:
    """A saved answer as a person reads it."""
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if answer else _("No"))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(value): label for value, label in choices}
        return str(words.get(str("" if answer is None else answer), "–"))
    if isinstance(answer, time):
        return f"{answer:%H.%M}"
    return str(answer or "–")


def kept_with(recurrence: Recurrence, data: dict[str, Any]) -> Recurrence:
    """The recurrence as it is, but for what is asked of every one. Raises RecurrenceError."""
    table = {key: value for key, value in recurrence.as_dict().items() if key not in ("avoid_quiet", "years")}
    if data["avoid_quiet"] and not recurrence.distance:
        table["avoid_quiet"] = True
    if data["only_years"]:
        table["years"] = list(data["only_years"])
    return Recurrence.parse(table)


def kept_answers(recurrence: Recurrence) -> dict[str, Any]:
    return {
        "how": KEPT,
        "avoid_quiet": recurrence.avoid_quiet,
        "only_years": ", ".join(str(year) for year in recurrence.years),
    }


def version_of(activity: Activity) -> str:
    """What tells one saved state from the next."""
    return activity.edited_at.isoformat() if activity.edited_at else "file"
