"""An application grows out of a project, and says how it went."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from portal.core.models import ThreadLink
from portal.core.models.thread import Audience
from portal.core.text import Text
from portal.core.workflows.transition import NotPossibleError
from projects.models import Application
from projects.rules.enums import ApplicationState
from projects.workflows.application import move_application, register_application
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, ProjectFactory, owned


def values(**more: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "title": Text(nb="Penger til trygg natt"),
        "funder": "Forskningsrådet",
        "call": "Offentlig sektor",
        "deadline": date(2027, 3, 17),
        "sought": Decimal(1_500_000),
    }
    return whole | more


def test_its_projects_thread_leads_to_it_and_it_has_the_projects_themes(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee, themes=["helse"])
    application = register_application(project, values(), by=cast.employee)
    link = ThreadLink.objects.get(earlier=project.thread)
    assert (link.later_id, link.relation) == (application.thread_id, "applied")
    assert application.themes == ["helse"]
    assert application.thread.audience == Audience.PARTNERS


def test_only_who_may_edit_the_project_registers_one(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    with pytest.raises(PermissionDenied):
        register_application(project, values(), by=cast.unit_leader)
    owned(project, cast.unit_leader)
    assert register_application(project, values(), by=cast.unit_leader).pk


def test_a_closed_project_applies_for_nothing(cast: Cast) -> None:
    project = ProjectFactory.create(
        made_by=cast.employee, state="shelved", learned=Text(nb="Det var for tidlig.")
    )
    with pytest.raises(NotPossibleError):
        register_application(project, values(), by=cast.employee)
    assert not Application.objects.exists()


def test_a_grant_has_a_sum_and_is_public(cast: Cast) -> None:
    application = ApplicationFactory.create(state=ApplicationState.SENT)
    with pytest.raises(NotPossibleError):
        move_application(application, "grant", by=cast.team_university)
    move_application(application, "grant", by=cast.team_university, granted=Decimal(900_000))
    assert (application.state, application.granted) == (ApplicationState.GRANTED, Decimal(900_000))
    assert application.thread.audience == Audience.PUBLIC


def test_a_sum_comes_with_nothing_but_a_grant(cast: Cast) -> None:
    application = ApplicationFactory.create()
    move_application(application, "send", by=cast.team_university, granted=Decimal(1))
    assert application.granted is None
    with pytest.raises(IntegrityError):
        Application.objects.filter(pk=application.pk).update(granted=Decimal(1))


def test_a_refusal_says_what_the_funder_said(cast: Cast) -> None:
    application = ApplicationFactory.create(state=ApplicationState.SENT)
    with pytest.raises(NotPossibleError):
        move_application(application, "refuse", by=cast.team_university)
    move_application(application, "refuse", by=cast.team_university, note="For lite om brukerne.")
    assert application.reason == "For lite om brukerne."
    assert application.thread.audience == Audience.PUBLIC


def test_one_that_is_written_after_all_has_no_reason_why_not(cast: Cast) -> None:
    application = ApplicationFactory.create()
    move_application(application, "withdraw", by=cast.team_university, note="Fristen var for kort.")
    assert application.reason
    move_application(application, "reopen", by=cast.team_university)
    assert (application.state, application.reason) == (ApplicationState.PLANNED, "")
