"""A need is voiced, shared, offered help with, moved on and merged; who voiced it hears of each step."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from portal.core.erasing import erasers
from portal.core.models import ThreadChange
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import link
from portal.core.workflows.transition import NotPossibleError, StaleError
from portal.partnership.models import Follow, MailOptOut
from portal.partnership.queries.followed_thread import THREAD
from portal.partnership.workflows.erase import erase
from portal.partnership.workflows.follow import follow
from projects.models import Need, NeedOffer, NeedVoice
from projects.queries.export import needs_export
from projects.rules.enums import NeedState
from projects.workflows.need import (
    edit_need,
    merge_needs,
    move,
    offer,
    take_back_offer,
    take_back_voice,
    voice,
    we_too,
)
from projects.workflows.need_mail import OFFERED, look_again
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ProjectFactory, unit_at
from tests.projects.needing import another_unit, mail_to, voiced

pytestmark = pytest.mark.django_db


@pytest.fixture
def need(cast: Cast) -> Need:
    return voiced(cast.employee)


def test_a_need_that_is_voiced_is_public_with_the_first_line_of_its_history(cast: Cast, need: Need) -> None:
    assert (need.state, need.thread.audience, need.slug) == (
        NeedState.VOICED,
        "public",
        "hvem-faller-utenfor-digitale-skjema",
    )
    assert [(line.action, line.by) for line in ThreadChange.objects.filter(thread=need.thread)] == [
        ("made", cast.employee)
    ]


@pytest.mark.parametrize("who", ["supervisor", "student", "outsider", "steering_member"])
def test_who_does_not_work_in_the_municipality_voices_none(who: str, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        voiced(getattr(cast, who))
    assert not Need.objects.exists()


def test_who_voiced_it_edits_it_on_the_version_they_saw(cast: Cast, need: Need) -> None:
    better = Text(nb="Ingen må ringe to ganger.")
    edit_need(need, {"better": better}, by=cast.employee, seen=0)
    need.refresh_from_db()
    assert need.better == better
    with pytest.raises(StaleError):
        edit_need(need, {"better": Text(nb="Noe annet")}, by=cast.team_university, seen=0)


def test_nobody_edits_the_need_of_others_but_the_team(cast: Cast, need: Need) -> None:
    with pytest.raises(PermissionDenied):
        edit_need(need, {"better": Text(nb="x")}, by=cast.unit_leader, seen=0)
    assert edit_need(need, {"better": Text(nb="x")}, by=cast.team_university, seen=0)


def test_who_voiced_it_hears_of_each_step_with_the_reason(cast: Cast, need: Need) -> None:
    move(need, "explore", by=cast.team_municipality)
    move(need, "park", by=cast.team_municipality, note="Vi venter på ny lov.")
    explored, parked = mail_to(cast.employee)
    assert "Hvem faller utenfor" in explored.subject
    assert "Vi venter på ny lov." in parked.text
    assert "Vi venter på ny lov." in parked.html
    assert "/behov/hvem-faller-utenfor-digitale-skjema/" in parked.text
    assert parked.headers["List-Unsubscribe"].strip("<>") in parked.text


def test_nobody_hears_of_their_own_step_nor_when_they_do_without(cast: Cast) -> None:
    own = voiced(cast.team_municipality)
    move(own, "explore", by=cast.team_municipality)
    assert mail_to(cast.team_municipality) == []
    MailOptOut.objects.create(user=cast.employee, kind="projects.need_moved")
    move(voiced(cast.employee), "explore", by=cast.team_municipality)
    assert mail_to(cast.employee) == []


def test_who_turns_such_mail_off_after_it_was_queued_does_not_get_it(cast: Cast, need: Need) -> None:
    move(need, "explore", by=cast.team_municipality)
    waiting = mail_to(cast.employee)
    assert look_again(waiting) == {}
    MailOptOut.objects.create(user=cast.employee, kind="projects.need_moved")
    assert set(look_again(waiting)) == {waiting[0].pk}


@pytest.mark.parametrize("action", ["park", "answer"])
def test_a_reason_is_asked_for_and_stands_on_the_need(action: str, cast: Cast, need: Need) -> None:
    with pytest.raises(NotPossibleError):
        move(need, action, by=cast.team_university, note="  ")
    move(need, action, by=cast.team_university, note="Fordi loven endres.")
    need.refresh_from_db()
    assert need.reason == "Fordi loven endres."
    move(need, "reopen", by=cast.team_university)
    need.refresh_from_db()
    assert (need.state, need.reason) == (NeedState.EXPLORED, "")


def test_the_database_knows_no_need_that_is_parked_without_a_reason(need: Need) -> None:
    with pytest.raises(IntegrityError, match="need_is_parked_with_a_reason"):
        Need.objects.filter(pk=need.pk).update(state=NeedState.PARKED)


def test_who_is_not_on_the_team_moves_nothing(cast: Cast, need: Need) -> None:
    with pytest.raises(PermissionDenied):
        move(need, "explore", by=cast.employee)


def test_what_a_need_becomes_picks_it_up_each_time_and_who_voiced_it_hears_of_it(
    cast: Cast, need: Need
) -> None:
    for title in ("Ett prosjekt", "Enda ett prosjekt"):
        project = ProjectFactory.create(title=Text(nb=title))
        link(need.thread, project.thread, Relation.BECAME, by=cast.supervisor)
    need.refresh_from_db()
    assert need.state == NeedState.PICKED_UP
    assert [line.action for line in ThreadChange.objects.filter(thread=need.thread)] == [
        "pick_up",
        "pick_up",
        "made",
    ]
    first, second = mail_to(cast.employee)
    assert "Ett prosjekt" in first.text
    assert "Enda ett prosjekt" in second.text


def test_a_parked_need_that_becomes_something_is_parked_no_more(cast: Cast, need: Need) -> None:
    move(need, "park", by=cast.team_university, note="Ingen har tid.")
    link(need.thread, ProjectFactory.create().thread, Relation.BECAME, by=cast.supervisor)
    need.refresh_from_db()
    assert (need.state, need.reason) == (NeedState.PICKED_UP, "")


def test_what_discusses_a_need_makes_it_explored(cast: Cast, need: Need) -> None:
    link(need.thread, ProjectFactory.create().thread, Relation.DISCUSSED, by=cast.team_university)
    need.refresh_from_db()
    assert need.state == NeedState.EXPLORED


def test_other_links_change_nothing(cast: Cast, need: Need) -> None:
    link(need.thread, ProjectFactory.create().thread, Relation.CONCERNS, by=cast.team_university)
    need.refresh_from_db()
    assert need.state == NeedState.VOICED
    assert mail_to(cast.employee) == []


def test_a_unit_says_we_too_once(cast: Cast, need: Need) -> None:
    assert we_too(need, unit=another_unit(), by=cast.unit_leader)
    assert not we_too(need, unit=another_unit(), by=cast.unit_leader)
    assert need.voices.count() == 1


def test_the_unit_that_voiced_it_has_said_so_already(cast: Cast, need: Need) -> None:
    with pytest.raises(NotPossibleError):
        we_too(need, unit=need.unit, by=cast.unit_leader)


@pytest.mark.parametrize(
    ("who", "may"), [("supervisor", True), ("employee", False), ("team_university", True)]
)
def test_we_too_is_taken_back_by_who_said_it_or_the_unit_or_the_team(
    who: str, may: bool, cast: Cast, need: Need
) -> None:
    we_too(need, unit=unit_at("university"), by=cast.course_coordinator)
    said = NeedVoice.objects.get()
    if not may:
        with pytest.raises(PermissionDenied):
            take_back_voice(said, by=getattr(cast, who))
        return
    take_back_voice(said, by=getattr(cast, who))
    assert not NeedVoice.objects.exists()


def test_an_offer_is_told_once_to_who_voiced_the_need_its_leaders_and_the_team(
    cast: Cast, need: Need
) -> None:
    for how in ("To masterstudenter i vår.", "Tre masterstudenter i vår."):
        offer(need, how=how, unit=unit_at("university"), by=cast.supervisor)
    told = {"employee", "unit_leader", "called_in", "team_municipality", "team_university"}
    assert {name for name, user in cast.by_name().items() if mail_to(user, OFFERED)} == told
    [mail] = mail_to(cast.employee, OFFERED)
    assert "To masterstudenter i vår." in mail.text
    assert cast.supervisor.email in mail.text
    assert NeedOffer.objects.get().how == "Tre masterstudenter i vår."


def test_who_offers_is_not_told_of_it_themselves(cast: Cast, need: Need) -> None:
    offer(need, how="Jeg kan lede det.", unit=None, by=cast.team_university)
    assert mail_to(cast.team_university, OFFERED) == []
    assert mail_to(cast.team_municipality, OFFERED)


def test_an_offer_is_taken_back_by_who_made_it_and_made_again(cast: Cast, need: Need) -> None:
    offer(need, how="Data.", unit=None, by=cast.supervisor)
    assert not take_back_offer(need, by=cast.course_coordinator)
    assert take_back_offer(need, by=cast.supervisor)
    offer(need, how="Data likevel.", unit=None, by=cast.supervisor)
    assert len(mail_to(cast.employee, OFFERED)) == 2


def test_an_offer_goes_with_the_account(cast: Cast, need: Need) -> None:
    offer(need, how="Data.", unit=None, by=cast.supervisor)
    assert "need_offers" in dict(erasers.items())
    erase(cast.supervisor, by=None)
    assert not NeedOffer.objects.exists()


def test_a_need_stays_when_who_voiced_it_is_erased_and_nobody_is_written_to(cast: Cast, need: Need) -> None:
    erase(cast.employee, by=None)
    move(need, "explore", by=cast.team_university)
    assert mail_to(cast.employee) == []
    assert Need.objects.filter(pk=need.pk).exists()


class TestMerging:
    @pytest.fixture
    def other(self, cast: Cast) -> Need:
        return voiced(cast.unit_leader, title=Text(nb="Hvem klarer ikke skjemaet?"), unit=another_unit())

    def test_units_and_offers_move_over_and_the_unit_that_asked_has_it_too(
        self, cast: Cast, need: Need, other: Need
    ) -> None:
        we_too(other, unit=unit_at("university"), by=cast.supervisor)
        we_too(other, unit=need.unit, by=cast.employee)
        offer(need, how="Mitt første.", unit=None, by=cast.supervisor)
        offer(other, how="Mitt andre.", unit=None, by=cast.supervisor)
        offer(other, how="Et annet.", unit=None, by=cast.course_coordinator)
        merge_needs(other, into=need, by=cast.team_university)
        assert {said.unit for said in need.voices.all()} == {unit_at("university"), other.unit}
        assert {one.how for one in need.offers.all()} == {"Mitt første.", "Et annet."}
        assert not other.voices.exists()
        assert not other.offers.exists()

    def test_the_old_address_leads_to_the_other_need(
        self, cast: Cast, need: Need, other: Need, client: Any
    ) -> None:
        merge_needs(other, into=need, by=cast.team_university)
        answer = client.get(other.get_absolute_url())
        assert (answer.status_code, answer["Location"]) == (301, need.get_absolute_url())

    def test_who_voiced_the_one_that_goes_is_told_where(self, cast: Cast, need: Need, other: Need) -> None:
        merge_needs(other, into=need, by=cast.team_university)
        [mail] = mail_to(cast.unit_leader)
        assert str(need.title) in mail.text
        assert [line.action for line in ThreadChange.objects.filter(thread=need.thread)] == ["merge", "made"]

    def test_nothing_happens_to_a_need_that_is_merged(self, cast: Cast, need: Need, other: Need) -> None:
        merge_needs(other, into=need, by=cast.team_university)
        deeds: list[Any] = [
            lambda: move(other, "explore", by=cast.team_university),
            lambda: we_too(other, unit=unit_at("university"), by=cast.supervisor),
            lambda: offer(other, how="x", unit=None, by=cast.supervisor),
            lambda: edit_need(other, {"better": Text(nb="x")}, by=cast.unit_leader, seen=1),
            lambda: merge_needs(other, into=need, by=cast.team_university),
            lambda: link(other.thread, ProjectFactory.create().thread, Relation.BECAME, by=cast.supervisor),
        ]
        for deed in deeds:
            with pytest.raises(NotPossibleError):
                deed()

    def test_a_need_is_not_merged_with_itself(self, cast: Cast, need: Need) -> None:
        with pytest.raises(NotPossibleError):
            merge_needs(need, into=need, by=cast.team_university)
        assert Need.objects.unanswered().get() == need

    def test_who_is_not_on_the_team_merges_nothing(self, cast: Cast, need: Need, other: Need) -> None:
        with pytest.raises(PermissionDenied):
            merge_needs(other, into=need, by=cast.employee)


def test_what_is_given_out_of_somebody_is_what_they_voiced_said_and_offered(cast: Cast, need: Need) -> None:
    others = NeedFactory.create(title=Text(nb="Hvorfor er det kaldt?"))
    we_too(others, unit=another_unit(), by=cast.employee)
    offer(others, how="Et termometer.", unit=None, by=cast.employee)
    given = needs_export(cast.employee)
    assert [one["title"] for one in given["needs_you_voiced"]] == [need.title.as_dict()]
    assert [one["need"] for one in given["where_you_said_we_too"]] == [others.title.as_dict()]
    assert [one["how"] for one in given["what_you_offered"]] == ["Et termometer."]
    assert needs_export(cast.unit_leader) == {part: [] for part in given}


def test_a_need_can_come_from_another_thing(cast: Cast, need: Need) -> None:
    project = ProjectFactory.create()
    values = {"title": Text(nb="Hva nå?"), "unit": unit_at("municipality")}
    later = voice(values, by=cast.employee, origin=project.thread)
    assert project.thread.links_on.get().later == later.thread


def test_who_follows_a_need_that_is_merged_follows_the_one_that_stays_once(cast: Cast, need: Need) -> None:
    other = voiced(cast.unit_leader, title=Text(nb="Hvem får ikke til skjemaene?"))
    for follower, threads in ((cast.supervisor, [need.thread, other.thread]), (cast.student, [need.thread])):
        for thread in threads:
            follow(THREAD, str(thread.pk), by=follower)
    merge_needs(need, into=other, by=cast.team_municipality)
    kept = Follow.objects.filter(kind=THREAD).values_list("user", "key")
    assert sorted(kept) == sorted(
        [(cast.supervisor.pk, str(other.thread_id)), (cast.student.pk, str(other.thread_id))]
    )
    assert len(mail_to(cast.student, "threads.followed")) == 1
