"""Which seats do a thing, in words: “secretary (Steering group)”, “Partnership team, NTNU”."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext

from portal.partnership.models import Body, Partner
from portal.partnership.models.body import SeatRole


def seats_in_words(body: Body | None, role: str, partner: Partner | None) -> str:
    """Empty where no seat is meant."""
    function = str(SeatRole(role).label) if role in SeatRole.values else role
    if function and body:
        said = gettext("%(role)s (%(body)s)") % {"role": capfirst(function), "body": body.name}
    else:
        said = capfirst(function) or (str(body.name) if body else "")
    if partner:
        said = f"{said}, {partner.short_name}" if said else partner.short_name
    return said
