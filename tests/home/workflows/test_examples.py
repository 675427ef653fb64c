"""The partnership's examples: loaded from its files, the same when loaded twice, gone with one command."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from portal.core.clock import today
from portal.core.models.authored import Authored
from portal.core.models.change import ThreadChange
from portal.core.models.thread import Thread, ThreadLink
from portal.core.queries.thread import lineage
from portal.home.workflows import examples
from portal.home.workflows.examples import load_examples, remove_examples
from portal.partnership.models import Unit, User
from portal.partnership.workflows.load import load_partnership
from portal.partnership.workflows.reading import PartnershipFileError
from projects.models import Application, Exchange, Need, Project, ProjectOwner, Result
from projects.rules.enums import ApplicationState, NeedState, ProjectState
from students.models import Assignment, Interest, StudentTask
from students.rules.enums import AssignmentState, InterestState, TaskState

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "partnerships"
PUBLIC = frozenset({"public"})
WRITTEN: tuple[type[Authored], ...] = (Need, Project, Application, Exchange, Result, StudentTask)


@pytest.fixture
def with_files(db: None) -> None:
    """The partnership that brings files of examples."""
    load_partnership(FOLDER / min((FOLDER / "examples").glob("*.toml")).name)


@pytest.fixture
def loaded(with_files: None) -> examples.Examples:
    return load_examples()


def rows() -> dict[str, int]:
    """How many rows there are of everything the portal keeps about things."""
    written = [model for app in ("projects", "students") for model in apps.get_app_config(app).get_models()]
    kept: list[Any] = [*written, Thread, ThreadLink, ThreadChange, User]
    return {model._meta.label: model._default_manager.count() for model in kept}


def test_there_is_enough_to_see_what_the_portal_is_for(loaded: examples.Examples) -> None:
    assert Need.objects.count() >= 15
    assert Project.objects.count() >= 15
    assert Result.objects.published().count() >= 15
    assert Result.objects.lessons().published().count() >= 5
    assert Application.objects.count() >= 6
    assert Exchange.objects.count() >= 5
    assert StudentTask.objects.count() >= 20
    assert StudentTask.objects.open(today()).count() >= 8
    assert loaded.things == sum(model._default_manager.count() for model in WRITTEN)


PASSED_THROUGH = {TaskState.LEADER_CONFIRMED}
"""What no task stays in: the leader's yes sends it on."""


@pytest.mark.parametrize(
    ("model", "states"),
    [
        (StudentTask, set(TaskState) - PASSED_THROUGH),
        (Interest, set(InterestState)),
        (Assignment, set(AssignmentState)),
    ],
)
def test_tasks_stand_wherever_tasks_can_stand(
    loaded: examples.Examples, model: Any, states: set[str]
) -> None:
    assert {row.state for row in model._default_manager.all()} >= states


def test_loading_twice_changes_nothing(loaded: examples.Examples) -> None:
    before = rows()
    assert load_examples() == loaded
    assert rows() == before


def test_nothing_is_left_when_the_examples_are_removed(with_files: None) -> None:
    before = rows()
    load_examples()
    assert rows() != before
    remove_examples()
    assert rows() == before


def test_what_is_not_an_example_stays_when_the_examples_go(loaded: examples.Examples) -> None:
    need = Need.objects.all()[0]
    Need.objects.filter(pk=need.pk).update(is_example=False)
    remove_examples()
    assert list(Need.objects.all()) == [need]


def test_every_one_is_marked_as_an_example(loaded: examples.Examples) -> None:
    kinds = ["need", "project", "application", "exchange", "result", "task"]
    assert not Thread.objects.filter(kind__in=kinds, example=False).exists()


def test_a_need_tells_the_whole_thread_to_a_visitor(loaded: examples.Examples) -> None:
    chains = []
    for need in Need.objects.select_related("thread"):
        kinds = {station.thread.kind for station in lineage(need.thread_id, PUBLIC)}
        chains.append(kinds)
    assert {"need", "project", "application", "result"} in chains
    assert any({"need", "date", "project", "result"} <= kinds for kinds in chains)
    assert any({"need", "task", "project", "result"} <= kinds for kinds in chains)


def test_all_states_a_reader_can_meet_are_there(loaded: examples.Examples) -> None:
    assert {need.state for need in Need.objects.all()} == set(NeedState.values)
    assert {project.state for project in Project.objects.all()} == set(ProjectState.values)
    answered = {ApplicationState.PLANNED, ApplicationState.SENT, ApplicationState.GRANTED}
    assert {one.state for one in Application.objects.all()} >= {*answered, ApplicationState.REFUSED}


def test_a_parked_need_says_why(loaded: examples.Examples) -> None:
    parked = Need.objects.filter(state=NeedState.PARKED)
    assert parked
    assert all(need.reason for need in parked)


