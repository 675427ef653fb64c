"""Erasing a person: what goes, what stays, and that there is no way back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.hashers import is_password_usable
from django.db import Error, transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.core.clock import OSLO, today
from portal.core.erasing import Leaver, erasers
from portal.core.models import OutboxMessage, Reading
from portal.core.models.outbox import OutboxState
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import Affiliation, Invitation, Seat, Tenure, Unit, User
from portal.partnership.queries.standing import standing_of
from portal.partnership.workflows.erase import erase
from portal.partnership.workflows.example import remove_people
from tests.cast import Cast, person, place, seat
from tests.core.outbox_mail import mail

pytestmark = pytest.mark.django_db


def test_the_account_keeps_its_key_and_nothing_else(partnership: object) -> None:
    user = person("kari", language="nn", mail_rhythm="weekly", last_login=timezone.now())
    key = user.pk
    erase(user, by=None)
    assert user.pk == key
    assert (user.email, user.name) == (f"erased-{key}@erased.invalid", "")
    assert str(user) == gettext("Somebody who has left")
    assert (user.language, user.mail_rhythm, user.last_login) == ("nb", "at_once", None)
    assert not user.is_active
    assert user.erased_at is not None
    assert not is_password_usable(user.password)


def test_seats_and_places_end_today_and_stay_without_a_name(cast: Cast) -> None:
    user = cast.team_university
    erase(user, by=None)
    (tenure,), (affiliation,) = user.tenures.all(), user.affiliations.all()
    assert tenure.last_day == affiliation.last_day == today()
    assert standing_of(User.objects.get(pk=user.pk)).seats == ()


def test_what_is_over_stays_as_it_was_and_what_has_not_begun_is_taken_back(partnership: object) -> None:
    user, day = person("kari"), today()
    over = day - timedelta(days=9)
    place(user, kind="municipality", role="employee", first=over, last=over)
    place(user, kind="municipality", role="leader", first=day + timedelta(days=1))
    erase(user, by=None)
    assert list(user.affiliations.values_list("role", "last_day")) == [("employee", over)]


def test_only_those_invitations_are_withdrawn_that_still_wait(partnership: object) -> None:
    user, day, now = person("kari"), today(), timezone.now()
    for state in ("proposed", "sent", "declined"):
        Invitation.objects.create(
            email=user.email.upper(),
            name="Kari",
            unit=Unit.objects.all()[0],
            role="employee",
            first_day=day,
            state=state,
            at=now,
            expires_at=now + timedelta(days=9),
        )
    other = Invitation.objects.create(
        email="ola@test.example",
        unit=Unit.objects.all()[0],
        role="employee",
        first_day=day,
        state="sent",
        by=user,
        at=now,
        expires_at=now + timedelta(days=9),
    )
    erase(user, by=None)
    assert sorted(Invitation.objects.filter(email="").values_list("state", flat=True)) == [
        "declined",
        "withdrawn",
        "withdrawn",
    ]
    other.refresh_from_db()
    assert (other.email, other.state) == ("ola@test.example", "sent")


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("waiting", "dropped"),
        ("held", "dropped"),
        ("sending", "dropped"),
        ("gathered", "dropped"),
        ("sent", "sent"),
        ("failed", "failed"),
        ("uncertain", "uncertain"),
    ],
)
def test_mail_that_has_not_left_never_does_and_all_of_it_is_emptied(state: str, after: str) -> None:
    user, now = person("kari"), timezone.now()
    enqueue(mail(1, recipient=user, address=user.email))
    OutboxMessage.objects.update(
        state=state, sent_at=now, handed_over_at=now, claimed_at=now, claimed_by="worker"
    )
    erase(user, by=None)
    row = OutboxMessage.objects.get()
    assert (row.state, row.address, row.subject, row.text) == (after, "", "", "")
    assert row.recipient_key == f"user:{user.pk}"


def test_others_keep_their_waiting_mail_and_lose_what_has_left_and_names_the_person() -> None:
    user, colleague = person("kari_nordmann"), person("colleague")
    for number, state in ((1, OutboxState.WAITING), (2, OutboxState.SENT), (3, OutboxState.SENT)):
        text = "Nothing of note" if number == 3 else f"You step in for {user.name}."
        enqueue(mail(number, recipient=colleague, address=colleague.email, text=text))
        OutboxMessage.objects.filter(occurrence=str(number)).update(state=state, sent_at=timezone.now())
    erase(user, by=None)
    texts = dict(OutboxMessage.objects.values_list("occurrence", "text"))
    assert texts == {"1": "You step in for Kari Nordmann.", "2": "", "3": "Nothing of note"}


def test_others_are_left_alone(cast: Cast) -> None:
    before = User.objects.exclude(pk=cast.employee.pk).values_list("pk", "name", "email", "is_active")
    told = set(before)
    erase(cast.employee, by=cast.administrator)
    assert set(before.all()) == told
    assert Tenure.objects.on(today()).exists()


def test_erasing_again_changes_nothing(partnership: object) -> None:
    user = person("kari")
    with time_machine.travel(datetime(2027, 3, 10, 12, tzinfo=OSLO), tick=False):
        erase(user, by=None)
    first = User.objects.values().get(pk=user.pk)
    calls: list[Leaver] = []
    erasers.register("planted", calls.append)
    try:
        erase(user, by=None)
    finally:
        erasers.unregister("planted")
    assert User.objects.values().get(pk=user.pk) == first
    assert calls == []


def test_every_app_is_told_who_leaves_while_that_is_still_known(partnership: object) -> None:
    user, calls = person("kari"), list[Leaver]()
    erasers.register("planted", calls.append)
    try:
        erase(user, by=None)
    finally:
        erasers.unregister("planted")
    assert calls == [Leaver(user.pk, "Kari", ("kari@test.example",))]


def test_where_one_app_fails_nothing_is_erased(partnership: object) -> None:
    def fail(_leaver: Leaver) -> None:
        raise RuntimeError

    user = person("kari")
    erasers.register("planted", fail)
    try:
        with pytest.raises(RuntimeError):
            erase(user, by=None)
    finally:
        erasers.unregister("planted")
    user.refresh_from_db()
    assert user.name == "Kari"
    assert user.is_active


@pytest.mark.parametrize(
    "change",
    [{"is_active": True}, {"erased_at": None}, {"name": "Kari"}, {"email": "kari@test.example"}],
)
def test_the_database_lets_nobody_bring_an_erased_account_back(change: dict[str, object]) -> None:
    user = person("kari")
    erase(user, by=None)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**change)


def test_the_change_log_says_who_erased_and_nothing_of_whom(cast: Cast) -> None:
    erase(cast.employee, by=cast.administrator)
    log = apps.get_model("partnership.UserEvent")
    event = log.objects.filter(pgh_obj=cast.employee).latest("pgh_id")
    assert event.is_active is False
    assert event.pgh_context.metadata == {"act": "erase", "user": cast.administrator.pk}


def test_the_address_is_free_for_somebody_who_comes_back_as_new(partnership: object) -> None:
    erase(person("kari"), by=None)
    assert person("kari").is_active


def test_examples_go_even_where_the_log_of_readings_holds_on_to_one(partnership: object) -> None:
    reader, other = person("reader", is_example=True), person("other", is_example=True)
    seat(reader, role="administrator")
    place(other, kind="municipality", role="employee")
    Reading.objects.create(at=timezone.now(), by=reader, kind="case", object_key="1/26", why="administrator")
    Invitation.objects.create(
        email="new@test.example",
        seat=Seat.objects.all()[0],
        first_day=today(),
        state="sent",
        by=other,
        at=timezone.now(),
        expires_at=timezone.now(),
    )
    assert remove_people() == 2
    assert not User.objects.filter(pk=other.pk).exists()
    reader.refresh_from_db()
    assert (reader.name, reader.is_example) == ("", False)
    assert not Invitation.objects.exists()
    assert not Tenure.objects.filter(user=reader).exists()
    assert not Affiliation.objects.filter(user=reader).exists()
    assert remove_people() == 0
