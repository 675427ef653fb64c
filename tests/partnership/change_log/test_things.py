"""Everything with rights has words, in whichever app it is."""

from __future__ import annotations

import pytest
from django.apps import apps

from portal.core.web_role.tables import event_models
from portal.partnership.change_log.things import LoggedThing, logged_things
from portal.partnership.models import Invitation, Seat, Tenure, User


def test_every_logged_model_is_told_of_by_its_app() -> None:
    told = {thing.model for thing in logged_things}
    logged = {model.pgh_tracked_model for model in event_models()}  # type: ignore[attr-defined]
    assert told == logged
    assert {model for model in apps.get_models() if getattr(model, "carries_rights", False)} <= told


@pytest.mark.parametrize(("key", "thing"), logged_things.items())
def test_every_logged_field_has_a_name_people_understand(key: str, thing: LoggedThing) -> None:
    assert {field.name for field in thing.logged_fields()} == set(thing.fields) - {"id"}
    assert {*thing.titled, *thing.people} <= {*thing.fields, "self", "id"}


def test_the_person_a_change_is_about_is_not_whoever_else_stands_in_it() -> None:
    people = {thing.model: thing.people for thing in logged_things}
    assert (people[User], people[Tenure], people[Seat]) == (("id",), ("user",), ())
    assert people[Invitation] == ("accepted_by",)
