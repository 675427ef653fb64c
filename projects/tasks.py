"""What the worker does for needs, projects and results, each time beat asks."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from projects.workflows.care import ask_owners as ask
from projects.workflows.result_use import ask_whether_used as ask_about_use


@shared_task(name="projects.tasks.ask_owners")
def ask_owners() -> int:
    """Ask the owners of silent projects; the database keeps it from being asked twice."""
    return ask(timezone.now())


@shared_task(name="projects.tasks.ask_whether_used")
def ask_whether_used() -> int:
    """In September, ask whether results were used; each is asked about once a year."""
    return ask_about_use(timezone.now())
