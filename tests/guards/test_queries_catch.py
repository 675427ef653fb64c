"""The query guard catches a list that asks once per row."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.guards.queries import assert_same_queries

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def once_for_all(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(kind.model for kind in ContentType.objects.all()))


def once_for_each(_request: HttpRequest) -> HttpResponse:
    keys = ContentType.objects.values_list("pk", flat=True)
    return HttpResponse(", ".join(ContentType.objects.get(pk=key).model for key in keys))


urlpatterns = [path("sound/", once_for_all), path("planted/", once_for_each)]


def make_one() -> None:
    ContentType.objects.create(app_label="boats", model=f"boat{ContentType.objects.count()}")


def test_a_list_that_asks_once_passes() -> None:
    assert_same_queries("/sound/", make_one)


def test_a_list_that_asks_for_each_row_is_caught() -> None:
    with pytest.raises(AssertionError, match="Repeated"):
        assert_same_queries("/planted/", make_one)


def test_a_page_that_can_t_be_opened_is_no_proof() -> None:
    with pytest.raises(AssertionError, match="/borte/ answers 404"):
        assert_same_queries("/borte/", make_one)
