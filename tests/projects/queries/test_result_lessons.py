"""The lessons somebody is shown who begins on the same kind of thing."""

from __future__ import annotations

from django.test import Client

from portal.core.text import Text
from projects.models import Result
from projects.queries.lessons import nearest_lessons
from projects.rules.enums import ResultKind, ResultState
from tests.cast import Cast
from tests.projects.factories import ResultFactory
from tests.projects.pages import signed_in, words

PUBLIC = frozenset({"public"})


def lesson(title: str, *about: str, **changes: object) -> Result:
    fields = {"summary": Text(nb="Vi måtte begynne på nytt."), "changed": Text(), **changes}
    return ResultFactory.create(kind=ResultKind.LESSON, title=Text(nb=title), about=list(about), **fields)


def titles(kind: str, said: str = "") -> list[str]:
    return [str(thread.title) for thread in nearest_lessons(kind, said, PUBLIC)]


def test_lessons_about_the_same_kind_of_thing_are_shown_and_no_others(cast: Cast) -> None:
    lesson("Spør nattevaktene først", "project")
    lesson("Bestill rom tidlig", "event")
    assert titles("project") == ["Spør nattevaktene først"]


def test_those_that_share_words_come_first(cast: Cast) -> None:
    lesson("Sensorer trenger strøm om natten", "project")
    for number in range(3):
        lesson(f"Lærdom nummer {number}", "project")
    assert titles("project", "Kan sensorer se det tilsynet ser om natten?")[0] == (
        "Sensorer trenger strøm om natten"
    )


def test_one_about_something_else_is_shown_when_its_words_are_alike(cast: Cast) -> None:
    lesson("Sensorer trenger strøm om natten", "task")
    assert titles("project", "Sensorer på sykehjem") == []
    assert titles("project", "Sensorer om natten på sykehjem") == ["Sensorer trenger strøm om natten"]


def test_three_are_shown_at_most_and_only_public_lessons(cast: Cast) -> None:
    for number in range(4):
        lesson(f"Lærdom nummer {number}", "project")
    lesson("Et utkast", "project", state=ResultState.DRAFT)
    ResultFactory.create(title=Text(nb="Et resultat"), about=["project"])
    found = titles("project", "Et utkast, et resultat")
    assert len(found) == 3
    assert not {"Et utkast", "Et resultat"} & set(found)


def test_a_form_for_a_new_thing_shows_them_as_what_is_written_asks_for(cast: Cast) -> None:
    lesson("Spør nattevaktene først", "need")
    for number in range(3):
        lesson(f"Lærdom nummer {number}", "need")
    client = signed_in(cast.employee)
    assert "What others learned" in words(client.get("/en/behov/nytt/"))
    sent = client.post("/en/behov/nytt/", {"title": "Hvem spør nattevaktene?"})
    assert "Spør nattevaktene først" in words(sent)


def test_where_there_are_none_nothing_is_said(cast: Cast) -> None:
    client: Client = signed_in(cast.employee)
    assert "What others learned" not in words(client.get("/en/behov/nytt/"))
    lesson("Bestill rom tidlig", "result")
    assert "What others learned" not in words(client.get("/en/resultater/nytt/"))


def test_who_adds_a_date_sees_what_was_learned_of_gatherings(cast: Cast) -> None:
    lesson("Bestill rom tidlig", "event")
    page = words(signed_in(cast.team_university).get("/en/arshjul/datoer/ny/"))
    assert "Bestill rom tidlig" in page
