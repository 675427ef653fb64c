from __future__ import annotations

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "portal.partnership"
    label = "partnership"

    def ready(self) -> None:
        from portal.core.threads import audiences
        from portal.partnership.rules.standing import is_in_governance, is_inside

        audiences.register("partners", is_inside)
        audiences.register("governance", is_in_governance)
        from portal.core.people import people_sources
        from portal.core.registry import last_looks
        from portal.partnership.workflows.digest import DIGEST, look_at_digests

        last_looks.register(DIGEST, look_at_digests)
        from portal.partnership.queries.seat_holders import seat_holders_found

        people_sources.register("seats", seat_holders_found)
