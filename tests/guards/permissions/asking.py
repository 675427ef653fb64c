"""Asks addresses as somebody and compares the answers with the table. Each fault is a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, Resolver404, URLResolver, get_resolver, resolve, reverse

from tests.guards.page import read_page
from tests.guards.permissions.table import MAY, METHODS, REFUSED, SIGN_IN, UNSEEN, Row, Table

# (role, method, address) → what comes back
Ask = Callable[[str, str, str], HttpResponseBase]
VISITOR = "visitor"  # somebody signed out
SENTENCE = re.compile(r"\w+ \w+.*\.")
NOBODY_S: dict[type, Any] = {int: 999_999_999, str: "finnes-ikke"}


def routes_of(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every pattern the resolver knows, written as in urls.py."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes_of(entry, route)
        else:
            yield route


def unlisted(table: Table) -> list[str]:
    """Addresses nobody has said who may open, and rows about addresses that are no more."""
    listed = set()
    faults = []
    for row in table.rows:
        try:
            listed.add(resolve(_path(row.address)).route)
        except Resolver404:
            faults.append(
                f"Line {row.line}: {row.address} leads nowhere. Remove the row or mend the address."
            )
    missing = sorted(set(routes_of()) - listed)
    return faults + [
        f"/{route} is not in table.txt. Add a row that says who may open it." for route in missing
    ]


def wrong_answers(rows: Iterable[Row], role: str, ask: Ask, sign_in: str) -> Iterator[str]:
    for row in rows:
        given, expected = meaning(ask(role, row.method, row.address), sign_in), row.expected[role]
        if given != expected:
            yield f"{row.method} {row.address} answers {given} to {role}, not {expected} (line {row.line})"


def undeclared_methods(table: Table, ask: Ask, sign_in: str) -> Iterator[str]:
    """A method that no row speaks of is open to nobody, least of all to those who may use another."""
    by_address = defaultdict(list)
    for row in table.rows:
        by_address[row.address].append(row)
    for address, rows in by_address.items():
        role = next((row.admitted for row in rows if row.admitted), VISITOR)
        for method in METHODS:
            if method in {row.method for row in rows}:
                continue
            if meaning(ask(role, method, address), sign_in) == MAY:
                yield f"{method} {address} is open to {role}, but no row declares it"


def leaks_of_closed_rooms(table: Table, ask: Ask, sign_in: str) -> Iterator[str]:
    """Signed out, an address in a closed room leads to sign-in and back, whether it exists or not."""
    for row in table.rows:
        if row.method != "GET" or row.expected.get(VISITOR) != SIGN_IN:
            continue
        for address in (row.address, _nobody_s(row.address)):
            response = ask(VISITOR, "GET", address)
            if meaning(response, sign_in) != SIGN_IN:
                yield f"{address} answers {response.status_code} to those signed out, not sign-in"
            elif _back(response) != address:
                yield f"{address} leads to sign-in, but not back to itself"


def forgeable_posts(table: Table, ask_without_token: Ask) -> Iterator[str]:
    """A POST without the form's token is refused, but for those the table marks with a star."""
    for row in table.rows:
        if row.method != "POST" or row.admitted is None:
            continue
        refused = ask_without_token(row.admitted, "POST", row.address).status_code == 403
        if refused != row.needs_token:
            is_it = "is refused" if refused else "is taken"
            yield f"POST {row.address} {is_it} without a token (line {row.line})"


def silent_refusals(table: Table, ask: Ask) -> Iterator[str]:
    """Whoever is refused reads, beside the heading, one sentence that says who may."""
    for row in table.rows:
        role = next((role for role, symbol in row.expected.items() if symbol == REFUSED), None)
        if row.method != "GET" or role is None:
            continue
        response = ask(role, "GET", row.address)
        page = read_page(response.content.decode())  # type: ignore[attr-defined]
        if not SENTENCE.search(page.text):
            yield f"{row.address} refuses {role} without a sentence on who may"


def meaning(response: HttpResponseBase, sign_in: str) -> str:
    """The symbol of an answer; the status itself where it is none of the four."""
    status = response.status_code
    if status in {301, 302, 303} and urlsplit(response.headers["Location"]).path == sign_in:
        return SIGN_IN
    if status == 403:
        return REFUSED
    if status == 404:
        return UNSEEN
    # 400 and 422 are answers to an empty form by one who may send a full one; 503 is a page that says so.
    return MAY if status < 400 or status in {400, 422, 503} else str(status)


def _path(address: str) -> str:
    return unquote(urlsplit(address).path)


def _back(response: HttpResponseBase) -> str:
    return parse_qs(urlsplit(response.headers["Location"]).query).get("next", [""])[0]


def _nobody_s(address: str) -> str:
    """The same address about a thing that does not exist; itself where it is about no thing."""
    match = resolve(_path(address))
    names = {name: NOBODY_S.get(type(value), value) for name, value in match.kwargs.items()}
    try:
        return reverse(match.view_name, kwargs=names)
    except NoReverseMatch:
        return address
