"""The lists a project has, each as one form of rows that need no script: a row left empty is no row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from portal.core.authored_form import AuthoredForm
from portal.core.identifier_fields import DoiField, OrcidField
from portal.core.models import Authored
from portal.partnership.models import Partner
from projects.forms.kroner import KronerField
from projects.models import Funding, Milestone, ProjectLink, ProjectPerson
from projects.rules.enums import FundingState, PersonRole
from projects.workflows.project_rows import RowModel

BLANK_ROWS = 3
MOST_ROWS = 60


@dataclass(frozen=True)
class Row:
    """One row as the page shows it: its heading and its questions."""

    legend: str
    fields: list[BoundField]


class RowsForm(AuthoredForm):
    """Base. `row_fields` makes the questions of one row; the first one says whether the row counts.

    After `is_valid`, `rows` are the values of the rows that count, by name.
    """

    texts = ()
    model: ClassVar[RowModel]
    legend: ClassVar[Any]

    def __init__(self, *args: Any, thing: Authored | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        del self.fields["language"]
        self.names = list(self.row_fields())
        self.number = self._number()
        for index in range(self.number):
            for name, field in self.row_fields().items():
                field.required = False
                self.fields[f"{name}_{index}"] = field

    def row_fields(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    @property
    def kept_names(self) -> list[str]:
        """The names of what is kept of a row."""
        return self.names

    def first_answers(self, thing: Authored) -> dict[str, Any]:
        """The rows there are, numbered from nought."""
        objects: Any = self.model._default_manager
        rows = list(objects.filter(project=thing).values())
        numbered = {
            f"{name}_{index}": row[name] for index, row in enumerate(rows) for name in self.row_fields()
        }
        return {"version": thing.version, **numbered}

    def _number(self) -> int:
        """What was sent, or what there is and some more."""
        known = self.data if self.is_bound else self.initial
        numbers = [number for key in known if (number := self._number_in(key)) is not None]
        wanted = max(numbers, default=-1) + 1
        return min(wanted if self.is_bound else wanted + BLANK_ROWS, MOST_ROWS)

    def _number_in(self, key: str) -> int | None:
        """The number of the row that the question `key` belongs to."""
        name, _line, number = key.rpartition("_")
        counts = name in self.names and number.isascii() and number.isdigit() and len(number) < 5
        return int(number) if counts and int(number) < MOST_ROWS else None

    @property
    def groups(self) -> Iterator[Row]:
        for index in range(self.number):
            legend = translated("%(what)s %(number)s") % {"what": self.legend, "number": index + 1}
            yield Row(legend, [self[f"{name}_{index}"] for name in self.names])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.rows: list[dict[str, Any]] = []
        for index in range(self.number):
            row = {name: data.get(f"{name}_{index}") for name in self.names}
            if not any(f"{name}_{index}" in self.errors for name in self.names) and self.counts(row, index):
                self.rows.append(row)
        return data

    def counts(self, row: dict[str, Any], index: int) -> bool:
        """Whether the row is one. What is missing in a row that was begun is said at its question."""
        return self.needs(row, index, *self.names[:1])

    def needs(self, row: dict[str, Any], index: int, *names: str) -> bool:
        """Whether `row` has all of `names`; of a row with some of them and not others, says so."""
        missing = [name for name in names if row[name] in (None, "")]
        begun = any(row[name] not in (None, "") for name in names)
        for name in missing if begun else ():
            field = self.fields[f"{name}_{index}"]
            self.add_error(
                f"{name}_{index}",
                translated("“%(label)s” is missing. Write an answer, or empty the row.")
                % {"label": field.label},
            )
        return not missing


class PeopleForm(RowsForm):
    model = ProjectPerson
    legend = _("Person")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label=_("Name"), max_length=120),
            "role": forms.ChoiceField(
                label=_("Role"), choices=PersonRole.choices, initial=PersonRole.RESEARCHER
            ),
            "partner_id": forms.TypedChoiceField(
                label=_("Where from"), choices=partner_choices, coerce=int, empty_value=None
            ),
            "orcid": OrcidField(label=_("ORCID iD")),
        }

    @property
    def kept_names(self) -> list[str]:
        return [*self.names, "position"]

    def counts(self, row: dict[str, Any], index: int) -> bool:
        """A name and a role; the role alone is what an untouched row has."""
        if not row["name"] and row["orcid"]:
            return self.needs(row, index, "name", "orcid")
        row["role"] = row["role"] or PersonRole.RESEARCHER
        return bool(row["name"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.rows = [{**row, "position": position} for position, row in enumerate(self.rows)]
        return data


class FundingForm(RowsForm):
    """Money that no application on the portal tells of, in kroner and øre."""

    model = Funding
    legend = _("Source of money")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "source": forms.CharField(label=_("Where the money comes from"), max_length=160),
            "amount": KronerField(label=_("Kroner")),
            "state": forms.ChoiceField(label=_("How far it has come"), choices=FundingState.choices),
        }

    def counts(self, row: dict[str, Any], index: int) -> bool:
        row["state"] = row["state"] or FundingState.APPLIED
        return self.needs(row, index, "source", "amount")


class LinksForm(RowsForm):
    model = ProjectLink
    legend = _("Link")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "label": forms.CharField(label=_("What it leads to"), max_length=160),
            "doi": DoiField(label=_("DOI"), max_length=120),
            "url": forms.URLField(label=_("Or an address on the web"), max_length=400, assume_scheme="https"),
        }

    def counts(self, row: dict[str, Any], index: int) -> bool:
        if not any(row.values()):
            return False
        if bool(row["doi"]) == bool(row["url"]):
            self.add_error(
                f"doi_{index}", translated("Write either a DOI or an address, not both and not neither.")
            )
            return False
        return self.needs(row, index, "label", "doi" if row["doi"] else "url")


class MilestonesForm(RowsForm):
    model = Milestone
    legend = _("Milestone")

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "text": forms.CharField(label=_("What is to be reached"), max_length=160),
            "day": forms.DateField(label=_("By which day")),
            "reached": forms.BooleanField(label=_("It is reached")),
        }

    def counts(self, row: dict[str, Any], index: int) -> bool:
        return self.needs(row, index, "text", "day")


def partner_choices() -> list[tuple[Any, Any]]:
    partners = Partner.objects.all()
    return [("", _("Another place")), *((partner.pk, partner.short_name) for partner in partners)]
