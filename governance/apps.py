from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"

    def ready(self) -> None:
        from governance.logged_things import register_logged_things
        from governance.personal_data import register_personal_data
        from governance.workflows.load import load_fund
        from portal.core.navigation import MenuItem, register
        from portal.partnership.registries import sections

        register_personal_data()
        sections.register("fund", load_fund)
        register_logged_things()
        register(MenuItem(label=_("Governance"), url_name="governance", order=80))
        register(
            MenuItem(
                label=_("Meetings and decisions"), url_name="governance", order=10, area="footer-insight"
            )
        )
        register(MenuItem(label=_("Seed money"), url_name="seed_money", order=20, area="footer-insight"))
