"""A database that can be taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def _no_database(transactional_db: None) -> Iterator[None]:
    """As if the server were gone: every new connection goes to a port where nobody answers."""
    real = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= {"HOST": "127.0.0.1", "PORT": "1"}
    yield
    connection.close()
    connection.settings_dict |= real
