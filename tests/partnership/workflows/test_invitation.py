"""Somebody is asked, a leader says yes where one must, and the one who is asked answers: once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from portal.core.clock import today
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.partnership.models import Affiliation, Invitation, Seat, Tenure, User
from portal.partnership.models.invitation import InvitationState
from portal.partnership.queries.invitation import opened_by, proposal_duties
from portal.partnership.workflows.invitation import (
    NotPossibleError,
    accept,
    account_for,
    approve,
    decline,
    invite,
    refuse,
    send_again,
    withdraw,
)
from portal.partnership.workflows.tenure import SeatTakenError
from tests.cast import Cast, person
from tests.cast import seat as give_seat
from tests.partnership.inviting import NEWCOMER, a_unit, again, asked, free_seat, sent, token_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


@pytest.fixture
def later() -> Iterator[Callable[[int], object]]:
    """`later(31)` puts the clock so many days on."""
    travelling: list[Any] = []

    def go(days: int) -> None:
        travel = time_machine.travel(today() + timedelta(days=days, hours=0), tick=False)
        travel.start()
        travelling.append(travel)

    yield go
    for travel in travelling[::-1]:
        travel.stop()


def mails(kind: str) -> list[tuple[str, OutboxMessage]]:
    return [(row.address, row) for row in OutboxMessage.objects.filter(kind=kind).order_by("pk")]


def mailed(kind: str) -> set[str]:
    return {address for address, _row in mails(kind)}


def text_of(kind: str, address: str) -> str:
    [text] = [row.subject + row.text for to, row in mails(kind) if to == address]
    return text


# Asking


def test_the_team_invites_to_units_at_once(cast: Cast) -> None:
    invitation = invite(asked(unit=a_unit()), by=cast.team_university).invitation
    assert again(invitation).state == InvitationState.SENT
    assert mailed("people.invitation") == {NEWCOMER}


def test_what_the_team_asks_for_a_seat_waits_for_a_leader_who_is_told(cast: Cast) -> None:
    outcome = invite(asked(), by=cast.team_university)
    assert (outcome.link, again(outcome.invitation).state) == ("", InvitationState.PROPOSED)
    assert mailed("people.invitation") == set()
    assert mailed("people.proposal") == {cast.steering_leader.email}


@pytest.mark.parametrize("who", ["steering_leader", "administrator"])
def test_leaders_and_administrators_invite_to_seats_at_once(who: str, cast: Cast) -> None:
    assert sent(by=cast.by_name()[who]).invitation.state == InvitationState.SENT


def test_whoever_holds_a_seat_proposes_a_successor_in_that_seat_alone(cast: Cast) -> None:
    own = Seat.objects.get(tenures__user=cast.secretary)
    assert invite(asked(seat=own), by=cast.secretary).invitation.state == InvitationState.PROPOSED
    with pytest.raises(PermissionDenied):
        invite(asked(), by=cast.secretary)


@pytest.mark.parametrize("who", ["employee", "unit_leader", "student", "outsider", "steering_member"])
def test_others_invite_nobody(who: str, cast: Cast) -> None:
    for to in ({"unit": a_unit()}, {"seat": free_seat()}):
        with pytest.raises(PermissionDenied):
            invite(asked(**to), by=cast.by_name()[who])
    assert not Invitation.objects.exists()


def test_a_leader_invites_to_seats_and_not_to_units(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        invite(asked(unit=a_unit()), by=cast.steering_leader)


# The secret


def test_only_the_hash_of_the_secret_is_kept_and_the_mail_is_secret(cast: Cast) -> None:
    outcome = sent()
    secret = token_of(outcome)
    kept = again(outcome.invitation)
    assert len(secret) == 43, "256 bits"
    assert kept.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    [(_address, row)] = mails("people.invitation")
    assert row.secret
    assert secret in row.text
    assert opened_by(secret) == kept
    assert opened_by(kept.secret_hash) is None


def test_the_mail_is_in_the_language_of_the_invited(cast: Cast) -> None:
    sent(language="nn")
    [(_address, row)] = mails("people.invitation")
    assert row.language == "nn"
    assert "/nn/invitasjon/" in row.text


def test_a_mail_sent_again_has_a_new_secret_and_the_old_one_is_dead(cast: Cast) -> None:
    first = sent()
    second = send_again(first.invitation, by=cast.team_university)
    assert opened_by(token_of(first)) is None
    assert opened_by(token_of(second)) == first.invitation
    states = [row.state for _to, row in mails("people.invitation")]
    assert states == [OutboxState.DROPPED, OutboxState.WAITING]


def test_what_has_run_out_can_be_sent_again_for_another_thirty_days(cast: Cast, later: Any) -> None:
    outcome = sent()
    later(31)
    with pytest.raises(NotPossibleError):
        accept(again(outcome.invitation), by=cast.outsider)
    send_again(outcome.invitation, by=cast.administrator)
    accept(again(outcome.invitation), by=cast.outsider)
    assert Tenure.objects.filter(user=cast.outsider, first_day=today()).exists()


# Yes or no to a proposal


def test_a_proposal_awaits_those_who_may_change_the_seat(cast: Cast) -> None:
    invite(asked(), by=cast.team_university)
    waiting = {name for name, user in cast.by_name().items() if proposal_duties(user)}
    assert waiting == {"steering_leader", "administrator"}


def test_on_a_yes_it_is_sent(cast: Cast) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    approve(invitation, by=cast.steering_leader)
    kept = again(invitation)
    assert (kept.state, kept.decided_by) == (InvitationState.SENT, cast.steering_leader)
    assert mailed("people.invitation") == {NEWCOMER}
    assert not proposal_duties(cast.steering_leader)


def test_on_a_no_it_is_forgotten_who_it_was_and_whoever_proposed_is_told(cast: Cast) -> None:
    invitation = invite(asked(greeting="Welcome"), by=cast.team_university).invitation
    refuse(invitation, by=cast.steering_leader)
    kept = again(invitation)
    assert kept.state == InvitationState.REFUSED
    assert (kept.email, kept.name, kept.greeting) == ("", "", "")
    assert "New Comer" in text_of("people.invitation_answer", cast.team_university.email)


@pytest.mark.parametrize("decide", [approve, refuse])
@pytest.mark.parametrize("who", ["team_university", "secretary", "steering_member", "employee"])
def test_nobody_else_decides_not_even_whoever_proposed(decide: Any, who: str, cast: Cast) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    with pytest.raises(PermissionDenied):
        decide(invitation, by=cast.by_name()[who])


@pytest.mark.parametrize("decide", [approve, refuse])
def test_a_proposal_is_decided_on_once(decide: Any, cast: Cast) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    approve(again(invitation), by=cast.administrator)
    with pytest.raises(NotPossibleError):
        decide(invitation, by=cast.steering_leader)


def test_a_proposal_runs_out_too(cast: Cast, later: Any) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    later(31)
    assert not proposal_duties(cast.steering_leader)
    with pytest.raises(NotPossibleError):
        approve(invitation, by=cast.steering_leader)


# Taking it back


@pytest.mark.parametrize("who", ["team_municipality", "steering_leader", "administrator"])
def test_an_invitation_is_taken_back_with_its_link_and_its_mail(who: str, cast: Cast) -> None:
    outcome = sent()
    withdraw(outcome.invitation, by=cast.by_name()[who])
    assert again(outcome.invitation).state == InvitationState.WITHDRAWN
    [(_to, row)] = mails("people.invitation")
    assert row.state == OutboxState.DROPPED
    with pytest.raises(NotPossibleError):
        accept(again(outcome.invitation), by=cast.outsider)


@pytest.mark.parametrize("act", [withdraw, send_again])
def test_others_neither_take_it_back_nor_send_it_again(act: Any, cast: Cast) -> None:
    invitation = sent().invitation
    with pytest.raises(PermissionDenied):
        act(invitation, by=cast.employee)


@pytest.mark.parametrize("act", [withdraw, send_again])
def test_what_is_answered_is_neither_taken_back_nor_sent_again(act: Any, cast: Cast) -> None:
    invitation = sent().invitation
    decline(invitation)
    with pytest.raises(NotPossibleError):
        act(invitation, by=cast.administrator)


# Yes


def test_whoever_says_yes_holds_the_seat(cast: Cast) -> None:
    invitation = sent(last_day=today() + 365 * DAY).invitation
    accept(invitation, by=cast.outsider)
    tenure = Tenure.objects.get(user=cast.outsider)
    assert (tenure.seat, tenure.part) == (invitation.seat, "holder")
    assert (tenure.first_day, tenure.last_day) == (today(), today() + 365 * DAY)
    kept = again(invitation)
    assert (kept.state, kept.accepted_by, kept.email) == (InvitationState.ACCEPTED, cast.outsider, "")


def test_whoever_says_yes_has_the_place(cast: Cast) -> None:
    accept(sent(unit=a_unit()).invitation, by=cast.outsider)
    place = Affiliation.objects.get(user=cast.outsider)
    assert (place.unit, place.role, place.source) == (a_unit(), "employee", "recorded")


def test_who_is_that_already_is_it_once(cast: Cast) -> None:
    unit = cast.employee.affiliations.get().unit
    accept(sent(unit=unit).invitation, by=cast.employee)
    assert cast.employee.affiliations.count() == 1


def test_a_place_that_was_to_end_lasts_as_long_as_the_new_one(cast: Cast) -> None:
    place = cast.employee.affiliations.get()
    Affiliation.objects.filter(pk=place.pk).update(last_day=today() + DAY)
    accept(sent(unit=place.unit).invitation, by=cast.employee)
    assert cast.employee.affiliations.get().last_day is None


def test_a_seat_begins_on_its_first_day_or_when_it_is_accepted(cast: Cast, later: Any) -> None:
    ahead = sent(first_day=today() + 10 * DAY).invitation
    accept(ahead, by=cast.outsider)
    assert Tenure.objects.get(user=cast.outsider).first_day == today() + 10 * DAY
    late = sent(seat=free_seat()).invitation
    later(5)
    accept(again(late), by=cast.employee)
    assert Tenure.objects.get(user=cast.employee).first_day == today()


def test_what_is_over_before_it_is_answered_can_no_longer_be_accepted(cast: Cast, later: Any) -> None:
    invitation = sent(last_day=today() + 2 * DAY).invitation
    later(3)
    with pytest.raises(NotPossibleError):
        accept(again(invitation), by=cast.outsider)


def test_a_seat_somebody_holds_is_theirs_until_the_day_before(cast: Cast) -> None:
    seat = Seat.objects.get(tenures__user=cast.secretary)
    first = today() + 10 * DAY
    accept(sent(seat=seat, first_day=first).invitation, by=cast.outsider)
    assert Tenure.objects.get(user=cast.secretary).last_day == first - DAY
    assert Tenure.objects.get(user=cast.outsider).first_day == first


def test_the_substitute_s_seat_is_another_than_the_holder_s(cast: Cast) -> None:
    seat = Seat.objects.get(tenures__user=cast.secretary)
    accept(sent(seat=seat, part="substitute").invitation, by=cast.outsider)
    assert Tenure.objects.get(user=cast.secretary).last_day is None
    assert Tenure.objects.get(user=cast.outsider).part == "substitute"


def test_who_comes_after_somebody_who_has_accepted_the_same_days_gets_a_no_and_nothing_happens(
    cast: Cast,
) -> None:
    seat = free_seat()
    one, other = sent(seat=seat).invitation, sent(seat=seat).invitation
    accept(one, by=cast.outsider)
    with pytest.raises(SeatTakenError):
        accept(other, by=cast.employee)
    assert again(other).state == InvitationState.SENT
    assert Tenure.objects.filter(seat=seat).count() == 1


def test_an_invitation_is_answered_once(cast: Cast) -> None:
    invitation = sent().invitation
    accept(again(invitation), by=cast.outsider)
    for answer in (lambda: accept(invitation, by=cast.employee), lambda: decline(invitation)):
        with pytest.raises(NotPossibleError):
            answer()
    assert not Tenure.objects.filter(user=cast.employee).exists()


def test_whoever_asked_is_told_who_said_yes_and_from_which_address(cast: Cast) -> None:
    invitation = sent(by=cast.steering_leader).invitation
    accept(invitation, by=cast.outsider)
    text = text_of("people.invitation_answer", cast.steering_leader.email)
    assert "Outsider" in text
    assert cast.outsider.email not in text


def test_the_leaders_of_the_steering_group_are_told_of_every_change_of_seats(cast: Cast) -> None:
    accept(sent(seat=free_seat("communications", "functions")).invitation, by=cast.outsider)
    assert mailed("people.seat_changed") == {cast.steering_leader.email}


def test_of_a_place_in_a_unit_they_are_not(cast: Cast) -> None:
    accept(sent(unit=a_unit()).invitation, by=cast.outsider)
    assert mailed("people.seat_changed") == set()


# No


def test_a_no_is_told_and_forgotten(cast: Cast) -> None:
    invitation = sent(by=cast.administrator).invitation
    decline(invitation)
    kept = again(invitation)
    assert (kept.state, kept.email, kept.name) == (InvitationState.DECLINED, "", "")
    assert "New Comer" in text_of("people.invitation_answer", cast.administrator.email)


# The account


def test_the_invited_address_gets_an_account_once_whatever_its_letters(cast: Cast) -> None:
    outcome = sent(email="New.Comer@Test.Example")
    made = account_for(outcome.invitation)
    assert (made.name, made.language, made.has_usable_password()) == ("New Comer", "en", False)
    assert account_for(sent(email="new.comer@test.example", seat=free_seat()).invitation) == made
    assert User.objects.filter(email__iexact="new.comer@test.example").count() == 1


def test_a_closed_account_stays_closed(cast: Cast) -> None:
    closed = person("closed", is_active=False)
    with pytest.raises(NotPossibleError):
        account_for(sent(email=closed.email).invitation)


def test_days_are_oslo_days(cast: Cast) -> None:
    invitation = sent(first_day=date(2027, 3, 1)).invitation
    with time_machine.travel("2026-12-20T23:30:00+00:00", tick=False):
        Invitation.objects.filter(pk=invitation.pk).update(
            first_day=date(2026, 12, 20), expires_at="2027-01-01T00:00:00+00:00"
        )
        accept(again(invitation), by=cast.outsider)
    assert Tenure.objects.get(user=cast.outsider).first_day == date(2026, 12, 21)


def test_a_second_seat_may_be_held_besides(cast: Cast) -> None:
    give_seat(cast.outsider, role="observer")
    accept(sent().invitation, by=cast.outsider)
    assert cast.outsider.tenures.count() == 2
