"""What the file says of an activity holds until somebody changes it on the page; then it is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from events.models import Activity, Entry, Preparation, PreparationDone
from events.rules.choice import Choice
from events.rules.draft import Plan
from events.workflows.plan import set_plan
from events.workflows.roll import roll_wheel
from portal.core.text import Text
from portal.partnership.rules.seats import SeatFilter
from portal.partnership.workflows.load import load_partnership
from portal.partnership.workflows.reading import PartnershipFileError
from tests.cast import Cast
from tests.conftest import PARTNERSHIP_FILE
from tests.events.workflows.test_activity import add, change


def load_without(key: str, folder: Path) -> None:
    """Load the file as if it had no activity of that key."""
    parts = PARTNERSHIP_FILE.read_text(encoding="utf-8").split("[[activities]]\n")
    kept = [part for part in parts if not part.startswith(f'key = "{key}"')]
    assert len(kept) == len(parts) - 1
    file = folder / "edited.toml"
    file.write_text("[[activities]]\n".join(kept), encoding="utf-8")
    load_partnership(file)


def last_key() -> str:
    """An activity nothing is counted from."""
    anchors = {activity.when.anchor for activity in Activity.objects.all()}
    return next(
        activity.key for activity in Activity.objects.order_by("-position") if activity.key not in anchors
    )


def test_an_activity_that_left_the_file_goes_and_its_dates_stay(cast: Cast, tmp_path: Path) -> None:
    roll_wheel(2026)
    key = last_key()
    [entry] = Entry.objects.filter(activity__key=key, year=2026)
    load_without(key, tmp_path)
    assert not Activity.objects.filter(key=key).exists()
    assert Entry.objects.get(pk=entry.pk).activity is None


def test_what_people_changed_stands_against_the_file_and_without_it(cast: Cast, tmp_path: Path) -> None:
    activity = Activity.objects.get(key=last_key())
    change(activity, cast, title=Text(nb="Vårt eget"))
    told: list[str] = []
    load_partnership(PARTNERSHIP_FILE, tell=told.append)
    assert str(Activity.objects.get(pk=activity.pk).title) == "Vårt eget"
    assert told == [f"activities.{activity.key}: left as it is, since somebody has changed it on the page."]
    load_without(activity.key, tmp_path)
    assert Activity.objects.filter(pk=activity.pk).exists()


def test_the_command_says_what_it_left_alone(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    activity = Activity.objects.get(key=last_key())
    change(activity, cast)
    call_command("load_partnership", PARTNERSHIP_FILE)
    assert f"activities.{activity.key}: left as it is" in capsys.readouterr().out


def test_what_people_added_is_not_removed(cast: Cast) -> None:
    activity = add(cast)
    load_partnership(PARTNERSHIP_FILE)
    assert Activity.objects.filter(pk=activity.pk).exists()


def test_a_plan_that_people_changed_is_theirs_too(cast: Cast) -> None:
    activity = Activity.objects.filter(reminders__isnull=False).first()
    assert activity is not None
    nobody = Plan(responsible=SeatFilter(), reminders=(), preparations=())
    set_plan(activity, nobody, by=cast.team_university)
    load_partnership(PARTNERSHIP_FILE)
    assert not activity.reminders.exists()
    assert not activity.preparations.exists()


def test_what_something_of_theirs_is_counted_from_can_t_leave_the_file(cast: Cast, tmp_path: Path) -> None:
    key = last_key()
    mine = add(cast, recurrence=Choice(form="distance", anchor=key, days=3).recurrence())
    with pytest.raises(PartnershipFileError, match=mine.key):
        load_without(key, tmp_path)
    assert Activity.objects.filter(key=key).exists()


def test_the_file_s_check_lists_and_hours_are_loaded(cast: Cast) -> None:
    assert Activity.objects.filter(effort_hours__gt=0).count() > 20
    lists = [activity.preparations.count() for activity in Activity.objects.all()]
    assert sum(2 <= number <= 4 for number in lists) >= 10
    assert not Preparation.objects.filter(owner_body=None, owner_role="", owner_partner=None).exists()


def test_what_is_ticked_stays_ticked_when_the_file_is_loaded_with_another_lead_time(
    cast: Cast, tmp_path: Path
) -> None:
    roll_wheel(2026)
    point = Preparation.objects.filter(activity__entries__year=2026).first()
    assert point is not None
    entry = Entry.objects.filter(activity=point.activity, year=2026)[0]
    PreparationDone.objects.create(entry=entry, preparation=point, by=cast.team_university)
    text = PARTNERSHIP_FILE.read_text(encoding="utf-8")
    before, _line, after = text.partition(f'text = {{ nb = "{point.text.nb}"')
    head, _old, tail = after.partition(f"days = {point.days_before}\n")
    file = tmp_path / "edited.toml"
    file.write_text(f"{before}{_line}{head}days = 3\n{tail}", encoding="utf-8")
    load_partnership(file)
    assert Preparation.objects.get(pk=point.pk).days_before == 3
    assert PreparationDone.objects.filter(preparation=point).exists()


MISTAKES = {
    "an owner that is nobody": ('owner = { body = "team" }', "owner = {}", "whose it is"),
    "a body that is not there": ('owner = { body = "team" }', 'owner = { body = "tem" }', "found “tem”"),
    "no weeks": ("effort_weeks = 1\n", "effort_weeks = 0\n", "from 1 to 26"),
    "a lead time of two years": ("days = 56\nowner", "days = 700\nowner", "0 to 365"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_check_list_is_told(mistake: str, cast: Cast, tmp_path: Path) -> None:
    old, new, expected = MISTAKES[mistake]
    text = PARTNERSHIP_FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "edited.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PartnershipFileError, match=expected):
        load_partnership(file)
