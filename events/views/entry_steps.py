"""The steps a date can be taken through on the page, each with its form, its words and its verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from events.forms.entry import DateForm, EntryForm, ReasonForm
from events.models.change import ChangeKind
from events.rules.transition import Action
from events.workflows.entry import Done, cancel, fix_date, mark_held, move

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Step:
    """One kind of change. `look` is the button that leads from form to preview, `yes` the one there."""

    action: Action
    kind: ChangeKind
    form: type[EntryForm]
    heading: Words
    look: Words
    yes: Words
    receipt: Words
    do: Callable[[Any, Any], Done]
    """Carries out what the (valid) form asks, for the person. Raises what the workflow does."""

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer before the preview."""
        return self.form is not EntryForm


FIX = Step(
    action=Action.FIX,
    kind=ChangeKind.FIXED,
    form=DateForm,
    heading=gettext_lazy("Fix the date"),
    look=gettext_lazy("See what follows"),
    yes=gettext_lazy("Fix the date"),
    receipt=gettext_lazy("The date is fixed."),
    do=lambda form, by: fix_date(form.entry, when=form.wanted, seen=form.seen, by=by),
)
MOVE = Step(
    action=Action.MOVE,
    kind=ChangeKind.MOVED,
    form=DateForm,
    heading=gettext_lazy("Move the date"),
    look=gettext_lazy("See what moves along"),
    yes=gettext_lazy("Move the date"),
    receipt=gettext_lazy("The date is moved."),
    do=lambda form, by: move(form.entry, when=form.wanted, reason=form.reason, seen=form.seen, by=by),
)
CANCEL = Step(
    action=Action.CANCEL,
    kind=ChangeKind.CANCELLED,
    form=ReasonForm,
    heading=gettext_lazy("Cancel the date"),
    look=gettext_lazy("See what is cancelled along"),
    yes=gettext_lazy("Cancel the date"),
    receipt=gettext_lazy("The date is cancelled."),
    do=lambda form, by: cancel(form.entry, reason=form.reason, seen=form.seen, by=by),
)
MARK_HELD = Step(
    action=Action.MARK_HELD,
    kind=ChangeKind.HELD,
    form=EntryForm,
    heading=gettext_lazy("Mark as held"),
    look="",
    yes=gettext_lazy("Mark as held"),
    receipt=gettext_lazy("It is marked as held."),
    do=lambda form, by: mark_held(form.entry, seen=form.seen, by=by),
)
