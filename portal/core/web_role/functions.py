"""The database functions behind the log, hardened so that whoever has only the web role can't get round them.

Run as the owner after each `migrate`, since the migrations of pgtrigger put its own functions back.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Where pgtrigger's own heeds anybody's word on which triggers to pass over, this one heeds the owner's.
SHOULD_IGNORE = """
CREATE OR REPLACE FUNCTION {schema}._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
BEGIN
    RETURN pg_has_role(session_user, {owner}, 'MEMBER') AND COALESCE(
        trigger_name = ANY(NULLIF(current_setting('pgtrigger.ignore', TRUE), '')::TEXT[]), FALSE);
END;
$$ LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
"""
# What has once been written of who did it stays; a request that signs somebody in adds to it.
ATTACH_CONTEXT = """
CREATE OR REPLACE FUNCTION {schema}._pgh_attach_context() RETURNS {schema}.pghistory_context.id%TYPE AS $$
DECLARE
    _id UUID := NULLIF(current_setting('pghistory.context_id', TRUE), '');
    _told TEXT := NULLIF(current_setting('pghistory.context_metadata', TRUE), '');
    _metadata JSONB := jsonb_strip_nulls(_told::JSONB);
BEGIN
    IF _id IS NULL OR _metadata IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO {schema}.pghistory_context AS kept (id, metadata, created_at, updated_at)
        VALUES (_id, _metadata, NOW(), NOW())
        ON CONFLICT (id) DO UPDATE SET metadata = EXCLUDED.metadata || kept.metadata, updated_at = NOW()
            WHERE kept.metadata <> EXCLUDED.metadata || kept.metadata;
    RETURN _id;
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
"""
TRIGGER_FUNCTIONS = """
SELECT p.proname, EXISTS (
    SELECT FROM unnest(%s::text[]) log WHERE strpos(p.prosrc, format('INSERT INTO "%%s"', log)) > 0
) FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'pgtrigger\\_%%' AND p.pronargs = 0
"""


def harden(cursor: CursorWrapper, log_tables: Iterable[str]) -> None:
    """Functions that write the log do so as the owner; all look tables up where only the owner makes any."""
    cursor.execute("SELECT current_schema(), current_user, to_regclass('pghistory_context') IS NOT NULL")
    schema, owner, has_context = cursor.fetchone()
    names = {"schema": sql.Identifier(schema), "owner": sql.Literal(owner)}
    if has_context:
        cursor.execute(sql.SQL(ATTACH_CONTEXT).format(**names))
    cursor.execute(TRIGGER_FUNCTIONS, [sorted(log_tables)])
    found = cursor.fetchall()
    if found:
        cursor.execute(sql.SQL(SHOULD_IGNORE).format(**names))
    for name, writes_log in found:
        cursor.execute(
            sql.SQL("ALTER FUNCTION {}.{}() {} SET search_path = pg_catalog, {}, pg_temp").format(
                names["schema"],
                sql.Identifier(name),
                sql.SQL("SECURITY DEFINER" if writes_log else "SECURITY INVOKER"),
                names["schema"],
            )
        )
