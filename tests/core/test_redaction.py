"""What opens something never comes into the log, wherever the request broke."""

from __future__ import annotations

import logging

import pytest
from django.test import RequestFactory
from django.urls import resolve

from portal.core.redaction import INSTEAD, HideSecrets

SECRET = "k3y-that-opens-a-calendar"
PATH = f"/kalender/{SECRET}.ics"


def record(path: str, *, resolved: bool) -> logging.LogRecord:
    """What Django logs of a request that went wrong."""
    request = RequestFactory().get(path)
    if resolved:
        request.resolver_match = resolve(path)
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "%s: %s", ("Error", path), None)
    made.request = request
    return made


def told(made: logging.LogRecord) -> str:
    assert HideSecrets().filter(made)
    return logging.Formatter().format(made)


@pytest.mark.parametrize("resolved", [True, False])
def test_a_secret_in_the_address_is_hidden(resolved: bool) -> None:
    assert told(record(PATH, resolved=resolved)) == f"Error: /kalender/{INSTEAD}.ics"


def test_a_secret_in_the_error_itself_is_hidden() -> None:
    made = record(PATH, resolved=True)
    error = RuntimeError(f"no calendar {SECRET}")
    made.exc_info = (RuntimeError, error, None)
    text = told(made)
    assert SECRET not in text
    assert f"RuntimeError: no calendar {INSTEAD}" in text


@pytest.mark.parametrize("path", ["/arshjul/2027/", "/finnes/ikke/"])
def test_other_addresses_are_told_whole(path: str) -> None:
    assert told(record(path, resolved=False)) == f"Error: {path}"


def test_what_is_no_request_is_left_alone() -> None:
    made = logging.LogRecord("portal", logging.INFO, __file__, 1, "%d mails left", (3,), None)
    assert told(made) == "3 mails left"


def test_the_log_of_the_portal_goes_through_it() -> None:
    handlers = [each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler]
    assert handlers
    assert all(any(isinstance(f, HideSecrets) for f in handler.filters) for handler in handlers)
