"""The pages of a need, as visitors, those inside and the team meet them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.core.models import FormDraft
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link
from portal.partnership.models import Affiliation, Unit, User
from projects.models import Need, NeedOffer, NeedVoice
from projects.rules.enums import NeedState
from projects.workflows.need import merge_needs, move, offer, we_too
from tests.cast import SINCE, Cast
from tests.guards.nu import html_faults
from tests.guards.queries import assert_same_queries
from tests.projects.factories import NeedFactory, ProjectFactory, unit_at
from tests.projects.needing import another_unit, voiced
from tests.projects.pages import signed_in

pytestmark = pytest.mark.django_db

ANSWERS = {
    "title": "Hvorfor ringer så mange?",
    "summary": "Telefonen er opptatt fra åtte til ti.",
    "better": "Alle får svar første gang.",
    "language": "nb",
}


@pytest.fixture
def need(cast: Cast) -> Need:
    return voiced(cast.employee)


def page(client: Client, address: str, user: User | None = None) -> HttpResponse:
    if user:
        client.force_login(user)
    found: Any = client.get(address)
    return found  # type: ignore[no-any-return]


def send(client: Client, where: str, user: User, **answers: Any) -> Any:
    client.force_login(user)
    return client.post(where, answers)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestVoicing:
    def test_three_answers_are_enough(self, client: Client, cast: Cast) -> None:
        answer = send(client, "/behov/nytt/", cast.employee, **ANSWERS)
        need = Need.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, "/behov/hvorfor-ringer-sa-mange/")
        assert need.unit == unit_at("municipality")
        assert need.made_by == cast.employee
        assert need.title == Text(nb="Hvorfor ringer så mange?")

    def test_the_unit_is_asked_for_only_where_the_person_has_several(
        self, client: Client, cast: Cast
    ) -> None:
        assert 'name="unit"' not in page(client, "/behov/nytt/", cast.employee).content.decode()
        Affiliation.objects.create(user=cast.employee, unit=another_unit(), role="employee", first_day=SINCE)
        cast.employee.__dict__.pop("_standings", None)
        assert 'name="unit"' in page(client, "/behov/nytt/", cast.employee).content.decode()
        answer = send(client, "/behov/nytt/", cast.employee, **ANSWERS)
        assert answer.status_code == 422
        send(client, "/behov/nytt/", cast.employee, **ANSWERS, unit=another_unit().pk)
        assert Need.objects.get().unit == another_unit()

    def test_nobody_voices_a_need_for_a_unit_that_is_not_theirs_but_the_team(
        self, client: Client, cast: Cast
    ) -> None:
        other = another_unit()
        send(client, "/behov/nytt/", cast.employee, **ANSWERS, unit=other.pk)
        assert Need.objects.get().unit == unit_at("municipality")
        send(client, "/behov/nytt/", cast.team_university, **ANSWERS, unit=other.pk, looked="yes")
        assert Need.objects.filter(unit=other).count() == 1

    @pytest.mark.parametrize("name", ["title", "summary", "better"])
    def test_what_is_missing_is_named_and_the_rest_is_kept(
        self, name: str, client: Client, cast: Cast
    ) -> None:
        answer = send(client, "/behov/nytt/", cast.employee, **{**ANSWERS, name: " "})
        assert answer.status_code == 422
        assert not Need.objects.exists()
        kept = [value for key, value in ANSWERS.items() if key not in (name, "language")]
        assert all(value in answer.content.decode() for value in kept)

    def test_needs_that_ask_the_same_are_shown_once_and_stop_nobody(
        self, client: Client, cast: Cast, need: Need
    ) -> None:
        same = {**ANSWERS, "title": "Faller noen utenfor digitale skjema?"}
        first = send(client, "/behov/nytt/", cast.unit_leader, **same)
        assert first.status_code == 200
        assert need.get_absolute_url() + "vi-ogsa/" in first.content.decode()
        assert same["summary"] in first.content.decode()
        assert Need.objects.count() == 1
        assert send(client, "/behov/nytt/", cast.unit_leader, **same, looked="yes").status_code == 302
        assert Need.objects.count() == 2

    def test_what_is_kept_for_later_is_not_sent(self, client: Client, cast: Cast) -> None:
        send(client, "/behov/nytt/", cast.employee, title="Halvferdig?", draft="keep")
        assert FormDraft.objects.count() == 1
        assert not Need.objects.exists()
        assert "Halvferdig?" in page(client, "/behov/nytt/").content.decode()

    def test_what_was_written_is_in_the_language_that_was_chosen(self, client: Client, cast: Cast) -> None:
        send(client, "/behov/nytt/", cast.employee, **{**ANSWERS, "language": "en"})
        assert Need.objects.get().title == Text(en="Hvorfor ringer så mange?")


class TestEditing:
    def test_who_voiced_it_edits_it(self, client: Client, cast: Cast, need: Need) -> None:
        address = need.get_absolute_url() + "endre/"
        assert "Alle får svar første gang." in page(client, address, cast.employee).content.decode()
        send(client, address, cast.employee, **ANSWERS, version="0")
        need.refresh_from_db()
        assert str(need.title) == ANSWERS["title"]
        assert need.slug == "hvem-faller-utenfor-digitale-skjema"

    def test_a_stale_form_shows_both_versions_and_changes_nothing(
        self, client: Client, cast: Cast, need: Need
    ) -> None:
        address = need.get_absolute_url() + "endre/"
        send(client, address, cast.employee, **ANSWERS, version="0")
        later = {**ANSWERS, "better": "Noe helt annet.", "unit": need.unit_id}
        answer = send(client, address, cast.team_university, **later, version="0")
        assert answer.status_code == 409
        assert "Noe helt annet." in answer.content.decode()
        assert ANSWERS["better"] in answer.content.decode()
        need.refresh_from_db()
        assert str(need.better) == ANSWERS["better"]

    def test_a_unit_of_others_stays_when_its_need_is_edited(self, client: Client, cast: Cast) -> None:
        need = voiced(cast.team_university, unit=another_unit())
        address = need.get_absolute_url() + "endre/"
        send(client, address, cast.team_university, **ANSWERS, version="0", unit=need.unit_id)
        need.refresh_from_db()
        assert need.unit == another_unit()


class TestReading:
    def test_a_visitor_reads_units_and_numbers_and_no_names(
        self, client: Client, cast: Cast, need: Need
    ) -> None:
        we_too(need, unit=another_unit(), by=cast.unit_leader)
        offer(need, how="Hemmelig plan", unit=unit_at("university"), by=cast.supervisor)
        offer(need, how="En annen plan", unit=unit_at("university"), by=cast.course_coordinator)
        words = text_of(page(client, need.get_absolute_url()))
        for said in (str(need.better), str(need.unit), str(another_unit()), str(unit_at("university"))):
            assert said in words
        for hidden in (cast.employee.name, cast.supervisor.name, "Hemmelig plan", cast.unit_leader.name):
            assert hidden not in words

    @pytest.mark.parametrize("who", ["student", "outsider"])
    def test_signed_in_without_a_place_inside_one_reads_no_names_either(
        self, who: str, client: Client, cast: Cast, need: Need
    ) -> None:
        offer(need, how="Hemmelig plan", unit=None, by=cast.supervisor)
        words = text_of(page(client, need.get_absolute_url(), getattr(cast, who)))
        assert cast.employee.name not in words
        assert "Hemmelig plan" not in words

    def test_those_inside_read_who_offered_what(self, client: Client, cast: Cast, need: Need) -> None:
        offer(need, how="Tre studenter i vår", unit=unit_at("university"), by=cast.supervisor)
        words = text_of(page(client, need.get_absolute_url(), cast.unit_leader))
        for said in (cast.employee.name, cast.supervisor.name, "Tre studenter i vår"):
            assert said in words

    def test_why_it_is_parked_is_public(self, client: Client, cast: Cast, need: Need) -> None:
        move(need, "park", by=cast.team_university, note="Vi venter på ny lov.")
        assert "Vi venter på ny lov." in text_of(page(client, need.get_absolute_url()))

    def test_what_it_became_is_on_its_page(self, client: Client, cast: Cast, need: Need) -> None:
        project = ProjectFactory.create(
            title=Text(nb="Skjema for alle"), state="shelved", learned=Text(nb="x")
        )
        link(need.thread, project.thread, Relation.BECAME, by=cast.supervisor)
        assert "Skjema for alle" in text_of(page(client, need.get_absolute_url()))

    def test_a_page_costs_no_more_with_many_who_share_it(self, client: Client, cast: Cast) -> None:
        need = voiced(cast.employee)
        units = iter(Unit.objects.named().exclude(pk=need.unit_id))
        people = iter(cast.by_name().values())

        def one_more() -> None:
            if unit := next(units, None):
                we_too(need, unit=unit, by=cast.team_university)
            if person := next(people, None):
                offer(need, how="x", unit=unit_at("university"), by=person)

        assert_same_queries(need.get_absolute_url(), one_more)

    def test_the_page_of_a_need_takes_six_queries_at_most(
        self, client: Client, cast: Cast, need: Need, django_assert_max_num_queries: Any
    ) -> None:
        need.themes = ["helse"]
        need.save()
        with django_assert_max_num_queries(6):
            page(client, need.get_absolute_url() + "?utm=1")

    @pytest.mark.parametrize("who", ["", "employee", "supervisor", "student", "team_university"])
    def test_every_reader_gets_one_thing_to_press_at_most(
        self, who: str, client: Client, cast: Cast, need: Need
    ) -> None:
        offer(need, how="Data", unit=unit_at("university"), by=cast.supervisor)
        html = page(client, need.get_absolute_url(), getattr(cast, who) if who else None).content.decode()
        assert html.count('data-variant="primary"') == (0 if who == "student" else 1)
        assert who or '<form method="post"' not in html


def test_every_page_of_a_need_is_sound_html(client: Client, cast: Cast, need: Need, tmp_path: Path) -> None:
    we_too(need, unit=unit_at("university"), by=cast.supervisor)
    offer(need, how="Data", unit=unit_at("university"), by=cast.supervisor)
    voiced(cast.unit_leader, title=Text(nb="Hvem faller utenfor skjema på nett?"))
    own = need.get_absolute_url()
    shown = {
        f"{name} {address}": page(client, address, getattr(cast, name)).content.decode()
        for name, addresses in {
            "supervisor": [own, own + "vi-ogsa/", own + "bidra/"],
            "team_university": [own, "/behov/nytt/", own + "endre/", own + "parker/", own + "sla-sammen/"],
        }.items()
        for address in addresses
    }
    same = {**ANSWERS, "title": "Faller noen utenfor digitale skjema?"}
    shown["alike"] = send(client, "/behov/nytt/", cast.unit_leader, **same).content.decode()
    shown["faults"] = send(client, "/behov/nytt/", cast.unit_leader).content.decode()
    client.logout()
    shown["visitor"] = page(client, own).content.decode()
    assert not html_faults(shown, tmp_path)


class TestTheList:
    @pytest.mark.parametrize(("who", "may"), [("", True), ("employee", True), ("supervisor", False)])
    def test_the_way_to_voice_one_is_shown_to_who_may_and_to_visitors(
        self, who: str, may: bool, client: Client, cast: Cast
    ) -> None:
        html = page(client, "/behov/", getattr(cast, who) if who else None).content.decode()
        assert ('href="/behov/nytt/"' in html) is may


class TestWeToo:
    def test_the_own_unit_is_said_with_one_button(self, client: Client, cast: Cast, need: Need) -> None:
        address = need.get_absolute_url() + "vi-ogsa/"
        html = page(client, address, cast.supervisor).content.decode()
        assert 'name="unit"' not in html
        assert str(unit_at("university")) in html
        assert send(client, address, cast.supervisor).status_code == 302
        assert NeedVoice.objects.get().unit == unit_at("university")

    def test_it_is_taken_back_on_the_same_page(self, client: Client, cast: Cast, need: Need) -> None:
        address = need.get_absolute_url() + "vi-ogsa/"
        send(client, address, cast.supervisor)
        said = NeedVoice.objects.get()
        html = page(client, address, cast.supervisor).content.decode()
        assert f'value="{said.pk}"' in html
        send(client, address, cast.supervisor, take_back=said.pk)
        assert not NeedVoice.objects.exists()

    def test_the_unit_that_voiced_it_is_told_so(self, client: Client, cast: Cast, need: Need) -> None:
        address = need.get_absolute_url() + "vi-ogsa/"
        assert page(client, address, cast.employee).status_code == 200
        assert send(client, address, cast.employee).status_code == 422
        assert not NeedVoice.objects.exists()

    def test_nobody_speaks_for_a_unit_of_others_but_the_team(
        self, client: Client, cast: Cast, need: Need
    ) -> None:
        address = need.get_absolute_url() + "vi-ogsa/"
        send(client, address, cast.supervisor, unit=another_unit().pk)
        assert NeedVoice.objects.get().unit == unit_at("university")
        send(client, address, cast.team_municipality, unit=another_unit().pk)
        assert NeedVoice.objects.filter(unit=another_unit()).exists()

    @pytest.mark.parametrize("said", ["x", "9" * 30, "999999"])
    def test_what_is_not_there_can_not_be_taken_back(
        self, said: str, client: Client, cast: Cast, need: Need
    ) -> None:
        address = need.get_absolute_url() + "vi-ogsa/"
        assert send(client, address, cast.supervisor, take_back=said).status_code == 404


class TestOffering:
    def test_an_offer_is_made_changed_and_taken_back(self, client: Client, cast: Cast, need: Need) -> None:
        address = need.get_absolute_url() + "bidra/"
        send(client, address, cast.supervisor, how="Data")
        made = NeedOffer.objects.get()
        assert (made.how, made.unit, made.by) == ("Data", unit_at("university"), cast.supervisor)
        html = page(client, address, cast.supervisor).content.decode()
        assert "Data" in html
        send(client, address, cast.supervisor, how="Mer data")
        assert NeedOffer.objects.get().how == "Mer data"
        send(client, address, cast.supervisor, take_back="yes")
        assert not NeedOffer.objects.exists()

    def test_an_offer_says_how(self, client: Client, cast: Cast, need: Need) -> None:
        answer = send(client, need.get_absolute_url() + "bidra/", cast.supervisor, how=" ")
        assert answer.status_code == 422
        assert not NeedOffer.objects.exists()


class TestMovingOn:
    def test_the_team_parks_with_a_reason(self, client: Client, cast: Cast, need: Need) -> None:
        address = need.get_absolute_url() + "parker/"
        assert send(client, address, cast.team_university, seen="voiced").status_code == 422
        send(client, address, cast.team_university, seen="voiced", note="Ingen har tid.")
        need.refresh_from_db()
        assert (need.state, need.reason) == (NeedState.PARKED, "Ingen har tid.")

    def test_who_saw_it_before_it_was_picked_up_is_asked_to_look_again(
        self, client: Client, cast: Cast, need: Need
    ) -> None:
        move(need, "pick_up", by=cast.supervisor)
        address = need.get_absolute_url() + "parker/"
        answer = send(client, address, cast.team_university, seen="voiced", note="Ingen har tid.")
        assert answer.status_code == 422
        need.refresh_from_db()
        assert need.state == NeedState.PICKED_UP

    @pytest.mark.parametrize("word", ["utforsk", "besvar", "parker"])
    def test_each_step_has_its_page(self, word: str, client: Client, cast: Cast, need: Need) -> None:
        assert page(client, need.get_absolute_url() + f"{word}/", cast.team_university).status_code == 200

    def test_two_needs_are_merged(self, client: Client, cast: Cast, need: Need) -> None:
        other = voiced(cast.unit_leader, title=Text(nb="Hvem faller utenfor skjema på nett?"))
        address = other.get_absolute_url() + "sla-sammen/"
        html = page(client, address, cast.team_university).content.decode()
        assert str(need.title) in html
        answer = send(client, address, cast.team_university, into=need.slug)
        assert answer["Location"] == need.get_absolute_url()
        other.thread.refresh_from_db()
        assert other.thread.merged_into == need.thread

    @pytest.mark.parametrize("host", ["", "https://test.example", "https://test.example/en"])
    def test_any_need_can_be_named_by_its_address(
        self, host: str, client: Client, cast: Cast, need: Need
    ) -> None:
        other = NeedFactory.create(title=Text(nb="Noe annet?"), summary=Text(nb="Noe."))
        address = other.get_absolute_url() + "sla-sammen/"
        written = f"{host}{need.get_absolute_url()}"
        assert send(client, address, cast.team_university, address=written).status_code == 302

    @pytest.mark.parametrize("address", ["", "/behov/finnes-ikke/", "https://["])
    def test_what_is_no_need_is_said_so(self, address: str, client: Client, cast: Cast, need: Need) -> None:
        other = NeedFactory.create(title=Text(nb="Noe annet?"), summary=Text(nb="Noe."))
        where = other.get_absolute_url() + "sla-sammen/"
        assert send(client, where, cast.team_university, address=address).status_code == 422

    def test_a_merged_need_has_no_closed_pages(self, client: Client, cast: Cast, need: Need) -> None:
        other = voiced(cast.unit_leader, title=Text(nb="Noe annet?"))
        merge_needs(other, into=need, by=cast.team_university)
        for part in ("endre", "vi-ogsa", "bidra", "parker", "sla-sammen"):
            answer = page(client, f"/behov/{other.slug}/{part}/", cast.team_university)
            assert answer.status_code == 404, part


def test_the_unit_that_asks_is_not_asked_whether_it_has_the_need_too(cast: Cast) -> None:
    need = voiced(cast.employee)
    share = f'href="/behov/{need.slug}/vi-ogsa/"'
    assert share not in signed_in(cast.employee).get(f"/behov/{need.slug}/").content.decode()
    for other in (cast.supervisor, cast.team_municipality):
        assert share in signed_in(other).get(f"/behov/{need.slug}/").content.decode()
