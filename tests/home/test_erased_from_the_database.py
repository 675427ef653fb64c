"""Erasure, proven by a text search through every row of every table of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from events.models import Activity, EntryChange, PreparationDone, ReminderHold
from portal.core.clock import today
from portal.core.models import (
    DemoMail,
    FormDraft,
    OutboxAct,
    OutboxMessage,
    Reading,
    StoredFile,
    ThreadChange,
)
from portal.core.models.outbox import OutboxState
from portal.core.personal_data import Stay, personal_data, registered_fields
from portal.core.personal_data_checks import is_tied
from portal.core.retention import retention_rules
from portal.core.text import Text
from portal.core.workflows.outbox import Message, enqueue
from portal.partnership.models import (
    Absence,
    Affiliation,
    CalendarKey,
    Follow,
    Invitation,
    MailOptOut,
    Seat,
    Tenure,
    Unit,
    User,
)
from portal.partnership.workflows.erase import erase
from students.models import Assignment, SavedSearch
from tests.cast import person
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory
from tests.projects.factories import NeedFactory, ProjectFactory, ResultFactory, owned
from tests.students.factories import InterestFactory, TaskFactory

MARK = "qzxw"
"""Stands in nothing else. Each personal field of the person gets a word with it, and the field's name."""
NETWORK = "198.51.100.77"

#: Registered fields that carry no words of the person's own, or whose words stay; each with why.
UNMARKED = {
    "core.OutboxMessage.kind": "a kind of mail",
    "core.OutboxMessage.object_key": "the key of a thing",
    "core.OutboxMessage.recipient_key": "made by the portal; looked at below",
    "core.OutboxMessage.occurrence": "the key of a date",
    "core.OutboxMessage.message_id": "made by the portal",
    "core.OutboxMessage.language": "a language",
    "core.OutboxMessage.claimed_by": "a worker",
    "core.OutboxMessage.last_error": "a word of the portal",
    "core.OutboxAct.was": "a state",
    "core.Reading.kind": "a kind of thing",
    "core.Reading.object_key": "the key of a thing",
    "core.Reading.why": "the word of a right",
    "core.ThreadChange.action": "a step",
    "core.ThreadChange.before": "a state",
    "core.ThreadChange.after": "a state",
    "core.StoredFile.media_type": "a type of file",
    "core.StoredFile.sha256": "made by the portal",
    "events.EntryChange.before": "days and states of a date",
    "events.EntryChange.after": "days and states of a date",
    "events.ReminderHold.occurrence": "the key of a date",
    "partnership.Partnership.email": "belongs to the house",
    "partnership.Partner.mailbox": "belongs to the house",
    "partnership.PartnerEvent.mailbox": "belongs to the house",
    "pghistory.Context.metadata": "keys and addresses of pages; written by the database",
    "sessions.Session.session_key": "made by the portal: its row must be gone, which is looked at below",
    "sessions.Session.session_data": "signed and packed: its row must be gone, which is looked at below",
    "usersessions.UserSession.ip": "a network address, looked for by itself",
}
STAYS_WITH_WORDS = {
    "events_entrychange": "the reason given for a change belongs to the date",
    "core_threadchange": "the reason given for a step belongs to the thing",
    "core_storedfile": "a file belongs to the thing it stands on",
    "projects_projectperson": "a name on a project's page stays until its owners take it out",
    "projects_projectnews": "what was told belongs to the project",
    "projects_resultuse": "the answer belongs to the result",
    "students_interest": "what a group says of itself belongs to the others in it, until it is deleted",
    "students_assignment": "what a group's work is called, and where it is, belongs to the task",
}
"""Tables in which words of the person are still found, each with why; the register says so too."""


@dataclass(frozen=True)
class World:
    """Somebody who has left traces everywhere, and their signed-in browser."""

    user: User
    browser: Client


def word(field: str) -> str:
    return f"{MARK}-{field}"


@pytest.fixture
def world(partnership: object) -> World:
    """One person with a word of their own in every personal field there is."""
    user = User.objects.create(
        email=f"{MARK}@mail.example", name=f"{MARK} Person", password=word("password"), language="nn"
    )
    browser = Client(HTTP_USER_AGENT=word("agent"), REMOTE_ADDR=NETWORK)
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    _ways_in(user, browser)
    _belonging(user)
    _mail(user)
    _work(user)
    _projects(user)
    _students(user)
    return World(user, browser)


