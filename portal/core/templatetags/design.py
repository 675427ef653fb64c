"""The design system in templates, a builtin of every template; see it live on `/stilguide/`.

Small parts that lists repeat are strings made here; larger ones are templates in `templates/core/design/`.
"""

from __future__ import annotations

from django import template

from portal.core.templatetags import (
    design_beside,
    design_controls,
    design_data,
    design_figures,
    design_forms,
    design_frame,
    design_icons,
    design_lists,
    design_page,
    design_pages,
    design_panels,
    design_rich_text,
    design_rows,
    design_text,
    design_threads,
)

register = template.Library()

for part in (
    design_icons,
    design_text,
    design_rich_text,
    design_controls,
    design_page,
    design_pages,
    design_panels,
    design_figures,
    design_forms,
    design_threads,
    design_rows,
    design_data,
    design_frame,
    design_lists,
    design_beside,
):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
