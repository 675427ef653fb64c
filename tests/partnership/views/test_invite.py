"""Inviting: a form, a look at what will happen, and only then a mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portal.core.clock import today
from portal.core.models import OutboxMessage
from portal.partnership.models import Invitation, Tenure, User
from portal.partnership.workflows.invitation import accept, invite, withdraw
from tests.cast import Cast
from tests.partnership.inviting import NEWCOMER, a_unit, again, asked, free_seat, sent

pytestmark = pytest.mark.django_db
INVITE = "/en/folk/inviter/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def answers(**changes: Any) -> dict[str, Any]:
    return {
        "email": NEWCOMER,
        "name": "New Comer",
        "language": "en",
        "first_day": today().isoformat(),
    } | changes


def to_seat(**changes: Any) -> dict[str, Any]:
    return answers(seat=free_seat().pk, part="holder", **changes)


def post(user: User, data: dict[str, Any], address: str = INVITE) -> tuple[int, str]:
    response = signed_in(user).post(address, data)
    return response.status_code, response.content.decode()


def test_nothing_is_sent_before_it_has_been_looked_over(cast: Cast) -> None:
    status, text = post(cast.team_university, answers(unit=a_unit().pk, role="leader"))
    assert (status, Invitation.objects.count(), OutboxMessage.objects.count()) == (200, 0, 0)
    assert "Nothing has been sent yet" in text
    assert "unit leader" in text


def test_on_a_yes_it_is_sent_and_one_sees_it(cast: Cast) -> None:
    data = answers(unit=a_unit().pk, role="leader", confirm="1")
    response = signed_in(cast.team_university).post(INVITE, data, follow=True)
    invitation = Invitation.objects.get()
    assert response.redirect_chain[0][0] == f"/en/folk/invitasjoner/{invitation.pk}/"
    assert "The invitation is sent" in response.content.decode()
    assert (invitation.by, invitation.role) == (cast.team_university, "leader")


def test_going_back_keeps_what_was_written(cast: Cast) -> None:
    _status, text = post(cast.team_university, answers(unit=a_unit().pk, role="leader", back="1"))
    assert NEWCOMER in text
    assert "Look it over" in text


def test_the_summary_says_who_must_say_yes_and_who_leaves(cast: Cast) -> None:
    seat = Tenure.objects.get(user=cast.secretary).seat
    data = answers(seat=seat.pk, part="holder", first_day=(today() + DAY).isoformat())
    _status, text = post(cast.team_university, data, f"{INVITE}?til=verv")
    assert f"waits for a yes from {cast.steering_leader.name}" in text
    assert f"{cast.secretary.name} has the seat until" in text
    _status, text = post(cast.administrator, data, f"{INVITE}?til=verv")
    assert "waits for a yes" not in text


def test_the_summary_warns_of_another_invitation_to_the_same_seat(cast: Cast) -> None:
    sent(seat=free_seat(), name="Other Comer")
    _status, text = post(cast.steering_leader, to_seat())
    assert "Other Comer is asked for this seat already" in text


def test_whose_address_it_is_is_told_to_those_who_run_people_alone(cast: Cast) -> None:
    data = to_seat(email=cast.outsider.email)
    assert cast.outsider.name in post(cast.team_university, data, f"{INVITE}?til=verv")[1]
    assert cast.outsider.name not in post(cast.steering_leader, data)[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nobody"}, "Write an e-mail address"),
        ({"first_day": "2020-01-01"}, "This day has passed"),
        ({"last_day": "2020-01-01"}, "The last day must be on or after the first"),
        ({"name": ""}, "is missing"),
        ({"seat": ""}, "is missing"),
    ],
)
def test_a_wrong_answer_is_told_in_words(changes: dict[str, Any], words: str, cast: Cast) -> None:
    status, text = post(cast.steering_leader, to_seat() | changes)
    assert status == 422
    assert words in text


@pytest.mark.parametrize("role", ["supervisor", "course_coordinator"])
def test_only_a_university_has_supervisors(role: str, cast: Cast) -> None:
    assert post(cast.team_university, answers(unit=a_unit().pk, role=role))[0] == 422
    assert post(cast.team_university, answers(unit=a_unit("university").pk, role=role))[0] == 200


def test_nobody_is_invited_as_a_student(cast: Cast) -> None:
    assert post(cast.team_university, answers(unit=a_unit("university").pk, role="student"))[0] == 422


def test_days_that_somebody_has_accepted_already_are_not_offered_again(cast: Cast) -> None:
    data = to_seat()
    accept(sent(seat=free_seat()).invitation, by=cast.outsider)
    status, text = post(cast.steering_leader, data)
    assert status == 422
    assert f"{cast.outsider.name} has this seat from" in text


def test_a_leader_is_offered_seats_alone_and_only_those_they_run(cast: Cast) -> None:
    text = signed_in(cast.steering_leader).get(INVITE).content.decode()
    assert "To a unit" not in text
    assert 'name="seat"' in text
    assert 'name="unit"' not in text


# Handing over


def test_the_holder_proposes_a_successor(cast: Cast) -> None:
    seat = Tenure.objects.get(user=cast.secretary).seat
    status, _text = post(cast.secretary, answers(confirm="1"), f"/en/folk/verv/{seat.key}/overlat/")
    invitation = Invitation.objects.get()
    assert status == 302
    assert (invitation.seat, invitation.state, invitation.by) == (seat, "proposed", cast.secretary)


def test_a_leader_hands_a_seat_over_at_once(cast: Cast) -> None:
    seat = Tenure.objects.get(user=cast.secretary).seat
    post(cast.steering_leader, answers(confirm="1"), f"/en/folk/verv/{seat.key}/overlat/")
    assert Invitation.objects.get().state == "sent"


def test_a_substitute_does_not_hand_the_seat_over(cast: Cast) -> None:
    seat = Tenure.objects.get(user=cast.secretary).seat
    Tenure.objects.create(seat=seat, user=cast.outsider, part="substitute", first_day=today())
    assert post(cast.outsider, answers(), f"/en/folk/verv/{seat.key}/overlat/")[0] == 403


# Tending


def act(user: User, invitation: Invitation, what: str) -> str:
    address = f"/en/folk/invitasjoner/{invitation.pk}/{what}/"
    return signed_in(user).post(address, follow=True).content.decode()


@pytest.mark.parametrize(
    ("what", "words", "state"),
    [
        ("godkjenn", "You have said yes", "sent"),
        ("avsla", "You have said no", "refused"),
        ("trekk", "taken back", "withdrawn"),
    ],
)
def test_a_proposal_is_answered_with_one_button(what: str, words: str, state: str, cast: Cast) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    assert words in act(cast.steering_leader, invitation, what)
    assert again(invitation).state == state


def test_who_comes_second_is_told_and_nothing_changes(cast: Cast) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    withdraw(again(invitation), by=cast.team_university)
    assert "Nothing was changed" in act(cast.steering_leader, invitation, "godkjenn")
    assert again(invitation).state == "withdrawn"


def test_it_is_sent_again_from_its_page(cast: Cast) -> None:
    invitation = sent().invitation
    assert "with a new link" in act(cast.team_university, invitation, "send")


def test_the_buttons_are_those_one_may_press(cast: Cast) -> None:
    invitation = invite(asked(), by=cast.team_university).invitation
    address = f"/en/folk/invitasjoner/{invitation.pk}/"
    assert "Say yes and send it" in signed_in(cast.steering_leader).get(address).content.decode()
    assert "Say yes and send it" not in signed_in(cast.team_university).get(address).content.decode()


# Ending


def test_an_end_is_looked_over_before_it_is_set(cast: Cast) -> None:
    tenure = Tenure.objects.get(user=cast.secretary)
    address, data = f"/en/folk/innehavere/{tenure.pk}/avslutt/", {"last_day": today().isoformat()}
    status, text = post(cast.steering_leader, data, address)
    tenure.refresh_from_db()
    assert (status, tenure.last_day) == (200, None)
    assert "Nothing has been changed yet" in text
    assert post(cast.steering_leader, data | {"confirm": "1"}, address)[0] == 302
    tenure.refresh_from_db()
    assert tenure.last_day == today()


def test_a_day_that_has_passed_is_refused_in_words(cast: Cast) -> None:
    held = cast.employee.affiliations.get()
    data = {"last_day": (today() - DAY).isoformat()}
    status, text = post(cast.team_university, data, f"/en/folk/plasser/{held.pk}/avslutt/")
    assert status == 422
    assert "from today on" in text


def test_what_the_employer_tells_comes_back_and_one_is_told_so(cast: Cast) -> None:
    held = cast.employee.affiliations.get()
    cast.employee.affiliations.update(source="provider")
    data = {"last_day": today().isoformat()}
    _status, text = post(cast.team_university, data, f"/en/folk/plasser/{held.pk}/avslutt/")
    assert "It comes back at the next sign-in" in text
