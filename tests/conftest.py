"""What every test can ask for: a loaded partnership, and the cast."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from portal.core.messages.catalogue import compile_all
from portal.partnership.models import Partnership
from portal.partnership.workflows.load import load_partnership
from students.models import TaskRound
from tests.cast import Cast, assemble
from tests.threads_app.declared import boats, forget_boats

__all__ = ["boats"]

PARTNERSHIP_FILE = Path(settings.BASE_DIR) / "partnerships" / "gjovik.toml"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the catalogues, so that texts read as people see them; workers find it done."""
    forget_boats()
    if not hasattr(session.config, "workerinput"):
        compile_all(Path(settings.BASE_DIR) / "locale")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Load the partnership once; tests that flush the database load it again where they need it."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        load_partnership(PARTNERSHIP_FILE)


@pytest.fixture(scope="session", autouse=True)
def uploads_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests hand in never lies among the checkout's files."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("uploads"))):
        yield


@pytest.fixture
def partnership(db: None) -> Partnership:
    """The partnership, as its file describes it; its rounds stand on the wheel where a test puts them."""
    found = Partnership.objects.first() or load_partnership(PARTNERSHIP_FILE)
    TaskRound.objects.update(on_wheel=[])
    return found


@pytest.fixture
def cast(partnership: Partnership) -> Cast:
    """One person for each thing a person can be."""
    return assemble()


@pytest.fixture(autouse=True)
def language_of_its_own() -> Iterator[None]:
    """A page in another language leaves it active behind it; the next test starts in the default one."""
    translation.deactivate()
    yield
    translation.deactivate()
