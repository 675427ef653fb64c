"""The nearest lessons, beside a form of any app."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from portal.core.threads import audiences_of
from projects.queries.lessons import nearest_lessons
from projects.rules.enums import LessonAbout


def lessons_beside(kind: str, words: str, reader: Any) -> str:
    """Three lessons as HTML; nothing where there are none, or lessons aren't about that kind of thing."""
    if kind not in LessonAbout.values:
        return ""
    lessons = nearest_lessons(kind, words, audiences_of(reader))
    return render_to_string("projects/_nearest_lessons.html", {"lessons": lessons}) if lessons else ""
