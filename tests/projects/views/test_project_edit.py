"""Setting up a project and editing it part by part."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.core.models import FormDraft
from portal.core.text import Text
from portal.partnership.models import Partner, User
from projects.models import Project
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ProjectFactory, owned, unit_at

PARTS = (
    *("om", "eiere", "folk", "penger", "lenker", "dokumenter", "nyheter"),
    *("milepaeler", "baerekraft", "forske-med", "fase/shelve"),
)
NEW = {
    "title": "Trygg natt",
    "question": "Hvilke tilsyn kan vi la være?",
    "summary": "Vi prøver sensorer.",
    "why": "Beboere våkner.",
    "language": "nb",
}


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, project: Project, part: str, **answers: object) -> int:
    answers.setdefault("version", project.version)
    return as_user(user).post(f"/prosjekter/{project.slug}/{part}/", answers).status_code


@pytest.fixture
def project(cast: Cast) -> Project:
    return owned(ProjectFactory.create(made_by=cast.employee), cast.employee)


def test_staff_set_up_an_idea_and_are_led_to_its_owners(cast: Cast) -> None:
    client = as_user(cast.employee)
    response = client.post("/prosjekter/nytt/", NEW | {"units": [unit_at("municipality").pk]})
    project = Project.objects.get()
    assert response["Location"] == f"/prosjekter/{project.slug}/eiere/"
    assert (project.state, project.question, project.made_by) == (
        "idea",
        Text(nb=NEW["question"]),
        cast.employee,
    )
    assert client.get(response["Location"]).status_code == 200


def test_a_new_project_begins_with_what_its_need_says(cast: Cast) -> None:
    need = NeedFactory.create()
    said = as_user(cast.employee).get(f"/prosjekter/nytt/?fra=need/{need.slug}").content.decode()
    assert str(need.title) in said
    assert str(need.summary) in said
    assert f'value="need/{need.slug}"' in said


def test_a_project_made_from_a_need_becomes_part_of_its_thread(cast: Cast) -> None:
    need = NeedFactory.create()
    client = as_user(cast.supervisor)
    client.post("/prosjekter/nytt/", NEW | {"fra": f"need/{need.slug}"})
    need.refresh_from_db()
    assert need.state == "picked_up"
    assert str(need.title) in client.get(Project.objects.get().get_absolute_url()).content.decode()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_for_owners_and_is_closed_to_others(cast: Cast, project: Project, part: str) -> None:
    address = f"/prosjekter/{project.slug}/{part}/"
    assert as_user(cast.employee).get(address).status_code == 200
    assert as_user(cast.team_university).get(address).status_code == 200
    assert as_user(cast.unit_leader).get(address).status_code == 403
    assert as_user(cast.unit_leader).post(address).status_code == 403
    assert as_user(cast.student).get(address).status_code == 404
    assert Client().get(address)["Location"].startswith("/logg-inn/")


def test_about_is_saved_with_its_days_units_and_number(cast: Cast, project: Project) -> None:
    answers = NEW | {
        "body": "Første avsnitt.\n\nAndre avsnitt.",
        "starts": "2027-01-01",
        "ends": "2028-12-31",
        "nva_id": "https://nva.sikt.no/projects/2525925",
        "units": [unit_at("university").pk],
    }
    assert send(cast.employee, project, "om", **answers) == 302
    project.refresh_from_db()
    assert (project.nva_id, str(project.ends)) == ("2525925", "2028-12-31")
    assert project.body.nb == "<p>Første avsnitt.</p><p>Andre avsnitt.</p>"
    assert list(project.units.all()) == [unit_at("university")]


def test_a_last_day_before_the_first_is_told_at_its_question(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "om", **NEW, starts="2027-01-01", ends="2026-01-01") == 422


def test_english_is_added_beside_the_norwegian(cast: Cast, project: Project) -> None:
    answers = NEW | {"title": "Safe night", "summary": "We try sensors.", "language": "en"}
    send(cast.employee, project, "om", **answers)
    project.refresh_from_db()
    assert project.title == Text(nb="Trygg natt på to sykehjem", en="Safe night")


def test_of_two_who_edit_the_second_sees_both_versions(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "om", **NEW) == 302
    assert send(cast.team_university, project, "om", **NEW | {"title": "Noe annet", "version": 0}) == 409
    project.refresh_from_db()
    assert project.title.nb == "Trygg natt"


def test_rows_that_somebody_else_changed_are_not_written_over(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "folk", name_0="Anne", role_0="leader") == 302
    assert send(cast.employee, project, "folk", name_0="Bo", version=0) == 409
    assert project.people.get().name == "Anne"


def test_owners_are_named_by_address(cast: Cast, project: Project) -> None:
    asked = {
        f"owner_{partner.key}": cast.employee.email
        if partner.kind == "municipality"
        else cast.supervisor.email
        for partner in Partner.objects.filter(required=True)
    }
    assert send(cast.employee, project, "eiere", **asked) == 302
    assert set(project.owners.values_list("person", flat=True)) == {cast.employee.pk, cast.supervisor.pk}


def test_news_is_told_and_taken_back(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "nyheter", told="Sensorene er på plass.", language="nb") == 302
    news = project.news.get()
    address = f"/prosjekter/{project.slug}/nyheter/{news.pk}/"
    assert as_user(cast.unit_leader).post(address).status_code == 403
    assert "Sensorene" in as_user(cast.employee).get(address).content.decode()
    as_user(cast.employee).post(address)
    assert not project.news.exists()


def test_news_of_another_project_is_not_found_here(cast: Cast, project: Project) -> None:
    other = ProjectFactory.create().news.create(text=Text(nb="Andres"), at=timezone.now())
    assert as_user(cast.employee).post(f"/prosjekter/{project.slug}/nyheter/{other.pk}/").status_code == 404


def test_a_document_is_added_and_taken_out(cast: Cast, project: Project) -> None:
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert send(cast.employee, project, "dokumenter", file=file, label="Planen") == 302
    document = project.documents.get()
    assert (document.label, document.file.media_type) == ("Planen", "application/pdf")
    project.refresh_from_db()
    assert send(cast.employee, project, "dokumenter", out=[document.pk]) == 302
    assert not project.documents.exists()


def test_a_document_needs_its_words(cast: Cast, project: Project) -> None:
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n%%EOF\n")
    assert send(cast.employee, project, "dokumenter", file=file) == 422


def test_who_took_part_is_kept_by_stage(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "forske-med", question=["citizens"], use=["users"]) == 302
    project.refresh_from_db()
    assert project.with_whom == {"question": ["citizens"], "use": ["users"]}


def test_goals_are_numbers_of_the_seventeen(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "baerekraft", sdgs=["3", "11"]) == 302
    project.refresh_from_db()
    assert project.sdgs == [3, 11]
    assert send(cast.employee, project, "baerekraft", sdgs=["18"]) == 422


def test_what_is_begun_is_kept_by_part(cast: Cast, project: Project) -> None:
    client = as_user(cast.employee)
    address = f"/prosjekter/{project.slug}/folk/"
    client.post(address, {"name_0": "Halvveis", "draft": "keep"})
    assert FormDraft.objects.count() == 1
    assert "Halvveis" in client.get(address).content.decode()
    assert "Halvveis" not in client.get(f"/prosjekter/{project.slug}/penger/").content.decode()


def test_a_project_is_shelved_with_its_lesson_on_the_step_s_own_page(cast: Cast, project: Project) -> None:
    assert send(cast.employee, project, "fase/shelve") == 422
    assert send(cast.employee, project, "fase/shelve", learned="For tidlig.", language="nb") == 302
    project.refresh_from_db()
    assert (project.state, project.learned) == ("shelved", Text(nb="For tidlig."))


def test_a_project_is_completed_with_three_sentences_on_the_step_s_own_page(
    cast: Cast, project: Project
) -> None:
    assert send(cast.employee, project, "fase/run") == 302
    sentences = {"learned": "Det virker.", "changed": "Alt.", "call": "Kari", "language": "nb"}
    assert send(cast.employee, project, "fase/complete", **{**sentences, "call": ""}) == 422
    project.refresh_from_db()
    assert (project.state, project.learned) == ("running", Text())
    assert send(cast.employee, project, "fase/complete", **sentences) == 302
    project.refresh_from_db()
    assert (project.state, project.call) == ("completed", Text(nb="Kari"))


def test_the_step_says_which_owner_is_missing(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    response = as_user(cast.employee).post(f"/en/prosjekter/{project.slug}/fase/run/")
    assert response.status_code == 422
    assert "Name an owner at" in response.content.decode()


def test_a_step_that_is_none_is_not_found(cast: Cast, project: Project) -> None:
    assert as_user(cast.employee).get(f"/prosjekter/{project.slug}/fase/fly/").status_code == 404
