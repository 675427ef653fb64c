"""Pages and lists ask the database as often for much as for little, and seldom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.models import StoredFile
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link
from portal.partnership.models import Partner, Unit
from projects.models import (
    Funding,
    Milestone,
    Project,
    ProjectDocument,
    ProjectLink,
    ProjectNews,
    ProjectPerson,
    ProjectUnit,
    ResultUse,
)
from projects.rules.enums import ApplicationState, ProjectState
from tests.cast import Cast
from tests.guards.queries import assert_same_queries
from tests.projects.factories import (
    ApplicationFactory,
    ExchangeFactory,
    NeedFactory,
    ProjectFactory,
    ResultFactory,
    owned,
    unit_at,
)
from tests.projects.pages import signed_in, words

WHO = ["", "employee", "unit_leader", "team_university"]
"""A visitor, the owner, another one of the staff, the team."""
LIST, VISITOR, SIGNED_IN = 4, 6, 9
"""The most queries each may take."""
MAKE: dict[str, Callable[[], object]] = {
    "/behov/": lambda: NeedFactory.create(themes=["helse"]),
    "/prosjekter/": lambda: ProjectFactory.create(state=ProjectState.SHELVED, learned=Text(nb="Lite.")),
    "/resultater/": lambda: ResultFactory.create(themes=["helse"], unit=Unit.objects.named()[0]),
    "/utveksling/": lambda: ExchangeFactory.create(themes=["helse"]),
    "/soknader/": lambda: ApplicationFactory.create(
        state=ApplicationState.REFUSED, reason="Nei.", themes=["helse"]
    ),
}


def queries(url: str, client: Client) -> int:
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(url + "?utm=1")
    return len(asked)


@pytest.mark.parametrize("url", MAKE)
def test_a_list_takes_four_queries_for_one_row_and_for_thirty(cast: Cast, url: str) -> None:
    assert_same_queries(url, MAKE[url])
    assert queries(url, Client()) <= LIST


def project_with_much(cast: Cast) -> Project:
    project = ProjectFactory.create(themes=["helse"], with_whom={"question": ["citizens"]})
    owned(project, cast.employee)
    project.state = ProjectState.RUNNING
    project.save()
    return project


def add_to(project: Project, number: int) -> None:
    """One more of everything a project's page shows."""
    university = Partner.objects.order_by("pk")[0]
    ProjectPerson.objects.create(project=project, name="Kari Nes", role="researcher", partner=university)
    Funding.objects.create(project=project, source="Fondet", amount=Decimal("10.10"), state="granted")
    ProjectNews.objects.create(project=project, text=Text(nb="I gang."))
    Milestone.objects.create(project=project, text="Halvveis", day=date(2027, 1, 1))
    ProjectLink.objects.create(project=project, label="Mer", url="https://example.org/")
    file = StoredFile.objects.create(name="plan.pdf", media_type="application/pdf", size=9, sha256="0")
    ProjectDocument.objects.create(project=project, label="Planen", file=file)
    if unit := Unit.objects.named().exclude(projects=project).first():
        ProjectUnit.objects.create(project=project, unit=unit)
    if number < 20:
        application = ApplicationFactory.create(project=project)
        link(project.thread, application.thread, Relation.APPLIED)


def reader(cast: Cast, who: str) -> Client:
    return signed_in(getattr(cast, who)) if who else Client()


@pytest.mark.parametrize("who", WHO)
def test_a_projects_page_takes_six_queries_and_three_more_signed_in(cast: Cast, who: str) -> None:
    project, numbers = project_with_much(cast), count()
    client = reader(cast, who)
    assert_same_queries(project.get_absolute_url(), lambda: add_to(project, next(numbers)), client=client)
    assert queries(project.get_absolute_url(), client) <= (SIGNED_IN if who else VISITOR)


def test_a_projects_page_says_each_part_as_it_was_written(cast: Cast) -> None:
    project = project_with_much(cast)
    add_to(project, 0)
    said = words(signed_in(cast.employee).get(project.get_absolute_url()))
    for part in ("Kari Nes", "Fondet", "10,10 kr", "I gang.", "Halvveis", "1. januar 2027", "Planen"):
        assert part in said.replace("\N{NO-BREAK SPACE}", " "), part


@pytest.mark.parametrize("who", WHO)
def test_a_results_page_takes_six_queries_and_three_more_signed_in(cast: Cast, who: str) -> None:
    result = ResultFactory.create(
        project=project_with_much(cast), themes=["helse"], unit=Unit.objects.named()[0]
    )
    years = count(2020)
    client = reader(cast, who)

    def one_more() -> None:
        ResultUse.objects.create(result=result, year=next(years), answer="used")
        other = NeedFactory.create()
        link(other.thread, result.thread, Relation.RESULTED)

    assert_same_queries(result.get_absolute_url(), one_more, client=client)
    assert queries(result.get_absolute_url(), client) <= (SIGNED_IN if who else VISITOR)


@pytest.mark.parametrize("who", WHO)
def test_other_pages_take_six_queries_and_three_more_signed_in(cast: Cast, who: str) -> None:
    project = project_with_much(cast)
    home = unit_at("municipality")
    things = [
        NeedFactory.create(themes=["helse"], made_by=cast.employee),
        ExchangeFactory.create(project=project, contact=cast.employee, home=home, themes=["helse"]),
        ApplicationFactory.create(project=project, state=ApplicationState.REFUSED, reason="Nei."),
    ]
    for thing in things:
        asked = queries(thing.get_absolute_url(), reader(cast, who))
        assert asked <= (SIGNED_IN if who else VISITOR), thing
