"""Boats are part of the portal for a test that asks for them, and unknown to every other one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import factory
import pytest
from django.apps import apps
from django.test import override_settings

from portal.core.personal_data import impersonal
from portal.core.text import Text
from portal.core.threads import kinds
from tests.threads_app.models import Boat
from tests.threads_app.threads import BOAT


def forget_boats() -> None:
    """Take back what the app declared when Django began."""
    kinds.unregister(BOAT.key)


@pytest.fixture
def boats(partnership: Any) -> Iterator[None]:
    """The app declares itself, and its pages have addresses. That it is about no person stays declared."""
    for label in ("threads_app.Boat", "threads_app.Boat.name"):
        impersonal.unregister(label)
    with override_settings(ROOT_URLCONF="tests.threads_app.site"):
        apps.get_app_config("threads_app").ready()
        yield
        forget_boats()


class BoatFactory(factory.django.DjangoModelFactory[Boat]):
    """Afloat in the north harbour, for everyone to see."""

    class Meta:
        model = Boat

    slug = factory.Sequence(lambda number: f"bat-{number}")
    name = factory.Sequence(lambda number: Text(nb=f"Båt nummer {number}", en=f"Boat number {number}"))
    summary = Text(nb="Hvor går ferden?", en="Where does it go?")
