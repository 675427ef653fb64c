"""Results and lessons: told as a draft, looked over, published, read by everyone, withdrawn."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.core.clock import at
from portal.core.models import Thread
from portal.core.models.thread import Relation, ThreadLink
from portal.core.text import Text
from projects.models import Result, ResultUse
from projects.rules.enums import ResultKind, ResultState
from tests.cast import Cast
from tests.guards.nu import html_faults
from tests.projects.factories import NeedFactory, ProjectFactory, ResultFactory
from tests.projects.pages import signed_in, words

NEW, LESSON = "/resultater/nytt/", "/resultater/nytt/laerdom/"
ANSWERS = {
    "kind": "service",
    "title": "Én avdeling gikk fra fire til to nattrunder",
    "summary": "Sensorer ser det samme som tilsynet.",
    "changed": "Beboerne sover lenger.",
    "call": "Avdelingsleder, post@kommune.example",
    "happened_on": "2027-03-01",
    "language": "nb",
}
SHORT: dict[str, Any] = {
    "title": "Spør nattevaktene først",
    "summary": "Vi spurte dem til slutt, og måtte begynne på nytt.",
    "about": ["project", "task"],
    "happened_on": "2027-03-01",
    "language": "nb",
}


@pytest.fixture(autouse=True)
def _in_april(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = str(tmp_path)
    with time_machine.travel(at(date(2027, 4, 5), time(12)), tick=False):
        yield


def picture(size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, "green").save(content, "PNG")
    return SimpleUploadedFile("natt.png", content.getvalue(), "image/png")


def told(cast: Cast, **changes: Any) -> Result:
    """A draft of the employee's."""
    response = signed_in(cast.employee).post(NEW, ANSWERS | changes)
    assert response.status_code == 302, words(response)
    return Result.objects.get()


def test_a_result_begins_as_a_draft_that_only_those_who_answer_for_it_see(cast: Cast) -> None:
    result = told(cast)
    assert (result.state, result.contact, result.made_by) == ("draft", cast.employee, cast.employee)
    assert result.unit == cast.employee.affiliations.get().unit, "who has one unit is not asked for it"
    page = result.get_absolute_url()
    assert "This is a draft" in words(signed_in(cast.employee).get(f"/en{page}"))
    assert signed_in(cast.team_university).get(page).status_code == 200
    for stranger in (Client(), signed_in(cast.supervisor)):
        assert stranger.get(page).status_code == 404
    assert result.title.nb not in words(Client().get("/resultater/"))


def test_it_is_public_once_it_is_published_and_no_longer_once_it_is_withdrawn(cast: Cast) -> None:
    result, owner = told(cast), signed_in(cast.employee)
    page = result.get_absolute_url()
    assert owner.post(f"{page}publiser/").status_code == 302
    said = words(Client().get(page))
    for each in (*(ANSWERS[name] for name in ("title", "summary", "changed")), "post@kommune.example"):
        assert each in said
    assert result.title.nb in words(Client().get("/resultater/"))
    assert owner.post(f"{page}trekk-tilbake/").status_code == 422, "a reason is asked for"
    owner.post(f"{page}trekk-tilbake/", {"note": "Tallene var feil."})
    assert Client().get(page).status_code == 404
    assert "Tallene var feil." in words(owner.get(page))


def test_the_card_comes_first(cast: Cast) -> None:
    result = ResultFactory.create(body=Text(nb="<p>Mer å lese.</p>"))
    said = words(Client().get(result.get_absolute_url()))
    places = [
        said.index(part) for part in (str(result.summary), str(result.changed), str(result.call), "Mer å")
    ]
    assert places == sorted(places)


def test_a_result_that_does_not_say_what_changed_is_not_taken(cast: Cast) -> None:
    for missing in ("summary", "changed", "call"):
        response = signed_in(cast.employee).post(NEW, {**ANSWERS, missing: " "})
        assert response.status_code == 422
        assert ANSWERS["title"] in response.content.decode(), "what was typed is kept"
    assert not Result.objects.exists()


