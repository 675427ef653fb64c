"""Needs and people around them, as several tests want them."""

from __future__ import annotations

from typing import Any

from portal.core.models import OutboxMessage
from portal.core.text import Text
from portal.partnership.models import Unit, User
from projects.models import Need
from projects.workflows.need import voice
from tests.projects.factories import unit_at


def voiced(by: User, **values: Any) -> Need:
    """A need somebody has voiced for the first unit of the municipality."""
    said = {
        "title": Text(nb="Hvem faller utenfor digitale skjema?"),
        "summary": Text(nb="Mange ringer fordi de ikke kommer gjennom skjemaet."),
        "better": Text(nb="Alle får svar første gang."),
        "themes": [],
        "unit": unit_at("municipality"),
    }
    return voice(said | values, by=by)


def another_unit() -> Unit:
    """The last unit of the municipality, where nobody of the cast works."""
    return Unit.objects.named().filter(partner__kind="municipality").order_by("-pk")[0]


def mail_to(user: User, kind: str = "projects.need_moved") -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=user, kind=kind).order_by("pk"))
