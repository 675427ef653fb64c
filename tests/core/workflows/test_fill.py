"""Filling the portal: as many objects as asked for, each with its thread, counted, found, and marked."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from events.models import Entry
from portal.core.clock import today
from portal.core.fill import fillers
from portal.core.models.thread import FacetCount, Thread, ThreadLink, Word
from portal.core.queries.listing import Asked, find
from portal.core.rules.prose import Prose
from portal.core.threads import kinds
from portal.core.workflows import fill as filling
from portal.core.workflows.fill import fill, read_phrases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("partnership")]
EVERYONE = frozenset({"public"})


def made() -> Any:
    return Entry.objects.filter(is_example=True)


def test_as_many_are_made_as_asked_for() -> None:
    told: list[int] = []
    assert fill(60, told=told.append) == 60
    assert Thread.objects.filter(example=True).count() == 60
    assert {thread.kind for thread in Thread.objects.filter(example=True)} == {one.kind for one in fillers}
    assert told[-1] == 60


def test_each_has_the_thread_it_would_have_if_it_were_saved() -> None:
    fill(100)
    fields = ["title", "lead", "address", "audience", "state", "facets", "day", "last_day", "title_key"]
    told = list(Thread.objects.filter(example=True).order_by("pk").values("key", *fields))
    for filler in fillers:
        for thing in apps.get_model(kinds.get(filler.kind).model)._default_manager.filter(is_example=True):
            thing.save()
    assert list(Thread.objects.filter(example=True).order_by("pk").values("key", *fields)) == told
    assert all(thread["key"] and thread["address"] for thread in told)


def test_they_are_found_at_once() -> None:
    fill(40)
    thread = Thread.objects.public().live().filter(example=True).first()
    assert thread is not None
    question = str(thread.title)
    assert thread in find(Asked(audiences=EVERYONE, question=question)).threads
    assert Word.objects.filter(word=question.lower().split()[0].strip(":,")).exists()


def test_the_numbers_under_facets_are_right() -> None:
    fill(50)
    number = Thread.objects.for_audiences(EVERYONE).live().filter(kind="date").count()
    assert find(Asked(audiences=EVERYONE, kinds=("date",))).number == number
    assert FacetCount.objects.filter(kind="date", audience="public", facet="").count() == 1


def test_some_led_to_the_next_one() -> None:
    fill(50)
    assert 0 < ThreadLink.objects.count() < 50


def test_all_of_it_is_marked_as_examples() -> None:
    before = Thread.objects.filter(example=False).count()
    fill(20)
    assert Thread.objects.filter(example=False).count() == before


def test_the_wheels_of_this_year_and_the_next_stay_as_they_are() -> None:
    fill(200)
    assert not made().filter(year__in=[today().year, today().year + 1]).exists()


def test_very_many_leave_the_search_indexes_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    before = indexes()
    monkeypatch.setattr(filling, "MANY", 10)
    fill(20)
    assert indexes() == before
    assert any("USING gin" in definition for definition in before.values())


def indexes() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'core_thread'")
        return dict(cursor.fetchall())


def test_every_filler_makes_what_its_kind_tells() -> None:
    prose = Prose(read_phrases())
    for filler in fillers:
        thing = filler.make(prose, today())
        assert thing._meta.label == kinds.get(filler.kind).model
        assert thing.pk is None


def test_the_command_says_what_it_did(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEMO = True
    call_command("fill", "--objects", "5")
    assert capsys.readouterr().out.startswith("Made 5 objects in")


def test_the_command_is_refused_where_real_matters_are_kept(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="belong in a demo"):
        call_command("fill", "--objects", "5")
    assert not made().exists()


def test_less_than_one_is_a_mistake(settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="say how many"):
        call_command("fill", "--objects", "0")
