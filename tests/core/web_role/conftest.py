"""The suite's database, reached as the portal reaches an installation's: by the role that owns nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from portal.core.launcher.place import WEB_ROLE
from portal.core.web_role.grants import grant
from tests.roles import MAKE_WEB_ROLE


def connect_as(role: str) -> BaseDatabaseWrapper:
    """A connection of its own to the test's database; with no role, as the suite's."""
    wrapper = connections.create_connection("default")
    wrapper.settings_dict = wrapper.settings_dict | ({"USER": role, "PASSWORD": ""} if role else {})
    return wrapper


@pytest.fixture(scope="package")
def web_role(django_db_setup: None, django_db_blocker: Any) -> str:
    """The role, with the rights that `migrate` gives it."""
    with django_db_blocker.unblock():
        owner = connect_as("")
        with owner.cursor() as cursor:
            cursor.execute(MAKE_WEB_ROLE)
            grant(cursor, WEB_ROLE)
        owner.close()
    return WEB_ROLE


@pytest.fixture
def portal_as_web_role(web_role: str, transactional_db: None) -> Iterator[CursorWrapper]:
    """All the portal does in this test it does as the web role; nothing of it stays."""
    own = connections["default"]
    web = connect_as(web_role)
    connections["default"] = web
    try:
        with transaction.atomic(), web.cursor() as cursor:
            yield cursor
            transaction.set_rollback(True)
    finally:
        connections["default"] = own
        web.close()


@pytest.fixture
def web(web_role: str, db: None) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Raw SQL as the web role."""
    wrapper = connect_as(web_role)
    wrapper.ensure_connection()
    yield wrapper.connection
    wrapper.close()
