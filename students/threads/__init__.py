"""Student tasks as threads."""

from __future__ import annotations

from students.threads.task import TASK

KINDS = (TASK,)
