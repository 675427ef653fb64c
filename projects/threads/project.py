"""A project as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models.thread import Audience
from portal.core.rules.html_text import text_of
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from projects.rules.enums import ProjectState
from projects.rules.project import PROJECT as TABLE
from projects.threads.facets import THEME, UNIT

if TYPE_CHECKING:
    from projects.models import Project


def tell_project(project: Project) -> Told:
    """An idea is for those inside until its owners are named; a shelved one is public with its lesson."""
    idea = project.state == ProjectState.IDEA
    said = (project.question, project.why, project.learned, project.changed)
    return Told(
        key=project.slug,
        title=project.title,
        lead=project.summary,
        words="\n".join([*(str(text) for text in said if text), text_of(str(project.body))]).strip(),
        language=project.summary.lang,
        address=address_in_bokmal("project", project.slug),
        audience=Audience.PARTNERS if idea else Audience.PUBLIC,
        state=project.state,
        example=project.is_example,
        facets=(
            *project.facets_of_themes,
            *(f"enhet:{unit.key}" for unit in project.units.all()),
            f"fase:{project.state}",
        ),
        day=project.ends,
        published_at=project.created_at,
    )


PROJECT = Kind(
    key="project",
    model="projects.Project",
    label=pgettext_lazy("a thing", "Project"),
    plural=_("Projects"),
    list_url="projects",
    tell=tell_project,
    prepare=lambda projects: projects.prefetch_related("units"),
    step=40,
    table=TABLE,
    acts={"news": _("There is news.")},
    states=dict(ProjectState.choices),
    facets=(
        THEME,
        UNIT,
        Facet("fase", pgettext_lazy("facet", "Phase"), lambda _values: dict(ProjectState.choices)),
    ),
    day_label=pgettext_lazy("date of a thing", "Ends"),
    tags=("tema",),
    telling=frozenset(ProjectState.values),
    schema="ResearchProject",
    about=_("What the partners find out and develop together."),
)
