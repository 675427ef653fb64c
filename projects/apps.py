from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from portal.core.navigation import MenuItem, register
        from portal.core.threads import kinds
        from projects.personal_data import register_personal_data
        from projects.threads import KINDS

        register_personal_data()

        for kind in KINDS:
            kinds.register(kind.key, kind)

        register(MenuItem(label=_("Needs"), url_name="needs", order=30))
        register(MenuItem(label=_("Projects"), url_name="projects", order=60))
        register(MenuItem(label=_("Results"), url_name="results", order=70))
        register(MenuItem(label=_("Results"), url_name="results", order=40, area="footer-find"))
        register(MenuItem(label=_("Staff exchange"), url_name="exchange", order=45, area="footer-find"))
