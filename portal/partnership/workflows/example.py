"""Example people: accounts for the demo, with the places and seats that give them their rights."""

from __future__ import annotations

from datetime import date

from portal.partnership.models import Affiliation, Seat, Tenure, Unit, User
from portal.partnership.models.person import LANGUAGES, Role
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
    """Delete the example people with all that hangs on them; returns how many there were."""
    people = User.objects.filter(is_example=True)
    count = people.count()
    people.delete()
    return count
