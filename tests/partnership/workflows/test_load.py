"""A partnership is loaded from its file whole, again without change, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from portal.partnership.models import Partner, Partnership, Seat, Tenure, Unit
from portal.partnership.workflows.load import load_partnership
from portal.partnership.workflows.reading import PartnershipFileError
from tests.cast import Cast
from tests.conftest import PARTNERSHIP_FILE

APPS = ("partnership", "events", "governance")


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of what the file describes, history included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in APPS
        for model in apps.get_app_config(app).get_models()
    }


def test_loading_the_same_file_twice_changes_nothing(partnership: Partnership) -> None:
    before = everything()
    load_partnership(PARTNERSHIP_FILE)
    assert everything() == before


def test_the_steering_group_has_three_seats_from_the_municipality_and_four_from_the_university(
    partnership: Partnership,
) -> None:
    seats = Seat.objects.filter(body__kind="steering")
    assert seats.filter(partner__kind="municipality").count() == 3
    assert seats.filter(partner__kind="university").count() == 4
    assert list(Seat.objects.filter(body__kind="team").values_list("percent", flat=True)) == [20] * 4


Change = Callable[[str], str]


def replacing(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text, f"the file no longer has “{old}”"
        return text.replace(old, new, 1)

    return change


MISTAKES: dict[str, tuple[Change, str, str]] = {
    "not TOML": (lambda text: text + "\n[broken", "edited.toml", "is not TOML"),
    "no partnership": (replacing("[partnership]", "[something]"), "partnership", "[partnership]"),
    "misspelt key": (
        replacing("reporting_months = 6", "reporting_month = 6"),
        "partnership.reporting_month",
        "known keys",
    ),
    "misspelt section": (replacing("[[objectives]]", "[[objective]]"), "objective", "known keys"),
    "number as text": (
        replacing("reporting_months = 6", 'reporting_months = "six"'),
        "partnership.reporting_months",
        "a whole number",
    ),
    "wrong check digit": (
        replacing("940155223", "940155224"),
        "partners[1].organisation_number",
        "check digit",
    ),
    "unknown partner": (
        replacing('partner = "kommune"', 'partner = "fylke"'),
        "facts[1].partner",
        "kommune, ntnu",
    ),
    "unknown kind": (replacing('kind = "municipality"', 'kind = "town"'), "partners[1].kind", "municipality"),
    "key twice": (replacing('key = "areal"', 'key = "innbyggere"'), "facts[2].key", "stands twice"),
    "bad key": (replacing('key = "areal"', 'key = "Areal i km²"'), "facts[2].key", "a–z"),
    "date that is none": (
        replacing("signed = 2021-02-15", 'signed = "i fjor"'),
        "agreements[1].signed",
        "2021-02-15",
    ),
    "ends before it starts": (
        replacing("ends = 2026-12-31", "ends = 2019-12-31"),
        "agreements[1].ends",
        "starts",
    ),
    "adopted in month 13": (
        replacing('adopted = "2021-01"', 'adopted = "2021-13"'),
        "agreements[1].adopted",
        "month",
    ),
    "negative money": (
        replacing('amount = "100000.00"', 'amount = "-5.00"'),
        "fund.contributions[1].amount",
        "kroner",
    ),
    "recurrence every second": (
        replacing('rrule = "FREQ=YEARLY;BYWEEKNO=2", weeks = 3', 'rrule = "FREQ=SECONDLY"'),
        "activities[1].when.rrule",
        "expected",
    ),
    "reminder at 25 o'clock": (replacing("hour = 8", "hour = 25"), "activities", "0 to 23"),
    "time that is none": (replacing('time = "', 'time = "kl. '), "activities", "09:00"),
    "counted from nothing": (
        replacing('before = "steering-1"', 'before = "nothing"'),
        "activities",
        "nothing",
    ),
    "quiet in week 60": (replacing("weeks = [27, 31]", "weeks = [27, 60]"), "quiet[1]", "expected"),
    "mail address": (replacing("postmottak@gjovik.example", "postmottak"), "partners[1].mailbox", "e-mail"),
    "web address": (
        replacing("https://www.ntnu.no/gjovik", "javascript:alert(1)"),
        "partners[2].website",
        "https://",
    ),
    "realm that is none": (
        replacing('realms = ["ntnu.no"]', 'realms = "ntnu.no"'),
        "partners[2].realms",
        "list of realms",
    ),
    "a whole partner as a unit": (
        replacing(
            'partner = "kommune"\nkey = "oppvekst"\nkind = "',
            'partner = "kommune"\nkey = "oppvekst"\nkind = "whole" # "',
        ),
        "units[1].kind",
        "another word",
    ),
    "text without Norwegian": (
        replacing('name = { nb = "Gjøvik kommune", nn = "Gjøvik kommune", en', "name = { en"),
        "partners[1].name",
        "nb",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_key_and_changes_nothing(
    mistake: str, partnership: Partnership, tmp_path: Path
) -> None:
    change, where, expected = MISTAKES[mistake]
    file = tmp_path / "edited.toml"
    file.write_text(change(PARTNERSHIP_FILE.read_text(encoding="utf-8")), encoding="utf-8")
    before = everything()
    with pytest.raises(PartnershipFileError) as told:
        load_partnership(file)
    assert told.value.where.startswith(where)
    assert expected in str(told.value)
    assert everything() == before


def test_a_file_that_is_not_there_is_told_in_one_sentence(partnership: Partnership, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.toml: there is no such file"):
        call_command("load_partnership", tmp_path / "missing.toml")


def test_a_seat_that_somebody_holds_does_not_vanish_with_its_line(cast: Cast, tmp_path: Path) -> None:
    text = PARTNERSHIP_FILE.read_text(encoding="utf-8")
    held = Tenure.objects.get(user=cast.administrator).seat.key
    file = tmp_path / "edited.toml"
    file.write_text(text.replace(f'key = "{held}"', 'key = "someone-else"'), encoding="utf-8")
    with pytest.raises(PartnershipFileError, match=held):
        load_partnership(file)
    assert Seat.objects.filter(key=held).exists()


def test_a_changed_name_is_updated_in_place(partnership: Partnership, tmp_path: Path) -> None:
    first = Partner.objects.first()
    assert first is not None
    text = PARTNERSHIP_FILE.read_text(encoding="utf-8")
    file = tmp_path / "edited.toml"
    file.write_text(
        text.replace(f'short_name = "{first.short_name}"', 'short_name = "Ny kommune"'), encoding="utf-8"
    )
    load_partnership(file)
    assert Partner.objects.get(pk=first.pk).short_name == "Ny kommune"


def test_each_partner_has_one_unit_for_all_of_it_that_nobody_can_name(partnership: Partnership) -> None:
    wholes = Unit.objects.wholes()
    assert {unit.partner for unit in wholes} == set(Partner.objects.all())
    assert wholes.count() == Partner.objects.count()
    assert not Unit.objects.named().filter(pk__in=wholes).exists()
