"""Gives the suite a PostgreSQL and a Redis of its own before Django's settings are read.

Loaded as a plugin (`-p tests.services`). Does nothing where the environment names servers already, as it does
in the worker processes of pytest-xdist. However pytest ends, its servers end
with it and their folder is removed.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from portal.core.launcher import LauncherError, Session, ensure_throwaway

SESSION = pytest.StashKey[Session]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    # A wrapper, since pytest-django reads the settings in a hook of this name that asks to be first.
    try:
        session = ensure_throwaway()
    except LauncherError as error:
        raise pytest.UsageError(str(error)) from error
    early_config.stash[SESSION] = session
    early_config.add_cleanup(session.close)
    return (yield)
