"""Every model a right follows from is logged by the database itself: insert, update and delete.

A right follows from a person, and from what ties a person to a unit, a seat or an agreement. So the shape of
`portal.partnership` tells which models: the user, those with a key to the user, and those marked as carrying.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models

OPERATIONS = {"INSERT", "UPDATE", "DELETE"}
# What has a key to a person without giving that person any right, each with its reason.
NO_RIGHT: dict[str, str] = {
    "partnership.Absence": "says who is away; what a substitute may do follows from the tenure",
    "partnership.Follow": "a wish to hear of a thing; what one may see follows from elsewhere",
    "partnership.MailOptOut": "a wish about mail",
}


def models_with_rights(candidates: Iterable[type[models.Model]]) -> set[type[models.Model]]:
    """The user, what has a key to the user, and what is marked `carries_rights` (what those stand on)."""
    user = get_user_model()
    return {
        model
        for model in candidates
        if model is user
        or getattr(model, "carries_rights", False)
        or (_points_to(model, user) and model._meta.label not in NO_RIGHT)
    }


def _points_to(model: type[models.Model], target: type[models.Model]) -> bool:
    return any(
        field.related_model is target
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField)
    )


def unlogged(tables: Iterable[str]) -> list[str]:
    """Tables without a log trigger for each operation, as the database has them now."""
    faults = []
    for table in sorted(tables):
        missing = sorted(OPERATIONS - _logged_operations(table))
        if missing:
            faults.append(f"{table} has no log of {', '.join(missing)}. Mark its model with carries_rights.")
    return faults


def _logged_operations(table: str) -> set[str]:
    """The operations for which a trigger writes to an event table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT t.event_manipulation FROM information_schema.triggers t"
            " JOIN pg_trigger g ON g.tgname = t.trigger_name JOIN pg_proc p ON p.oid = g.tgfoid"
            " WHERE t.event_object_table = %s AND g.tgrelid = to_regclass(%s) AND g.tgenabled <> 'D'"
            " AND p.prosrc ILIKE '%%INSERT INTO%%event%%'",
            [table, f'"{table}"'],
        )
        return {row[0] for row in cursor.fetchall()}


def tables_with_rights() -> list[str]:
    candidates = apps.get_app_config("partnership").get_models()
    event_models = {model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    return [model._meta.db_table for model in models_with_rights(candidates) - event_models]


@pytest.mark.django_db
def test_every_model_with_a_right_is_logged_by_the_database() -> None:
    assert unlogged(tables_with_rights()) == []


def test_people_affiliations_and_tenures_are_models_with_a_right() -> None:
    names = {model._meta.object_name for model in models_with_rights(apps.get_models())}
    assert {"User", "Affiliation", "Tenure", "Seat"} <= names
    assert settings.AUTH_USER_MODEL.partition(".")[2] in names


@pytest.mark.django_db
def test_a_table_whose_log_is_taken_away_is_caught() -> None:
    table = get_user_model()._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    assert unlogged([table]) == [
        f"{table} has no log of DELETE, INSERT, UPDATE. Mark its model with carries_rights."
    ]
