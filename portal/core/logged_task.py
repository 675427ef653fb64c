"""What every task of the worker is made from."""

from __future__ import annotations

from typing import Any

from celery import Task

from portal.core.history import by_task


class LoggedTask(Task):  # type: ignore[type-arg]
    """Tells the change log which task makes the changes."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with by_task(self.name):
            return super().__call__(*args, **kwargs)
