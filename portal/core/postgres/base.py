"""The database connection: what is written is noted, and the page cache hears of it around the commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from portal.core.page_cache.writes import commit_announced, writes_pages


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows whether the transaction under way changes what visitors read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes_pages = False
        self._concluding = False
        self.execute_wrappers.append(self._note)

    def note_change(self) -> None:
        """For what writes past Django's cursors, such as COPY."""
        self.changes_pages = True

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self._concluding or not settings.PAGE_CACHE or not writes_pages(str(sql)):
            return execute(sql, params, many, context)
        if self.get_autocommit():
            result: list[Any] = []
            self._announced(lambda: result.append(execute(sql, params, many, context)))
            return result[0]
        self.changes_pages = True
        return execute(sql, params, many, context)

    def _commit(self) -> None:
        if self.connection is not None and self.changes_pages:
            self.changes_pages = False
            self._announced(super()._commit)  # type: ignore[misc]
        else:
            super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self.changes_pages = False
        super()._rollback()  # type: ignore[misc]

    def close(self) -> None:
        self.changes_pages = False
        super().close()

    def _announced(self, act: Callable[[], None]) -> None:
        self._concluding = True
        try:
            commit_announced(act, note=self._execute_plainly, note_apart=self._execute_apart)
        finally:
            self._concluding = False

    def _execute_plainly(self, sql: str) -> None:
        with self.cursor() as cursor:
            cursor.execute(sql)

    def _execute_apart(self, sql: str) -> None:
        self._execute_plainly(sql)
        if not self.get_autocommit():
            super()._commit()  # type: ignore[misc]
