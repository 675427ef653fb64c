"""Care for projects: the owners are asked once, then the team; news or a result stops it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from portal.core.awaiting import told
from portal.core.clock import OSLO
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link
from portal.partnership.models import QuietPeriod
from portal.partnership.workflows.erase import erase
from projects.models import CareQuestion, Project, ProjectNews
from projects.queries.care_duties import care_duties
from projects.workflows.care import CARE, ask_owners, look_again
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, ProjectFactory, ResultFactory, owned

DAY = timedelta(days=1)
TOLD = datetime(2027, 1, 11, 12, tzinfo=OSLO)
"""When something was last told of the project. No quiet time comes after it, but what a test makes."""
SILENT = TOLD + 90 * DAY


@pytest.fixture(autouse=True)
def year_without_quiet_time(cast: Cast) -> None:
    QuietPeriod.objects.all().delete()


@pytest.fixture
def project(cast: Cast) -> Iterator[Project]:
    """Running, with the employee as its owner."""
    with time_machine.travel(TOLD, tick=False):
        idea = owned(ProjectFactory.create(made_by=cast.supervisor), cast.employee)
        Project.objects.filter(pk=idea.pk).update(state="running")
        idea.refresh_from_db()
        yield idea


def ask(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return ask_owners(at)


def asked() -> list[str]:
    return sorted(OutboxMessage.objects.filter(kind=CARE).values_list("address", flat=True))


def duties(user: Any, at: datetime) -> list[str]:
    with time_machine.travel(at, tick=False):
        user.__dict__.pop("_standings", None)
        return [duty.title for duty in told(care_duties(user), most=100)]


def news(project: Project, at: datetime) -> None:
    ProjectNews.objects.create(project=project, text=Text(nb="Vi er i gang."), at=at)


def over(project: Project, ends: date) -> None:
    Project.objects.filter(pk=project.pk).update(ends=ends)


def test_the_owners_of_a_silent_project_are_asked_and_told_where_to_answer(
    cast: Cast, project: Project
) -> None:
    assert ask(SILENT - DAY) == 0
    assert ask(SILENT) == 1
    assert asked() == [cast.employee.email]
    mail = OutboxMessage.objects.get(kind=CARE)
    assert reverse("project", args=[project.slug]) in mail.text
    assert str(project.title) in mail.subject


def test_a_question_asked_at_night_leaves_in_the_morning(cast: Cast, project: Project) -> None:
    ask(SILENT.replace(hour=1))
    assert OutboxMessage.objects.get(kind=CARE).send_after == SILENT.replace(hour=8)


def test_they_are_asked_once(cast: Cast, project: Project) -> None:
    assert [ask(SILENT + days * DAY) for days in (0, 0, 1, 30, 200)] == [1, 0, 0, 0, 0]
    assert CareQuestion.objects.count() == 1


def test_quiet_time_puts_the_question_off(cast: Cast, project: Project) -> None:
    QuietPeriod.objects.create(key="vinter", definition={"from": "02-01", "to": "02-10"})
    assert ask(SILENT + 9 * DAY) == 0
    assert ask(SILENT + 10 * DAY) == 1


@pytest.mark.parametrize(
    "sign",
    [
        lambda project: news(project, TOLD + 30 * DAY),
        lambda project: Project.objects.filter(pk=project.pk).update(moved_at=TOLD + 30 * DAY),
        lambda project: ApplicationFactory.create(project=project, moved_at=TOLD + 30 * DAY),
        lambda project: ResultFactory.create(project=project, moved_at=TOLD + 30 * DAY),
    ],
    ids=["news", "a phase", "an application", "a result"],
)
def test_a_sign_of_life_puts_it_off_for_ninety_days(cast: Cast, project: Project, sign: Any) -> None:
    sign(project)
    assert ask(SILENT + 29 * DAY) == 0
    assert ask(SILENT + 30 * DAY) == 1


def test_a_new_silence_is_asked_about_anew(cast: Cast, project: Project) -> None:
    ask(SILENT)
    news(project, SILENT + DAY)
    assert ask(SILENT + 90 * DAY) == 0
    assert ask(SILENT + 91 * DAY) == 1
    assert len(asked()) == 2


@pytest.mark.parametrize("state", ["completed", "shelved"])
def test_nobody_is_asked_about_a_closed_project(cast: Cast, project: Project, state: str) -> None:
    said = Text(nb="Vi lærte noe.")
    Project.objects.filter(pk=project.pk).update(state=state, learned=said, changed=said, call=said)
    assert ask(SILENT) == 0


def test_a_period_that_is_over_without_a_result_is_asked_about(cast: Cast, project: Project) -> None:
    over(project, (TOLD + 10 * DAY).date())
    assert ask(TOLD + 10 * DAY) == 0
    assert ask(TOLD + 11 * DAY) == 1
    assert CareQuestion.objects.get().about == "no_result"


def test_one_with_a_result_is_not(cast: Cast, project: Project) -> None:
    over(project, (TOLD + 10 * DAY).date())
    result = ResultFactory.create()
    link(project.thread, result.thread, Relation.RESULTED)
    assert ask(TOLD + 11 * DAY) == 0


def test_a_draft_is_no_result_yet(cast: Cast, project: Project) -> None:
    over(project, (TOLD + 10 * DAY).date())
    ResultFactory.create(project=project, state="draft")
    assert ask(TOLD + 11 * DAY) == 1


def test_one_question_at_a_time(cast: Cast, project: Project) -> None:
    over(project, (SILENT - DAY).date())
    assert ask(SILENT) == 1
    assert ask(SILENT + 100 * DAY) == 0
    assert CareQuestion.objects.get().about == "no_result"


def test_what_is_not_answered_in_fourteen_days_is_the_teams(cast: Cast, project: Project) -> None:
    ask(SILENT)
    team = cast.team_university
    assert duties(team, SILENT + 13 * DAY) == []
    [title] = duties(team, SILENT + 14 * DAY)
    assert str(project.title) in title
    assert duties(cast.unit_leader, SILENT + 14 * DAY) == []


def test_the_owner_finds_the_question_on_my_page_at_once(cast: Cast, project: Project) -> None:
    ask(SILENT)
    assert len(duties(cast.employee, SILENT)) == 1


def test_quiet_time_stands_still_for_the_team_too(cast: Cast, project: Project) -> None:
    ask(SILENT)
    QuietPeriod.objects.create(key="var", definition={"from": "04-15", "to": "04-20"})
    assert duties(cast.team_university, SILENT + 19 * DAY) == []
    assert len(duties(cast.team_university, SILENT + 20 * DAY)) == 1


@pytest.mark.parametrize("about", ["silence", "no_result"])
def test_news_stops_it(cast: Cast, project: Project, about: str) -> None:
    if about == "no_result":
        over(project, (SILENT - DAY).date())
    ask(SILENT)
    news(project, SILENT + 2 * DAY)
    assert duties(cast.team_university, SILENT + 20 * DAY) == []
    assert duties(cast.employee, SILENT + 20 * DAY) == []


def test_a_result_or_a_longer_period_stops_the_question_of_what_came_of_it(
    cast: Cast, project: Project
) -> None:
    over(project, (TOLD + 10 * DAY).date())
    ask(TOLD + 11 * DAY)
    late = TOLD + 30 * DAY
    assert len(duties(cast.team_university, late)) == 1
    over(project, (TOLD + 300 * DAY).date())
    assert duties(cast.team_university, late) == []
    over(project, (TOLD + 10 * DAY).date())
    ResultFactory.create(project=project, moved_at=TOLD)
    assert duties(cast.team_university, late) == []


def test_a_question_that_is_answered_before_it_leaves_is_not_sent(cast: Cast, project: Project) -> None:
    ask(SILENT)
    rows = list(OutboxMessage.objects.filter(kind=CARE))
    assert look_again(rows) == {}
    news(project, SILENT + DAY)
    assert list(look_again(rows).values()) == [OutboxError.CANCELLED]


def test_nor_to_who_owns_the_project_no_more(cast: Cast, project: Project) -> None:
    ask(SILENT)
    project.owners.update(person=cast.unit_leader)
    assert list(look_again(list(OutboxMessage.objects.all())).values()) == [OutboxError.NO_LONGER_THEIRS]


def test_an_idea_without_owners_is_its_makers(cast: Cast) -> None:
    with time_machine.travel(TOLD, tick=False):
        ProjectFactory.create(made_by=cast.supervisor)
    ask(SILENT)
    assert asked() == [cast.supervisor.email]


def test_where_nobody_is_left_to_ask_it_comes_to_the_team(cast: Cast) -> None:
    with time_machine.travel(TOLD, tick=False):
        ProjectFactory.create()
    assert ask(SILENT) == 1
    assert asked() == []
    assert len(duties(cast.team_municipality, SILENT + 14 * DAY)) == 1


def test_an_owner_whose_account_is_erased_is_missed_by_the_team(cast: Cast, project: Project) -> None:
    assert duties(cast.team_university, TOLD) == []
    erase(cast.employee, by=None)
    titles = duties(cast.team_university, TOLD)
    assert len(titles) == project.owners.count() > 0
    assert all(str(project.title) in title for title in titles)
    project.owners.update(person=cast.unit_leader)
    assert duties(cast.team_university, TOLD) == []
