"""Whoever takes over the web server has its database role, any SQL, and still no way to falsify the log."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from portal.core.web_role.tables import append_only_tables, log_tables

Web = psycopg.Connection[tuple[Any, ...]]
LOGS = sorted(log_tables())
GROWING = sorted(append_only_tables() | log_tables())

ON_TABLES_THAT_GROW = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "DROP TABLE {table}",
    "CREATE RULE falsify AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "MERGE INTO {table} t USING (SELECT 1) s ON false WHEN MATCHED THEN DELETE",
    "GRANT ALL ON {table} TO CURRENT_USER",
]
ABOVE_TABLES = [
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "ALTER TABLE partnership_user DISABLE TRIGGER ALL",
    "DROP TRIGGER {trigger} ON partnership_user",
    "CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS 'BEGIN RETURN NULL; END' LANGUAGE plpgsql",
    "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid AS 'SELECT NULL::uuid' LANGUAGE sql",
    "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(name) RETURNS bool AS 'SELECT true' LANGUAGE sql",
    "DROP FUNCTION _pgh_attach_context()",
    "ALTER FUNCTION _pgh_attach_context() SECURITY INVOKER",
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE partnership_userevent (id int)",
    "CREATE SCHEMA mine",
    "CREATE ROLE other SUPERUSER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "TRUNCATE partnership_user CASCADE",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999_mine', now())",
    "DELETE FROM django_migrations",
]


def refused(web: Web, statement: str, **names: str) -> bool:
    filled = sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()})
    with pytest.raises(InsufficientPrivilege), web.transaction():
        web.execute(filled)
    return True


@pytest.mark.parametrize("statement", ON_TABLES_THAT_GROW)
@pytest.mark.parametrize("table", GROWING)
def test_nothing_in_a_table_that_grows_is_changed_or_removed(web: Web, table: str, statement: str) -> None:
    column = connection.introspection.get_primary_key_column(connection.cursor(), table)
    assert column
    if "GRANT" in statement:
        web.execute(sql.SQL("GRANT ALL ON {} TO CURRENT_USER").format(sql.Identifier(table)))
        statement = ON_TABLES_THAT_GROW[0]
    assert refused(web, statement, table=table, column=column)


@pytest.mark.parametrize("table", LOGS)
def test_nothing_is_put_into_the_log_but_by_what_happens(web: Web, table: str) -> None:
    assert refused(web, "INSERT INTO {table} DEFAULT VALUES", table=table)


@pytest.mark.parametrize("statement", ABOVE_TABLES)
def test_what_stands_above_the_tables_is_out_of_reach(web: Web, statement: str) -> None:
    owner, function = owner_and_log_function()
    assert refused(web, statement, owner=owner, function=function, trigger=function)


def owner_and_log_function() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        cursor.execute(
            "SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgrelid = 'partnership_user'::regclass AND p.prosrc LIKE '%INSERT INTO%event%' LIMIT 1"
        )
        return str(owner), str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "trick",
    [
        "SET pgtrigger.ignore = '{{{triggers}}}'",
        "SET search_path = pg_temp, public",
        "SET search_path = information_schema, public",
        "SET check_function_bodies = off",
    ],
)
def test_no_setting_of_the_session_keeps_a_change_out_of_the_log(web: Web, trick: str) -> None:
    with web.transaction(force_rollback=True):
        web.execute(trick.format(triggers=",".join(all_triggers())).encode())
        row = web.execute(
            "INSERT INTO public.partnership_user (email, name, password, language, mail_rhythm, is_active,"
            " is_example, created_at) VALUES ('a@test.example', '', '!', 'nb', 'at_once', true, false, now())"
            " RETURNING id"
        ).fetchone()
        assert row
        web.execute("UPDATE public.partnership_user SET is_active = false WHERE id = %s", row)
        web.execute("DELETE FROM public.partnership_user WHERE id = %s", row)
        logged = web.execute(
            "SELECT pgh_label FROM public.partnership_userevent WHERE id = %s ORDER BY pgh_id", row
        )
        assert [label for (label,) in logged] == ["insert", "update", "delete"]


def all_triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return [name for (name,) in cursor.fetchall()]


def test_who_did_something_is_not_rewritten_by_a_later_change_of_the_same_context(web: Web) -> None:
    context = "00000000-0000-4000-8000-000000000001"
    with web.transaction(force_rollback=True):
        for metadata in ('{"user": null, "url": "/a/"}', '{"user": 7}', '{"user": 8, "url": "/b/"}'):
            web.execute(
                "SELECT set_config('pghistory.context_id', %s, true),"
                " set_config('pghistory.context_metadata', %s, true), _pgh_attach_context()",
                [context, metadata],
            )
        kept = web.execute(
            "SELECT metadata->>'user', metadata->>'url' FROM pghistory_context WHERE id = %s", [context]
        )
        assert kept.fetchone() == ("7", "/a/")


def test_the_owner_may_still_leave_triggers_aside(db: None) -> None:
    """The other side of the same rule, as pgtrigger promises it for migrations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{one,other}', true)")
        cursor.execute("SELECT _pgtrigger_should_ignore('one'), _pgtrigger_should_ignore('third')")
        assert cursor.fetchone() == (True, False)
