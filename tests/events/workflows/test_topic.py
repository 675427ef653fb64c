"""A need, a project or a result becomes a topic of a gathering, and its thread says so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from events.workflows.topic import discuss, take_back_topic
from portal.core.models import ThreadLink
from portal.core.workflows.transition import NotPossibleError
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.projects.factories import NeedFactory


def test_what_is_discussed_is_linked_to_the_gathering_once(cast: Cast) -> None:
    need, gathering = NeedFactory.create(), EntryFactory.create(kind="gathering")
    for _again in range(2):
        discuss(need.thread, at=gathering, by=cast.team_university)
    link = ThreadLink.objects.get()
    assert (link.earlier, link.later, link.relation) == (need.thread, gathering.thread, "discussed")


def test_a_need_that_is_to_be_discussed_is_being_explored(cast: Cast) -> None:
    need = NeedFactory.create()
    discuss(need.thread, at=EntryFactory.create(), by=cast.team_university)
    need.refresh_from_db()
    assert need.state == "explored"


def test_who_does_not_run_the_wheel_sets_no_topics(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        discuss(NeedFactory.create().thread, at=EntryFactory.create(), by=cast.employee)
    assert not ThreadLink.objects.exists()


def test_nothing_is_discussed_at_what_is_cancelled(cast: Cast) -> None:
    gathering = EntryFactory.create()
    type(gathering).objects.filter(pk=gathering.pk).update(state="cancelled", reason="Ingen kan.")
    with pytest.raises(NotPossibleError):
        discuss(NeedFactory.create().thread, at=gathering, by=cast.team_university)


def test_who_does_not_run_the_wheel_takes_no_topic_back(cast: Cast) -> None:
    need, gathering = NeedFactory.create(), EntryFactory.create()
    discuss(need.thread, at=gathering, by=cast.team_university)
    with pytest.raises(PermissionDenied):
        take_back_topic(need.thread, at=gathering, by=cast.employee)
    take_back_topic(need.thread, at=gathering, by=cast.team_municipality)
    assert not ThreadLink.objects.exists()
