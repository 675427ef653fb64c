"""The columns of a table of tasks to import, and what each may be called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.text import LANGUAGES
from students.rules.import_file import ImportFileError


@dataclass(frozen=True)
class Column:
    """A column: its key, what it is called, what stands in it. A `required` one every task has."""

    key: str
    label: str | Promise
    holds: str | Promise
    required: bool = False

    @property
    def names(self) -> set[str]:
        """What the heading may say: the key, or the label in any of the portal's languages."""
        found = {self.key}
        for language in LANGUAGES:
            with override(language):
                found.add(str(self.label))
        return {folded(name) for name in found}


COLUMNS = (
    Column("source_key", _("Number"), _("What the task is called in your own list, such as 17"), True),
    Column("title", _("Question"), _("What you want an answer to, in one sentence"), True),
    Column("summary", _("Problem"), _("Two or three sentences"), True),
    Column("learn", _("What the unit hopes to learn"), _("Needed before the task can be published")),
    Column("unit", _("Unit"), _("Its name, as on the page about the partnership"), True),
    Column("contact", _("Contact"), _("The e-mail address of somebody with an account here")),
    Column(
        "semester", _("Semester"), _("Such as spring 2027, or 2027-1 for spring and 2027-2 for autumn"), True
    ),
    Column(
        "deadline", _("Last day to apply"), _("Such as 2026-11-15; follows from the semester where empty")
    ),
    Column("data", _("Data"), _("In a word: none, open, personal or sensitive. Empty means none.")),
    Column("data_offered", _("Data the unit shares"), _("In a sentence")),
    Column("kind", _("Kind of task"), _("Its name, as in the catalogue")),
    Column("fields", _("Fields of study"), _("Their names, with commas between")),
    Column("groups", _("Number of groups"), _("1 where empty")),
    Column("group_min", _("Smallest group"), _("1 where empty")),
    Column("group_max", _("Largest group"), _("4 where empty")),
    Column("in_english", _("In English"), _("Yes or no")),
    Column("place", _("Place"), _("Where the students can work")),
    Column("hours", _("Hours set aside"), _("A number")),
)
TWICE = _("The column “%(name)s” stands twice in the file. Keep one of them.")
MISSING = _("These columns are missing: %(names)s. Begin with our empty file, or name them in the first row.")


def folded(words: str) -> str:
    """Words as they are compared: without regard to case and space."""
    return " ".join(words.casefold().split())


def places_of(heading: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Which column stands where, by key, and the headings that are none of ours. Raises ImportFileError."""
    by_name = {name: column for column in COLUMNS for name in column.names}
    places: dict[str, int] = {}
    unknown = []
    for place, words in enumerate(heading):
        column = by_name.get(folded(words))
        if column is None:
            unknown += [words] if words else []
        elif column.key in places:
            raise ImportFileError(TWICE % {"name": words})
        else:
            places[column.key] = place
    lacking = [str(column.label) for column in COLUMNS if column.required and column.key not in places]
    if lacking:
        raise ImportFileError(MISSING % {"names": ", ".join(lacking)})
    return places, unknown