def test_what_has_not_happened_is_no_result(cast: Cast) -> None:
    response = signed_in(cast.employee).post(NEW, {**ANSWERS, "happened_on": "2027-04-06"})
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("given", "kept"), [("https://doi.org/10.1234/ABC", "10.1234/abc"), ("doi: 10.1234/abc", "10.1234/abc")]
)
def test_a_doi_is_kept_in_one_form_and_shown_as_a_link(cast: Cast, given: str, kept: str) -> None:
    result = told(cast, doi=given)
    assert result.doi == kept
    page = signed_in(cast.employee).get(result.get_absolute_url()).content.decode()
    assert f'href="https://doi.org/{kept}"' in page


@pytest.mark.parametrize(
    "links", [{"doi": "abc"}, {"url": "javascript:alert(1)"}, {"url": "ikke en adresse"}]
)
def test_a_link_that_leads_nowhere_is_not_taken(cast: Cast, links: dict[str, str]) -> None:
    assert signed_in(cast.employee).post(NEW, ANSWERS | links).status_code == 422


def test_a_picture_says_what_it_shows(cast: Cast) -> None:
    owner = signed_in(cast.employee)
    assert owner.post(NEW, {**ANSWERS, "picture": picture()}).status_code == 422
    result = told(cast, picture=picture(), alt="En stille korridor")
    owner.post(f"{result.get_absolute_url()}publiser/")
    page = Client().get(result.get_absolute_url()).content.decode()
    assert 'alt="En stille korridor"' in page
    assert 'width="40" height="30"' in page


def test_a_picture_can_be_said_anew_exchanged_and_taken_away(cast: Cast) -> None:
    result = told(cast, picture=picture(), alt="En korridor")
    owner, change = signed_in(cast.employee), f"{result.get_absolute_url()}endre/"
    first = result.picture
    assert first is not None
    owner.post(change, {**ANSWERS, "alt": "En stille korridor", "version": 0})
    first.refresh_from_db()
    assert str(first.alt) == "En stille korridor"
    version = Result.objects.get().version
    owner.post(change, {**ANSWERS, "alt": "Et rom", "picture": picture((50, 50)), "version": version})
    now = Result.objects.get()
    assert now.picture is not None
    assert (now.picture.width, str(now.picture.alt)) == (50, "Et rom")
    owner.post(change, {**ANSWERS, "no_picture": "on", "alt": "Et rom", "version": now.version})
    assert Result.objects.get().picture is None


def test_a_change_on_an_older_version_shows_both_and_saves_nothing(cast: Cast) -> None:
    result, owner = told(cast), signed_in(cast.employee)
    change = f"{result.get_absolute_url()}endre/"
    assert owner.post(change, {**ANSWERS, "title": "Først", "version": 0}).status_code == 302
    response = owner.post(change, {**ANSWERS, "title": "Sist", "version": 0})
    assert response.status_code == 409
    assert "Først" in words(response)
    assert str(Result.objects.get().title) == "Først"


def test_a_lesson_is_short_and_needs_no_card(cast: Cast) -> None:
    owner = signed_in(cast.employee)
    assert owner.post(LESSON, SHORT).status_code == 302
    lesson = Result.objects.get()
    assert (lesson.kind, lesson.about) == (ResultKind.LESSON, ["project", "task"])
    owner.post(f"{lesson.get_absolute_url()}publiser/")
    assert SHORT["title"] in words(Client().get("/resultater/?slag=lesson"))
    owner.post(f"{lesson.get_absolute_url()}endre/", {**SHORT, "about": ["need"], "version": 1})
    assert Result.objects.get().about == ["need"]


