"""The people a task names: whom students contact, who supervises, who assigns. They are found by e-mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.forms import PortalForm
from portal.partnership.models import User
from portal.partnership.models.partner import PartnerKind
from portal.partnership.queries.staff import staff_with_address
from students.rules.enums import AssignBy

ME, OTHER = "me", "other"


class PeopleFields(PortalForm, forms.Form):
    """`people` are fields of the task; only of a form that is valid."""

    by: User
    not_own: ClassVar[frozenset[str]] = frozenset(
        {"contact_is", "contact_email", "supervisor_email", "coordinator_email"}
    )

    contact_is = forms.ChoiceField(
        label=gettext_lazy("Whom can the students contact?"),
        choices=[(ME, gettext_lazy("Me")), (OTHER, gettext_lazy("Somebody else in the municipality"))],
        help_text=gettext_lazy(
            "They hear when somebody shows interest, and answer within seven working days."
        ),
        widget=forms.RadioSelect,
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail of that person, if it is not you"), required=False
    )
    supervisor_email = forms.EmailField(
        label=gettext_lazy("E-mail of the supervisor"),
        required=False,
        help_text=gettext_lazy("Somebody at the university. Ask them first: their name stands on the page."),
    )
    supervisor_wanted = forms.BooleanField(label=gettext_lazy("A supervisor is wanted"), required=False)
    coordinator_email = forms.EmailField(
        label=gettext_lazy("E-mail of the course coordinator"), required=False
    )

    def first_people(self, task: Any) -> dict[str, Any]:
        mine = task.contact_id in (None, self.by.pk)
        return {
            "contact_is": ME if mine else OTHER,
            "contact_email": "" if mine else task.contact.email,
            "supervisor_email": task.supervisor.email if task.supervisor else "",
            "coordinator_email": task.coordinator.email if task.coordinator else "",
        }

    def find_people(self, data: dict[str, Any]) -> None:
        """Put the people behind the addresses in `people`; an address nobody has is an error of its field."""
        self.people: dict[str, User | None] = {
            "contact": self._contact(data),
            "supervisor": self._at_university("supervisor_email", data),
            "coordinator": self._at_university("coordinator_email", data),
        }
        missing = not data.get("coordinator_email") and "coordinator_email" not in self.errors
        if missing and data.get("assign_by") == AssignBy.COORDINATOR:
            self.add_error("coordinator_email", _("Write who the course coordinator is."))

    def _contact(self, data: dict[str, Any]) -> User | None:
        if data.get("contact_is") != OTHER:
            self.errors.pop("contact_email", None)  # the question is hidden, so nobody could mend it
            return self.by
        email, unit = data.get("contact_email"), data.get("unit")
        if not email:
            if "contact_email" not in self.errors:
                self.add_error("contact_email", _("Write the e-mail of the one students can contact."))
            return None
        person = staff_with_address(email, unit__partner=unit.partner_id) if unit else None
        if unit and person is None:
            self.add_error(
                "contact_email",
                _("Nobody in the municipality has an account with that address. Ask them to sign in once."),
            )
        return person

    def _at_university(self, name: str, data: dict[str, Any]) -> User | None:
        if not (email := data.get(name)):
            return None
        person = staff_with_address(email, unit__partner__kind=PartnerKind.UNIVERSITY)
        if person is None:
            self.add_error(
                name,
                _("Nobody at the university has an account with that address. Ask them to sign in once."),
            )
        return person
