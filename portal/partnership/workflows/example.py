"""Example people: accounts for the demo, with the places and seats that give them their rights."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, Q

from portal.partnership.models import Affiliation, Invitation, Seat, Tenure, Unit, User
from portal.partnership.models.person import LANGUAGES, Role
from portal.partnership.workflows.erase import erase
from portal.partnership.workflows.reading import Table


def load_people(root: Table, *, since: date) -> int:
    """Make the example people, with places and seats from `since` on. Loading twice changes nothing."""
    tables = list(root.tables("people"))
    units = {unit.key: unit for unit in Unit.objects.all()}
    seats = {seat.key: seat for seat in Seat.objects.all()}
    for table in tables:
        person, _created = User.objects.get_or_create(
            email=table.email("email"),
            defaults={
                "name": table.string("name"),
                "language": table.choice("language", [code for code, _name in LANGUAGES], "nb"),
                "is_example": True,
                "password": "!",
            },
        )
        for place in table.tables("places"):
            unit = units[place.choice("unit", units)]
            role = place.choice("role", Role.values)
            place.done()
            Affiliation.objects.get_or_create(
                user=person, unit=unit, role=role, defaults={"first_day": since}
            )
        for key in table.strings("seats", seats):
            if not Tenure.objects.on(since).holders().filter(seat=seats[key]).exists():
                Tenure.objects.get_or_create(user=person, seat=seats[key], defaults={"first_day": since})
        table.done()
    return len(tables)


def remove_people() -> int:
    """Take the example people away with all that hangs on them; returns how many there were.

    Who stands in the log of readings can't be deleted: of them only an empty account is left.
    """
    people = list(User.objects.filter(is_example=True))
    for person in people:
        Invitation.objects.filter(Q(by=person) | Q(decided_by=person) | Q(accepted_by=person)).delete()
        person.tenures.all().delete()
        person.affiliations.all().delete()
        erase(person, by=None)
        with suppress(ProtectedError), transaction.atomic():
            person.delete()
    return len(people)