def test_each_history_begins_when_it_was_made_and_ends_where_it_stands(loaded: examples.Examples) -> None:
    for model in WRITTEN:
        for thing in model._default_manager.select_related("thread"):
            told = list(ThreadChange.objects.filter(thread=thing.thread_id).order_by("at", "pk"))
            assert (told[0].action, told[0].at) == ("made", thing.created_at), thing
            assert told[-1].after == thing.state, thing
            assert all(one.after == two.before for one, two in pairwise(told)), thing
            assert thing.moved_at >= told[-1].at, thing


def test_every_project_beyond_an_idea_has_its_owners(loaded: examples.Examples) -> None:
    for project in Project.objects.exclude(state__in=[ProjectState.IDEA, ProjectState.SHELVED]):
        assert ProjectOwner.objects.filter(project=project, partner__required=True).count() == 2, project


def test_nothing_has_happened_after_the_day_it_is_loaded(loaded: examples.Examples) -> None:
    for model in WRITTEN:
        assert not model._default_manager.filter(moved_at__date__gt=today()).exists()
    assert not Result.objects.filter(happened_on__gt=today()).exists()


def test_deadlines_are_as_far_off_whenever_they_are_loaded(with_files: None, monkeypatch: Any) -> None:
    later = today() + timedelta(days=200)
    monkeypatch.setattr(examples, "today", lambda: later)
    load_examples()
    planned = Application.objects.filter(state=ApplicationState.PLANNED)
    assert planned
    assert all(later < application.deadline < later + timedelta(days=90) for application in planned)


def test_tasks_are_open_as_long_whenever_they_are_loaded(with_files: None, monkeypatch: Any) -> None:
    later = today() + timedelta(days=200)
    monkeypatch.setattr(examples, "today", lambda: later)
    load_examples()
    tasks = StudentTask.objects.filter(state=TaskState.PUBLISHED)
    assert tasks.open(later).count() == tasks.count() > 0
    assert all(task.deadline <= task.in_semester.last_day for task in StudentTask.objects.all())


def test_who_has_a_task_is_no_more_than_it_has_room_for(loaded: examples.Examples) -> None:
    for task in StudentTask.objects.all():
        places = Assignment.objects.filter(task=task).holding_a_place().count()
        assert places <= task.groups
        assert (places == task.groups) == (task.state == TaskState.FULL) or task.state == TaskState.CLOSED


def test_nobody_checked_their_own_task(loaded: examples.Examples) -> None:
    for task in StudentTask.objects.exclude(checked_by=None):
        assert task.checked_by_id not in (task.made_by_id, task.contact_id), task


def test_a_title_that_is_english_or_nynorsk_is_so_for_some(loaded: examples.Examples) -> None:
    for model in (Need, Project, Result, StudentTask):
        titles = list(model.objects.values_list("title", flat=True))
        assert sum(bool(title.en) for title in titles) * 2 >= len(titles), model
        assert sum(bool(title.nn) for title in titles) * 2 >= len(titles), model


MISTAKES = {
    "an unknown step": ('history = [{ action = "applaud", days_ago = 1 }]', "history.1..action"),
    "a step from elsewhere": ('history = [{ action = "reopen", days_ago = 1 }]', "can be taken from"),
    "no reason": ('history = [{ action = "park", days_ago = 1 }]', "asks for one"),
    "an unknown theme": ('themes = ["knitting"]', "themes"),
    "a misspelt key": ('tittle = "x"', "tittle"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_file_is_told_with_its_place_and_nothing_is_loaded(
    with_files: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mistake: str
) -> None:
    line, said = MISTAKES[mistake]
    unit = Unit.objects.order_by("pk")[0].key
    bad = tmp_path / "bad.toml"
    said_well = ["[[needs]]", 'key = "x"', f'unit = "{unit}"', "days_ago = 3", 'title.nb = "X"']
    bad.write_text("\n".join([*said_well, 'summary.nb = "Y"', 'better.nb = "Z"', line]))
    monkeypatch.setattr(examples, "example_files", lambda: [bad])
    with pytest.raises(PartnershipFileError, match=said):
        load_examples()
    assert not Need.objects.exists()


def test_a_section_in_two_files_is_a_mistake(
    with_files: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = [tmp_path / "one.toml", tmp_path / "two.toml"]
    for file in files:
        file.write_text("[[links]]\n")
    monkeypatch.setattr(examples, "example_files", lambda: files)
    with pytest.raises(PartnershipFileError, match=r"two\.toml too"):
        load_examples()


def test_a_link_to_what_is_not_there_is_a_mistake(
    with_files: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "links.toml"
    file.write_text('[[links]]\nfrom = "need/nowhere"\nto = []\n')
    monkeypatch.setattr(examples, "example_files", lambda: [file])
    with pytest.raises(PartnershipFileError, match="need/nowhere"):
        load_examples()
