"""What can be made of a thing, and by whom."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from portal.core.models import Thread
from portal.core.threads import makers
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ProjectFactory

MAKING = {
    "project": "/prosjekter/nytt/",
    "result": "/resultater/nytt/",
    "lesson": "/resultater/nytt/laerdom/",
}


@pytest.mark.parametrize(("key", "address"), MAKING.items())
def test_a_need_is_made_into_something_by_staff_and_team(key: str, address: str, cast: Cast) -> None:
    need, maker = NeedFactory.create().thread, makers.get(key)
    assert maker.url(need) == f"{address}?fra=need/{need.key}"
    for name, may in (
        ("employee", True),
        ("supervisor", True),
        ("team_university", True),
        ("student", False),
    ):
        assert maker.may(getattr(cast, name), need) is may, name
    assert maker.may(AnonymousUser(), need) is False


@pytest.mark.parametrize("key", ["result", "lesson", "application"])
def test_what_comes_of_a_project_is_seen_to_by_who_answers_for_it(key: str, cast: Cast) -> None:
    project, maker = ProjectFactory.create(made_by=cast.employee).thread, makers.get(key)
    for name, may in (("employee", True), ("team_university", True), ("unit_leader", False)):
        assert maker.may(getattr(cast, name), project) is may, name


@pytest.mark.parametrize("key", [*MAKING, "application"])
def test_the_form_opens_for_whom_the_link_is_shown(key: str, cast: Cast) -> None:
    """Whoever sees the link gets the form, and nobody else."""
    need, project = NeedFactory.create(), ProjectFactory.create(made_by=cast.employee)
    maker = makers.get(key)
    threads: list[Thread] = [
        thing.thread for thing in (need, project) if thing.thread.kind in maker.from_kinds
    ]
    for name in ("employee", "unit_leader", "team_university", "student", "secretary"):
        client, user = Client(), getattr(cast, name)
        client.force_login(user)
        for thread in threads:
            shown = maker.may(user, thread)
            opens = client.get(maker.url(thread)).status_code == 200
            assert opens is shown, (name, thread.kind)
