"""Who follows a date hears of what happens to it: once, and only if they want it and may see it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
import time_machine

from events.models import Entry
from events.queries.preview import consequences_of
from events.rules.enums import State
from events.workflows.entry import cancel, fix_date, mark_held, move
from events.workflows.follower_notice import look_at_news
from portal.core.clock import at
from portal.core.models import OutboxMessage
from portal.partnership.models import MailOptOut, User
from portal.partnership.workflows.follow import follow, unfollow
from tests.cast import Cast
from tests.events.steering import Meeting, on, steering_meeting

TUESDAY = date(2027, 6, 8)
LATER = date(2027, 6, 15)


@pytest.fixture(autouse=True)
def _in_april() -> object:
    with time_machine.travel(at(date(2027, 4, 5), time(12)), tick=False):
        yield


@pytest.fixture
def year(cast: Cast) -> Meeting:
    return steering_meeting(cast)


def open_to_all(entry: Entry) -> Entry:
    Entry.objects.filter(pk=entry.pk).update(shown_to="public")
    entry.refresh_from_db()
    return entry


def news_for(person: User) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=person).order_by("pk"))


def fixed(year: Meeting, cast: Cast) -> None:
    fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary)
    year.meeting.refresh_from_db()


def test_a_follower_hears_that_it_is_fixed_moved_and_cancelled(cast: Cast, year: Meeting) -> None:
    meeting = open_to_all(year.meeting)
    follow("entry", str(meeting.pk), by=cast.student)
    fixed(year, cast)
    move(meeting, when=on(LATER), reason="Lederen er borte.", seen=1, by=cast.secretary)
    meeting.refresh_from_db()
    cancel(meeting, reason="Ingen saker.", seen=2, by=cast.secretary)
    news = news_for(cast.student)
    assert [mail.kind for mail in news] == ["wheel.followed"] * 3
    for mail, words in zip(news, ("8. juni 2027", "15. juni 2027", "Ingen saker."), strict=True):
        assert words in mail.text
    assert "STATUS:CANCELLED" in news[2].calendar


def test_it_can_be_turned_off_with_one_click(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    fixed(year, cast)
    [mail] = news_for(cast.student)
    way_out = mail.headers["List-Unsubscribe"].strip("<>")
    assert way_out in mail.text
    assert way_out in mail.html
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_has_turned_it_off_gets_none(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    MailOptOut.objects.create(user=cast.student, kind="wheel.followed")
    fixed(year, cast)
    assert news_for(cast.student) == []


def test_who_is_told_by_duty_is_not_told_twice(cast: Cast, year: Meeting) -> None:
    follow("entry", str(year.meeting.pk), by=cast.secretary)
    done = fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary)
    assert [mail.kind for mail in news_for(cast.secretary)] == ["wheel.moved"]
    assert done.told == 1


def test_preview_and_receipt_count_followers_and_do_not_name_them(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    seen = consequences_of(year.meeting, on(TUESDAY), State.CONFIRMED, at(date(2027, 4, 5), time(12)))
    assert ([person.pk for person in seen.told], seen.followers) == ([cast.secretary.pk], 1)
    assert fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary).told == 2


def test_who_may_no_longer_see_it_hears_nothing(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    Entry.objects.update(shown_to="governance")
    fixed(year, cast)
    assert news_for(cast.student) == []


def test_who_has_stopped_following_hears_nothing(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    unfollow("entry", str(year.meeting.pk), by=cast.student)
    fixed(year, cast)
    assert news_for(cast.student) == []


def test_a_closed_account_hears_nothing(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    User.objects.filter(pk=cast.student.pk).update(is_active=False)
    fixed(year, cast)
    assert news_for(cast.student) == []


def test_who_follows_only_a_date_counted_from_it_hears_of_that_one(cast: Cast, year: Meeting) -> None:
    papers = open_to_all(year.papers)
    follow("entry", str(papers.pk), by=cast.student)
    fixed(year, cast)
    [mail] = news_for(cast.student)
    assert mail.object_key == f"events.entry:{papers.pk}"
    assert f"UID:{papers.uid}" in mail.calendar
    assert f"UID:{year.meeting.uid}" not in mail.calendar, "the meeting is not for them to see"


def test_that_it_was_held_and_what_is_long_past_is_news_to_no_one(cast: Cast, year: Meeting) -> None:
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    with time_machine.travel(at(date(2027, 9, 1), time(12)), tick=False):
        fix_date(year.meeting, when=on(TUESDAY), seen=0, by=cast.secretary)
        year.meeting.refresh_from_db()
        mark_held(year.meeting, seen=1, by=cast.secretary)
    assert news_for(cast.student) == []


@pytest.mark.parametrize(("rhythm", "state"), [("at_once", "waiting"), ("weekly", "gathered")])
def test_it_is_gathered_for_those_who_want_it_so(rhythm: str, state: str, cast: Cast, year: Meeting) -> None:
    User.objects.filter(pk=cast.student.pk).update(mail_rhythm=rhythm)
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    fixed(year, cast)
    assert [mail.state for mail in news_for(cast.student)] == [state]


def test_what_is_close_at_hand_is_not_gathered(cast: Cast, year: Meeting) -> None:
    User.objects.filter(pk=cast.student.pk).update(mail_rhythm="weekly")
    follow("entry", str(open_to_all(year.meeting).pk), by=cast.student)
    with time_machine.travel(at(TUESDAY - timedelta(days=2), time(12)), tick=False):
        fixed(year, cast)
    assert [mail.state for mail in news_for(cast.student)] == ["waiting"]


def test_the_last_look_stops_what_is_no_longer_wanted(cast: Cast, year: Meeting) -> None:
    meeting = open_to_all(year.meeting)
    for person in (cast.student, cast.employee, cast.outsider):
        follow("entry", str(meeting.pk), by=person)
    fixed(year, cast)
    unfollow("entry", str(meeting.pk), by=cast.student)
    MailOptOut.objects.create(user=cast.employee, kind="wheel.followed")
    rows = {mail.recipient_id: mail for mail in OutboxMessage.objects.filter(kind="wheel.followed")}
    stopped = {rows[cast.student.pk].pk: "not_wanted", rows[cast.employee.pk].pk: "not_wanted"}
    assert look_at_news(list(rows.values())) == stopped