def _ways_in(user: User, browser: Client) -> None:
    other = EmailAddress.objects.create(user=user, email=f"{MARK}.second@mail.example", verified=True)
    EmailConfirmation.objects.create(email_address=other, key=word("confirmation"), sent=timezone.now())
    account = SocialAccount.objects.create(
        user=user, provider=word("provider"), uid=word("uid"), extra_data={"name": word("extra")}
    )
    app = SocialApp.objects.create(provider="openid_connect", name="planted", client_id="planted")
    SocialToken.objects.create(app=app, account=account, token=word("token"), token_secret=word("secret"))
    Authenticator.objects.create(user=user, type="totp", data={"secret": word("totp")})
    UserSession.objects.update_or_create(
        session_key=browser.session.session_key,
        defaults={"user": user, "ip": NETWORK, "user_agent": word("agent"), "data": {"is": word("data")}},
    )
    # A session that the list of sessions does not know of.
    Client().force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create(user=user, ip=NETWORK, user_agent=word("agent"), session_key=word("key"))


def _belonging(user: User) -> None:
    day, now = today(), timezone.now()
    unit, (seat, other) = Unit.objects.all()[0], Seat.objects.filter(tenures=None)[:2]
    for first in (day - timedelta(days=9), day + timedelta(days=9)):
        Affiliation.objects.create(user=user, unit=unit, role="employee", first_day=first)
    Tenure.objects.create(user=user, seat=seat, first_day=day - timedelta(days=9))
    Tenure.objects.create(user=user, seat=other, first_day=day + timedelta(days=9))
    for state, address in (("sent", user.email.upper()), ("accepted", f"{MARK}.third@mail.example")):
        Invitation.objects.create(
            email=address,
            name=word("name"),
            greeting=word("greeting"),
            secret_hash=word(f"hash-{state}"),
            unit=unit,
            role="employee",
            first_day=day,
            state=state,
            by=user,
            at=now,
            decided_by=user,
            accepted_by=user,
            expires_at=now + timedelta(days=9),
        )
    CalendarKey.objects.create(user=user, secret=word("calendar"))
    Follow.objects.create(user=user, kind=word("kind"), key=word("follow"))
    MailOptOut.objects.create(user=user, kind=word("opt-out"))
    Absence.objects.create(user=user, first_day=day, last_day=day)


def _mail(user: User) -> None:
    colleague = person("colleague")
    for number, state in enumerate(OutboxState.values):
        enqueue(_letter(user, number))
        enqueue(_letter(None, number))
        now = timezone.now()
        OutboxMessage.objects.filter(occurrence=str(number)).update(
            state=state, sent_at=now, handed_over_at=now, claimed_at=now, claimed_by="worker"
        )
    enqueue(
        Message(
            kind="test",
            object_key="thing:2",
            occurrence="told",
            recipient=colleague,
            address=colleague.email,
            language="nb",
            subject="Somebody is away",
            text=f"You step in for {user.name}.",
        )
    )
    OutboxMessage.objects.filter(occurrence="told").update(state="sent", sent_at=timezone.now())
    OutboxAct.objects.create(message=OutboxMessage.objects.all()[0], act="held", was="waiting", by=user)
    DemoMail.objects.create(
        sender=word("sender"),
        recipients=user.email,
        subject=word("subject"),
        text=word("text"),
        html=word("html"),
        headers={"X": word("header")},
        files=[{"name": word("file"), "type": "", "content": ""}],
    )


def _letter(recipient: User | None, number: int) -> Message:
    return Message(
        kind="test",
        object_key="thing:1",
        occurrence=str(number),
        recipient=recipient,
        address=f"{MARK}@mail.example",
        language="nb",
        subject=word("subject"),
        text=word("text"),
        html=word("html"),
        calendar=word("calendar"),
        headers={"List-Unsubscribe": word("header")},
    )


def _work(user: User) -> None:
    day = today()
    made = ActivityFactory.create()
    Activity.objects.filter(pk=made.pk).update(edited_by=user, edited_at=timezone.now())
    dated = EntryFactory.create(activity=made, first_day=day)
    EntryChange.objects.create(entry=dated, kind="moved", by=user, reason=word("reason"))
    ReminderHold.objects.create(entry=dated, occurrence="planted", by=user)
    step = PreparationFactory.create(activity=made)
    PreparationDone.objects.create(entry=dated, preparation=step, by=user)
    Reading.objects.create(at=timezone.now(), by=user, kind="case", object_key="1/26", why="administrator")


def _projects(user: User) -> None:
    now, project = timezone.now(), ProjectFactory.create(made_by=user)
    need = NeedFactory.create(made_by=user)
    need.offers.create(by=user, how=word("how"))
    project.people.create(name=word("name"), role="researcher", orcid=word("orcid")[:19])
    project.news.create(by=user, text=Text(nb=word("news")))
    owned(project, user)
    ResultFactory.create(contact=user).uses.create(year=2026, answer="used", why=word("why"), by=user)
    ThreadChange.objects.create(
        thread=need.thread, by=user, at=now, action="park", note=word("note"), data={"was": word("data")}
    )
    StoredFile.objects.create(
        file=word("file"), name=word("name"), media_type="text/plain", size=1, alt=Text(nb=word("alt")),
        sha256="0" * 64, made_by=user,
    )  # fmt: skip
    FormDraft.objects.create(user=user, form=word("form"), answers={"title": word("answers")})


