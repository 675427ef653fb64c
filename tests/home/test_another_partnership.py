"""Another partnership needs another file, not other code: no trace of the first is left on any page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from events.models import Activity, Entry, ReminderPlan
from events.workflows.roll import roll_wheel
from governance.models import Contribution, Fund, Purpose
from portal.partnership.models import (
    Agreement,
    Body,
    Fact,
    Measure,
    Objective,
    Partner,
    Partnership,
    QuietPeriod,
    Seat,
    Unit,
    User,
)
from portal.partnership.workflows.load import load_partnership
from portal.partnership.workflows.reading import PartnershipFileError
from tests.conftest import PARTNERSHIP_FILE
from tests.home.views.test_pages import FILES, PUBLIC

OTHER_FILE = Path(settings.BASE_DIR) / "partnerships" / "fjordvik.toml"
SKIP = {"/healthz"}


@pytest.fixture
def another(db: None) -> None:
    """The second partnership in an empty installation, with its year planned."""
    empty_the_installation()
    load_partnership(OTHER_FILE)
    roll_wheel(2027)


def empty_the_installation() -> None:
    Agreement.objects.update(parent=None)
    for model in (
        Entry,
        ReminderPlan,
        Activity,
        Contribution,
        Purpose,
        Fund,
        Agreement,
        Seat,
        Body,
        Fact,
        Objective,
        Measure,
        QuietPeriod,
        Partnership,
    ):
        model.objects.all().delete()
    Unit.objects.update(parent=None)
    Unit.objects.all().delete()
    Partner.objects.all().delete()


def names(file: Path) -> set[str]:
    """What a partnership is recognised by: its names, its partners', their numbers and mailboxes."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    found = {data["partnership"]["short_name"], data["partnership"]["email"]}
    for partner in data["partners"]:
        found |= {partner["short_name"], partner["organisation_number"], partner.get("mailbox", "")}
    return {name for name in found if name}


def pages(client: Client) -> Iterator[tuple[str, str]]:
    for path in [*PUBLIC, *(file for file in FILES if file not in SKIP and not file.endswith(".pdf"))]:
        for prefix in ("", "/nn", "/en") if path in PUBLIC else ("",):
            answer = client.get(prefix + path)
            assert answer.status_code == 200, prefix + path
            yield prefix + path, answer.content.decode()


def test_the_other_partnership_has_three_partners_other_seats_and_no_fund(another: None) -> None:
    assert Partner.objects.count() == 3
    assert not Fund.objects.exists()
    assert Seat.objects.filter(body__kind="steering").values("partner").distinct().count() == 3
    assert Body.objects.exists()
    assert Entry.objects.filter(year=2027).exists()


def test_no_page_of_the_other_partnership_has_a_trace_of_the_first(another: None, client: Client) -> None:
    first, own = names(PARTNERSHIP_FILE), names(OTHER_FILE)
    assert not first & own
    seen = ""
    for path, text in pages(client):
        assert not [name for name in first if name in text], path
        seen += text
    assert "NTNU" not in seen
    assert "Mjøsa" not in seen
    assert [name for name in own if name in seen]


def test_one_partnership_is_not_loaded_over_another(another: None) -> None:
    with pytest.raises(PartnershipFileError, match="a database of its own"):
        load_partnership(PARTNERSHIP_FILE)
    assert Partner.objects.count() == 3


@override_settings(DEMO=True)
def test_a_partnership_without_a_file_of_examples_has_none_and_runs(another: None) -> None:
    call_command("load_examples")
    assert not User.objects.filter(is_example=True).exists()
