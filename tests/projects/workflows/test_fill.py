"""Invented needs, projects and results are such as the portal could have made."""

from __future__ import annotations

from datetime import date

import pytest

from portal.core.rules.prose import Prose
from portal.core.workflows.fill import fill, read_phrases
from projects.models import Exchange, Need, Project, Result
from projects.workflows.fill import make_need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]


def test_filling_twice_with_the_same_seed_makes_twice_as_many() -> None:
    fill(50, seed=1)
    once = Need.objects.count()
    fill(50, seed=1)
    assert Need.objects.count() == 2 * once


def test_there_are_some_of_each_and_all_are_marked() -> None:
    fill(200)
    for model in (Need, Project, Exchange, Result):
        assert model._default_manager.filter(is_example=True).exists(), model
        assert not model._default_manager.filter(is_example=False).exists(), model


def test_a_project_nobody_owns_is_an_idea_or_shelved() -> None:
    fill(300)
    assert {project.state for project in Project.objects.all()} == {"idea", "shelved"}


def test_a_parked_need_says_why() -> None:
    fill(400)
    parked = Need.objects.filter(state="parked")
    assert parked
    assert all(need.reason for need in parked)


def test_the_same_seed_says_the_same() -> None:
    one, two = (make_need(Prose(read_phrases(), 3), date(2027, 3, 1)) for _ in range(2))
    assert (one.title, one.summary, one.state, one.unit) == (two.title, two.summary, two.state, two.unit)
    assert one.slug != two.slug
