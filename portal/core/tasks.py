"""What the worker does for core. Tasks hold no knowledge: they call workflows."""

from __future__ import annotations

import os
import socket

from celery import shared_task

from portal.core.workflows.heartbeat import note_heartbeat as note
from portal.core.workflows.outbox import drain, hurry_along
from portal.core.workflows.retention import enforce_tonight
from portal.core.workflows.thread import compact_counts as compact
from portal.core.workflows.words import forget_words as forget
from portal.core.workflows.words import note_new_words

TURN = 20  # seconds: shorter than beat's


@shared_task(name="portal.core.tasks.note_heartbeat")
def note_heartbeat() -> None:
    """Show that a worker takes up work."""
    note()


@shared_task(name="portal.core.tasks.enforce_retention")
def enforce_retention() -> None:
    """Take away what has been kept long enough, once a night."""
    enforce_tonight()


@shared_task(name="portal.core.tasks.send_outbox")
def send_outbox() -> None:
    """Send what is due in the outbox, a while at a time, so that a full one doesn't hold up the rest."""
    report = drain(worker=f"{socket.gethostname()}:{os.getpid()}", seconds=TURN)
    if report.unfinished:
        hurry_along()


@shared_task(name="portal.core.tasks.note_words")
def note_words() -> None:
    """Take in the words written since last time, so that searches know them."""
    note_new_words()


@shared_task(name="portal.core.tasks.forget_words")
def forget_words() -> None:
    """Let go of words that stand nowhere any more."""
    forget()


@shared_task(name="portal.core.tasks.compact_counts")
def compact_counts() -> None:
    """Sum up what was counted under facets."""
    compact()
