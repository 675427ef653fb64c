"""Whatever way an object is written, its thread says the same as the object."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from portal.core.models import Thread
from portal.core.models.threaded import kind_of, tell_all
from portal.core.text import Text
from portal.partnership.models import Partner
from tests.core.threads import counted, standing
from tests.threads_app.declared import BoatFactory
from tests.threads_app.models import Boat

pytestmark = pytest.mark.usefixtures("boats")


def row(slug: str) -> Thread:
    return Thread.objects.get(kind="boat", key=slug)


def new(slug: str, **more: object) -> Boat:
    return Boat(slug=slug, name=Text(nb=slug), **more)


def test_a_new_object_has_a_thread_that_says_what_it_is() -> None:
    boat = BoatFactory.create(slug="skib", name=Text(nb="Skibladner", en="The Skibladner"), story="Damp.")
    thread = row("skib")
    assert boat.thread == thread
    assert (thread.title, thread.words, thread.address) == (boat.name, "Damp.", "/bater/skib/")
    assert (thread.audience, thread.live, thread.facets) == ("public", True, ["havn:nord"])


def test_saving_changes_the_thread_and_saving_the_same_again_does_not_touch_it() -> None:
    boat = BoatFactory.create(slug="skib")
    boat.name = Text(nb="Fløteren")
    boat.save()
    thread = row("skib")
    assert str(thread.title) == "Fløteren"
    boat.save()
    assert row("skib").changed_at == thread.changed_at


def test_saving_some_fields_of_an_object_tells_them() -> None:
    boat = BoatFactory.create(slug="skib")
    boat.harbour = "sør"
    boat.save(update_fields=["harbour"])
    assert row("skib").facets == ["havn:sør"]


def test_a_new_key_keeps_the_row() -> None:
    boat = BoatFactory.create(slug="skib")
    Boat.objects.filter(pk=boat.pk).update(slug="ny")
    assert row("ny").pk == boat.thread_id


def test_writing_to_many_at_once_reaches_the_thread_of_each() -> None:
    for number in range(3):
        BoatFactory.create(slug=f"bat-{number}")
    assert Boat.objects.filter(slug__in=["bat-0", "bat-1"]).update(harbour="sør") == 2
    assert [row(f"bat-{number}").facets for number in range(3)] == [["havn:sør"], ["havn:sør"], ["havn:nord"]]


def test_an_update_that_takes_rows_out_of_its_own_filter_reaches_them() -> None:
    BoatFactory.create(slug="skib", harbour="nord")
    Boat.objects.filter(harbour="nord").update(harbour="sør")
    assert row("skib").facets == ["havn:sør"]


def test_an_update_by_expression_tells_what_came_of_it() -> None:
    BoatFactory.create(slug="skib", harbour="nord")
    Boat.objects.update(harbour=F("slug"))
    assert row("skib").facets == ["havn:skib"]


def test_what_is_got_or_made_or_updated_has_its_thread() -> None:
    Boat.objects.get_or_create(slug="skib", defaults={"name": Text(nb="Skib")})
    Boat.objects.update_or_create(slug="skib", defaults={"harbour": "sør"})
    assert row("skib").facets == ["havn:sør"]


def test_many_made_at_once_have_a_thread_each_in_few_queries() -> None:
    with CaptureQueriesContext(connection) as asked:
        Boat.objects.bulk_create([new(f"bat-{number}") for number in range(200)])
    assert Thread.objects.filter(kind="boat", live=True, audience="public").count() == 200
    assert len(asked) <= 10
    assert counted() == standing()


def test_many_written_at_once_are_told_too() -> None:
    boats = Boat.objects.bulk_create([new("a"), new("b")])
    for boat in boats:
        boat.harbour = "sør"
    Boat.objects.bulk_update(boats, ["harbour"])
    assert {row("a").facets[0], row("b").facets[0]} == {"havn:sør"}


def test_what_was_there_already_keeps_its_thread_and_leaves_none_over() -> None:
    kept = BoatFactory.create(slug="skib")
    Boat.objects.bulk_create([new("skib"), new("ny")], ignore_conflicts=True)
    assert row("skib").pk == kept.thread_id
    assert Thread.objects.filter(kind="boat").count() == 2


def test_a_write_that_is_undone_leaves_no_thread() -> None:
    with transaction.atomic():
        BoatFactory.create(slug="skib")
        transaction.set_rollback(True)
    assert not Thread.objects.filter(kind="boat").exists()


def test_deleting_one_many_or_by_cascade_takes_the_threads_along() -> None:
    BoatFactory.create(slug="one").delete()
    for slug in ("two", "three"):
        BoatFactory.create(slug=slug)
    Boat.objects.filter(slug__in=["two", "three"]).delete()
    assert not Thread.objects.filter(kind="boat").exists()
    assert counted() == {}


def test_a_thread_is_not_deleted_from_under_its_object() -> None:
    boat = BoatFactory.create()
    with pytest.raises(IntegrityError):
        Thread.objects.filter(pk=boat.thread_id).delete()


def test_many_told_anew_give_the_number_of_those_that_changed() -> None:
    first, second = BoatFactory.create(), BoatFactory.create()
    Thread.objects.filter(pk=first.thread_id).update(lead=Text(nb="x"))
    assert tell_all(Boat, [first.pk, second.pk]) == 1


def test_the_day_a_thing_ends_is_its_day_where_it_has_no_other() -> None:
    BoatFactory.create(slug="skib", sails_on=date(2027, 3, 3))
    assert (row("skib").day, row("skib").last_day) == (date(2027, 3, 3), date(2027, 3, 3))


def test_a_model_that_no_kind_tells_of_is_named() -> None:
    with pytest.raises(LookupError, match=r"partnership\.Partner"):
        kind_of(Partner)
