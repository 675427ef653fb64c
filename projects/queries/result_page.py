"""A result with all that its page tells of it, in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import JSONField

from portal.core.models import Thread
from portal.core.queries.nested import keep_rows, row_of
from portal.core.text import Text
from projects.models import ProjectOwner, Result, ResultUse

UNREAD = {"search", "heading", "marks"}
"""What only the search reads of a thread."""
READ = [
    *(field.name for field in Result._meta.concrete_fields),
    *(f"thread__{field.name}" for field in Thread._meta.concrete_fields if field.name not in UNREAD),
    *(f"project__{name}" for name in ("title", "made_by", "thread__address", "thread__audience")),
    *("unit__name", "unit__partner__name"),
    *(f"picture__{name}" for name in ("key", "width", "height", "alt")),
]
#: Each part as an array of objects that are named like the fields of its model.
PARTS = """
SELECT jsonb_build_object(
'uses', (
    SELECT jsonb_agg(jsonb_build_object('id', u.id, 'year', u.year, 'answer', u.answer, 'why', u.why)
        ORDER BY u.year DESC)
    FROM projects_resultuse u WHERE u.result_id = projects_result.id),
'owners', (
    SELECT jsonb_agg(jsonb_build_object('id', o.id, 'person_id', o.person_id))
    FROM projects_projectowner o WHERE o.project_id = projects_result.project_id),
'themes', (
    SELECT jsonb_agg(h.name ORDER BY h.position)
    FROM partnership_theme h WHERE h.key = ANY(projects_result.themes)))
"""


def results_to_read() -> QuerySet[Result]:
    """Results with their parts: see `with_parts` and `themes_of`."""
    found = Result.objects.select_related("thread", "project__thread", "unit__partner", "picture")
    parts = RawSQL(PARTS, (), output_field=JSONField())  # noqa: S611  (our own words)
    return found.only(*READ).annotate(parts=parts)


def with_parts(result: Any) -> Result:
    """One of `results_to_read`; who owns its project and what it was used for is known without asking."""
    keep_rows(result, "uses", [row_of(ResultUse, said) for said in result.parts["uses"] or ()])
    if result.project:
        owners = [row_of(ProjectOwner, said) for said in result.parts["owners"] or ()]
        keep_rows(result.project, "owners", owners)
    return result  # type: ignore[no-any-return]


def themes_of(result: Any) -> list[Text]:
    """The names of its themes, of one of `results_to_read`."""
    return [Text.of(name) for name in result.parts["themes"] or ()]
