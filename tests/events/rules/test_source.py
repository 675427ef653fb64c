"""A source that gives what the wheel cannot show is told so, by name, and what was expected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from events.rules.source import SourceDateError, check_date
from portal.core.registry import SourceDate
from portal.core.text import Text

SOUND = SourceDate(
    key="regatta-2027",
    title=Text(nb="Regatta"),
    first_day=date(2027, 6, 5),
    last_day=date(2027, 6, 5),
    kind="gathering",
    audience="public",
    shown_to="public",
    updated_at=datetime(2026, 1, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"url": "/om/", "starts_at": time(9), "responsible": {"role": "secretary", "partner": "x"}},
        {"precision": "week", "first_day": date(2027, 5, 31), "last_day": date(2027, 6, 6)},
        {"precision": "month", "first_day": date(2027, 6, 1), "last_day": date(2027, 6, 30)},
    ],
)
def test_a_sound_date_is_taken(changes: dict[str, Any]) -> None:
    check_date("harbour", replace(SOUND, **changes))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"key": "Regatta 2027"}, "small letters, digits and hyphens"),
        ({"kind": "party"}, "kind should be one of meeting, gathering, deadline, student, not “party”"),
        ({"audience": "everyone"}, "audience should be one of public, partners, team, steering"),
        ({"shown_to": ""}, "shown_to should be one of public, partners, governance"),
        ({"precision": "year"}, "precision should be one of date, week, month"),
        ({"last_day": date(2027, 6, 4)}, "the last day should not be before the first"),
        ({"precision": "week"}, "a week should be whole weeks, from Monday to Sunday"),
        ({"precision": "month"}, "a month should be a whole month"),
        ({"starts_at": time(9), "last_day": date(2027, 6, 6)}, "a time needs one day"),
        ({"ends_at": time(9)}, "an end needs a start before it"),
        ({"starts_at": time(9), "ends_at": time(8)}, "an end needs a start before it"),
        ({"url": "javascript:alert(1)"}, "the address should be a path of the portal"),
        ({"url": "//example.org/"}, "the address should be a path of the portal"),
        ({"responsible": {"seat": "x"}}, "responsible seats are named by body, partner, role"),
        ({"people": (0,)}, "people are named by the keys of their accounts"),
        ({"reminders": (400,)}, "reminders should be within a year"),
        ({"updated_at": datetime(2026, 1, 1)}, "updated_at should know its time zone"),  # noqa: DTZ001
    ],
)
def test_what_the_wheel_cannot_show_is_refused(changes: dict[str, Any], told: str) -> None:
    given = replace(SOUND, **changes)
    with pytest.raises(SourceDateError, match=f"“harbour” gave the date “{given.key}”") as error:
        check_date("harbour", given)
    assert told in str(error.value)
