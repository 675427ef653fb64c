"""What the database itself refuses about projects, and whose projects somebody may edit."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from portal.core.text import Text
from portal.partnership.models import Partner
from projects.models import Project, ProjectLink, ProjectOwner
from projects.models.project import BEYOND_IDEA
from projects.rules.rights import may_edit_project
from tests.cast import Cast
from tests.projects.factories import ProjectFactory, owned

SENTENCES = {"learned": Text(nb="Det virker."), "changed": Text(nb="Alt."), "call": Text(nb="Kari")}


@pytest.mark.parametrize("phase", BEYOND_IDEA)
def test_no_project_is_beyond_the_idea_without_an_owner_at_every_required_partner(
    cast: Cast, phase: str
) -> None:
    project = ProjectFactory.create(**SENTENCES)
    required = list(Partner.objects.filter(required=True))
    assert len(required) > 1
    for partner in required[1:]:
        ProjectOwner.objects.create(project=project, partner=partner, person=cast.employee)
    with (
        pytest.raises(IntegrityError, match="project_has_an_owner_at_every_partner"),
        transaction.atomic(),
    ):
        Project.objects.filter(pk=project.pk).update(state=phase)
    ProjectOwner.objects.create(project=project, partner=required[0], person=cast.employee)
    Project.objects.filter(pk=project.pk).update(state=phase)


def test_nothing_is_made_beyond_the_idea_from_the_start(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="project_has_an_owner_at_every_partner"), transaction.atomic():
        ProjectFactory.create(state="running")


def test_an_empty_place_of_an_owner_is_no_owner(cast: Cast) -> None:
    project = owned(ProjectFactory.create(), cast.employee)
    project.owners.update(person=None)
    with pytest.raises(IntegrityError, match="project_has_an_owner_at_every_partner"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(state="running")


@pytest.mark.parametrize("missing", SENTENCES)
def test_a_project_is_completed_with_three_sentences(cast: Cast, missing: str) -> None:
    project = owned(ProjectFactory.create(**SENTENCES), cast.employee)
    Project.objects.filter(pk=project.pk).update(**{missing: Text()})
    with (
        pytest.raises(IntegrityError, match="project_is_completed_with_three_sentences"),
        transaction.atomic(),
    ):
        Project.objects.filter(pk=project.pk).update(state="completed")


def test_a_project_is_shelved_with_its_lesson(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="project_is_shelved_with_its_lesson"), transaction.atomic():
        ProjectFactory.create(state="shelved")


def test_a_link_leads_to_one_place(cast: Cast) -> None:
    project = ProjectFactory.create()
    for where in ({}, {"doi": "10.1000/1", "url": "https://example.org"}):
        with pytest.raises(IntegrityError, match="project_link_leads_to_one_place"), transaction.atomic():
            ProjectLink.objects.create(project=project, label="x", **where)


def test_the_queryset_says_of_many_projects_what_the_right_says_of_one(cast: Cast) -> None:
    for number, person in enumerate(cast.by_name().values()):
        ProjectFactory.create(slug=f"gjort-{number}", made_by=person)
        owned(ProjectFactory.create(slug=f"eid-{number}"), person)
    ProjectFactory.create(slug="ingens")
    for reader in (*cast.by_name().values(), AnonymousUser()):
        said = {project.slug for project in Project.objects.all() if may_edit_project(reader, project)}
        asked = [project.slug for project in Project.objects.editable_by(reader)]
        assert sorted(said) == sorted(asked), reader


@pytest.mark.parametrize("who", ["employee", "supervisor", "steering_leader"])
def test_people_edit_their_own_projects_only(cast: Cast, who: str) -> None:
    person = cast.by_name()[who]
    own, others = owned(ProjectFactory.create(), person), owned(ProjectFactory.create(), cast.unit_leader)
    assert may_edit_project(person, own)
    assert not may_edit_project(person, others)


@pytest.mark.parametrize("who", ["team_municipality", "team_university", "administrator"])
def test_the_team_and_the_administrator_edit_every_project(cast: Cast, who: str) -> None:
    assert may_edit_project(cast.by_name()[who], ProjectFactory.create())
