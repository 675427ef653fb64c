"""What the database holds, by its own catalogue: tables, sequences, triggers, migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Whatever the server or the role prefers: the same value is written the same way, and read back so.
PLAIN_FORMS = (
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL row_security = off",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
_OURS = """
    c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
_TABLES = f"""
    SELECT c.relname, c.oid FROM pg_class c
    WHERE {_OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname COLLATE "C"
"""  # noqa: S608 - put together from the constant above
_COLUMNS = """
    SELECT a.attname, a.attcollation <> 0, coalesce(a.attnum = ANY (i.indkey), FALSE)
    FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
    WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    ORDER BY a.attname COLLATE "C"
"""
_SEQUENCES = f"""
    SELECT c.relname, s.seqincrement FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid
    WHERE {_OURS} ORDER BY c.relname COLLATE "C"
"""  # noqa: S608 - put together from the constant above
_TRIGGERS = """
    SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relname = ANY (%s)
    AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
"""
_STATES: dict[str, LiteralString] = {
    "O": "ALTER TABLE {} ENABLE TRIGGER {}",
    "A": "ALTER TABLE {} ENABLE ALWAYS TRIGGER {}",
    "R": "ALTER TABLE {} ENABLE REPLICA TRIGGER {}",
    "D": "ALTER TABLE {} DISABLE TRIGGER {}",
}


@dataclass(frozen=True)
class Table:
    """A table, its columns by name without generated ones, and what its rows are ordered by."""

    name: str
    columns: tuple[str, ...]
    order: sql.Composable

    @property
    def _column_list(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))

    def copy_out(self) -> sql.Composed:
        return sql.SQL("COPY (SELECT {} FROM {} AS t ORDER BY {}) TO STDOUT").format(
            self._column_list, sql.Identifier(self.name), self.order
        )

    def copy_in(self) -> sql.Composed:
        return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self.name), self._column_list)


def naming(statement: LiteralString, *names: str) -> str:
    """The statement with names put in, as text: what listens to Django's cursor expects no other form."""
    return sql.SQL(statement).format(*map(sql.Identifier, names)).as_string()


def find_tables(cursor: CursorWrapper) -> list[Table]:
    """Every table of the portal's schema, by name."""
    cursor.execute(_TABLES)
    return [_table(cursor, name, oid) for name, oid in cursor.fetchall()]


def _table(cursor: CursorWrapper, name: str, oid: int) -> Table:
    cursor.execute(_COLUMNS, [oid])
    columns = cursor.fetchall()
    key = [_ordered(column, collated) for column, collated, in_key in columns if in_key]
    order = sql.SQL(", ").join(key) if key else sql.SQL('t::text COLLATE "C"')
    return Table(name, tuple(column for column, _collated, _in_key in columns), order)


def _ordered(column: str, collated: bool) -> sql.Composable:
    return sql.SQL('{} COLLATE "C"' if collated else "{}").format(sql.Identifier(column))


def next_numbers(cursor: CursorWrapper) -> dict[str, int]:
    """What each sequence gives next. Sequences stand outside transactions: read them last."""
    cursor.execute(_SEQUENCES)
    numbers = {}
    for name, step in cursor.fetchall():
        cursor.execute(naming("SELECT last_value, is_called FROM {}", name))
        last, called = _row(cursor)
        numbers[name] = last + step if called else last
    return numbers


def set_next_number(cursor: CursorWrapper, name: str, number: int) -> None:
    """Unlike `setval`, this is undone with the transaction."""
    cursor.execute(f"{naming('ALTER SEQUENCE {} RESTART WITH', name)} {number:d}")


def applied_migrations(cursor: CursorWrapper) -> tuple[tuple[str, str], ...]:
    cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
    if not _row(cursor)[0]:
        return ()
    cursor.execute("SELECT app, name FROM django_migrations")
    return tuple(sorted({(app, name) for app, name in cursor.fetchall()}))


def has_rows(cursor: CursorWrapper, table: Table) -> bool:
    cursor.execute(naming("SELECT EXISTS (SELECT FROM {})", table.name))
    return bool(_row(cursor)[0])


def owns(cursor: CursorWrapper, tables: list[Table]) -> bool:
    """Whether the role may alter all of them, which is the owner's right."""
    cursor.execute(
        f"SELECT coalesce(bool_and(pg_has_role(c.relowner, 'USAGE')), TRUE) FROM pg_class c"  # noqa: S608
        f" WHERE {_OURS} AND c.relname = ANY (%s)",
        [[table.name for table in tables]],
    )
    return bool(_row(cursor)[0])


@contextmanager
def triggers_off(cursor: CursorWrapper, tables: list[Table]) -> Iterator[None]:
    """Load rows as they were, without the log, the guards and the notices that follow a change.

    Each trigger then gets the state it had. Keys between tables are checked before that, all of them.
    """
    cursor.execute(_TRIGGERS, [[table.name for table in tables]])
    triggers = cursor.fetchall()
    for table in tables:
        cursor.execute(naming("ALTER TABLE {} DISABLE TRIGGER USER", table.name))
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table_name, trigger, state in triggers:
        cursor.execute(naming(_STATES[state], table_name, trigger))


def server_version(cursor: CursorWrapper) -> int:
    cursor.execute("SHOW server_version_num")
    return int(_row(cursor)[0])


def _row(cursor: CursorWrapper) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = cursor.fetchone()
    assert row is not None, "a question that always has an answer"
    return row
