from __future__ import annotations

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "portal.partnership"
    label = "partnership"
