"""The page of what nobody took, and its one click."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.clock import today
from portal.core.threads import makers
from students.models import StudentTask
from students.rules.enums import TaskState
from tests.cast import Cast
from tests.students.factories import TaskFactory
from tests.students.posting import draft_of, unit_of


@pytest.fixture
def task(cast: Cast) -> StudentTask:
    made: StudentTask = TaskFactory.create(
        contact=cast.employee, unit=unit_of(cast.employee), deadline=today() - timedelta(days=1)
    )
    return made


@pytest.fixture
def owner(client: Client, cast: Cast, task: StudentTask) -> Client:
    client.force_login(cast.employee)
    return client


def test_the_page_offers_a_draft_and_a_topic_for_a_gathering(
    owner: Client, cast: Cast, task: StudentTask
) -> None:
    owner.force_login(cast.team_university)
    page = owner.get(reverse("tasks_untaken")).content.decode()
    assert reverse("task_offer_on", args=[task.slug]) in page
    assert f'href="{makers.get("topic").url(task.thread)}"' in page


def test_one_click_leads_to_the_new_draft(owner: Client, task: StudentTask) -> None:
    said = owner.post(reverse("task_offer_on", args=[task.slug]))
    new = StudentTask.objects.get(state=TaskState.DRAFT)
    assert said.headers["Location"] == reverse("task_draft", args=[new.slug])


def test_the_page_says_when_everything_is_taken(owner: Client, task: StudentTask) -> None:
    StudentTask.objects.all().delete()
    assert owner.get(reverse("tasks_untaken")).status_code == 200


def test_nobody_learns_that_another_units_draft_exists(client: Client, cast: Cast) -> None:
    draft = draft_of(cast.unit_leader)
    StudentTask.objects.filter(pk=draft.pk).update(made_by=cast.team_university, contact=None)
    client.force_login(cast.employee)
    assert client.post(reverse("task_offer_on", args=[draft.slug])).status_code == 404


def test_an_example_wears_its_mark(owner: Client, task: StudentTask) -> None:
    mark = "uk-example"
    assert mark not in owner.get(reverse("tasks_untaken")).content.decode()
    StudentTask.objects.filter(pk=task.pk).update(is_example=True)
    assert mark in owner.get(reverse("tasks_untaken")).content.decode()
