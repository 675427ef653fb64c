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
        register(MenuItem(label=_("Open data"), url_name="api_docs", order=30, area="footer-insight"))
        register(
            MenuItem(label=_("About the partnership"), url_name="about", order=10, area="footer-contact")
        )
        register(MenuItem(label=_("Accessibility"), url_name="accessibility", order=10, area="footer-legal"))
        register(MenuItem(label=_("Privacy"), url_name="privacy", order=20, area="footer-legal"))
        register(MenuItem(label=_("Style guide"), url_name="styleguide", order=30, area="footer-legal"))
