"""Every address, asked as everyone, answers what the table says."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.guards.permissions.asking import (
    VISITOR,
    Ask,
    forgeable_posts,
    leaks_of_closed_rooms,
    silent_refusals,
    undeclared_methods,
    unlisted,
    wrong_answers,
)
from tests.guards.permissions.samples import samples
from tests.guards.permissions.table import Table, read_roles, read_table_file

pytestmark = pytest.mark.django_db
ROLES = read_roles()


class Asking:
    """Asks as anybody in the cast. What an answer changes is taken back before the next one."""

    def __init__(self, cast: Cast, *, tokens: bool) -> None:
        self._people = cast.by_name()
        self._clients: dict[str, Client] = {}
        self._tokens = tokens

    def __call__(self, role: str, method: str, address: str) -> HttpResponseBase:
        client = self._client(role)
        cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
        with transaction.atomic():
            response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        client.cookies = cookies
        return response

    def _client(self, role: str) -> Client:
        if role not in self._clients:
            client = Client(raise_request_exception=False, enforce_csrf_checks=self._tokens)
            if role != VISITOR:
                client.force_login(self._people[role])
            self._clients[role] = client
        return self._clients[role]


@pytest.fixture
def table(cast: Cast) -> Table:
    return read_table_file(samples(cast))


@pytest.fixture
def ask(cast: Cast) -> Ask:
    return Asking(cast, tokens=False)


@pytest.fixture
def sign_in() -> str:
    return reverse("sign_in")


def test_every_address_is_in_the_table(table: Table) -> None:
    faults = unlisted(table)
    assert not faults, "\n" + "\n".join(faults)


def test_everyone_in_the_cast_has_a_column(cast: Cast) -> None:
    assert set(ROLES) == {VISITOR, *cast.by_name()}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_table_says(role: str, table: Table, ask: Ask, sign_in: str) -> None:
    faults = list(wrong_answers(table.rows, role, ask, sign_in))
    assert not faults, "\n" + "\n".join(faults)


def test_no_other_method_is_open_to_anyone(table: Table, ask: Ask, sign_in: str) -> None:
    faults = list(undeclared_methods(table, ask, sign_in))
    assert not faults, "\n" + "\n".join(faults)


def test_a_closed_room_leads_to_sign_in_and_back_and_tells_nothing(
    table: Table, ask: Ask, sign_in: str
) -> None:
    faults = list(leaks_of_closed_rooms(table, ask, sign_in))
    assert not faults, "\n" + "\n".join(faults)


def test_no_form_is_taken_without_its_token(table: Table, cast: Cast) -> None:
    faults = list(forgeable_posts(table, Asking(cast, tokens=True)))
    assert not faults, "\n" + "\n".join(faults)


def test_who_is_refused_is_told_who_may(table: Table, ask: Ask) -> None:
    faults = list(silent_refusals(table, ask))
    assert not faults, "\n" + "\n".join(faults)
