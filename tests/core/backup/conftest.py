"""One installation in use and its backup, made once; empty ones as a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from portal.core.workflows.backup import back_up
from tests.core.backup.installation import (
    Installation,
    create_database,
    drop_database,
    fill,
    fresh_name,
    migrate,
)

MakeEmpty = Callable[[], Installation]


@pytest.fixture(scope="session")
def migrated(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation right after `migrate`: what the others are copied from."""
    installation = Installation(fresh_name(), tmp_path_factory.mktemp("none") / "uploads")
    with django_db_blocker.unblock():
        create_database(installation.name)
        with installation.used():
            migrate()
        yield installation
        drop_database(installation.name)


@pytest.fixture(scope="session")
def in_use(
    migrated: Installation, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation with people, dates, mail, a log and uploads. Tests only read it."""
    installation = Installation(fresh_name(), tmp_path_factory.mktemp("used") / "uploads")
    with django_db_blocker.unblock():
        create_database(installation.name, migrated.name)
        fill(installation)
        yield installation
        drop_database(installation.name)


@pytest.fixture(scope="session")
def made(in_use: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup of `in_use`."""
    path = tmp_path_factory.mktemp("backup") / "portal.tar"
    with in_use.used():
        back_up(path)
    return path


@pytest.fixture
def make_empty(
    migrated: Installation, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[MakeEmpty]:
    made: list[Installation] = []

    def make() -> Installation:
        installation = Installation(fresh_name(), tmp_path / f"uploads-{len(made)}")
        create_database(installation.name, migrated.name)
        made.append(installation)
        return installation

    with django_db_blocker.unblock():
        yield make
        for installation in made:
            drop_database(installation.name)


@pytest.fixture
def empty(make_empty: MakeEmpty) -> Installation:
    return make_empty()
