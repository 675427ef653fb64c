"""The standing cast: one person for each thing one can be, whichever partnership it is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from portal.partnership.models import Affiliation, Seat, Tenure, Unit, User
from portal.partnership.models.partner import PartnerKind

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Everyone by what they are. `outsider` has an account and nothing else."""

    employee: User
    unit_leader: User
    supervisor: User
    course_coordinator: User
    student: User
    team_municipality: User
    team_university: User
    secretary: User
    steering_member: User
    steering_leader: User
    controller: User
    called_in: User
    administrator: User
    outsider: User

    def by_name(self) -> dict[str, User]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def person(name: str, **values: object) -> User:
    """Somebody with an account and no place anywhere."""
    return User.objects.create(
        email=f"{name}@test.example", name=name.replace("_", " ").title(), password="!", **values
    )


def place(user: User, *, kind: str, role: str, first: date = SINCE, last: date | None = None) -> User:
    """Give them a place in the first unit of a partner of that kind."""
    unit = Unit.objects.filter(partner__kind=kind).first()
    assert unit is not None, f"the partnership has no unit at a {kind}"
    Affiliation.objects.create(user=user, unit=unit, role=role, first_day=first, last_day=last)
    return user


def seat(
    user: User, *, role: str, body: str = "", partner: str = "", first: date = SINCE, last: date | None = None
) -> User:
    """Give them the first free seat with that role, in a body of that kind and for a partner of that kind."""
    seats = Seat.objects.filter(role=role).exclude(tenures__last_day=None, tenures__isnull=False)
    if body:
        seats = seats.filter(body__kind=body)
    if partner:
        seats = seats.filter(partner__kind=partner)
    free = seats.first()
    assert free is not None, f"no free seat as {role} {body} {partner}"
    Tenure.objects.create(user=user, seat=free, first_day=first, last_day=last)
    return user


def assemble() -> Cast:
    """Everyone, in the partnership that is loaded."""
    town, campus = PartnerKind.MUNICIPALITY.value, PartnerKind.UNIVERSITY.value
    team = {
        name: seat(person(f"team_{name}"), role="member", body="team", partner=kind)
        for name, kind in (("municipality", town), ("university", campus))
    }
    return Cast(
        employee=place(person("employee"), kind=town, role="employee"),
        unit_leader=place(person("unit_leader"), kind=town, role="leader"),
        supervisor=place(person("supervisor"), kind=campus, role="supervisor"),
        course_coordinator=place(person("course_coordinator"), kind=campus, role="course_coordinator"),
        student=place(person("student"), kind=campus, role="student"),
        team_municipality=place(team["municipality"], kind=town, role="employee"),
        team_university=place(team["university"], kind=campus, role="employee"),
        secretary=seat(person("secretary"), role="secretary"),
        steering_member=seat(person("steering_member"), role="member", body="steering"),
        steering_leader=seat(person("steering_leader"), role="leader", body="steering"),
        controller=seat(person("controller"), role="controller"),
        called_in=place(person("called_in"), kind=town, role="leader"),
        administrator=seat(person("administrator"), role="administrator"),
        outsider=person("outsider"),
    )
