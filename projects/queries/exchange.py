"""What is asked of staff exchanges."""

from __future__ import annotations

from typing import Any

from portal.partnership.rules.standing import is_inside
from projects.models import Exchange
from projects.models.exchange import ExchangeQuerySet
from projects.rules.rights import runs_projects


def exchanges_editable_by(user: Any) -> ExchangeQuerySet:
    """Twin of `rules.rights.may_edit_exchange`."""
    if not is_inside(user):
        return Exchange.objects.none()
    if runs_projects(user):
        return Exchange.objects.all()
    return Exchange.objects.filter(made_by=user) | Exchange.objects.filter(contact=user)


def exchange_export(user: Any) -> list[dict[str, Any]]:
    """Those the person has written or is the contact for."""
    found = Exchange.objects.filter(made_by=user) | Exchange.objects.filter(contact=user)
    return [
        {
            "title": exchange.title.as_dict(),
            "written_at": exchange.created_at if exchange.made_by_id == user.pk else None,
            "contact": exchange.contact_id == user.pk,
            "state": exchange.state,
        }
        for exchange in found
    ]
