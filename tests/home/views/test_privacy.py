"""`/personvern/`: the register of personal data, for everyone to read."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override

from portal.core.personal_data import Basis, Purpose, personal_data
from portal.partnership.models import Partner, Partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(partnership: Partnership, client: Client) -> str:
    return unescape(client.get("/en/personvern/").content.decode())


def test_the_page_is_the_whole_register(page: str) -> None:
    with override("en"):
        for line in personal_data:
            for words in (line.what, line.retention, line.seen_by, line.stays):
                assert str(words) in page
        for label in (*Purpose.labels, *Basis.labels):
            assert str(label) in page


def test_it_says_who_is_responsible_from_the_partnerships_own_data(
    page: str, partnership: Partnership
) -> None:
    assert partnership.email in page
    for partner in Partner.objects.all():
        assert partner.organisation_number in page


def test_it_leads_to_ones_own_data_and_to_the_authority(page: str) -> None:
    assert 'href="/en/min-side/data/"' in page
    assert 'href="https://www.datatilsynet.no/"' in page


def test_it_asks_the_database_little(
    partnership: Partnership, client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get("/personvern/")
