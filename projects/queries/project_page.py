"""A project with all that its page tells of it, in one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import JSONField

from portal.core.queries.nested import keep_rows, row_of
from portal.core.queries.thread import NOT_FOR_READING
from portal.core.text import Text
from portal.partnership.models import Unit
from projects.models import (
    Application,
    Funding,
    Milestone,
    Project,
    ProjectDocument,
    ProjectLink,
    ProjectNews,
    ProjectOwner,
    ProjectPerson,
)

#: Each part as an array of objects that are named like the fields of its model. Sums are texts: a number in
#: JSON is not exact.
PARTS = """
SELECT jsonb_build_object(
'owners', (
    SELECT jsonb_agg(jsonb_build_object('id', o.id, 'partner_id', p.id, 'partner', jsonb_build_object(
        'id', p.id, 'key', p.key, 'short_name', p.short_name, 'required', p.required),
        'person_id', u.id, 'person', jsonb_build_object('id', u.id, 'name', u.name)) ORDER BY p.position)
    FROM projects_projectowner o JOIN partnership_partner p ON p.id = o.partner_id
    LEFT JOIN partnership_user u ON u.id = o.person_id WHERE o.project_id = projects_project.id),
'people', (
    SELECT jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'role', w.role, 'orcid', w.orcid,
        'partner_id', p.id, 'partner', jsonb_build_object('id', p.id, 'short_name', p.short_name))
        ORDER BY w.position, w.id)
    FROM projects_projectperson w LEFT JOIN partnership_partner p ON p.id = w.partner_id
    WHERE w.project_id = projects_project.id),
'units', (
    SELECT jsonb_agg(jsonb_build_object('id', u.id, 'key', u.key, 'name', u.name)
        ORDER BY p.position, u.position)
    FROM projects_projectunit m JOIN partnership_unit u ON u.id = m.unit_id
    JOIN partnership_partner p ON p.id = u.partner_id WHERE m.project_id = projects_project.id),
'news', (
    SELECT jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'at', n.at) ORDER BY n.at DESC, n.id DESC)
    FROM projects_projectnews n WHERE n.project_id = projects_project.id),
'funding', (
    SELECT jsonb_agg(jsonb_build_object('id', f.id, 'source', f.source, 'state', f.state,
        'amount', f.amount::text) ORDER BY f.id)
    FROM projects_funding f WHERE f.project_id = projects_project.id),
'milestones', (
    SELECT jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'day', m.day, 'reached', m.reached)
        ORDER BY m.day, m.id)
    FROM projects_milestone m WHERE m.project_id = projects_project.id),
'documents', (
    SELECT jsonb_agg(jsonb_build_object('id', d.id, 'label', d.label, 'file_id', s.id,
        'file', jsonb_build_object('id', s.id, 'key', s.key, 'name', s.name, 'size', s.size)) ORDER BY d.id)
    FROM projects_projectdocument d JOIN core_storedfile s ON s.id = d.file_id
    WHERE d.project_id = projects_project.id),
'links', (
    SELECT jsonb_agg(jsonb_build_object('id', l.id, 'label', l.label, 'doi', l.doi, 'url', l.url)
        ORDER BY l.id)
    FROM projects_projectlink l WHERE l.project_id = projects_project.id),
'applications', (
    SELECT jsonb_agg(jsonb_build_object('id', a.id, 'funder', a.funder, 'state', a.state,
        'sought', a.sought::text, 'granted', a.granted::text, 'thread_id', t.id,
        'thread', jsonb_build_object('id', t.id, 'address', t.address)) ORDER BY a.deadline, a.id)
    FROM projects_application a JOIN core_thread t ON t.id = a.thread_id
    WHERE a.project_id = projects_project.id AND a.state <> 'withdrawn' AND t.audience = ANY(%s)),
'themes', (
    SELECT jsonb_agg(h.name ORDER BY h.position)
    FROM partnership_theme h WHERE h.key = ANY(projects_project.themes)),
'takers', (
    SELECT jsonb_agg(jsonb_build_array(p.key, p.short_name) ORDER BY p.position)
    FROM partnership_partner p WHERE projects_project.with_whom <> '{}'))
"""
MODELS = {
    "owners": ProjectOwner,
    "people": ProjectPerson,
    "units": Unit,
    "news": ProjectNews,
    "funding": Funding,
    "milestones": Milestone,
    "documents": ProjectDocument,
    "links": ProjectLink,
    "applications": Application,
}
"""What each part of a project's page is made of. Everything else stays unread."""


def projects_to_read(audiences: Collection[str]) -> QuerySet[Project]:
    """Projects with their parts, and those of their applications that `audiences` see: see `with_parts`."""
    found = Project.objects.select_related("thread", "agreement", "measure")
    parts = RawSQL(PARTS, [sorted(audiences)], output_field=JSONField())  # noqa: S611  (our own words)
    return found.defer(*NOT_FOR_READING).annotate(parts=parts)


def with_parts(project: Any) -> Project:
    """One of `projects_to_read` whose owners, news and so on ask the database for nothing more."""
    for name, model in MODELS.items():
        keep_rows(project, name, [row_of(model, said) for said in project.parts[name] or ()])
    return project  # type: ignore[no-any-return]


def themes_of(project: Any) -> list[Text]:
    """The names of its themes, of one of `projects_to_read`."""
    return [Text.of(name) for name in project.parts["themes"] or ()]


def takers_of(project: Any) -> Mapping[str, str]:
    """Partners that can take part in research, by key, of one of `projects_to_read` that says who did."""
    return dict(project.parts["takers"] or ())