def _students(user: User) -> None:
    """Somebody who posts, leads, checks and supervises a task, and shows interest in it besides."""
    now = timezone.now()
    parts = dict.fromkeys(("made_by", "contact", "supervisor", "coordinator", "leader", "checked_by"), user)
    task = TaskFactory.create(groups=2, **parts)
    own = InterestFactory.create(
        task=task, by=user, group_name=word("group"), angle=word("angle"), reason=word("reason"),
        state="accepted",
    )  # fmt: skip
    fellow = own.members.create(name="A fellow", email="fellow@mail.example", confirmed_at=now)
    work = Assignment.objects.create(
        task=task, interest=own, supervisor=user, approved_by=user, state="accepted", title=word("title"),
        found=Text(nb=word("found")), agreement_ref=word("agreement"), reason=word("broken"),
        delivered_url=f"https://archive.example/{word('url')}",
    )  # fmt: skip
    work.points.create(point="kickoff", by=user)
    own.consents.create(yes=True)
    own.consents.create(yes=True, member=fellow)
    others = InterestFactory.create(task=task, state="accepted")
    named = others.members.create(name=word("named"), email=user.email.upper(), confirmed_at=now)
    others.consents.create(yes=True, member=named)
    Assignment.objects.create(task=task, interest=others, state="accepted")
    SavedSearch.objects.create(user=user, name=word("search"), query=word("query"), seen_until=now)


def found(text: str) -> set[str]:
    """The tables in which a text stands anywhere, in any column of any row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        assert len(tables) > 40
        return {table for table in tables if _stands_in(cursor, table, text)}


def _stands_in(cursor: object, table: str, text: str) -> bool:
    name = connection.ops.quote_name(table)
    cursor.execute(  # type: ignore[attr-defined]
        f"SELECT EXISTS (SELECT FROM {name} AS row WHERE row::text ILIKE %s)",
        [f"%{text}%"],
    )
    return bool(cursor.fetchone()[0])  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_world_has_a_word_in_every_personal_field(world: World) -> None:
    """What the search can't find because nobody has put it there proves nothing."""
    wordy = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
    missing = []
    for label in registered_fields():
        name, _dot, field_name = label.rpartition(".")
        model = apps.get_model(name)
        field = model._meta.get_field(field_name)
        if not isinstance(field, wordy) or field.choices or label in UNMARKED:
            continue
        rows = model._base_manager.extra(where=[f'"{field.column}"::text ILIKE %s'], params=[f"%{MARK}%"])
        if not rows.exists():
            missing.append(label)
    assert missing == []
    assert set(UNMARKED) <= set(registered_fields())


@pytest.mark.django_db
def test_nothing_of_an_erased_person_is_found_anywhere_but_what_the_register_says_stays(world: World) -> None:
    assert {"partnership_user", "core_outboxmessage", "usersessions_usersession"} <= found(MARK)
    erase(world.user, by=None)
    assert found(MARK) == set(STAYS_WITH_WORDS)
    assert found(NETWORK) == set()


@pytest.mark.django_db
def test_rows_that_still_point_at_an_erased_person_are_those_the_register_lets_stay(world: World) -> None:
    lines = registered_fields()
    erase(world.user, by=None)
    for model in apps.get_models():
        if model is User or not is_tied(model) or not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if (
                field.related_model is User
                and model._base_manager.filter(**{field.name: world.user}).exists()
            ):
                line = personal_data.get(lines[f"{model._meta.label}.{field.name}"])
                assert line.stays, f"{model._meta.label}.{field.name} still points at them"
                assert line.ends is Stay.KEPT or line.ends in retention_rules


@pytest.mark.django_db
def test_no_fingerprint_of_an_erased_address_is_left_in_the_outbox(world: World) -> None:
    keys = OutboxMessage.objects.filter(recipient_key__startswith="mail:").values_list(
        "recipient_key", flat=True
    )
    theirs = list(keys)
    assert theirs
    erase(world.user, by=None)
    assert not OutboxMessage.objects.filter(recipient_key__in=theirs).exists()


@pytest.mark.django_db
def test_the_browser_of_an_erased_person_is_signed_out(world: World) -> None:
    assert Session.objects.count() == 2
    erase(world.user, by=None)
    assert Session.objects.count() == 0
    assert world.browser.get("/min-side/").status_code == 302
