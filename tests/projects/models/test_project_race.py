"""Taking an owner out while the project leaves the idea phase: whoever comes second is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from projects.models import Project, ProjectOwner
from projects.workflows.project import take_on
from tests.cast import Cast
from tests.events.workflows.test_entry_race import wait_until_somebody_waits_for_a_row
from tests.projects.factories import ProjectFactory, owned

pytestmark = pytest.mark.django_db(transaction=True)

RULE = "projects.ProjectOwner:owner_of_a_project_under_way_stays"


@pytest.fixture
def project(cast: Cast) -> Project:
    return owned(ProjectFactory.create(), cast.employee)


def beside(action: Callable[[], None]) -> tuple[threading.Thread, list[str]]:
    """Begin `action` on a connection of its own; the list gets `done` or what it was refused with."""
    outcome: list[str] = []

    def run() -> None:
        try:
            action()
            outcome.append("done")
        except IntegrityError as error:
            outcome.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, outcome


def take_out_an_owner(project: Project) -> None:
    ProjectOwner.objects.filter(pk=project.owners.earliest("pk").pk).delete()


def leave_the_idea_meanwhile(project: Project, cast: Cast) -> None:
    """Somebody takes an owner out, and before they are done another person has moved the project on."""
    with transaction.atomic():
        take_out_an_owner(project)
        mover, outcome = beside(lambda: take_on(project, "prepare", by=cast.team_university))
        mover.join(30)
        assert outcome == ["done"]


def owners_missing(project: Project) -> bool:
    return Project.objects.get(pk=project.pk).state == "pre_project" and project.owners.count() < 2


def test_control_without_the_rule_a_project_loses_its_owner(cast: Cast, project: Project) -> None:
    with pgtrigger.ignore(RULE):
        leave_the_idea_meanwhile(project, cast)
    assert owners_missing(project)


def test_who_takes_an_owner_out_is_refused_where_the_project_has_moved_on(
    cast: Cast, project: Project
) -> None:
    with pytest.raises(IntegrityError, match="owner_of_a_project_under_way_stays"):
        leave_the_idea_meanwhile(project, cast)
    assert not owners_missing(project)


def test_who_takes_an_owner_out_waits_for_the_one_who_moves_the_project_on(
    cast: Cast, project: Project
) -> None:
    with transaction.atomic():
        take_on(project, "prepare", by=cast.team_university)
        taker, outcome = beside(lambda: take_out_an_owner(project))
        wait_until_somebody_waits_for_a_row()
    taker.join(30)
    assert "owner_of_a_project_under_way_stays" in outcome[0]
    assert not owners_missing(project)
