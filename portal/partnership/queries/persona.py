"""The example people one can sign in as in the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst

from portal.core.clock import today
from portal.partnership.models import User
from portal.partnership.queries.standing import standing_of


@dataclass(frozen=True)
class Persona:
    """One card: who, and what they are in the partnership."""

    email: str
    name: str
    initials: str
    what: str


def personas() -> list[Persona]:
    people = User.objects.filter(is_example=True, is_active=True).order_by("pk")
    return [Persona(p.email, p.name, p.initials, _what(p)) for p in people]


def _what(person: User) -> str:
    standing = standing_of(person, today())
    said = [seat.title for seat in standing.seats] or [f"{p.role_name}, {p.unit}" for p in standing.places]
    return capfirst("; ".join(said))
