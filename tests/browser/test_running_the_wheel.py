"""The secretary fixes a steering meeting and moves it by a week: with the keyboard alone; without scripts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import icalendar
import psycopg
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessible import inspect
from tests.browser.journey import MOST_STOPS, Journey
from tests.browser.visitor import Visitor, visiting

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Planned:
    """A steering meeting of next year that is planned for a week, and the Tuesday of that week."""

    pk: int
    uid: str
    tuesday: date
    secretary: str

    @property
    def page(self) -> str:
        return f"/arshjul/datoer/{self.pk}/"


def ask(sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Read what the served portal has stored: its database is this process's own."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(parts._replace(path=f"/browser_{os.getpid()}"))) as connection:
        return connection.execute(sql, values).fetchall()


def meetings(portal: str) -> list[Planned]:
    """The steering meetings of next year, in order of time, and who is the secretary."""
    [(secretary,)] = ask(
        "SELECT u.email FROM partnership_user u JOIN partnership_tenure t ON t.user_id = u.id"
        " JOIN partnership_seat s ON s.id = t.seat_id WHERE s.role = 'secretary' AND u.is_example"
    )
    rows = ask(
        "SELECT id, uid, first_day FROM events_entry WHERE audience = 'steering' AND kind = 'meeting'"
        " AND precision = 'week' AND year = EXTRACT(YEAR FROM now()) + 1 ORDER BY first_day"
    )
    return [Planned(pk, str(uid), monday + timedelta(days=1), secretary) for pk, uid, monday in rows]


def deadlines_of(meeting: Planned) -> dict[str, date]:
    """What is counted from the meeting and when it is, by the key of its activity."""
    [(key,)] = ask(
        "SELECT a.key FROM events_activity a JOIN events_entry e ON e.activity_id = a.id WHERE e.id = %s",
        meeting.pk,
    )
    found = ask(
        "SELECT a.key, e.first_day FROM events_entry e JOIN events_activity a ON a.id = e.activity_id"
        " WHERE a.recurrence->>'before' = %s AND e.year = %s ORDER BY e.first_day",
        key,
        meeting.tuesday.year,
    )
    return dict(found)


def mails_about(meeting: Planned) -> list[str]:
    rows = ask(
        "SELECT subject FROM core_outboxmessage"
        " WHERE kind = 'wheel.moved' AND object_key = %s AND address = %s ORDER BY id",
        f"events.entry:{meeting.pk}",
        meeting.secretary,
    )
    return [subject for (subject,) in rows]


def in_the_calendar(visitor: Visitor, meeting: Planned) -> Any:
    text = visitor.context.request.get(f"{visitor.address}/arshjul.ics").text()
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return next(event for event in events if str(event["UID"]).startswith(meeting.uid))


def test_a_steering_meeting_is_moved_by_a_week_with_the_keyboard_alone(browser: Browser, portal: str) -> None:
    meeting = meetings(portal)[0]
    later = meeting.tuesday + ONE_WEEK
    with visiting(browser, portal, meeting.secretary) as visitor:
        journey = Journey(visitor.open(f"/arshjul/{meeting.tuesday.year}/?slag=mote&for=styring"))
        journey.tab_to(address=meeting.page).press("Enter").is_at(meeting.page)
        journey.tab_to(address=f"{meeting.page}fastsett/").press("Enter").is_at(f"{meeting.page}fastsett/")
        answer(journey, meeting.tuesday, hours=("0900AM", "1100AM"))
        say_yes(journey, visitor, meeting)
        before = deadlines_of(meeting)

        journey.tab_to(address=f"{meeting.page}flytt/").press("Enter").is_at(f"{meeting.page}flytt/")
        answer(journey, later, reason="The leader is away.")
        faults = [*inspect(visitor.page), *visitor.heard()]
        shown = visitor.page.locator("main").inner_text()
        assert deadlines_of(meeting) == before, "a look changes nothing"
        say_yes(journey, visitor, meeting)

        event = in_the_calendar(visitor, meeting)
    assert not faults, "\n".join(faults)
    assert len(before) >= 3
    assert deadlines_of(meeting) == {key: day + ONE_WEEK for key, day in before.items()}
    assert all(str((day + ONE_WEEK).day) in shown for day in before.values())
    assert (event["DTSTART"].dt.date(), event["SEQUENCE"], event["STATUS"]) == (later, 2, "CONFIRMED")
    fixed, moved = mails_about(meeting)
    assert str(meeting.tuesday.day) in fixed
    assert str(later.day) in moved


def test_it_is_done_without_scripts_too(browser: Browser, portal: str) -> None:
    meeting = meetings(portal)[-1]
    later = meeting.tuesday + ONE_WEEK
    with visiting(browser, portal, meeting.secretary, scripts=False) as visitor:
        page = visitor.open(f"{meeting.page}fastsett/")
        fill(page, meeting.tuesday)
        before = deadlines_of(meeting)
        page.locator(f'main a[href="{meeting.page}flytt/"]').click()
        fill(page, later, reason="The leader is away.")
        assert page.url.endswith(meeting.page)
        event = in_the_calendar(visitor, meeting)
    assert deadlines_of(meeting) == {key: day + ONE_WEEK for key, day in before.items()}
    assert event["SEQUENCE"] == 2
    assert len(mails_about(meeting)) == 2


@pytest.mark.parametrize("name", ["", "fastsett/", "flytt/", "avlys/"])
def test_every_page_on_the_way_is_open_to_everyone(name: str, browser: Browser, portal: str) -> None:
    pk = ask("SELECT max(id) FROM events_entry WHERE state = 'tentative' AND audience = 'steering'")[0][0]
    secretary = ask(
        "SELECT u.email FROM partnership_user u JOIN partnership_tenure t ON t.user_id = u.id"
        " JOIN partnership_seat s ON s.id = t.seat_id WHERE s.role = 'secretary' AND u.is_example"
    )[0][0]
    with visiting(browser, portal, secretary) as visitor:
        page = visitor.open(f"/arshjul/datoer/{pk}/{name}")
        faults = [*inspect(page), *visitor.heard()]
    assert not faults, "\n".join(faults)


def answer(journey: Journey, day: date, *, hours: tuple[str, str] = ("", ""), reason: str = "") -> None:
    """Fill in the form key by key, and go on to the preview."""
    page = journey.page
    _tab_to_field(page, "first_day")
    journey.type(day.strftime(order_of_days(page)))
    if hours[0]:
        for name, hour in zip(("starts_at", "ends_at"), hours, strict=True):
            _tab_to_field(page, name)
            journey.type(hour)
    if reason:
        _tab_to_field(page, "reason")
        journey.type(reason)
    _press_the_button(page)


def say_yes(journey: Journey, visitor: Visitor, meeting: Planned) -> None:
    """From the preview to the date's own page, with a receipt."""
    _press_the_button(journey.page)
    journey.is_at(meeting.page)
    assert visitor.page.locator("[role=status]").is_visible()


def fill(page: Page, day: date, *, reason: str = "") -> None:
    """The form and the preview as somebody with a mouse goes through them."""
    page.locator("[name=first_day]").fill(day.isoformat())
    if reason:
        page.locator("[name=reason]").fill(reason)
    page.locator("main form button").click()
    assert "first_day=" in page.url, "the preview has an address of its own: reloading it is harmless"
    page.locator("main form[method=post] button").click()


def _tab_to_field(page: Page, name: str) -> None:
    """A date has three stops and a button of its own, so this counts no stops and only looks where it is."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab never comes to the field “{name}”.")


def _press_the_button(page: Page) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main form button')"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError("Tab never comes to the form's button.")


def order_of_days(page: Page) -> str:
    """Whether this browser's date fields begin with the month or with the day."""
    probe = page.context.new_page()
    probe.set_content("<input type=date>")
    probe.keyboard.press("Tab")
    probe.keyboard.type("01022027")
    month_first = probe.locator("input").input_value() == "2027-01-02"
    probe.close()
    page.bring_to_front()
    return "%m%d%Y" if month_first else "%d%m%Y"
