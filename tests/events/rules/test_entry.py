"""Who sees which dates: the rule for one and the query for many agree."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser

from events.models import Entry
from events.rules.entry import may_see_entry
from events.rules.enums import ShownTo
from tests.cast import Cast
from tests.events.factories import EntryFactory

SEES = {
    "public": {"student", "outsider"},
    "partners": {"employee", "unit_leader", "supervisor", "course_coordinator", "called_in"},
    "governance": {
        "team_municipality",
        "team_university",
        "secretary",
        "steering_member",
        "steering_leader",
        "controller",
        "administrator",
    },
}


def test_what_the_rule_says_of_one_date_the_query_says_of_all(cast: Cast) -> None:
    for shown_to in ShownTo.values:
        EntryFactory(shown_to=shown_to)
    for who, user in [*cast.by_name().items(), ("nobody", AnonymousUser())]:
        by_query = set(Entry.objects.visible_to(user))
        by_rule = {entry for entry in Entry.objects.all() if may_see_entry(user, entry)}
        assert by_query == by_rule, who


def test_dates_for_the_inside_are_seen_from_the_inside_only(cast: Cast) -> None:
    for shown_to in ShownTo.values:
        EntryFactory(shown_to=shown_to)
    for seen, who in (("public", 1), ("partners", 2), ("governance", 3)):
        for name in SEES[seen]:
            assert Entry.objects.visible_to(cast.by_name()[name]).count() == who, name
    assert Entry.objects.visible_to(AnonymousUser()).count() == 1


def test_a_year_holds_what_reaches_into_it(db: None) -> None:
    over = EntryFactory.create(first_day=date(2026, 12, 28), last_day=date(2027, 1, 3), precision="week")
    EntryFactory(first_day=date(2027, 1, 4))
    assert over in Entry.objects.touching(2026)
    assert Entry.objects.touching(2027).count() == 2
    assert Entry.objects.touching(2026).count() == 1
