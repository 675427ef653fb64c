"""Whom one calls about a result, and who answers for it, when that account is erased."""

from __future__ import annotations

import pytest

from portal.core.text import Text
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.workflows.erase import erase
from projects.models import Result
from tests.cast import Cast
from tests.projects.factories import ProjectFactory, ResultFactory, owned, unit_at
from tests.projects.pages import signed_in, words

pytestmark = pytest.mark.django_db


def test_the_card_names_the_unit_instead_of_who_has_left(cast: Cast) -> None:
    unit, person = unit_at("municipality"), cast.employee
    name = person.name
    call = Text(nb=f"Ring {person.name.upper()}", en=f"Write to {person.email}")
    named = ResultFactory.create(contact=person, unit=unit, call=call)
    function = ResultFactory.create(contact=person, unit=unit, call=Text(nb="Avdelingsleder, sentralbordet"))
    nowhere = ResultFactory.create(made_by=person, call=Text(nb=person.name))
    others = ResultFactory.create(contact=cast.supervisor, call=Text(nb=f"Ring {person.name}"))
    erase(person, by=None)
    for result in (named, function, nowhere, others):
        result.refresh_from_db()
    assert named.call.nb == unit.name.nb
    assert name.casefold() not in str(named.call.as_dict()).casefold()
    assert "@" not in named.call.en
    assert function.call.nb == "Avdelingsleder, sentralbordet"
    assert nowhere.call.nb == the_partnership().name.nb
    assert others.call.nb == f"Ring {name}"


def test_a_closed_project_names_its_unit_instead(cast: Cast) -> None:
    name = cast.employee.name
    project = owned(ProjectFactory.create(call=Text(nb=f"{name}, 61 00 00 00")), cast.employee)
    erase(cast.employee, by=None)
    project.refresh_from_db()
    assert project.call.nb == the_partnership().name.nb


def test_who_changes_a_result_nobody_answers_for_says_who_does_now(cast: Cast) -> None:
    result = ResultFactory.create(contact=cast.employee, made_by=cast.employee, unit=unit_at("municipality"))
    erase(cast.employee, by=None)
    team = signed_in(cast.team_municipality)
    address = f"/resultater/{result.slug}/endre/"
    form = team.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if name != "contact"}
    answers = {name: value for name, value in values.items() if value is not None}
    answers |= {"happened_on": "2026-06-01"}
    assert team.post(address, answers).status_code == 422
    assert cast.team_municipality.name in words(team.get(address))
    answer = team.post(address, answers | {"contact": cast.team_municipality.pk})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Result.objects.get().contact == cast.team_municipality
