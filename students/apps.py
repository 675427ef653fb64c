from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"

    def ready(self) -> None:
        from portal.core.navigation import MenuItem, register

        register(MenuItem(label=_("Student tasks"), url_name="tasks", order=40))
        register(MenuItem(label=_("Placements"), url_name="placements", order=30, area="footer-find"))
        register(MenuItem(label=_("Student tasks"), url_name="tasks", order=20, area="footer-find"))
