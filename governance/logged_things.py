"""What the money's logged things are called in the change log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.models import Contribution
from portal.partnership.change_log.things import LoggedThing, logged_things


def register_logged_things() -> None:
    """Called once, when the app is ready."""
    logged_things.register(
        "contribution",
        LoggedThing(
            model=Contribution,
            called=pgettext_lazy("change log", "contribution"),
            titled=("partner", "year"),
            fields={
                "fund": _("Fund"),
                "partner": _("Partner"),
                "year": _("Year"),
                "amount": _("Amount"),
                "basis": _("Basis"),
                "note": _("Note"),
                "key": _("Key"),
            },
        ),
    )
