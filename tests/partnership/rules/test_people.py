"""Who runs people and seats: the predicate about one body and the queryset of all say the same."""

from __future__ import annotations

import pytest

from portal.core.clock import today
from portal.partnership.models import Body, Invitation, Seat
from portal.partnership.models.body import SeatRole
from portal.partnership.queries.invitation import visible_invitations
from portal.partnership.queries.tenure import bodies_run_by, people_who_run, seats_run_by, steering_leaders
from portal.partnership.rules.people import may_change_seat, may_see_invitation, reads_people, runs_people
from portal.partnership.workflows.invitation import invite
from tests.cast import Cast
from tests.partnership.inviting import asked, sent

pytestmark = pytest.mark.django_db


def names(cast: Cast, predicate: object) -> set[str]:
    return {name for name, user in cast.by_name().items() if predicate(user)}  # type: ignore[operator]


def test_the_team_and_the_administrators_run_people_and_leaders_read_too(cast: Cast) -> None:
    run = {"team_municipality", "team_university", "administrator"}
    assert names(cast, runs_people) == run
    assert names(cast, reads_people) == run | {"steering_leader"}


def test_the_predicate_and_the_queryset_agree_for_everyone_and_every_body(cast: Cast) -> None:
    for user in cast.by_name().values():
        may = {body.pk for body in Body.objects.all() if may_change_seat(user, body)}
        assert may == set(bodies_run_by(user).values_list("pk", flat=True))
        assert set(seats_run_by(user)) == {seat for seat in Seat.objects.all() if seat.body_id in may}


def test_a_body_without_a_leader_s_seat_is_run_by_the_steering_leader(cast: Cast) -> None:
    assert set(bodies_run_by(cast.steering_leader)) == set(Body.objects.all())


def test_a_body_with_a_leader_is_run_by_that_leader_and_not_by_the_steering_group_s(cast: Cast) -> None:
    team = Body.objects.get(kind="team")
    Seat.objects.filter(tenures__user=cast.team_university).update(role=SeatRole.LEADER)
    assert not may_change_seat(cast.steering_leader, team)
    assert list(bodies_run_by(cast.team_university)) == [team]
    assert people_who_run(team, today()) == [cast.team_university]


def test_a_proposal_waits_for_the_administrators_where_nobody_leads(cast: Cast) -> None:
    steering = Body.objects.get(kind="steering")
    cast.steering_leader.tenures.all().delete()
    assert people_who_run(steering, today()) == [cast.administrator]
    assert steering_leaders([today()]) == []


def test_which_invitations_one_sees_is_the_same_for_one_and_for_many(cast: Cast) -> None:
    own = cast.secretary.tenures.select_related("seat__body").get().seat
    sent()
    invite(asked(seat=own), by=cast.secretary)
    for user in cast.by_name().values():
        seen = {invitation for invitation in Invitation.objects.all() if may_see_invitation(user, invitation)}
        assert seen == set(visible_invitations(user))
