"""The register of personal data: what the portal keeps about people, why, on what basis and for how long.

Each app registers its own from `<app>/personal_data.py`, in `AppConfig.ready`. The page `/personvern/`
shows it, the nightly job (`portal.core.retention`) enforces it, and a system check refuses fields that
nobody has classed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.registry import Registry

Words = str | Promise


class Purpose(TextChoices):
    """What personal data is kept for. The page groups by it, in this order."""

    PLACES = "places", _("To know who you are, where you belong and what you may do")
    ACCOUNT = "account", _("To let you in and keep your account safe")
    MAIL = "mail", _("To write to you, when and how you want it")
    WORK = "work", _("To follow what the partnership does")
    AUDIT = "audit", _("To show afterwards who changed or read what")
    DEMO = "demo", _("To show the portal with examples")


class Basis(TextChoices):
    """Why it is lawful to keep it, as GDPR article 6 number 1 has it."""

    PUBLIC_TASK = "public_task", _("Task in the public interest")
    SECURITY = "security", _("Duty to keep things safe")
    ARCHIVE = "archive", _("Duty to document")
    WISH = "wish", _("Your own wish")

    @property
    def explained(self) -> Words:
        """The article, and the law that goes with it."""
        return {
            Basis.PUBLIC_TASK: _(
                "Cooperation on research, education and better services is a task the partners have by law,"
                " such as the laws on local government and on universities. GDPR article 6 no. 1 e."
            ),
            Basis.SECURITY: _(
                "Whoever keeps information about people must keep it safe and be able to show who used it."
                " GDPR article 6 no. 1 c, with articles 5 and 32."
            ),
            Basis.ARCHIVE: _(
                "Public bodies must document what they do and decide, by the Archives Act."
                " GDPR article 6 no. 1 c and article 89."
            ),
            Basis.WISH: _(
                "You have asked for it yourself, and can take it back at any time. GDPR article 6 no. 1 a."
            ),
        }[self]


class Stay(Enum):
    """How long something stays that no rule of the nightly job ends by itself."""

    WITH_ACCOUNT = "account"
    """Goes when the account is erased: by its owner, or by the rule for accounts nobody uses."""
    KEPT = "kept"
    """Stays after erasure; the entry says why."""


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One line of the register, in words for the people it is about.

    `fields` are the model fields it covers, as `app.Model.field`; none for what lies outside the database's
    models. `ends` is the retention rule that takes it away, by its key in `retention_rules`, or a `Stay`.
    Where something is left after the person was erased, `stays` says what and why.
    """

    fields: tuple[str, ...]
    what: Words
    purpose: Purpose
    basis: Basis
    retention: Words
    ends: str | Stay
    seen_by: Words
    stays: Words = ""


personal_data: Registry[PersonalData] = Registry("personal data")
"""What is kept about people, by a key of one's own choice."""

impersonal: Registry[str] = Registry("what is about no person")
"""Models and single fields that are about no person: `app.Model` or `app.Model.field` → because. A model's
word does not go for fields that sound like a person; mail and network addresses and keys to the user are
always registered.
"""


def fields_of(model: str, *names: str) -> tuple[str, ...]:
    """Several fields of one model, as `PersonalData.fields` has them."""
    return tuple(f"{model}.{name}" for name in names)


def declare_impersonal(because: str, *labels: str) -> None:
    """Declare models or fields to be about no person. Raises `AlreadyRegisteredError`."""
    for label in labels:
        impersonal.register(label, because)


def by_purpose() -> Iterator[tuple[Purpose, list[PersonalData]]]:
    """The register as the page shows it; purposes that nothing is kept for are left out."""
    for purpose in Purpose:
        lines = [line for line in personal_data if line.purpose is purpose]
        if lines:
            yield purpose, lines


def what_stays() -> list[PersonalData]:
    """What is left of a person after erasure, each line with its reason in `stays`."""
    return [line for line in personal_data if line.stays]


def registered_fields() -> dict[str, str]:
    """Each registered field → the key of its line."""
    return {field: key for key, line in personal_data.items() for field in line.fields}
