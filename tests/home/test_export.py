"""The export leaves out nothing that has a key to the person, and nothing that lets anybody in."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.clock import today
from portal.core.exporting import everything_about
from portal.core.models import Reading
from portal.core.workflows.outbox import enqueue
from portal.home.views.my_data import Plain
from portal.partnership.models import Invitation, User
from portal.partnership.models.invitation import InvitationState
from portal.partnership.workflows.calendar_key import give_calendar_key
from portal.partnership.workflows.follow import follow
from tests.cast import Cast
from tests.core.outbox_mail import mail
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory

NOT_EXPORTED = {
    "pghistory.MiddlewareEvents.user": "a way of reading the change log, which is exported model by model",
}
"""Keys to a person that no query of the export asks by, each with its reason."""


def keys_to_people() -> set[str]:
    """Every model field that points at a person, proxies and automatic tables included."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is User and isinstance(field, models.ForeignKey)
    }


def asked_by(user: User) -> str:
    with CaptureQueriesContext(connection) as asked:
        everything_about(user, timezone.now())
    return "\n".join(query["sql"] for query in asked.captured_queries)


def test_every_key_to_a_person_is_asked_by(cast: Cast) -> None:
    sql = asked_by(cast.secretary)
    missing = []
    for label in keys_to_people() - set(NOT_EXPORTED):
        model, _dot, name = label.rpartition(".")
        field = apps.get_model(model)._meta.get_field(name)
        column = f'"{apps.get_model(model)._meta.db_table}"."{field.column}" = {cast.secretary.pk}'
        if column not in sql:
            missing.append(label)
    assert not missing, (
        f"Add these to an export, or to NOT_EXPORTED with a reason: {', '.join(sorted(missing))}"
    )


def test_no_reason_is_given_for_what_is_not_there() -> None:
    assert set(NOT_EXPORTED) <= keys_to_people()


def export_of(user: User) -> dict[str, object]:
    found: dict[str, object] = json.loads(json.dumps(everything_about(user, timezone.now()), cls=Plain))
    return found


def test_each_thing_kept_about_a_person_is_in_it(cast: Cast) -> None:
    me, now = cast.secretary, timezone.now()
    entry = EntryFactory.create(title={"nb": "Datoen min"})
    point = PreparationFactory.create(text={"nb": "Punktet mitt"})
    entry.changes.create(kind="moved", by=me, reason="Grunnen min")
    entry.prepared.create(preparation=point, by=me)
    entry.holds.create(occurrence="Holdt av meg", by=me)
    ActivityFactory.create(title={"nb": "Aktiviteten min"}, edited_by=me, edited_at=now)
    follow("entry", str(entry.pk), by=me)
    me.absences.create(first_day="2031-02-03", last_day="2031-02-04")
    me.opt_outs.create(kind="wheel.reminder")
    enqueue(mail(recipient=me, subject="Brevet mitt", address=me.email))
    Reading.objects.create(at=now, by=me, kind="paper", object_key="Lukket sak", why="administrator")
    SocialAccount.objects.create(user=me, provider="feide", uid="uid-mitt", extra_data={"name": "Navnet der"})
    EmailAddress.objects.create(user=me, email="andre@test.example")
    UserSession.objects.create(
        user=me, session_key="nokkel-til-okt", ip="192.0.2.7", user_agent="Nettleseren"
    )
    text = json.dumps(export_of(me), ensure_ascii=False)
    for words in (
        "Datoen min", "Punktet mitt", "Grunnen min", "Holdt av meg", "Aktiviteten min", "2031-02-03",
        "wheel.reminder", "Brevet mitt", "Lukket sak", "uid-mitt", "Navnet der", "andre@test.example",
        "192.0.2.7", "Nettleseren", me.name, me.email,
    ):  # fmt: skip
        assert words in text, f"“{words}” is not in the export"
    assert "nokkel-til-okt" not in text


def test_nothing_that_lets_in_is_in_it(cast: Cast) -> None:
    me = cast.secretary
    secret = give_calendar_key(by=me).secret
    Authenticator.objects.create(user=me, type="totp", data={"secret": "TOTPHEMMELIG"})
    enqueue(mail(recipient=me, subject="Koden er 123456", text="Koden er 123456", secret=True))
    text = json.dumps(export_of(me))
    assert "totp" in text
    for words in (secret, "TOTPHEMMELIG", "123456"):
        assert words not in text


def test_an_invitation_one_sent_does_not_give_away_whom_it_went_to(cast: Cast) -> None:
    now = timezone.now()
    unit = cast.employee.affiliations.get().unit
    facts = {"unit": unit, "role": "employee", "first_day": today(), "state": InvitationState.SENT}
    Invitation.objects.create(
        email="gjest@test.example", name="Gjesten", by=cast.secretary, at=now,
        expires_at=now + timedelta(days=30), **facts,
    )  # fmt: skip
    text = json.dumps(export_of(cast.secretary))
    assert '"you_sent_it": true' in text
    assert "gjest@test.example" not in text
    assert "Gjesten" not in text


def test_the_change_log_tells_what_was_done_to_me_and_by_me_but_not_who_else_did_it(cast: Cast) -> None:
    log = export_of(cast.secretary)["change_log"]
    assert isinstance(log, list)
    assert {line["thing"] for line in log} >= {"partnership.User", "partnership.Tenure"}
    assert all("pgh_context" not in line["then"] for line in log)


@pytest.mark.parametrize("who", ["outsider", "student", "administrator"])
def test_anybody_has_one(who: str, cast: Cast) -> None:
    assert set(export_of(cast.by_name()[who])) >= {"read_at", "you", "sign_in", "change_log", "annual_wheel"}
