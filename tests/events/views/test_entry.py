"""A date's page, and the two steps of changing it: look, then say yes."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events.models import Entry, EntryChange
from events.rules.new_date import NewDate
from events.workflows.entry import move
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.core.text import Text
from portal.partnership.models import User
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.events.steering import Meeting, stands, steering_meeting
from tests.guards.nu import html_faults
from tests.guards.queries import assert_same_queries

ANSWERS = {
    "sequence": "0",
    "first_day": "2027-06-08",
    "last_day": "",
    "starts_at": "09:00",
    "ends_at": "11:00",
    "place": "Rådhuset",
}
MOVED = {**ANSWERS, "precision": "date", "reason": "Lederen er borte."}


@pytest.fixture(autouse=True)
def _in_april() -> object:
    with time_machine.travel(at(date(2027, 4, 5), time(12)), tick=False), translation.override("nb"):
        yield


@pytest.fixture
def year(cast: Cast) -> Meeting:
    return steering_meeting(cast)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return signed_in(cast.secretary)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(name: str, entry: Entry) -> str:
    return reverse(name, args=[entry.pk])


def look(client: Client, name: str, entry: Entry, answers: dict[str, str]) -> HttpResponse:
    return client.get(f"{page(name, entry)}?{urlencode(answers)}")  # type: ignore[return-value]


def words(response: Any) -> str:
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_page_tells_what_when_for_whom_and_last_years_date(cast: Cast, year: Meeting) -> None:
    other = steering_meeting(cast, monday=date(2026, 11, 9))
    said = words(Client().get(page("entry", year.meeting)))
    for each in ("meeting nb", "uke 23 i 2027", "Uke 46"):
        assert each in said
    assert page("entry", other.meeting) in Client().get(page("entry", year.meeting)).content.decode()


def test_the_public_reads_neither_names_nor_what_is_for_those_inside(cast: Cast, year: Meeting) -> None:
    move(year.meeting, when=NewDate.of(year.papers), reason="Grunn", seen=0, by=cast.secretary)
    said = words(Client().get(page("entry", year.meeting)))
    assert "Grunn" in said
    assert cast.secretary.name not in said
    assert "papers nb" not in said
    assert cast.secretary.name in words(signed_in(cast.employee).get(page("entry", year.meeting)))


def test_the_wheel_leads_to_the_page(year: Meeting) -> None:
    assert f'href="{page("entry", year.meeting)}"' in Client().get("/arshjul/2027/").content.decode()


def test_who_runs_the_wheel_finds_the_way_to_add_a_date(cast: Cast) -> None:
    way = f'href="{reverse("add_entry")}"'
    assert way in signed_in(cast.team_university).get("/arshjul/2027/").content.decode()
    assert way not in signed_in(cast.secretary).get("/arshjul/2027/").content.decode()


def test_looking_shows_what_moves_along_and_changes_nothing(
    secretary: Client, cast: Cast, year: Meeting
) -> None:
    said = words(look(secretary, "fix_entry", year.meeting, ANSWERS))
    for each in ("uke 23 i 2027", "8. juni 2027", "papers nb", "29. mai 2027", cast.secretary.name):
        assert each in said
    assert stands(year.meeting)[3] == "tentative"
    assert not OutboxMessage.objects.exists()


def test_saying_yes_fixes_the_date_and_says_so(secretary: Client, year: Meeting) -> None:
    response = secretary.post(page("fix_entry", year.meeting), ANSWERS, follow=True)
    assert response.redirect_chain == [(page("entry", year.meeting), 302)]
    year.meeting.refresh_from_db()
    assert (year.meeting.state, year.meeting.starts_at, year.meeting.ends_at) == (
        "confirmed",
        time(9),
        time(11),
    )
    assert year.meeting.place == Text(nb="Rådhuset")


def test_the_button_pressed_twice_does_it_once(secretary: Client, year: Meeting) -> None:
    for _press in range(2):
        response = secretary.post(page("fix_entry", year.meeting), ANSWERS)
        assert response.status_code == 302
    assert EntryChange.objects.filter(entry=year.meeting).count() == 1
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize(("name", "answers"), [("cancel_entry", {"reason": "x"}), ("move_entry", MOVED)])
def test_so_do_the_other_buttons(
    name: str, answers: dict[str, str], secretary: Client, year: Meeting
) -> None:
    for _press in range(2):
        assert secretary.post(page(name, year.meeting), {**answers, "sequence": "0"}).status_code == 302
    assert EntryChange.objects.filter(entry=year.meeting).count() == 1


def test_who_has_an_old_page_sees_both_versions_and_overwrites_nothing(
    secretary: Client, cast: Cast, year: Meeting
) -> None:
    other = signed_in(cast.team_university)
    other.post(page("fix_entry", year.meeting), {**ANSWERS, "first_day": "2027-06-10"})
    for response in (
        secretary.post(page("move_entry", year.meeting), MOVED),
        look(secretary, "move_entry", year.meeting, MOVED),
    ):
        assert response.status_code == 409
        said = words(response)
        for each in ("10. juni 2027", "8. juni 2027", cast.team_university.name):
            assert each in said
    assert stands(year.meeting)[0] == date(2027, 6, 10)


def test_from_both_versions_a_way_leads_to_a_new_look_at_ones_own(
    secretary: Client, cast: Cast, year: Meeting
) -> None:
    other = signed_in(cast.team_university)
    other.post(page("fix_entry", year.meeting), {**ANSWERS, "first_day": "2027-06-10"})
    stale = secretary.post(page("move_entry", year.meeting), MOVED).content.decode()
    found = re.search(r'href="(\?[^"]*sequence=1[^"]*)"', stale)
    assert found
    again = secretary.get(page("move_entry", year.meeting) + found[1].replace("&amp;", "&"))
    assert again.status_code == 200
    assert "10. juni 2027" in words(again)
    secretary.post(page("move_entry", year.meeting), {**MOVED, "sequence": "1"})
    assert stands(year.meeting)[0] == date(2027, 6, 8)


def test_who_marks_as_held_sees_first_what_that_means(cast: Cast, year: Meeting) -> None:
    with time_machine.travel(at(date(2027, 6, 9), time(12)), tick=False):
        secretary = signed_in(cast.secretary)
        said = words(secretary.get(page("mark_entry_held", year.meeting)))
        assert "meeting nb" in said
        assert stands(year.meeting)[3] == "tentative"
        secretary.post(page("mark_entry_held", year.meeting), {"sequence": "0"})
    assert stands(year.meeting)[3] == "held"


def test_what_cannot_be_done_leads_back_to_what_can(secretary: Client, year: Meeting) -> None:
    response = secretary.get(page("mark_entry_held", year.meeting), follow=True)
    assert response.redirect_chain == [(page("entry", year.meeting), 302)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first_day": "2027-06-08", "last_day": "2027-06-07"}, "last_day"),
        ({"starts_at": "09:00", "ends_at": "08:00"}, "ends_at"),
        ({"starts_at": "", "ends_at": "08:00"}, "starts_at"),
        ({"first_day": "2028-02-01"}, "first_day"),
        ({"first_day": ""}, "first_day"),
        ({"precision": "week"}, "starts_at"),
        ({"precision": "month", "last_day": "2027-07-01", "starts_at": "", "ends_at": ""}, "last_day"),
    ],
)
def test_an_answer_that_cannot_be_is_sent_back_with_what_to_do(
    changed: dict[str, str], field: str, secretary: Client, year: Meeting
) -> None:
    response = look(secretary, "move_entry", year.meeting, {**MOVED, **changed})
    assert list(response.context["form"].errors) == [field]  # type: ignore[attr-defined]
    assert secretary.post(page("move_entry", year.meeting), {**MOVED, **changed}).status_code == 422
    assert stands(year.meeting)[3] == "tentative"


def test_who_moves_a_fixed_date_says_why(secretary: Client, year: Meeting) -> None:
    secretary.post(page("fix_entry", year.meeting), ANSWERS)
    answers = {**MOVED, "sequence": "1", "first_day": "2027-06-15", "reason": ""}
    assert list(look(secretary, "move_entry", year.meeting, answers).context["form"].errors) == ["reason"]  # type: ignore[attr-defined]


def test_the_same_date_again_is_no_move(secretary: Client, year: Meeting) -> None:
    answers = {
        **MOVED,
        "precision": "week",
        "first_day": "2027-06-07",
        "starts_at": "",
        "ends_at": "",
        "place": "",
    }
    assert list(look(secretary, "move_entry", year.meeting, answers).context["form"].errors) == ["first_day"]  # type: ignore[attr-defined]


def test_no_day_is_made_up_for_who_fixes_a_week(secretary: Client, year: Meeting) -> None:
    form = secretary.get(page("fix_entry", year.meeting)).context["form"]
    assert form.initial["first_day"] is None
    assert "precision" not in form.fields


@pytest.mark.parametrize(
    ("prefix", "written", "kept"),
    [
        ("", "Rådhuset", Text(nb="Rådhuset", nn="Rådhuset på nynorsk", en="The town hall")),
        ("", "Biblioteket", Text(nb="Biblioteket")),
        ("/en", "The library", Text(en="The library")),
        ("", "", Text()),
    ],
)
def test_a_place_that_is_not_touched_keeps_all_its_languages(
    prefix: str, written: str, kept: Text, secretary: Client, year: Meeting
) -> None:
    place = Text(nb="Rådhuset", nn="Rådhuset på nynorsk", en="The town hall")
    Entry.objects.filter(pk=year.meeting.pk).update(place=place)
    secretary.post(prefix + page("fix_entry", year.meeting), {**ANSWERS, "place": written})
    year.meeting.refresh_from_db()
    assert year.meeting.place == kept


def test_the_team_adds_a_date_that_happens_once(cast: Cast) -> None:
    client = signed_in(cast.team_university)
    uid = re.search(r'name="uid" value="([^"]+)"', client.get(reverse("add_entry")).content.decode())
    assert uid
    answers = {
        "uid": uid[1],
        "title": "Åpen dag",
        "kind": "gathering",
        "audience": "public",
        "shown_to": "public",
        "precision": "date",
        "first_day": "2027-09-01",
    }
    _first, response = (client.post(reverse("add_entry"), answers) for _press in range(2))
    entry = Entry.objects.get()
    assert entry.title == Text(nb="Åpen dag")
    assert response["Location"] == page("entry", entry)


def test_a_new_date_without_its_title_is_asked_for_again(cast: Cast) -> None:
    response = signed_in(cast.team_university).post(reverse("add_entry"), {"title": ""})
    assert response.status_code == 422
    assert not Entry.objects.exists()


def test_the_pages_on_the_way_are_valid_html(secretary: Client, year: Meeting, tmp_path: Path) -> None:
    preview = look(secretary, "fix_entry", year.meeting, ANSWERS)
    refused = look(secretary, "fix_entry", year.meeting, {**ANSWERS, "first_day": ""})
    secretary.post(page("fix_entry", year.meeting), ANSWERS)
    stale = look(secretary, "move_entry", year.meeting, MOVED)
    cancelling = look(secretary, "cancel_entry", year.meeting, {"sequence": "1", "reason": "x"})
    shown = {"preview": preview, "refused": refused, "stale": stale, "cancelling": cancelling}
    assert not html_faults({name: each.content.decode() for name, each in shown.items()}, tmp_path)


def test_the_pages_cost_the_same_however_much_has_happened_to_a_date(cast: Cast, year: Meeting) -> None:
    def change() -> object:
        return EntryChange.objects.create(entry=year.meeting, kind="moved", by=cast.secretary)

    def other() -> object:
        return EntryFactory.create(activity=year.papers.activity, year=2027)

    client = signed_in(cast.secretary)
    assert_same_queries(page("entry", year.meeting), change, client=client)
    assert_same_queries(f"{page('fix_entry', year.meeting)}?{urlencode(ANSWERS)}", other, client=client)
