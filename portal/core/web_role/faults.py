"""Looks whether a role may do less to the log than it needs to falsify it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from portal.core.web_role.tables import append_only_tables, log_tables

OWNED = """
SELECT rolsuper OR rolbypassrls OR rolreplication, EXISTS (
    SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND pg_has_role(rolname, relowner, 'MEMBER')
) FROM pg_roles WHERE rolname = %s
"""
ABOVE = """
SELECT has_schema_privilege(%(role)s, current_schema(), 'CREATE'),
    has_database_privilege(%(role)s, current_database(), 'TEMPORARY')
"""
RIGHTS = """
SELECT c.relname, r.name
FROM pg_class c, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) r(name)
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%(tables)s) AND CASE
    WHEN r.name IN ('INSERT', 'UPDATE') THEN has_any_column_privilege(%(role)s, c.oid, r.name)
    ELSE has_table_privilege(%(role)s, c.oid, r.name) END
ORDER BY 1, 2
"""


def owns_tables(cursor: CursorWrapper, role: str) -> bool:
    """Whether the role is the owner, may become it, or stands above all: no right can be taken from such."""
    cursor.execute(OWNED, [role])
    row = cursor.fetchone()
    return bool(row and any(row))


def faults(cursor: CursorWrapper, role: str) -> Iterator[str]:
    """A sentence for each right on the log, or above it, that a role without tables has and shouldn't."""
    cursor.execute(ABOVE, {"role": role})
    may_create, may_shadow = cursor.fetchone()
    if may_create:
        yield f"The role “{role}” may make tables and functions in the portal's schema."
    if may_shadow:
        yield f"The role “{role}” may make temporary tables, which could stand before the log's."
    logs = log_tables()
    cursor.execute(RIGHTS, {"role": role, "tables": sorted(logs | append_only_tables())})
    for table, right in cursor.fetchall():
        if right != "INSERT" or table in logs:
            yield f"The role “{role}” may {right} in “{table}”, which only grows."
