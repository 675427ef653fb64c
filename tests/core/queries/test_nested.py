"""Rows that come within another row are what they would be had they been read by themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.queries.nested import keep_rows, row_of
from portal.core.text import Text
from projects.models import Application, Funding, ProjectNews, ProjectOwner
from tests.cast import Cast
from tests.projects.factories import ProjectFactory


def test_each_column_has_the_type_of_its_field_whatever_the_order() -> None:
    news = row_of(ProjectNews, {"at": "2027-03-01T10:00:00+00:00", "text": {"nb": "I gang"}, "id": 4})
    assert (news.pk, news.text, news.at) == (4, Text(nb="I gang"), datetime(2027, 3, 1, 10, tzinfo=UTC))
    assert row_of(Funding, {"id": 1, "amount": "0.10"}).amount == Decimal("0.10")


def test_what_a_foreign_key_leads_to_is_there_or_is_nobody() -> None:
    inner = {"id": 7, "address": "/soknader/a/"}
    assert row_of(Application, {"id": 1, "thread": inner}).get_absolute_url() == "/soknader/a/"
    assert row_of(ProjectOwner, {"id": 1, "person": {"id": None, "name": None}}).person is None


@pytest.mark.django_db
def test_kept_rows_are_given_without_asking(cast: Cast) -> None:
    project = ProjectFactory.create()
    keep_rows(project, "news", [row_of(ProjectNews, {"id": 4})])
    with CaptureQueriesContext(connection) as asked:
        assert [news.pk for news in project.news.all()] == [4]
    assert not asked.captured_queries
