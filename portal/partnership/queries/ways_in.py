"""The ways in of this installation, and which of them somebody has connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext as _

from portal.partnership.models import Partner, User


@dataclass(frozen=True)
class WayIn:
    """A provider: its key, what people call it, and whether somebody has connected it."""

    key: str
    name: str
    connected: bool = False


def ways_in(user: User | None = None) -> list[WayIn]:
    """The providers in the order they are offered; with a user, also whether each is theirs already."""
    theirs: set[str] = set()
    if user is not None:
        theirs = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True))
    return [WayIn(app["provider_id"], app["name"], app["provider_id"] in theirs) for app in _apps()]


def unknown_partners() -> list[str]:
    """A sentence for each provider that serves a partner there is none of."""
    try:
        known = set(Partner.objects.values_list("key", flat=True))
    except (DatabaseError, InterfaceError):  # said by the check of the database itself
        return []
    served = {app["provider_id"]: app["settings"]["partner"] for app in _apps()}
    return [
        _("The sign-in provider “%(provider)s” serves “%(partner)s”, and no partner has that key.")
        % {"provider": provider, "partner": partner}
        for provider, partner in served.items()
        if partner and partner not in known
    ]


def _apps() -> list[dict[str, Any]]:
    return list(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
