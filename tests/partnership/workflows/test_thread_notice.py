"""Who follows a need or a project gets a mail when something happens to it."""

from __future__ import annotations

from typing import Any

import pytest

from portal.core.hearing import told_anyway
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.registry import last_looks
from portal.core.text import Text
from portal.core.workflows.authored import edit
from portal.core.workflows.transition import note_change, take
from portal.partnership.models import Follow, MailOptOut, User
from portal.partnership.queries.follow import followed_by
from portal.partnership.workflows.follow import NothingToFollowError, follow, unfollow
from portal.partnership.workflows.thread_notice import NEWS
from projects.models import Need
from projects.rules.need import NEED
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.projects.factories import NeedFactory, ProjectFactory

WHY = "Ingen har tid."


def followed(need: Need, *people: User) -> Need:
    for person in people:
        follow("thread", str(need.thread_id), by=person)
    return need


def park(need: Need, by: User) -> None:
    take(need, NEED, "park", by=by, note=WHY, reason=WHY)


def told() -> dict[Any, str]:
    return {row.recipient: row.text for row in OutboxMessage.objects.filter(kind=NEWS)}


def test_followers_read_what_happened_and_why_in_their_language(cast: Cast) -> None:
    User.objects.filter(pk=cast.employee.pk).update(language="en")
    need = followed(NeedFactory.create(title=Text(nb="Hvem faller utenfor?")), cast.employee, cast.supervisor)
    park(need, cast.team_university)
    mails = told()
    assert set(mails) == {cast.employee, cast.supervisor}
    english = mails[cast.employee]
    for words in ("Hvem faller utenfor?", "It is parked.", WHY, f"/en/behov/{need.slug}/"):
        assert words in english
    row = OutboxMessage.objects.get(kind=NEWS, recipient=cast.employee)
    assert "List-Unsubscribe" in row.headers


def test_nobody_hears_of_what_they_did_themselves(cast: Cast) -> None:
    park(followed(NeedFactory.create(), cast.team_university), cast.team_university)
    assert told() == {}


def test_who_is_told_anyway_is_not_told_twice(cast: Cast) -> None:
    assert "need" in told_anyway
    need = followed(NeedFactory.create(made_by=cast.employee), cast.employee, cast.supervisor)
    park(need, cast.team_university)
    assert set(told()) == {cast.supervisor}


def test_who_does_without_such_mail_gets_none(cast: Cast) -> None:
    MailOptOut.objects.create(user=cast.employee, kind=NEWS)
    park(followed(NeedFactory.create(), cast.employee), cast.team_university)
    assert told() == {}


def test_who_may_no_longer_see_it_hears_nothing_of_it(cast: Cast) -> None:
    project = ProjectFactory.create()
    Follow.objects.create(user=cast.outsider, kind="thread", key=str(project.thread_id))
    follow("thread", str(project.thread_id), by=cast.employee)
    note_change(project, "news", by=cast.supervisor)
    assert set(told()) == {cast.employee}


def test_a_text_that_reads_better_is_no_news(cast: Cast) -> None:
    need = followed(NeedFactory.create(), cast.employee)
    edit(need, {"title": Text(nb="Bedre sagt")}, by=cast.team_university, seen=0)
    note_change(need, "weighed", by=cast.team_university)
    assert told() == {}


def test_a_mail_on_its_way_is_dropped_for_who_stops_following(cast: Cast) -> None:
    need = followed(NeedFactory.create(), cast.employee, cast.supervisor)
    park(need, cast.team_university)
    unfollow("thread", str(need.thread_id), by=cast.employee)
    rows = list(OutboxMessage.objects.filter(kind=NEWS))
    dropped = last_looks.get(NEWS)(rows)
    [row] = [row for row in rows if row.recipient == cast.employee]
    assert dropped == {row.pk: OutboxError.NOT_WANTED}


def test_my_page_says_what_happened_last(cast: Cast) -> None:
    need = followed(NeedFactory.create(), cast.employee)
    [thing] = followed_by(cast.employee)
    assert thing.thing.url == f"/behov/{need.slug}/"
    park(need, cast.team_university)
    [thing] = followed_by(cast.employee)
    assert "parkert" in thing.thing.summary.lower() or "parked" in thing.thing.summary.lower()


def test_one_follows_only_what_one_may_see_and_what_has_a_history(cast: Cast) -> None:
    hidden, date = ProjectFactory.create(), EntryFactory.create()
    for key in (str(hidden.thread_id), str(date.thread_id), "999999999", "x", "9" * 40):
        with pytest.raises(NothingToFollowError):
            follow("thread", key, by=cast.outsider)
