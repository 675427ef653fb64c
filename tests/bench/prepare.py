"""Makes the database and the static files of the bench."""

from __future__ import annotations

import os
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from events.models import Entry
from events.rules.enums import Audience, Kind, ShownTo, State
from events.workflows.roll import roll_wheel
from portal.core.clock import today
from portal.core.launcher.prepare import prepare as make_ready
from portal.core.text import Text
from portal.home.workflows.examples import load_examples
from portal.partnership.models import User
from portal.partnership.rules.standing import is_on_team
from tests.bench.findings import Prepared
from tests.bench.texts import Prose
from tests.bench.voice import say
from tests.bench.yardstick.fill import fill

FULL_WHEEL = 200
LAST_DAY = 360


def run(partnership: str) -> Prepared:
    """Fill the empty database: partnership, examples, two years' wheels, the yardstick's table."""
    make_ready(partnership, ["catalogues", "static", "database"])
    year = today().year
    roll_wheel(year)
    load_examples()
    Entry.objects.bulk_create(full_wheel(year + 1, FULL_WHEEL - _shown_already(year + 1)))
    say("Filling the table of the yardstick …")
    fill(os.environ["DATABASE_OWNER_URL"])
    return Prepared(this_year=year, full_year=year + 1, session=signed_in())


def _shown_already(year: int) -> int:
    return Entry.objects.touching(year).visible_to(AnonymousUser()).count()


def full_wheel(year: int, entries: int) -> list[Entry]:
    """So many entries shown to everybody, of every kind in every ring, with texts of usual length."""
    prose = Prose()
    return [_entry(year, number, number * LAST_DAY // entries, prose) for number in range(1, entries + 1)]


def _entry(year: int, number: int, days: int, prose: Prose) -> Entry:
    day = date(year, 1, 1) + timedelta(days=days)
    title, summary = prose.sentence(4), prose.sentence(14)
    return Entry(
        year=year,
        number=number,
        title=Text(nb=title, nn=title, en=title),
        summary=Text(nb=summary, nn=summary, en=summary),
        kind=Kind.values[number % 4],
        # Steps of its own, so that each kind comes in each ring.
        audience=Audience.values[number // 4 % 4],
        shown_to=ShownTo.PUBLIC,
        state=State.TENTATIVE if number % 3 else State.CONFIRMED,
        first_day=day,
        last_day=day,
    )


def signed_in() -> str:
    """The session cookie of an example person on the team, who has most on their page."""
    people = User.objects.filter(is_example=True, is_active=True).order_by("pk")
    client = Client()
    client.force_login(
        next(person for person in people if is_on_team(person)),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client.cookies[settings.SESSION_COOKIE_NAME].OutputString(attrs=[])
