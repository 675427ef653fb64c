"""The permission matrix catches each way an address can differ from what the table says."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve

from tests.guards.permissions.asking import (
    forgeable_posts,
    leaks_of_closed_rooms,
    silent_refusals,
    undeclared_methods,
    unlisted,
    wrong_answers,
)
from tests.guards.permissions.table import Table, read_table

pytestmark = pytest.mark.urls("tests.guards.planted_urls")
SIGN_IN_PAGE = "/gangway/"

SOUND = """
vis = visitor
gue = guest
dec = deckhand
cap = captain

address           method  vis gue dec cap
/                 GET     ●   ●   ●   ●
/boats/1/         GET     ●   ●   ●   ●
/gangway/         GET     ●   ●   ●   ●
/logbook/{book}/  GET     →   ○   –   ●
/logbook/{book}/  POST    →   ○   –   ●
/signal/          POST*   ●   ●   ●   ●
"""


def table(text: str = SOUND) -> Table:
    return read_table(text, {"book": "1"})


def ask(role: str, method: str, address: str) -> HttpResponseBase:
    """What the harbour answers, its exceptions made into answers as Django would."""
    request = RequestFactory().generic(method, address)
    request.user = SimpleNamespace(is_authenticated=role != "visitor", get_username=lambda: role)  # type: ignore[assignment]
    match = resolve(address)
    try:
        response: HttpResponseBase = match.func(request, **match.kwargs)
    except PermissionDenied as refusal:
        return HttpResponse(f"<main><h1>No entry</h1><p>{refusal}</p></main>", status=403)
    except Http404:
        return HttpResponse(status=404)
    return response


def ask_without_token(role: str, method: str, address: str) -> HttpResponseBase:
    exempt = getattr(resolve(address).func, "csrf_exempt", False)
    return ask(role, method, address) if exempt else HttpResponse(status=403)


def wrong(text: str, role: str) -> list[str]:
    return list(wrong_answers(table(text).rows, role, ask, SIGN_IN_PAGE))


def test_a_table_that_tells_the_truth_has_no_faults() -> None:
    assert unlisted(table()) == []
    for role in table().roles:
        assert wrong(SOUND, role) == []
    assert list(undeclared_methods(table(), ask, SIGN_IN_PAGE)) == []
    assert list(leaks_of_closed_rooms(table(), ask, SIGN_IN_PAGE)) == []
    assert list(forgeable_posts(table(), ask_without_token)) == []
    assert list(silent_refusals(table(), ask)) == []


def test_an_address_that_is_not_in_the_table_is_a_fault() -> None:
    without = SOUND.replace("/boats/1/         GET     ●   ●   ●   ●\n", "")
    assert unlisted(table(without)) == [
        "/boats/<int:number>/ is not in table.txt. Add a row that says who may open it.",
    ]


def test_a_row_about_an_address_that_is_no_more_is_a_fault() -> None:
    assert unlisted(table(SOUND + "/rafts/  GET  ●  ●  ●  ●")) == [
        "Line 14: /rafts/ leads nowhere. Remove the row or mend the address.",
    ]


@pytest.mark.parametrize(
    ("planted", "role", "fault"),
    [
        ("→   ○   –   –", "captain", "GET /logbook/1/ answers ● to captain, not – (line 11)"),
        ("→   ○   ●   ●", "deckhand", "GET /logbook/1/ answers – to deckhand, not ● (line 11)"),
        ("→   –   –   ●", "guest", "GET /logbook/1/ answers ○ to guest, not – (line 11)"),
        ("●   ○   –   ●", "visitor", "GET /logbook/1/ answers → to visitor, not ● (line 11)"),
    ],
)
def test_an_answer_that_differs_is_a_fault(planted: str, role: str, fault: str) -> None:
    assert wrong(SOUND.replace("GET     →   ○   –   ●", f"GET     {planted}"), role) == [fault]


def test_a_method_no_row_declares_is_a_fault() -> None:
    silent = SOUND.replace("/logbook/{book}/  POST    →   ○   –   ●\n", "")
    assert list(undeclared_methods(table(silent), ask, SIGN_IN_PAGE)) == [
        "POST /logbook/1/ is open to captain, but no row declares it",
    ]


def test_a_closed_room_that_tells_what_exists_is_a_fault() -> None:
    def telling(role: str, method: str, address: str) -> HttpResponseBase:
        return HttpResponse(status=404) if "999" in address else ask(role, method, address)

    assert list(leaks_of_closed_rooms(table(), telling, SIGN_IN_PAGE)) == [
        "/logbook/999999999/ answers 404 to those signed out, not sign-in",
    ]


def test_a_sign_in_that_forgets_where_one_was_going_is_a_fault() -> None:
    def forgetful(_role: str, _method: str, _address: str) -> HttpResponseBase:
        return HttpResponse(status=302, headers={"Location": SIGN_IN_PAGE})

    assert "/logbook/1/ leads to sign-in, but not back to itself" in list(
        leaks_of_closed_rooms(table(), forgetful, SIGN_IN_PAGE)
    )


def test_a_post_that_needs_no_token_is_a_fault_unless_the_table_says_so() -> None:
    assert list(forgeable_posts(table(SOUND.replace("POST*", "POST ")), ask_without_token)) == [
        "POST /signal/ is taken without a token (line 13)",
    ]
    assert list(forgeable_posts(table(SOUND.replace("POST  ", "POST* ")), ask_without_token)) == [
        "POST /logbook/1/ is refused without a token (line 12)",
    ]


def test_a_refusal_that_does_not_say_who_may_is_a_fault() -> None:
    def silent(_role: str, _method: str, _address: str) -> HttpResponseBase:
        return HttpResponse("<main><h1>No entry</h1></main>", status=403)

    assert list(silent_refusals(table(), silent)) == [
        "/logbook/1/ refuses deckhand without a sentence on who may",
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("/x/ GET ● ●", "has 2 answers for 4 roles"),
        ("/x/ GET ● ● ● ?", r"\? is not one of"),
        ("/x/ LOOK ● ● ● ●", "LOOK is not one of"),
        ("/{boat}/ GET ● ● ● ●", "no sample is called 'boat'"),
    ],
)
def test_a_row_that_can_t_be_read_is_named(row: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"Line 14: .*{message}"):
        table(SOUND + row)


def test_a_column_without_explanation_is_named() -> None:
    with pytest.raises(ValueError, match="the column cap is not explained"):
        table(SOUND.replace("cap = captain\n", ""))
