"""Every list asks the database as often for thirty rows as for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import override_settings

from portal.core.models import DemoMail
from tests.cast import Cast
from tests.events.factories import EntryFactory
from tests.guards.queries import assert_same_queries


def make_entry() -> object:
    return EntryFactory.create()


def make_mail() -> object:
    return DemoMail.objects.create(
        sender="a@test.example", recipients="b@test.example", subject="x", text="x"
    )


LISTS: list[tuple[str, Callable[[], object]]] = [
    ("/arshjul/2027/", make_entry),
    ("/arshjul/2027.svg", make_entry),
    ("/arshjul.ics", make_entry),
    ("/arrangementer/", make_entry),
    ("/demo/postkasse/", make_mail),
]


@pytest.mark.parametrize(("address", "make_one"), LISTS)
def test_a_list_of_thirty_asks_no_more_than_a_list_of_one(
    cast: Cast, address: str, make_one: Callable[[], object]
) -> None:
    with override_settings(DEMO=True):
        assert_same_queries(address, make_one)
