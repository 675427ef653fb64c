"""Setting up projects, editing them, and taking them from phase to phase."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied

from portal.core.models import Thread, ThreadChange
from portal.core.models.thread import ThreadLink
from portal.core.text import Text
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import Partner, User
from projects.models import Milestone, Project
from projects.workflows.project import edit_about, set_up, take_news_back, take_on, tell_news
from projects.workflows.project_owners import name_owners
from projects.workflows.project_rows import replace_rows
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ProjectFactory, owned, unit_at

SENTENCES = {
    "learned": Text(nb="Det virker."),
    "changed": Text(nb="Alt."),
    "call": Text(nb="Kari, 61 00 00 00"),
}


def idea() -> Project:
    return Project(title=Text(nb="Trygg natt"), summary=Text(nb="Vi finner ut."), state="idea")


def everywhere(person: User | None) -> dict[Partner, User | None]:
    return dict.fromkeys(Partner.objects.filter(required=True), person)


def test_who_sets_a_project_up_answers_for_it_where_they_work(cast: Cast) -> None:
    project = set_up(idea(), units=[unit_at("university")], by=cast.employee)
    owner = project.owners.get()
    assert (owner.person, owner.partner.kind) == (cast.employee, "municipality")
    assert f"enhet:{unit_at('university').key}" in Thread.objects.get(pk=project.thread_id).facets
    assert ThreadChange.objects.get(thread=project.thread).action == "made"


def test_a_need_that_becomes_a_project_is_picked_up_and_leads_to_it(cast: Cast) -> None:
    need = NeedFactory.create()
    project = set_up(idea(), units=[], by=cast.supervisor, origin=need.thread)
    need.refresh_from_db()
    assert need.state == "picked_up"
    assert ThreadLink.objects.get(earlier=need.thread, later=project.thread).relation == "became"


def test_an_idea_is_for_those_inside_until_it_has_owners(cast: Cast) -> None:
    project = ProjectFactory.create()
    assert project.thread.audience == "partners"
    take_on(owned(project, cast.employee), "prepare", by=cast.employee)
    assert Thread.objects.get(pk=project.thread_id).audience == "public"


@pytest.mark.parametrize("action", ["prepare", "apply", "run"])
def test_no_step_leads_out_of_the_idea_before_every_owner_is_named(cast: Cast, action: str) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    with pytest.raises(NotPossibleError, match="eier"):
        take_on(project, action, by=cast.employee)
    take_on(owned(project, cast.employee), action, by=cast.employee)


def test_where_the_form_was_too_early_the_database_refuses_in_plain_words(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    with (
        patch("projects.queries.project.partners_without_owner", return_value=[]),
        patch("projects.rules.project.partners_without_owner", return_value=[]),
        pytest.raises(NotPossibleError, match="eier hos hver partner"),
    ):
        take_on(project, "prepare", by=cast.employee)
    assert Project.objects.get(pk=project.pk).state == "idea"


def test_nobody_takes_a_project_of_others_on(cast: Cast) -> None:
    project = owned(ProjectFactory.create(), cast.employee)
    with pytest.raises(PermissionDenied):
        take_on(project, "prepare", by=cast.unit_leader)
    with pytest.raises(PermissionDenied):
        take_on(project, "shelve", by=cast.unit_leader, sentences={"learned": Text(nb="Nei.")})
    assert not Project.objects.get(pk=project.pk).learned


@pytest.mark.parametrize("missing", SENTENCES)
def test_a_project_is_completed_with_its_three_sentences_or_not_at_all(cast: Cast, missing: str) -> None:
    project = owned(ProjectFactory.create(), cast.employee)
    take_on(project, "run", by=cast.employee)
    with pytest.raises(NotPossibleError):
        take_on(project, "complete", by=cast.employee, sentences=SENTENCES | {missing: Text()})
    assert not Project.objects.get(pk=project.pk).learned
    take_on(project, "complete", by=cast.employee, sentences=SENTENCES)
    assert Project.objects.get(pk=project.pk).call == SENTENCES["call"]


def test_a_shelved_project_leaves_its_lesson_and_may_be_taken_up_again(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    take_on(project, "shelve", by=cast.employee, sentences={"learned": Text(nb="For tidlig.")})
    assert Thread.objects.get(pk=project.thread_id).audience == "public"
    take_on(project, "reopen", by=cast.employee)
    assert Project.objects.get(pk=project.pk).state == "idea"


def test_owners_are_exchanged_and_the_history_has_no_names(cast: Cast) -> None:
    project = owned(ProjectFactory.create(), cast.employee)
    take_on(project, "run", by=cast.employee)
    project.refresh_from_db()
    assert name_owners(project, everywhere(cast.unit_leader), by=cast.employee, seen=project.version)
    assert set(project.owners.values_list("person", flat=True)) == {cast.unit_leader.pk}
    change = ThreadChange.objects.filter(thread=project.thread, action="edited").get()
    assert change.data == {"owners": sorted(partner.key for partner in everywhere(None))}


def test_a_required_owner_of_a_project_under_way_is_not_taken_out(cast: Cast) -> None:
    project = owned(ProjectFactory.create(), cast.employee)
    take_on(project, "run", by=cast.employee)
    project.refresh_from_db()
    with pytest.raises(NotPossibleError, match="Skriv inn en annen"):
        name_owners(project, everywhere(None), by=cast.employee, seen=project.version)
    assert project.owners.count() == len(everywhere(None))


def test_an_idea_may_lose_its_owners(cast: Cast) -> None:
    project = owned(ProjectFactory.create(), cast.employee)
    name_owners(project, everywhere(None), by=cast.team_university, seen=0)
    assert not project.owners.exists()


def test_rows_are_written_anew_on_the_version_that_was_seen(cast: Cast) -> None:
    project = ProjectFactory.create()
    names, rows = ["text", "day", "reached"], [{"text": "Ferdig", "day": "2027-05-01", "reached": False}]
    replace_rows(project, Milestone, names, rows, by=cast.employee, seen=0)
    with pytest.raises(StaleError):
        replace_rows(project, Milestone, names, [], by=cast.employee, seen=0)
    assert project.milestones.get().text == "Ferdig"
    change = ThreadChange.objects.get(thread=project.thread)
    assert change.data == {"rows of milestone": [0, 1]}


def test_units_that_take_part_are_found_by(cast: Cast) -> None:
    project = set_up(idea(), units=[unit_at("university")], by=cast.employee)
    edit_about(project, {}, units=[unit_at("municipality")], by=cast.employee, seen=0)
    facets = Thread.objects.get(pk=project.thread_id).facets
    assert [facet for facet in facets if facet.startswith("enhet:")] == [
        f"enhet:{unit_at('municipality').key}"
    ]
    with pytest.raises(StaleError):
        edit_about(project, {}, units=[], by=cast.employee, seen=0)


def test_news_moves_a_project_and_leaves_open_forms_alone(cast: Cast) -> None:
    project = ProjectFactory.create()
    before = project.moved_at
    news = tell_news(project, Text(nb="Første natt."), by=cast.employee)
    project.refresh_from_db()
    assert project.moved_at == news.at > before
    assert project.version == 0
    take_news_back(news, by=cast.employee)
    assert not project.news.exists()
    actions = ThreadChange.objects.filter(thread=project.thread).values_list("action", flat=True)
    assert list(actions) == ["news_taken_back", "news"]
