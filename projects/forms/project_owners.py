"""Who answers for a project at each partner, named among those who work there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.authored_form import AuthoredForm
from portal.core.models import Authored
from portal.partnership.models import Partner, User
from projects.models.project import BEYOND_IDEA
from projects.queries.project_owners import staff_like, staff_of, workplaces

HELP = gettext_lazy("A name or an e-mail address. The person must have been signed in here once.")
CHOSEN = "chosen_"


class OwnersForm(AuthoredForm):
    """A question for each partner, answered with a name or an e-mail address.

    Where several people have the name, a question is put below it that offers them. After `is_valid`,
    `owners` is the person chosen for each partner, or None.
    """

    texts = ()

    def __init__(self, *args: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        self.partners = {f"owner_{partner.key}": partner for partner in Partner.objects.all()}
        super().__init__(*args, thing=thing, **kwargs)
        del self.fields["language"]
        self.owners: dict[Partner, User | None] = {}
        for name, partner in self.partners.items():
            self.fields[name] = self._question(partner)
            if picked := self.data.get(f"{CHOSEN}{partner.key}"):
                self._offer(partner, staff_of(partner).filter(pk=_number(picked)))

    def _question(self, partner: Partner) -> forms.CharField:
        beyond = getattr(self.thing, "state", "") in BEYOND_IDEA
        return forms.CharField(
            label=_("Who answers for it at %(partner)s?") % {"partner": partner},
            help_text=HELP,
            max_length=200,
            required=partner.required and beyond,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        owners: Any = thing.owners  # type: ignore[attr-defined]
        named = {
            f"owner_{owner.partner.key}": owner.person.email
            for owner in owners.select_related("partner", "person")
            if owner.person
        }
        return {"version": thing.version, **named}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, partner in self.partners.items():
            if name in data:
                self.owners[partner] = self._person(name, partner, data[name].strip())
        return data

    def _person(self, name: str, partner: Partner, said: str) -> User | None:
        """The one who is meant; says at the question where nobody or several are."""
        if not said:
            return None
        found = staff_like(partner, said)
        picked = _number(self.data.get(f"{CHOSEN}{partner.key}"))
        if len(found) > 1:
            found = [person for person in found if person.pk == picked] or found
        if len(found) == 1:
            return found[0]
        if found:
            self._offer(partner, found)
            self.add_error(name, _("Several people have that name. Choose one of them below."))
        else:
            words = _(
                "Nobody at %(partner)s with that name or address has an account here. Invite them first."
            )
            self.add_error(name, words % {"partner": partner})
        return None

    def _offer(self, partner: Partner, people: Any) -> None:
        """Put the people up for choice, right below the question they are an answer to."""
        units = workplaces(list(people), partner)
        choices = [
            (person.pk, f"{person.name}, {units.get(person.pk, '')}".rstrip(", ")) for person in people
        ]
        offered = forms.ChoiceField(
            label=_("Whom do you mean at %(partner)s?") % {"partner": partner},
            choices=choices,
            widget=forms.RadioSelect,
        )
        self.fields[f"{CHOSEN}{partner.key}"] = offered
        order = [[name, f"{CHOSEN}{one.key}"] for name, one in self.partners.items()]
        self.order_fields([name for pair in order for name in pair])


def _number(said: Any) -> int:
    """The key that was sent; nought, which nobody has, for what is none."""
    text = str(said or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
