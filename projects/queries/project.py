"""What is asked of projects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from portal.partnership.models import Partner
from projects.models import Project
from projects.rules.enums import ApplicationState, FundingState

if TYPE_CHECKING:
    from projects.models import Application


def partners_without_owner(project: Project) -> list[Partner]:
    """The required partners at which nobody is named yet. Two queries."""
    named = {owner.partner_id for owner in project.owners.all() if owner.person_id}
    return [partner for partner in Partner.objects.filter(required=True) if partner.pk not in named]


@dataclass(frozen=True)
class MoneyRow:
    """One source of money: what is applied for or granted, in kroner and øre, and where one reads more."""

    source: str
    state: str
    amount: Decimal
    url: str = ""


@dataclass(frozen=True)
class Money:
    rows: list[MoneyRow]
    granted: Decimal


def money_of(project: Project) -> Money:
    """Rows of its own, and of the applications that were read for its page; asks nothing."""
    own, applications = project.funding.all(), project.applications.all()
    granted = [row.amount for row in own if row.state == FundingState.GRANTED]
    granted += [application.granted for application in applications if application.granted]
    rows = [MoneyRow(row.source, str(row.get_state_display()), row.amount) for row in own]
    return Money(rows + [_asked(application) for application in applications], sum(granted, Decimal()))


def _asked(application: Application) -> MoneyRow:
    amount = application.granted if application.granted is not None else application.sought
    state = str(ApplicationState(application.state).label)
    return MoneyRow(application.funder, state, amount, application.get_absolute_url())
