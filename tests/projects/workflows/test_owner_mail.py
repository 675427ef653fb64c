"""Who is named owner of a project by somebody else is told each time: what it means, and how to say no."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from portal.core.models import OutboxMessage
from portal.partnership.models import Partner, User
from portal.partnership.rules.mail_kinds import is_mandatory
from projects.models import Project
from projects.workflows.owner_mail import NAMED, look_again
from projects.workflows.project_owners import name_owners
from tests.cast import Cast
from tests.projects.factories import ProjectFactory
from tests.projects.needing import mail_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    return ProjectFactory.create(made_by=cast.employee)


def name(project: Project, owners: Mapping[str, User | None], by: User) -> None:
    """Owners by kind of partner."""
    project.refresh_from_db()
    chosen = {Partner.objects.filter(kind=kind)[0]: person for kind, person in owners.items()}
    name_owners(project, chosen, by=by, seen=project.version)


def test_the_mail_says_who_named_them_for_what_and_how_to_say_no(cast: Cast, project: Project) -> None:
    name(project, {"university": cast.supervisor}, by=cast.employee)
    [mail] = mail_to(cast.supervisor, NAMED)
    for body in (mail.text, mail.html):
        assert cast.employee.name in body
        assert cast.employee.email in body
        assert str(project.title) in body
        assert f"/prosjekter/{project.slug}/eiere/" in body
    assert str(project.title) in mail.subject
    assert is_mandatory(NAMED)


def test_nobody_is_told_of_their_own_doing(cast: Cast, project: Project) -> None:
    name(project, {"municipality": cast.employee}, by=cast.employee)
    assert not OutboxMessage.objects.filter(kind=NAMED).exists()


def test_each_naming_is_told_of_once(cast: Cast, project: Project) -> None:
    for owner in (cast.supervisor, cast.supervisor, cast.course_coordinator, cast.supervisor):
        name(project, {"municipality": cast.employee, "university": owner}, by=cast.employee)
    assert len(mail_to(cast.supervisor, NAMED)) == 2
    assert len(mail_to(cast.course_coordinator, NAMED)) == 1


def test_who_is_owner_no_more_when_it_leaves_gets_none(cast: Cast, project: Project) -> None:
    name(project, {"university": cast.supervisor}, by=cast.employee)
    [mail] = mail_to(cast.supervisor, NAMED)
    assert look_again([mail]) == {}
    name(project, {"university": None}, by=cast.employee)
    assert set(look_again([mail])) == {mail.pk}
