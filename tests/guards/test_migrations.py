"""A model and its migrations say the same."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils.translation import override


def missing_migrations(wanted: ProjectState) -> list[str]:
    """What the models say that no migration does."""
    loader = MigrationLoader(None)
    with override(None):  # a label is compared as it stands in the source
        changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    return [
        f"{app}: {operation.describe()}. Run manage.py makemigrations {app}."
        for app, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]


def test_no_migration_is_missing() -> None:
    assert missing_migrations(ProjectState.from_apps(apps)) == []


def test_a_model_without_migration_is_caught() -> None:
    wanted = ProjectState.from_apps(apps)
    wanted.add_model(ModelState("core", "Boat", [("id", models.BigAutoField(primary_key=True))]))
    assert missing_migrations(wanted) == ["core: Create model Boat. Run manage.py makemigrations core."]


def test_a_field_changed_without_migration_is_caught() -> None:
    wanted = ProjectState.from_apps(apps)
    user = wanted.models["partnership", "user"]
    user.fields["boat"] = models.CharField(max_length=10, default="")
    assert missing_migrations(wanted) == [
        "partnership: Add field boat to user. Run manage.py makemigrations partnership.",
    ]
