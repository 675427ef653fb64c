"""Lessons for pages that aren't made from `AuthoredFormView`, which shows them by itself."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from projects.lessons_beside import lessons_beside

register = template.Library()


@register.simple_tag(takes_context=True)
def nearest_lessons(context: template.Context, kind: str, text: str = "") -> SafeString:
    """The three nearest lessons for somebody who begins on a `kind` of thing (`LessonAbout`)."""
    request = context.get("request")
    return mark_safe(lessons_beside(kind, text, getattr(request, "user", None)))  # noqa: S308
