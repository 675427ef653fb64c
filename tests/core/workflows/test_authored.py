"""What people write gets an address of its own, is changed on the version they saw, and keeps its history."""

from __future__ import annotations

import pytest

from portal.core.models import ThreadChange
from portal.core.text import Text
from portal.core.workflows.authored import edit, make
from portal.core.workflows.transition import StaleError
from projects.models import Need
from tests.cast import Cast
from tests.projects.factories import NeedFactory, ResultFactory, unit_at

pytestmark = pytest.mark.django_db


def unsaved(title: str) -> Need:
    return Need(title=Text(nb=title), summary=Text(nb="x"), unit=unit_at("municipality"), state="voiced")


def test_what_is_made_is_its_makers_and_has_a_first_line_of_history(cast: Cast) -> None:
    need = make(unsaved("Hvem faller utenfor?"), by=cast.employee)
    assert (need.slug, need.made_by) == ("hvem-faller-utenfor", cast.employee)
    change = ThreadChange.objects.get()
    assert (change.action, change.by, change.after) == ("made", cast.employee, "voiced")


def test_two_things_of_one_name_have_two_addresses(cast: Cast) -> None:
    slugs = [make(unsaved("Hvem faller utenfor?"), by=cast.employee).slug for _time in range(2)]
    assert slugs == ["hvem-faller-utenfor", "hvem-faller-utenfor-2"]


def test_history_keeps_each_changed_field_before_and_after(cast: Cast) -> None:
    need = NeedFactory.create(title=Text(nb="Før", en="Before"), summary=Text(nb="Likt"))
    values = {"title": Text(nb="Etter", en="Before"), "summary": Text(nb="Likt"), "themes": ["a"]}
    assert edit(need, values, by=cast.employee, seen=0)
    change = ThreadChange.objects.get()
    assert (change.action, change.by) == ("edited", cast.employee)
    assert change.data == {
        "title": [{"nb": "Før", "en": "Before"}, {"nb": "Etter", "en": "Before"}],
        "themes": [[], ["a"]],
    }
    assert (need.version, need.thread.title.nb) == (1, "Etter")


def test_where_nothing_is_new_there_is_no_history_and_no_new_version(cast: Cast) -> None:
    need = NeedFactory.create(title=Text(nb="Likt"))
    assert not edit(need, {"title": Text(nb="Likt")}, by=cast.employee, seen=0)
    assert (need.version, ThreadChange.objects.count()) == (0, 0)


def test_nobody_writes_over_what_they_have_not_seen(cast: Cast) -> None:
    need = NeedFactory.create(title=Text(nb="Først"))
    edit(need, {"title": Text(nb="Deres")}, by=cast.employee, seen=0)
    with pytest.raises(StaleError):
        edit(need, {"title": Text(nb="Mitt")}, by=cast.unit_leader, seen=0)
    assert type(need).objects.get(pk=need.pk).title.nb == "Deres"
    assert ThreadChange.objects.count() == 1


def test_history_names_nobody_by_what_they_are_called(cast: Cast) -> None:
    result = ResultFactory.create(contact=cast.employee)
    edit(result, {"contact": cast.supervisor}, by=cast.employee, seen=0)
    assert ThreadChange.objects.get().data == {"contact": [cast.employee.pk, cast.supervisor.pk]}
