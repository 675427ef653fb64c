from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.guards.crawl import Crawl


@pytest.fixture(scope="session")
def crawls(django_db_setup: None, django_db_blocker: Any) -> list[Crawl]:
    """Everything everyone can reach, crawled once. Leaves nothing behind in the database."""
    from tests.guards.world import crawl_everything, fill

    # Static files straight from their folders, so that a link to one that is missing is seen.
    shown = override_settings(DEMO=True, WHITENOISE_USE_FINDERS=True)
    with django_db_blocker.unblock(), shown, transaction.atomic():
        fill()
        found = list(crawl_everything())
        transaction.set_rollback(True)
    return found
