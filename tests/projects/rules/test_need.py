"""The steps of a need, who may take them, and how long the team has."""

from __future__ import annotations

from datetime import date

import pytest

from portal.partnership.rules.working_days import day_after
from projects.models import Need
from projects.queries.need import editable_by
from projects.rules.enums import NeedState
from projects.rules.need import ANSWER_WITHIN, NEED, may_edit_need
from projects.rules.rights import may_take_part_in_needs, may_voice_needs
from tests.cast import Cast
from tests.projects.factories import NeedFactory


def test_the_team_has_sixty_days() -> None:
    assert day_after(date(2027, 1, 4), ANSWER_WITHIN, []) == date(2027, 3, 5)


@pytest.mark.parametrize("action", ["discuss", "pick_up", "merge"])
def test_what_follows_from_something_else_has_no_button(action: str) -> None:
    rows = [row for row in NEED if row.action == action]
    assert {row.source for row in rows} == set(NeedState)
    assert not any(row.label for row in rows)


def test_parking_and_answering_ask_why() -> None:
    assert {row.action for row in NEED if row.asks} == {"park", "answer"}


@pytest.mark.django_db
def test_a_need_is_moved_by_the_team_and_the_administrator_alone(cast: Cast) -> None:
    need = NeedFactory.create()
    moving = {
        name for name, user in cast.by_name().items() if any(row.label for row in NEED.open_to(user, need))
    }
    assert moving == {"team_municipality", "team_university", "administrator"}


@pytest.mark.django_db
def test_municipal_staff_voice_needs_and_staff_of_any_partner_take_part(cast: Cast) -> None:
    town = {"employee", "unit_leader", "called_in", "team_municipality"}
    campus = {"supervisor", "course_coordinator", "team_university"}
    people = cast.by_name().items()
    assert {name for name, user in people if may_voice_needs(user)} == town | {
        "team_university",
        "administrator",
    }
    assert {name for name, user in people if may_take_part_in_needs(user)} == town | campus


@pytest.mark.django_db
def test_whom_the_rule_lets_edit_a_need_finds_it_among_those_to_edit(cast: Cast) -> None:
    theirs = NeedFactory.create(made_by=cast.employee)
    nobodys = NeedFactory.create()
    for user in cast.by_name().values():
        by_rule = {need.pk for need in (theirs, nobodys) if may_edit_need(user, need)}
        assert by_rule == set(editable_by(user).values_list("pk", flat=True))
    assert set(editable_by(cast.employee)) == {theirs}
    assert set(editable_by(cast.unit_leader)) == set()
    assert editable_by(cast.team_university).count() == Need.objects.count() == 2
