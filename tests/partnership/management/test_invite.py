"""`manage.py invite`: how the first administrator comes in."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.core.models import OutboxMessage
from portal.partnership.models import Invitation, Seat, Unit
from portal.partnership.models.partnership import Partnership
from tests.partnership.inviting import NEWCOMER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("invite", NEWCOMER, *arguments, stdout=out)
    return out.getvalue()


def administrators_seat() -> str:
    return Seat.objects.filter(role="administrator")[0].key


def test_it_prints_the_link_and_queues_the_mail(partnership: Partnership) -> None:
    said = run("--seat", administrators_seat(), "--name", "Ada", "--language", "nn")
    invitation, mail = Invitation.objects.get(), OutboxMessage.objects.get()
    link = said.split()[-1]
    assert (invitation.state, invitation.by, invitation.name) == ("sent", None, "Ada")
    assert (mail.address, mail.language) == (NEWCOMER, "nn")
    assert link in mail.text
    assert Client().get(link).status_code == 200


def test_it_invites_to_a_unit_with_a_role(partnership: Partnership) -> None:
    unit = Unit.objects.filter(partner__kind="university")[0]
    run("--unit", unit.key, "--role", "supervisor")
    assert Invitation.objects.get().role == "supervisor"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--seat", "nowhere"], "There is no seat"),
        (["--unit", "nowhere", "--role", "employee"], "There is no unit"),
        ([], "required"),
    ],
)
def test_a_mistake_is_told_and_nobody_is_invited(
    arguments: list[str], words: str, partnership: Partnership
) -> None:
    with pytest.raises(CommandError, match=words):
        run(*arguments)
    assert not Invitation.objects.exists()


def test_a_role_must_fit_the_unit(partnership: Partnership) -> None:
    unit = Unit.objects.filter(partner__kind="municipality")[0]
    for arguments in ([], ["--role", "supervisor"]):
        with pytest.raises(CommandError, match="Say with --role"):
            run("--unit", unit.key, *arguments)


def test_an_address_must_be_one(partnership: Partnership) -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("invite", "nobody", "--seat", administrators_seat())
