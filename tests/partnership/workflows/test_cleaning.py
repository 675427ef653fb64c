"""How long invitations say who they were to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from portal.core.clock import OSLO
from portal.partnership.models import Invitation, Unit
from portal.partnership.workflows.cleaning import empty_ended_invitations
from tests.cast import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]

NOW = datetime(2027, 3, 10, 3, 5, tzinfo=OSLO)


def invitation(state: str, *, expires_at: datetime = NOW + timedelta(days=5)) -> Invitation:
    return Invitation.objects.create(
        email="kari@test.example",
        name="Kari",
        greeting="Welcome",
        secret_hash="abc",
        unit=Unit.objects.all()[0],
        role="employee",
        first_day=NOW.date(),
        state=state,
        at=NOW,
        accepted_by=person("accepter") if state == "accepted" else None,
        expires_at=expires_at,
    )


@pytest.mark.parametrize("state", ["accepted", "declined", "refused", "withdrawn"])
def test_an_answered_invitation_says_no_more_whom_it_was_to(state: str) -> None:
    answered = invitation(state)
    assert empty_ended_invitations(NOW) == 1
    assert empty_ended_invitations(NOW) == 0
    answered.refresh_from_db()
    assert (answered.email, answered.name, answered.greeting, answered.secret_hash) == ("", "", "", "")
    assert answered.state == state


@pytest.mark.parametrize("state", ["proposed", "sent"])
def test_one_that_waits_is_kept_until_it_runs_out(state: str) -> None:
    waiting = invitation(state, expires_at=NOW)
    assert empty_ended_invitations(NOW - timedelta(seconds=1)) == 0
    assert empty_ended_invitations(NOW) == 1
    waiting.refresh_from_db()
    assert waiting.email == ""
