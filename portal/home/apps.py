from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"

    def ready(self) -> None:
        from portal.core.navigation import MenuItem, register
        from portal.core.page_cache.page import query_keys

        query_keys.register("kind", True)  # the feed's
        from portal.core.registry import duties
        from portal.home import checks  # noqa: F401 - registers what `check --deploy` asks
        from portal.home.personal_data import register_personal_data
        from portal.home.queries.security import security_duties
        from portal.home.workflows.load import load_accessibility, load_security
        from portal.partnership.registries import sections

        sections.register("security", load_security)
        sections.register("accessibility", load_accessibility)
        duties.register("security", security_duties)
        register_personal_data()
        register(MenuItem(label=_("Open data"), url_name="api_docs", order=30, area="footer-insight"))
        register(
            MenuItem(label=_("About the partnership"), url_name="about", order=10, area="footer-contact")
        )
        register(MenuItem(label=_("Accessibility"), url_name="accessibility", order=10, area="footer-legal"))
        register(MenuItem(label=_("Privacy"), url_name="privacy", order=20, area="footer-legal"))
        register(MenuItem(label=_("Style guide"), url_name="styleguide", order=30, area="footer-legal"))
