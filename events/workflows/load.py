"""The wheel's section of the partnership's file: [[activities]]."""

from __future__ import annotations

from typing import Any

from events.models import Activity, ReminderPlan
from events.rules.chain import in_order
from events.rules.enums import Audience, Edge, Kind, ShownTo
from events.rules.recurrence import Recurrence, RecurrenceError
from portal.partnership.models import Body, Partner
from portal.partnership.models.body import SeatRole
from portal.partnership.workflows.reading import PartnershipFileError, Root, Table, unique_keys
from portal.partnership.workflows.storing import store

Reminders = list[tuple[int, str, Any]]


def load_activities(root: Root) -> None:
    """Make the activities those of the file. Entries of past and coming years stay as they are."""
    tables = list(root.tables("activities"))
    unique_keys(tables)
    bodies = {body.key: body for body in Body.objects.all()}
    partners = {partner.key: partner for partner in Partner.objects.all()}
    rows: dict[str, dict[str, Any]] = {}
    reminders: dict[str, Reminders] = {}
    recurrences: dict[str, Recurrence] = {}
    for table in tables:
        key = table.key()
        recurrences[key] = _recurrence(table)
        rows[key] = _activity(table, recurrences[key]) | _responsible(table, bodies, partners)
        reminders[key] = _reminders(table)
        table.done()
    try:
        in_order(recurrences)
    except RecurrenceError as error:
        raise PartnershipFileError("activities", str(error)) from None
    for key, activity in store(root, Activity, "activities", rows).items():
        _store_reminders(activity, reminders[key])


def _recurrence(table: Table) -> Recurrence:
    try:
        return Recurrence.parse(table.raw("when"))
    except RecurrenceError as error:
        raise PartnershipFileError(f"{table.at('when')}.{error.key}", f"expected {error.expected}") from None


def _activity(table: Table, recurrence: Recurrence) -> dict[str, Any]:
    starts, ends = table.clock("time"), table.clock("until")
    if ends and (not starts or ends <= starts):
        raise table.wrong("until", "expected a time later than “time”")
    return {
        "title": table.text("title"),
        "summary": table.text("summary", optional=True),
        "kind": table.choice("kind", Kind.values),
        "audience": table.choice("audience", Audience.values),
        "shown_to": table.choice("shown_to", ShownTo.values),
        "recurrence": recurrence.as_dict(),
        "fixed": table.flag("fixed", False),
        "starts_at": starts,
        "ends_at": ends,
        "place": table.text("place", optional=True),
    }


def _responsible(table: Table, bodies: dict[str, Body], partners: dict[str, Partner]) -> dict[str, Any]:
    seats = table.table("responsible")
    body = seats.choice("body", bodies, "")
    partner = seats.choice("partner", partners, "")
    values = {
        "responsible_body": bodies[body] if body else None,
        "responsible_role": seats.choice("role", SeatRole.values, ""),
        "responsible_partner": partners[partner] if partner else None,
    }
    seats.done()
    return values


def _reminders(table: Table) -> Reminders:
    found: Reminders = []
    for row in table.tables("reminders"):
        plan = (
            row.number("days", low=-365, high=365),
            row.choice("of", Edge.values, Edge.START.value),
            row.number("hour", 8, high=23),
        )
        row.done()
        if plan[:2] in [other[:2] for other in found]:
            raise row.wrong("days", f"expected each reminder once, but {plan[0]} days stands twice")
        found.append(plan)
    return found


def _store_reminders(activity: Activity, wanted: Reminders) -> None:
    present = {(plan.days, plan.edge, plan.hour.hour): plan for plan in activity.reminders.all()}
    for key, plan in present.items():
        if key not in wanted:
            plan.delete()
    ReminderPlan.objects.bulk_create(
        ReminderPlan(activity=activity, days=days, edge=edge, hour=f"{hour:02d}:00")
        for days, edge, hour in wanted
        if (days, edge, hour) not in present
    )
