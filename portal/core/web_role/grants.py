"""Gives the web role its rights, after every `migrate`."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from portal.core.web_role.functions import harden
from portal.core.web_role.tables import append_only_tables, log_tables

logger = logging.getLogger(__name__)

READ_ONLY = {"django_migrations"}
WORK = "SELECT, INSERT, UPDATE, DELETE"
ONE_ROLE = (
    "The portal's database has one role for everything, so whoever takes over the web server can change the "
    "log. Set DATABASE_OWNER_URL to the role that owns the tables, and DATABASE_URL to one that doesn't."
)


def after_migrate(using: str, **signal: Any) -> None:
    """Receiver of `post_migrate`; a flush sends that too, without a plan, and changes no table."""
    if "plan" not in signal:
        return
    role = settings.DATABASE_WEB_ROLE
    with transaction.atomic(using), connections[using].cursor() as cursor:
        harden(cursor, log_tables())
        if role:
            grant(cursor, role)
    if not role:
        logger.info(ONE_ROLE)


def grant(cursor: CursorWrapper, role: str) -> None:
    """Take everything from `role` that it was given before, and give what it needs. Idempotent.

    To be run by the owner. Raises `ImproperlyConfigured` when there is no such role.
    """
    cursor.execute("SELECT to_regrole(quote_ident(%s)) IS NOT NULL, current_schema()", [role])
    exists, schema = cursor.fetchone()
    if not exists:
        raise ImproperlyConfigured(
            f"DATABASE_URL: the database has no role “{role}”. Make it with CREATE ROLE, then migrate again."
        )
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(schema)}
    for statement in SURROUNDINGS:
        cursor.execute(sql.SQL(statement).format(**names))
    _close_database(cursor, role)
    for table, rights in rights_by_table(cursor).items():
        cursor.execute(
            sql.SQL("GRANT {} ON {}.{} TO {}").format(
                sql.SQL(rights), names["schema"], sql.Identifier(table), names["role"]
            )
        )


SURROUNDINGS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}, PUBLIC",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {role}, PUBLIC",
    "REVOKE CREATE ON SCHEMA {schema} FROM {role}, PUBLIC",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


def _close_database(cursor: CursorWrapper, role: str) -> None:
    """Temporary tables could stand before the log's in a search path: nobody needs them here."""
    cursor.execute("SELECT current_database()")
    name = cursor.fetchone()[0]
    for statement in (
        "REVOKE CREATE, TEMPORARY ON DATABASE {name} FROM {role}, PUBLIC",
        "GRANT CONNECT ON DATABASE {name} TO {role}",
    ):
        cursor.execute(sql.SQL(statement).format(name=sql.Identifier(name), role=sql.Identifier(role)))


def rights_by_table(cursor: CursorWrapper) -> dict[str, str]:
    """What the web role may do with each table there is."""
    cursor.execute(
        "SELECT relname FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace"
    )
    logs, growing = log_tables(), append_only_tables()
    return {table: _rights(table, logs, growing) for (table,) in cursor.fetchall()}


def _rights(table: str, logs: set[str], growing: set[str]) -> str:
    if table in logs or table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in growing else WORK
