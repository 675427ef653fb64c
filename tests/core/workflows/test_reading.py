"""Looking into closed things leaves a row that stays."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from portal.core.models import OutboxMessage, Reading
from portal.core.workflows.outbox import enqueue
from portal.core.workflows.reading import note_reading
from portal.partnership.models import User
from tests.cast import Cast
from tests.core.outbox_mail import mail

pytestmark = pytest.mark.django_db


def open_mail(user: User, mail: OutboxMessage) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/arshjul/utboks/{mail.pk}/").status_code == 200


def test_a_reading_says_who_what_and_by_which_right_and_is_never_changed(cast: Cast) -> None:
    note_reading(by=cast.administrator, kind="thing", object_key=12, why="administrator")
    reading = Reading.objects.get()
    assert (reading.by, reading.kind, reading.object_key) == (cast.administrator, "thing", "12")
    for change in (reading.delete, lambda: Reading.objects.update(why="nothing")):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            change()


def test_a_reading_is_undone_with_the_request_that_failed(cast: Cast) -> None:
    with transaction.atomic():
        note_reading(by=cast.administrator, kind="thing", object_key="1", why="administrator")
        transaction.set_rollback(True)
    assert not Reading.objects.exists()


def test_to_open_the_mail_of_somebody_else_leaves_a_row_and_ones_own_does_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    enqueue(mail(1))
    sent = OutboxMessage.objects.get()
    open_mail(cast.team_municipality, sent)
    open_mail(cast.administrator, sent)
    OutboxMessage.objects.update(recipient=cast.team_municipality)
    open_mail(cast.team_municipality, sent)
    assert list(Reading.objects.order_by("pk").values_list("by", "kind", "object_key", "why")) == [
        (cast.team_municipality.pk, "outbox_mail", str(sent.pk), "team"),
        (cast.administrator.pk, "outbox_mail", str(sent.pk), "administrator"),
    ]