def test_it_is_tied_to_what_it_comes_from(cast: Cast) -> None:
    need = NeedFactory.create()
    result = told(cast, fra=f"need/{need.slug}")
    link = ThreadLink.objects.get(earlier=need.thread)
    assert (link.later, link.relation) == (result.thread, Relation.RESULTED)
    signed_in(cast.employee).post(f"{result.get_absolute_url()}publiser/")
    assert result.title.nb in words(Client().get(need.get_absolute_url()))


def test_only_the_owners_of_a_project_tell_what_came_of_it(cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.supervisor)
    address = f"{NEW}?fra=project/{project.slug}"
    assert signed_in(cast.employee).get(address).status_code == 403
    response = signed_in(cast.employee).post(NEW, {**ANSWERS, "project": project.pk})
    assert response.status_code == 422 or Result.objects.get().project is None
    Result.objects.all().delete()
    owner = signed_in(cast.supervisor)
    assert f'<option value="{project.pk}" selected>' in owner.get(address).content.decode()
    owner.post(address, {**ANSWERS, "project": project.pk, "fra": f"project/{project.slug}"})
    result = Result.objects.get()
    assert result.project == project
    assert ThreadLink.objects.filter(earlier=project.thread, later=result.thread).count() == 1


def test_another_project_takes_the_tie_along(cast: Cast) -> None:
    one, other = ProjectFactory.create_batch(2, made_by=cast.employee)
    result = told(cast, project=one.pk)
    signed_in(cast.employee).post(
        f"{result.get_absolute_url()}endre/", {**ANSWERS, "project": other.pk, "version": 0}
    )
    assert list(ThreadLink.objects.filter(later=result.thread).values_list("earlier", flat=True)) == [
        other.thread_id
    ]


def test_the_page_is_right_when_it_is_shared(cast: Cast, tmp_path: Path) -> None:
    result = ResultFactory.create()
    page = Client().get(result.get_absolute_url()).content.decode()
    for each in (
        f'<meta property="og:title" content="{result.title}">',
        f'<meta property="og:description" content="{result.changed}">',
        '<meta property="og:type" content="article">',
        '<meta name="twitter:card" content="summary_large_image">',
        f'{result.get_absolute_url()}">',
    ):
        assert each in page
    assert "/static/img/shared" in page.partition('og:image" content="')[2].partition('"')[0]
    assert not html_faults({"result": page}, tmp_path)


def test_what_was_said_of_its_use_stands_year_by_year(cast: Cast) -> None:
    result = ResultFactory.create()
    for year, answer, why in ((2026, "used", ""), (2025, "not", "Vi ventet på utstyr.")):
        ResultUse.objects.create(result=result, year=year, answer=answer, why=why)
    said = words(Client().get(result.get_absolute_url()))
    assert said.index("2026") < said.index("2025") < said.index("Vi ventet på utstyr.")


def test_a_visitors_page_has_no_form_and_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    result = ResultFactory.create(project=ProjectFactory.create(), themes=["helse"])
    ResultUse.objects.create(result=result, year=2026, answer="used")
    with django_assert_max_num_queries(4):
        page = Client().get(result.get_absolute_url())
    assert b'method="post"' not in page.content


def test_the_newest_published_comes_first_whenever_its_draft_was_begun(cast: Cast) -> None:
    draft = told(cast)
    with time_machine.travel(at(date(2027, 4, 6), time(12)), tick=False):
        ResultFactory.create(title=Text(nb="Tidligere ute"))
    with time_machine.travel(at(date(2027, 4, 7), time(12)), tick=False):
        signed_in(cast.employee).post(f"{draft.get_absolute_url()}publiser/")
    said = words(Client().get("/resultater/"))
    assert said.index(str(draft.title)) < said.index("Tidligere ute")


def test_withdrawn_results_are_live_for_nobody(cast: Cast) -> None:
    result = ResultFactory.create(state=ResultState.WITHDRAWN)
    assert not Thread.objects.public().filter(pk=result.thread_id).exists()
