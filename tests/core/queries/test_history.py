"""What has happened to a thing is told in public words, and who did it to those inside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.queries.history import history_of
from portal.core.text import Text
from portal.core.threads import kinds
from portal.core.workflows.authored import edit
from portal.core.workflows.transition import note_change, take
from projects.models import Need
from projects.rules.need import NEED
from tests.cast import Cast
from tests.core.authored.steps import STEPS
from tests.projects.factories import NeedFactory

pytestmark = pytest.mark.django_db


def told(need: Need, **more: Any) -> list[str]:
    return [str(line.what) for line in history_of(need.thread, **{"inside": False, **more})]


def page(need: Need, client: Client | None = None) -> str:
    return unescape((client or Client()).get(f"/behov/{need.slug}/").content.decode())


def test_the_newest_comes_first_in_the_words_of_the_table(cast: Cast) -> None:
    need = NeedFactory.create()
    take(need, STEPS, "explore", by=cast.team_university)
    take(need, STEPS, "park", by=cast.team_university, note="Ingen har tid.", reason="Ingen har tid.")
    assert told(need, table=STEPS) == ["It is parked.", "It is being explored."]
    assert [line.why for line in history_of(need.thread, inside=False)] == ["Ingen har tid.", ""]


def test_visitors_read_what_happened_and_why_and_those_inside_who_did_it(cast: Cast) -> None:
    need = NeedFactory.create()
    take(need, NEED, "park", by=cast.team_university, note="Ingen har tid.", reason="Ingen har tid.")
    inside, student = Client(), Client()
    inside.force_login(cast.employee)
    assert "Ingen har tid." in page(need)
    assert cast.team_university.name not in page(need)
    assert cast.team_university.name in page(need, inside)
    student.force_login(cast.outsider)
    assert cast.team_university.name not in page(need, student)


def test_a_change_without_words_is_told_to_nobody(cast: Cast) -> None:
    need = NeedFactory.create()
    note_change(need, "weighed", by=cast.team_university)
    assert told(need) == []


def test_one_persons_edits_of_one_day_are_told_once(cast: Cast) -> None:
    need = NeedFactory.create()
    rounds = (
        ("2027-03-01T09:00Z", cast.employee),
        ("2027-03-01T10:00Z", cast.employee),
        ("2027-03-01T11:00Z", cast.unit_leader),
        ("2027-03-02T09:00Z", cast.employee),
    )
    for seen, (moment, who) in enumerate(rounds):
        with time_machine.travel(datetime.fromisoformat(moment), tick=False):
            edit(need, {"title": Text(nb=f"Nr. {seen}")}, by=who, seen=seen)
    lines = history_of(need.thread, inside=True)
    assert [(line.at.day, line.at.hour, line.by) for line in lines] == [
        (2, 9, str(cast.employee)),
        (1, 11, str(cast.unit_leader)),
        (1, 10, str(cast.employee)),
    ]


@pytest.mark.parametrize("inside", [True, False])
def test_a_long_history_is_read_in_one_query(inside: bool, cast: Cast) -> None:
    need = NeedFactory.create()
    for _time in range(30):
        note_change(need, "merged", by=cast.team_university)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(history_of(need.thread, inside=inside)) == 30
    assert len(queries) == 1
    assert bool(re.search("partnership_user", queries[0]["sql"])) is inside


def test_what_a_kind_keeps_among_those_inside_is_told_to_nobody_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = replace(kinds.get("need"), inside=frozenset({"explore"}), unexplained=frozenset({"park"}))
    monkeypatch.setitem(kinds._entries, "need", kind)
    need = NeedFactory.create()
    take(need, STEPS, "explore", by=cast.team_university)
    take(need, STEPS, "park", by=cast.team_university, note="Kari er syk.", reason="Kari er syk.")
    inside = history_of(need.thread, inside=True, table=STEPS)
    outside = history_of(need.thread, inside=False, table=STEPS)
    assert [(str(line.what), line.why) for line in outside] == [("It is parked.", "")]
    assert [line.why for line in inside] == ["Kari er syk.", ""]
