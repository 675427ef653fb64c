"""The database connection: what is written is noted, and the page cache is closed before the commit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus
from psycopg.sql import Composable

from portal.core.page_cache.tables import writes_pages
from portal.core.page_cache.writes import close_before_commit


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows whether the transaction under way changes what visitors read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes_pages = False
        self.execute_wrappers.append(self._note)

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor whose `copy`, which passes Django by, is noted too. Raises where it has no transaction."""
        cursor = super().create_cursor(name)
        cursor.copy = partial(self._copy, cursor.copy)
        return cursor

    def _copy(self, copy: Callable[..., Any], sql: Any, *args: Any, **kwargs: Any) -> Any:
        if settings.PAGE_CACHE and writes_pages(self._text(sql)):
            if self.get_autocommit():
                raise transaction.TransactionManagementError("COPY needs a transaction here.")
            self.changes_pages = True
        return copy(sql, *args, **kwargs)

    def _text(self, sql: Any) -> str:
        return sql.as_string(self.connection) if isinstance(sql, Composable) else str(sql)

    def _note(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not settings.PAGE_CACHE or not writes_pages(self._text(sql)):
            return execute(sql, params, many, context)
        if not self.get_autocommit():
            self.changes_pages = True
            return execute(sql, params, many, context)
        # A statement by itself may wait for others' locks: only its commit closes the cache.
        with transaction.atomic(using=self.alias):
            self.changes_pages = True
            return execute(sql, params, many, context)

    def _commit(self) -> None:
        changed, self.changes_pages = self.changes_pages, False
        if changed and self._is_sound():
            with self.wrap_database_errors:
                close_before_commit(self.connection.execute)
        super()._commit()  # type: ignore[misc]

    def _is_sound(self) -> bool:
        """Whether a commit would commit: a transaction that met an error is rolled back instead."""
        return bool(self.connection and self.connection.info.transaction_status == TransactionStatus.INTRANS)

    def _rollback(self) -> None:
        self.changes_pages = False
        super()._rollback()  # type: ignore[misc]

    def close(self) -> None:
        self.changes_pages = False
        super().close()
