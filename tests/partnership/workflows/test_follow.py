"""One follows what one may see, once, and stops whenever one wants."""

from __future__ import annotations

from typing import Any

import pytest

from events.models import Entry
from portal.partnership.models import Follow
from portal.partnership.queries.follow import followed_by, followers_of
from portal.partnership.workflows.follow import NothingToFollowError, follow, unfollow
from tests.cast import Cast
from tests.events.factories import EntryFactory


def key_of(entry: Entry) -> str:
    return str(entry.pk)


def test_following_twice_and_stopping_twice_changes_nothing_more(cast: Cast) -> None:
    entry = EntryFactory.create()
    for _again in range(2):
        assert follow("entry", key_of(entry), by=cast.student).url == f"/arshjul/datoer/{entry.pk}/"
    assert Follow.objects.count() == 1
    assert unfollow("entry", key_of(entry), by=cast.student) is True
    assert unfollow("entry", key_of(entry), by=cast.student) is False


@pytest.mark.parametrize("key", ["999999999", "finnes-ikke", "", "9" * 40, "٣"])
def test_there_must_be_such_a_thing(key: str, cast: Cast) -> None:
    with pytest.raises(NothingToFollowError):
        follow("entry", key, by=cast.student)


def test_there_must_be_such_a_kind_of_thing(cast: Cast) -> None:
    with pytest.raises(NothingToFollowError):
        follow("boats", "1", by=cast.student)


def test_nobody_follows_what_they_may_not_see(cast: Cast) -> None:
    entry = EntryFactory.create(shown_to="governance")
    with pytest.raises(NothingToFollowError):
        follow("entry", key_of(entry), by=cast.student)
    assert not Follow.objects.exists()
    follow("entry", key_of(entry), by=cast.secretary)
    assert Follow.objects.get().user == cast.secretary


def test_what_one_may_no_longer_see_is_not_told_of_and_can_be_left(cast: Cast) -> None:
    entry = EntryFactory.create()
    follow("entry", key_of(entry), by=cast.student)
    Entry.objects.update(shown_to="governance")
    assert followed_by(cast.student) == []
    assert unfollow("entry", key_of(entry), by=cast.student)


def test_what_happened_last_comes_first(cast: Cast) -> None:
    first, second = EntryFactory.create(), EntryFactory.create()
    for entry in (first, second):
        follow("entry", key_of(entry), by=cast.student)
    first.changes.create(kind="cancelled")
    found = followed_by(cast.student)
    assert [one.key for one in found] == [key_of(first), key_of(second)]
    assert "Avlyst" in found[0].thing.summary


def test_two_queries_however_much_one_follows(cast: Cast, django_assert_num_queries: Any) -> None:
    for _number in range(30):
        entry = EntryFactory.create()
        entry.changes.create(kind="cancelled")
        follow("entry", key_of(entry), by=cast.student)
    with django_assert_num_queries(2):
        assert len(followed_by(cast.student)) == 30


def test_followers_are_found_by_thing_and_closed_accounts_are_left_out(cast: Cast) -> None:
    entry, other = EntryFactory.create(), EntryFactory.create()
    follow("entry", key_of(entry), by=cast.student)
    follow("entry", key_of(other), by=cast.student)
    follow("entry", key_of(entry), by=cast.outsider)
    cast.outsider.is_active = False
    cast.outsider.save()
    keys = {key_of(entry), key_of(other)}
    assert followers_of("entry", keys) == {cast.student: keys}
