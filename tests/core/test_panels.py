"""Panels of other apps on a thing's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from portal.core.models import Thread
from portal.core.panels import Panel, Shown, panels
from portal.partnership.rules.standing import is_inside
from tests.cast import Cast
from tests.projects.factories import ProjectFactory, owned


def for_those_inside(thread: Thread, reader: Any) -> Shown | None:
    if not is_inside(reader):
        return None
    return Shown("What it cost", "core/design/empty.html", {"title": thread.key, "level": "h3"})


@pytest.fixture
def _panel() -> Iterator[None]:
    panels.register("cost", Panel(kinds=frozenset({"project"}), fetch=for_those_inside))
    yield
    panels.unregister("cost")


@pytest.fixture
def _other_kinds() -> Iterator[None]:
    panels.register("cost", Panel(kinds=frozenset({"boat"}), fetch=for_those_inside))
    yield
    panels.unregister("cost")


def read(client: Client, cast: Cast) -> str:
    """The page of a project that everyone may see."""
    project = owned(ProjectFactory.create(), cast.supervisor)
    project.state = "running"
    project.save()
    return client.get(f"/en/prosjekter/{project.slug}/").content.decode()


@pytest.mark.usefixtures("_panel")
def test_a_panel_is_shown_to_whom_its_app_says(cast: Cast, client: Client) -> None:
    assert "What it cost" not in read(client, cast)
    client.force_login(cast.employee)
    assert '<h2 id="panel-cost">What it cost</h2>' in read(client, cast)


@pytest.mark.usefixtures("_other_kinds")
def test_a_panel_is_for_its_kinds_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.employee)
    assert "What it cost" not in read(client, cast)
