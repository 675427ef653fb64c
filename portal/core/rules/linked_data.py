"""A thread in the words of schema.org."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core.threads import Kind

if TYPE_CHECKING:
    from portal.core.models.thread import Thread

LICENCE = "https://data.norge.no/nlod/no/2.0"
WRITINGS = {"CreativeWork", "Article", "Report", "ScholarlyArticle", "LearningResource", "DigitalDocument"}


def linked_data(thread: Thread, kind: Kind) -> dict[str, Any]:
    """What is known of it, in the reader's language. Example content is marked in its name, as in feeds."""
    mark = f"{_('Example')}: " if thread.example else ""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind.schema,
        "@id": f"{settings.BASE_URL}{thread.address}",
        "url": f"{settings.BASE_URL}{thread.get_absolute_url()}",
        "name": f"{mark}{thread.title}",
    }
    if thread.lead:
        said["description"] = str(thread.lead)
    if kind.schema == "Event":
        said |= _event(thread)
    elif kind.schema in WRITINGS:
        said |= _writing(thread)
    if kind.schema == "LearningResource" and thread.day:
        said["expires"] = as_exact(thread.day, thread.precision)
    return said


def _event(thread: Thread) -> dict[str, Any]:
    status = "EventScheduled" if thread.live else "EventCancelled"
    said = {"eventStatus": f"https://schema.org/{status}"}
    if thread.day is None:
        return said
    said["startDate"] = as_exact(thread.day, thread.precision)
    last = as_exact(thread.last_day or thread.day, thread.precision)
    return said if last == said["startDate"] else {**said, "endDate": last}


def _writing(thread: Thread) -> dict[str, Any]:
    return {
        "inLanguage": thread.title.lang,
        "datePublished": thread.published_at.isoformat(),
        "dateModified": thread.changed_at.isoformat(),
        "license": LICENCE,
        "isAccessibleForFree": True,
    }


def as_exact(day: date, precision: str) -> str:
    """A day in ISO 8601 with no more in it than is known: 2027-09-23, 2027-W38 or 2027-09."""
    if precision == "week":
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()[:7] if precision == "month" else day.isoformat()
