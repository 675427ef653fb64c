"""As many reminders as are wanted, all due today: dates on the wheel, and people in the seats responsible."""

from __future__ import annotations

from datetime import time, timedelta
from math import ceil

from django.core.management import call_command

from events.models import Entry
from events.rules.enums import Edge
from portal.core.clock import today
from portal.core.launcher.environment import PROJECT
from portal.core.text import Text
from portal.partnership.models import Body, Seat, Tenure, User
from portal.partnership.models.body import BodyKind
from portal.partnership.workflows.load import load_partnership
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory

DAYS_BEFORE = 10
MOST_READERS = 100
NAME = Text(nb="Mange", nn="Mange", en="Many")


def plan_reminders(mails: int) -> int:
    """Fill the empty database, and give the number of reminders that are now due: `mails`, or a few more."""
    call_command("migrate", interactive=False, verbosity=0)
    load_partnership(min((PROJECT / "partnerships").glob("*.toml")))
    readers = min(MOST_READERS, mails)
    dates = ceil(mails / readers)
    body = Body.objects.create(key="many", kind=BodyKind.FUNCTIONS, name=NAME, summary=NAME)
    for number in range(readers):
        add_reader(body, number)
    # A task fair of the wheel's own kind would do as well: nothing here is mandatory or special.
    activity = ActivityFactory(kind="gathering", responsible_body=body, responsible_role="observer")
    ReminderPlanFactory(activity=activity, days=DAYS_BEFORE, hour=time(0), edge=Edge.START)
    day = today() + timedelta(days=DAYS_BEFORE)
    Entry.objects.bulk_create(
        EntryFactory.build(activity=activity, kind="gathering", number=number, first_day=day)
        for number in range(1, dates + 1)
    )
    return readers * dates


def add_reader(body: Body, number: int) -> None:
    seat = Seat.objects.create(body=body, key=f"many-{number}", role="observer", title=NAME)
    user = User.objects.create(email=f"reader{number}@example.org", name=f"Reader {number}", password="!")
    Tenure.objects.create(seat=seat, user=user, first_day=today() - timedelta(days=1))
