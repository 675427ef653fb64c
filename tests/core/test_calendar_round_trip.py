"""Whatever people write comes back from a calendar as it went, and adds nothing to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.calendar import CalendarEntry, Status, calendar_text
from portal.core.clock import OSLO
from tests.core.calendar_entries import URL, entry, parse, text_of
from tests.core.calendar_reader import content_lines, event_times, read_calendar

# All that people can write on one line, without spaces around it: what nothing is taken away from.
characters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
plain_texts = st.text(characters, max_size=90).map(str.strip)
titles = plain_texts.map(lambda text: text or "–")
lines_of_text = st.lists(titles, max_size=3).map("\n".join)
days = st.dates(date(2000, 1, 1), date(2099, 12, 1))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 1), timezones=st.sampled_from([OSLO, UTC]))  # noqa: DTZ001


@st.composite
def made_up(draw: st.DrawFn) -> CalendarEntry:
    """An entry such as people could make it: any text, whole days or times, any state."""
    first = draw(days)
    timed = draw(st.booleans())
    start = draw(moments).replace(second=0, microsecond=0) if timed else None
    lasts = st.none() | st.timedeltas(timedelta(0), timedelta(days=3)).map(whole_minutes)
    length = draw(lasts) if start else None
    return CalendarEntry(
        uid=draw(st.uuids()).hex,
        sequence=draw(st.integers(0, 10_000)),
        summary=draw(titles),
        description=draw(lines_of_text),
        location=draw(plain_texts),
        first_day=first,
        last_day=first + timedelta(days=draw(st.integers(0, 40))),
        starts_at=start,
        ends_at=start.astimezone(UTC) + length if start and length is not None else None,
        status=draw(st.sampled_from(Status)),
        url=draw(st.sampled_from(["", "https://portal.example.org/arshjul/2027/#d-e1"])),
        categories=tuple(draw(st.lists(titles, max_size=3))),
        updated_at=draw(moments).replace(microsecond=0),
    )


def whole_minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=length // timedelta(minutes=1))


@settings(max_examples=100, deadline=None)
@given(st.lists(made_up(), min_size=10, max_size=10))
def test_a_thousand_entries_come_back_as_they_went(entries: list[CalendarEntry]) -> None:
    """A hundred calendars of ten, each read by icalendar and by the strict reader."""
    text = text_of(*entries)
    assert read_strictly(text) == [facts(each) for each in entries]
    assert read_by_icalendar(text) == [facts(each) for each in entries]


def facts(each: CalendarEntry) -> dict[str, Any]:
    """What a calendar says of an entry, as values."""
    start: date | datetime = each.first_day
    end: date | datetime = each.last_day + timedelta(days=1)
    if each.starts_at:
        start = each.starts_at.astimezone(UTC)
        end = each.ends_at.astimezone(UTC) if each.ends_at else start + timedelta(hours=1)
    return {
        "UID": each.uid,
        "SEQUENCE": each.sequence,
        "SUMMARY": each.summary,
        "DESCRIPTION": each.description,
        "LOCATION": each.location,
        "STATUS": each.status.value,
        "URL": each.url,
        "CATEGORIES": list(each.categories),
        "LAST-MODIFIED": each.updated_at.astimezone(UTC),
        "times": (start, end),
    }


def read_strictly(text: bytes) -> list[dict[str, Any]]:
    whole = read_calendar(text)
    found = []
    for event in whole.all("VEVENT"):
        told = {each.name: each for each in event.properties}
        assert len(told) == len(event.properties), "a property stands twice"
        texts = {
            name: told[name].text if name in told else ""
            for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS")
        }
        changed = datetime.strptime(told["LAST-MODIFIED"].value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        found.append(
            {
                **texts,
                "SEQUENCE": int(told["SEQUENCE"].value),
                "URL": told["URL"].value if "URL" in told else "",
                "CATEGORIES": told["CATEGORIES"].texts if "CATEGORIES" in told else [],
                "LAST-MODIFIED": changed,
                "times": event_times(event, whole),
            }
        )
    return found


def read_by_icalendar(text: bytes) -> list[dict[str, Any]]:
    return [
        {
            **{name: str(event.get(name, "")) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION")},
            "STATUS": str(event["STATUS"]),
            "SEQUENCE": event["SEQUENCE"],
            "URL": str(event.get("URL", "")),
            "CATEGORIES": [str(each) for each in event["CATEGORIES"].cats] if "CATEGORIES" in event else [],
            "LAST-MODIFIED": event.decoded("LAST-MODIFIED"),
            "times": (in_utc(event.decoded("DTSTART")), in_utc(event.decoded("DTEND"))),
        }
        for event in parse(text)[1]
    ]


def in_utc(value: date | datetime) -> date | datetime:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


LINE_ENDS = ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\x00"]
hostile = st.lists(
    st.sampled_from([*LINE_ENDS, *"aå ,;:\\\"'", "ATTENDEE:x", "END:VEVENT", "BEGIN:VEVENT"]), max_size=20
).map("".join)


@given(hostile, st.booleans())
def test_hostile_text_cannot_add_a_line(text: str, is_timed: bool) -> None:
    starts_at = datetime(2027, 3, 15, 9, tzinfo=OSLO) if is_timed else None
    made = calendar_text(
        [
            entry(
                uid="u" + text,
                summary="s" + text,
                description="d" + text,
                location="l" + text,
                url="https://portal.example.org/" + text,
                categories=("c" + text, text),
                starts_at=starts_at,
            )
        ],
        name="n" + text,
        url=URL + text,
    )
    plain = text_of(
        entry(
            description="d",
            location="l",
            url="https://portal.example.org/",
            categories=("c",),
            starts_at=starts_at,
        )
    )
    assert set(names(made)) <= set(names(plain))
    assert len(names(made)) <= len(names(plain))
    assert len(parse(made)[1]) == len(read_calendar(made).all("VEVENT")) == 1


def names(text: bytes) -> list[str]:
    return [line.partition(":")[0].partition(";")[0] for line in content_lines(text)]
