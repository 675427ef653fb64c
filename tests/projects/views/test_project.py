"""A project's page, as a visitor reads it and as its owners do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.text import Text
from portal.partnership.models import Partner, User
from projects.models import Project
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, ProjectFactory, owned

SENTENCES = {"learned": Text(nb="Det virker."), "changed": Text(nb="Alt."), "call": Text(nb="Kari")}


def running(person: User, **values: object) -> Project:
    project: Project = owned(ProjectFactory.create(**values), person)
    project.state = "running"
    project.save()
    return project


def page(project: Project, user: User | None = None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(f"/en/prosjekter/{project.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def full(person: User) -> Project:
    project = running(
        person,
        starts=date(2026, 1, 1),
        ends=date(2028, 12, 31),
        nva_id="2525925",
        body=Text(nb="<h3>Slik gjør vi</h3><script>alert(1)</script>"),
        sdgs=[3],
        with_whom={"question": ["citizens"]},
    )
    project.people.create(name="Anne Li", role="researcher", orcid="0000-0002-1825-0097")
    project.funding.create(source="Stiftelsen", amount=Decimal(250_000), state="granted")
    project.links.create(label="Artikkelen", doi="10.1000/182")
    project.news.create(text=Text(nb="Sensorene er på plass."), by=person)
    project.milestones.create(text="Første rapport", day=date(2027, 5, 1))
    return project


def test_everyone_reads_what_a_project_says(cast: Cast) -> None:
    said = page(full(cast.employee))
    for words in (
        "Hvilke nattilsyn kan sensorer erstatte?",
        "Beboere våkner",
        "Slik gjør vi",
        cast.employee.name,
        "Anne Li",
        "https://orcid.org/0000-0002-1825-0097",
        "https://nva.sikt.no/projects/2525925",
        "https://doi.org/10.1000/182",
        "Stiftelsen",
        "Sensorene er på plass.",
        "Første rapport",
        "Good health and well-being",
        "Citizens",
    ):
        assert words in said
    assert "<script>alert" not in said


def test_no_address_of_anybody_stands_on_the_page(cast: Cast) -> None:
    assert cast.employee.email not in page(full(cast.employee))


def test_a_visitor_finds_no_form_and_no_way_to_edit(cast: Cast) -> None:
    said = page(full(cast.employee))
    assert '<form method="post"' not in said
    assert "/eiere/" not in said


def test_owners_find_the_parts_and_one_primary_step(cast: Cast) -> None:
    project = full(cast.employee)
    said = page(project, cast.employee)
    assert f"/en/prosjekter/{project.slug}/eiere/" in said
    assert f"/en/prosjekter/{project.slug}/fase/complete/" in said
    assert said.count('data-variant="primary"') == 1


def test_other_staff_find_no_way_to_edit(cast: Cast) -> None:
    assert "/eiere/" not in page(full(cast.employee), cast.supervisor)


def test_an_idea_is_not_there_for_visitors_and_tells_its_owners_what_is_missing(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    assert Client().get(f"/prosjekter/{project.slug}/").status_code == 404
    said = page(project, cast.employee)
    assert "Name an owner at" in said
    assert "/fase/" not in said


def test_a_project_without_more_shows_nothing_of_it(cast: Cast) -> None:
    said = page(running(cast.employee))
    for words in (
        "Milestones",
        "Research with",
        "The UN’s goals",
        "Money from elsewhere",
        "News",
        "Read more",
    ):
        assert words not in said


@pytest.mark.parametrize("state", ["granted", "planned"])
def test_money_of_an_application_is_public_once_it_is_answered(cast: Cast, state: str) -> None:
    project = running(cast.employee)
    granted = {"granted": Decimal(900_000)} if state == "granted" else {}
    ApplicationFactory.create(project=project, funder="Fondet", state=state, **granted)
    assert ("Fondet" in page(project)) == (state == "granted")
    assert "Fondet" in page(project, cast.supervisor)


def test_what_was_learned_stands_first_once_it_is_completed(cast: Cast) -> None:
    project = running(cast.employee, **SENTENCES)
    assert "Det virker." not in page(project)
    Project.objects.filter(pk=project.pk).update(state="completed")
    said = page(project)
    assert said.index("Det virker.") < said.index("Beboere våkner")


def test_a_place_that_is_empty_says_so(cast: Cast) -> None:
    project = running(cast.employee)
    project.owners.filter(partner=Partner.objects.earliest("pk")).update(person=None)
    assert "Nobody answers for it at present" in page(project)


def test_a_page_of_many_people_asks_no_more_than_one_of_few(cast: Cast) -> None:
    project = full(cast.employee)
    page(project)
    few = _queries(project)
    for number in range(20):
        project.people.create(name=f"P {number}", role="phd", partner=Partner.objects.earliest("pk"))
        project.news.create(text=Text(nb=f"Nytt {number}"))
        project.funding.create(source=f"S {number}", amount=1, state="applied")
    assert _queries(project) <= few + 1  # the partners of people, where they have any


def _queries(project: Project) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(project)
    return len(captured)
