"""A project's page."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core.models.thread import Thread
from portal.core.rules.identifiers import nva_address
from portal.core.threads import Kind, audiences_of
from portal.core.views.thread_detail import Facts, ThreadDetailView
from projects.models import Project
from projects.queries.project import money_of
from projects.queries.project_page import projects_to_read, takers_of, themes_of, with_parts
from projects.queries.project_profile import profile_of
from projects.rules.enums import ProjectState
from projects.rules.project import PROJECT, owners_named
from projects.rules.rights import may_edit_project
from projects.rules.sdg import GOALS
from projects.threads.facets import THEME

PARTS = (
    ("project_news", _("Tell what is new")),
    ("project_about", _("What the project is")),
    ("project_owners", _("Who answers for it")),
    ("project_people", _("Who works in it")),
    ("project_money", _("Money from elsewhere")),
    ("project_documents", _("Documents")),
    ("project_links", _("Links")),
)
MORE_PARTS = (
    ("project_milestones", _("Milestones")),
    ("project_goals", _("Sustainable development goals")),
    ("project_profile", _("Research with, not on")),
)
"""Parts that no project needs: nothing is shown of them until somebody fills them in."""


class ProjectPage(ThreadDetailView):
    """What everyone reads of a project; whoever may edit it finds the parts and the next step here."""

    kind = "project"
    template_name = "projects/project.html"

    def find(self, kind: Kind, key: str) -> Project:
        projects = projects_to_read(audiences_of(self.request.user))
        return with_parts(get_object_or_404(projects, thread__kind=kind.key, thread__key=key))

    def about(self, kind: Kind, thing: Project) -> dict[str, Any]:
        edits = may_edit_project(self.request.user, thing)
        steps = PROJECT.open_to(self.request.user, thing) if edits else []
        themes = ", ".join(map(str, themes_of(thing)))
        return super().about(kind, thing) | {
            "project": thing,
            "edits": edits,
            "money": money_of(thing),
            "profile": profile_of(thing, takers_of(thing)),
            "facts": [(THEME.label, capfirst(themes))] if themes else [],
            "goals": [(number, GOALS[number]) for number in thing.sdgs],
            "missing": owners_named(thing) if edits and thing.state == ProjectState.IDEA else "",
            "nva_address": nva_address(thing.nva_id) if thing.nva_id else "",
            "parts": PARTS,
            "more_parts": MORE_PARTS,
            "steps": [(row.label, reverse("project_step", args=[thing.slug, row.action])) for row in steps],
        }

    def facts(self, _kind: Kind, _thread: Thread) -> Facts:
        return ()  # they have been read with the project
