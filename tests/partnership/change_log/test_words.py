"""A change as people read it: who, what, before and after, with the names of today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
import pytest
from django.utils import translation

from portal.core.text import Text
from portal.partnership.change_log.words import Line, in_words
from portal.partnership.models import Affiliation, Agreement, Partner, Seat, Tenure, Unit, User
from portal.partnership.queries.change_log import Asked, read_changes
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def newest(limit: int = 1, **asked: Any) -> list[Line]:
    return in_words(read_changes(Asked(**asked), limit=limit))


def as_pairs(line: Line) -> dict[str, tuple[str, str]]:
    return {field.field: (str(field.before), str(field.after)) for field in line.fields}


def test_a_date_and_a_choice_are_told_before_and_after(cast: Cast) -> None:
    tenure = cast.secretary.tenures.get()
    with pghistory.context(user=cast.administrator.pk, url="/"):
        tenure.last_day, tenure.part = date(2026, 12, 31), "substitute"
        tenure.save()
    [line] = newest(kind="tenure")
    assert (str(line.called), str(line.done)) == ("holding of a seat", "changed")
    assert line.title == f"{cast.secretary.name}, {tenure.seat.title}"
    assert (line.who, line.how) == (cast.administrator.name, "")
    assert as_pairs(line) == {"As": ("holder", "substitute"), "Last day": ("", "31 December 2026")}


def test_what_is_added_and_what_is_removed_is_told_in_full(cast: Cast) -> None:
    unit = Unit.objects.filter(partner__kind="university").earliest("pk")
    place = Affiliation.objects.create(
        user=cast.outsider, unit=unit, role="student", first_day=date(2026, 8, 1)
    )
    place.delete()
    removed, added = newest(2, kind="affiliation")
    told = {
        "Person": cast.outsider.name,
        "Unit": str(unit.name),
        "Role": "student",
        "Known from": "recorded here",
        "First day": "1 August 2026",
    }
    assert (str(added.done), as_pairs(added)) == (
        "added",
        {field: ("", said) for field, said in told.items()},
    )
    assert (str(removed.done), as_pairs(removed)) == (
        "removed",
        {field: (said, "") for field, said in told.items()},
    )


def test_a_text_is_told_in_the_language_it_changed_in(cast: Cast) -> None:
    seat = Seat.objects.earliest("pk")
    before = seat.title
    seat.title = Text(nb=before.nb, nn="Ny tittel", en=before.en)
    seat.save()
    [line] = newest(kind="seat")
    [field] = line.fields
    assert (field.field, str(field.before), str(field.after)) == ("Title, nynorsk", before.nn, "Ny tittel")
    assert isinstance(field.after, Text)
    assert field.after.lang == "nn"


def test_yes_no_lists_and_references_are_words(cast: Cast) -> None:
    agreement = Agreement.objects.earliest("pk")
    agreement.evaluate_before_end = not agreement.evaluate_before_end
    agreement.save()
    assert set(as_pairs(newest(kind="agreement")[0])["To be evaluated before it ends"]) == {"yes", "no"}
    partner = Partner.objects.earliest("pk")
    partner.realms = ["example.no", "example.org"]
    partner.save()
    assert (
        as_pairs(newest(kind="partner")[0])["What sign-in providers call it"][1] == "example.no, example.org"
    )
    seat = Seat.objects.filter(partner=partner).earliest("pk")
    seat.partner = Partner.objects.exclude(pk=partner.pk).earliest("pk")
    seat.save()
    assert as_pairs(newest(kind="seat")[0]) == {"Partner": (str(partner.name), str(seat.partner.name))}


def test_whoever_was_erased_is_told_of_without_a_name(cast: Cast) -> None:
    gone = person("gone")
    with pghistory.context(user=gone.pk, url="/"):
        Tenure.objects.filter(user=cast.secretary).update(last_day=date(2030, 1, 1))
    User.objects.filter(pk=gone.pk).update(name="", email="erased@test.example", is_active=False)
    assert newest(kind="tenure")[0].who == "Somebody who has left"
    assert newest(kind="person")[0].title == "Somebody who has left"


def test_something_that_is_gone_is_told_of_all_the_same(cast: Cast) -> None:
    unit = Unit.objects.earliest("pk")
    new = Unit.objects.create(partner=unit.partner, parent=unit, key="new", kind="x", name=Text(en="New"))
    other = Unit.objects.create(
        partner=unit.partner, parent=new, key="other", kind="x", name=Text(en="Other")
    )
    other.parent = unit
    other.save()
    new.delete()
    change = next(line for line in newest(9, kind="unit") if str(line.done) == "changed")
    assert as_pairs(change) == {"Part of": ("Something that is gone", str(unit.name))}


@pytest.mark.parametrize(
    ("context", "who", "how"),
    [
        ({"command": "load_partnership"}, "The portal itself", "load_partnership"),
        ({"task": "portal.core.tasks.enforce_retention"}, "The portal itself", "portal.core.tasks."),
        ({"user": None, "url": "/logg-inn/"}, "Somebody who was not signed in", ""),
        (None, "Directly in the database", "such as by a new version of the portal"),
    ],
)
def test_where_no_person_did_it_the_line_says_what_did(
    cast: Cast, context: dict[str, Any] | None, who: str, how: str
) -> None:
    seat = Seat.objects.earliest("pk")
    seat.percent = 77
    if context is None:
        seat.save()
    else:
        with pghistory.context(**context):
            seat.save()
    [line] = newest(kind="seat")
    assert line.who == who
    assert line.how.startswith(how)
