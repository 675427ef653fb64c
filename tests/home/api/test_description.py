"""The API does what its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from portal.core.models.thread import Relation
from portal.core.threads import kinds
from portal.core.workflows.thread import link
from portal.home.api.description import described
from portal.home.api.words import FIELDS
from tests.threads_app.declared import BoatFactory

pytestmark = pytest.mark.usefixtures("boats")

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]


@pytest.fixture
def document(boats: None) -> Iterator[Any]:
    """The API with two boats on one thread."""
    first, second = BoatFactory.create(slug="pram"), BoatFactory.create(slug="jakt")
    link(first.thread, second.thread, Relation.BECAME)
    # As Django's own test client does: the test's transaction must outlive each request.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=get_wsgi_application())

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
        """Every other question is about something that is there."""
        if path_parameters and len(str(path_parameters.get("key", ""))) % 2:
            path_parameters |= {"kind": "boat", "key": "pram"}
        return path_parameters

    yield schema
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


asked_anything = schemathesis.pytest.from_fixture("document")


@asked_anything.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_every_answer_is_one_that_is_documented(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)


def test_the_document_names_the_kinds_there_are() -> None:
    path = described()["paths"]["/api/v1/{kind}/"]["get"]
    kind = next(one for one in path["parameters"] if one["name"] == "kind")
    assert {"date", "need", "project", "boat"} <= set(kind["schema"]["enum"])
    assert kind["schema"]["enum"] == [key for key, _kind in kinds.items()]


def test_every_field_of_a_thing_is_explained_on_the_page_too() -> None:
    fields = described()["components"]["schemas"]["ThingWithThread"]["properties"]
    assert set(fields) <= set(FIELDS)
    assert all(field["description"] for field in fields.values())
    page = Client().get("/en/api/v1/docs").content.decode()
    assert all(f"<code>{name}</code>" in page for name in fields)


def test_the_page_about_the_api_runs_no_script_and_asks_no_other_site() -> None:
    response = Client().get("/api/v1/docs")
    page = response.content.decode()
    assert "'self'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"""<(?:script|link|img|iframe)[^>]*\b(?:src|href)="https?://(?!testserver)""", page)
