"""Linking, merging and counting threads."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from portal.core.models import FacetCount, Thread, ThreadLink
from portal.core.models.thread import Relation
from portal.core.text import Text
from portal.core.workflows.thread import MergeError, compact_counts, link, merge, unlink
from tests.core.threads import counted, standing
from tests.events.factories import EntryFactory
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")


def boat(slug: str) -> Thread:
    return BoatFactory.create(slug=slug, name=Text(nb=slug)).thread


def test_saying_twice_that_one_led_to_another_changes_nothing() -> None:
    need, task = boat("need"), boat("task")
    first = link(need, task, Relation.BECAME)
    assert link(need, task, Relation.DISCUSSED) == first
    assert ThreadLink.objects.get().relation == Relation.BECAME
    unlink(need, task)
    assert not ThreadLink.objects.exists()


def test_nothing_leads_to_itself() -> None:
    need = boat("need")
    with pytest.raises(IntegrityError, match="no_link_to_itself"), transaction.atomic():
        link(need, need, Relation.BECAME)


def test_a_link_is_gone_when_what_it_came_with_is_undone() -> None:
    need, task = boat("need"), boat("task")
    with transaction.atomic():
        link(need, task, Relation.BECAME)
        transaction.set_rollback(True)
    assert not ThreadLink.objects.exists()


def test_what_was_said_twice_becomes_one_with_the_links_of_both() -> None:
    need, twice, kept, result = boat("need"), boat("twice"), boat("kept"), boat("result")
    link(need, twice, Relation.BECAME)
    link(need, kept, Relation.BECAME)
    link(twice, result, Relation.RESULTED)
    link(twice, kept, Relation.CONCERNS)
    merge(twice, into=kept)
    pairs = set(ThreadLink.objects.values_list("earlier__key", "later__key", "relation"))
    assert pairs == {("need", "kept", "became"), ("kept", "result", "resulted")}


def test_the_old_address_leads_to_the_new_one_in_each_language() -> None:
    twice, kept = boat("twice"), boat("kept")
    merge(twice, into=kept)
    for language in ("", "/nn", "/en"):
        answer = Client().get(f"{language}/bater/twice/")
        assert (answer.status_code, answer["Location"]) == (301, f"{language}/bater/kept/")
    assert Client().get("/bater/kept/").status_code == 200


def test_an_address_that_was_merged_twice_leads_on_in_one_step() -> None:
    first, second, third = boat("first"), boat("second"), boat("third")
    merge(first, into=second)
    merge(second, into=third)
    assert Client().get("/bater/first/")["Location"] == "/bater/third/"


def test_a_merged_date_leads_to_the_one_it_became() -> None:
    twice, kept = EntryFactory.create(), EntryFactory.create()
    merge(twice.thread, into=kept.thread)
    answer = Client().get(f"/arshjul/datoer/{twice.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/arshjul/datoer/{kept.pk}/")


def test_what_is_merged_stands_in_no_list_search_or_feed() -> None:
    twice, kept = boat("twice"), boat("kept")
    merge(twice, into=kept)
    for address in ("/bater/", "/bater/?q=twice", "/bater/?format=csv", "/bater/?format=atom"):
        assert "/bater/twice/" not in Client().get(address).content.decode()
    assert counted() == standing() == {("boat", "public", ""): 1, ("boat", "public", "havn:nord"): 1}


def test_what_cannot_be_one_is_refused() -> None:
    first, second, third = boat("first"), boat("second"), boat("third")
    date = EntryFactory.create().thread
    merge(first, into=second)
    for thread, into in ((third, third), (third, date), (third, first)):
        with pytest.raises(MergeError):
            merge(thread, into=into)
    assert Thread.objects.exclude(merged_into=None).get() == first


def test_what_was_merged_already_is_not_merged_elsewhere() -> None:
    first, second, third = boat("first"), boat("second"), boat("third")
    merge(first, into=second)
    with pytest.raises(MergeError):
        merge(first, into=third)
    assert Thread.objects.get(pk=first.pk).merged_into == second


def test_when_what_it_became_is_deleted_a_merged_thing_stands_by_itself_again() -> None:
    twice, kept = BoatFactory.create(slug="twice"), BoatFactory.create(slug="kept")
    merge(twice.thread, into=kept.thread)
    kept.delete()
    assert Client().get("/bater/twice/").status_code == 200
    assert counted() == standing()


def test_summing_up_the_counts_changes_nothing_for_readers() -> None:
    for number in range(5):
        boat(f"boat-{number}")
    Thread.objects.filter(key="boat-0").update(live=False)
    before = counted()
    compact_counts()
    assert counted() == before == standing()
    assert FacetCount.objects.filter(kind="boat").count() == 2


def test_a_count_that_nobody_stands_under_leaves_no_row() -> None:
    thread = boat("boat")
    Thread.objects.filter(pk=thread.pk).update(audience="partners")
    compact_counts()
    assert set(FacetCount.objects.filter(kind="boat").values_list("audience", flat=True)) == {"partners"}


def test_a_write_that_touches_no_facet_adds_no_count() -> None:
    thread = boat("boat")
    rows = FacetCount.objects.count()
    Thread.objects.filter(pk=thread.pk).update(words="Noe annet.")
    assert FacetCount.objects.count() == rows
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_facetcount WHERE number = 0")
        assert cursor.fetchone() == (0,)
