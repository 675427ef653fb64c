"""What is not as meant is found, for any table that should only grow."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings

from portal.core.models import Reading
from portal.core.web_role import faults as looking
from portal.core.web_role import grants
from portal.core.web_role.checks import check_web_role
from portal.core.web_role.faults import faults, owns_tables
from portal.core.web_role.grants import ONE_ROLE, grant
from portal.core.web_role.tables import append_only_tables, event_models, log_tables
from tests.core.web_role.conftest import connect_as


def found(role: str) -> list[str]:
    with connection.cursor() as cursor:
        return list(faults(cursor, role))


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_the_log_of_every_model_with_rights_only_grows_without_being_listed() -> None:
    marked = {model for model in apps.get_models() if getattr(model, "carries_rights", False)}
    logged = {model.pgh_tracked_model: model._meta.db_table for model in event_models()}  # type: ignore[attr-defined]
    assert marked
    assert {logged[model] for model in marked} <= log_tables()


def test_readings_only_grow_since_their_triggers_say_so() -> None:
    assert Reading._meta.db_table in append_only_tables()
    assert apps.get_model("partnership", "Seat")._meta.db_table not in append_only_tables()


@pytest.mark.django_db
def test_after_migrate_all_is_as_meant(web_role: str) -> None:
    assert found(web_role) == []


@pytest.mark.django_db
def test_a_new_event_table_without_its_revocation_is_caught_and_mended_by_the_next_migrate(
    web_role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("CREATE TABLE planted_event (id int)")
    for module in (looking, grants):
        monkeypatch.setattr(module, "log_tables", lambda: log_tables() | {"planted_event"})
    rights = ("DELETE", "INSERT", "UPDATE")
    assert found(web_role) == [
        f"The role “{web_role}” may {right} in “planted_event”, which only grows." for right in rights
    ]
    with connection.cursor() as cursor:
        grant(cursor, web_role)
    assert found(web_role) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("GRANT TRUNCATE ON partnership_seatevent TO {role}", "may TRUNCATE in “partnership_seatevent”"),
        ("GRANT UPDATE (pgh_label) ON partnership_seatevent TO {role}", "may UPDATE in"),
        ("GRANT DELETE ON core_reading TO PUBLIC", "may DELETE in “core_reading”"),
        ("GRANT CREATE ON SCHEMA public TO {role}", "may make tables and functions"),
        ("DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO {role}', current_database()); END $$",
         "may make temporary tables"),
    ],
)  # fmt: skip
def test_each_right_too_many_is_told_and_taken_by_the_next_migrate(
    web_role: str, statement: str, what: str
) -> None:
    run(statement.format(role=web_role))
    assert len(found(web_role)) == 1
    assert what in found(web_role)[0]
    with connection.cursor() as cursor:
        grant(cursor, web_role)
    assert found(web_role) == []


@pytest.mark.django_db
def test_to_become_the_owner_counts_as_owning(web_role: str) -> None:
    with connection.cursor() as cursor:
        assert not owns_tables(cursor, web_role)
        cursor.execute(f"DO $$ BEGIN EXECUTE format('GRANT %I TO {web_role}', current_user); END $$")
        assert owns_tables(cursor, web_role)


@pytest.mark.django_db
def test_one_role_for_all_works_and_is_warned_of() -> None:
    assert [(message.id, message.msg) for message in check_web_role(databases=["default"])] == [
        ("core.W010", ONE_ROLE)
    ]
    assert check_web_role(databases=None) == []
    assert check_web_role in checks.registry.registry.get_checks(include_deployment_checks=True)
    assert check_web_role not in checks.registry.registry.get_checks()


@pytest.mark.django_db
def test_the_check_is_silent_for_the_web_role(web_role: str) -> None:
    own = connections["default"]
    connections["default"] = connect_as(web_role)
    try:
        assert check_web_role(databases=["default"]) == []
    finally:
        connections["default"].close()
        connections["default"] = own


@pytest.mark.django_db
def test_migrate_gives_the_rights_and_says_when_there_is_one_role(
    web_role: str, caplog: pytest.LogCaptureFixture
) -> None:
    run(f"GRANT TRUNCATE ON partnership_seatevent TO {web_role}")
    with caplog.at_level(logging.INFO, logger="portal"):
        with override_settings(DATABASE_WEB_ROLE=web_role):
            call_command("migrate", verbosity=0)
        assert found(web_role) == []
        assert ONE_ROLE not in caplog.messages
        call_command("migrate", verbosity=0)
    assert ONE_ROLE in caplog.messages


@pytest.mark.django_db
def test_a_role_that_does_not_exist_is_named(web_role: str) -> None:
    naming: Callable[[], None] = lambda: grant(connection.cursor(), "nobody_here")  # noqa: E731
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL: the database has no role “nobody_here”"):
        naming()
