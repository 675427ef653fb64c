"""The wheel's section of the partnership's file: [[activities]], but for those that people have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from events.models import Activity
from events.rules.chain import in_order
from events.rules.draft import PlannedPreparation, PlannedReminder
from events.rules.enums import Audience, Edge, Kind, ShownTo
from events.rules.recurrence import Recurrence, RecurrenceError
from events.workflows.plan import set_preparations, set_reminders
from portal.partnership.models import Body, Partner
from portal.partnership.models.body import SeatRole
from portal.partnership.rules.seats import SeatFilter
from portal.partnership.workflows.reading import PartnershipFileError, Root, Table, unique_keys
from portal.partnership.workflows.storing import store


@dataclass(frozen=True)
class Written:
    """One activity as the file has it."""

    row: dict[str, Any]
    recurrence: Recurrence
    reminders: list[PlannedReminder]
    preparations: list[PlannedPreparation]


def load_activities(root: Root) -> None:
    """Make the activities those of the file. Entries of past and coming years stay as they are.

    An activity that people have added or changed on the page is theirs: it is neither changed nor removed,
    and where the file has one of that key, `root` tells so.
    """
    written = _read(root)
    theirs = {activity.key: activity for activity in Activity.objects.filter(edited_at__isnull=False)}
    recurrences = {key: each.recurrence for key, each in written.items()}
    recurrences |= {key: activity.when for key, activity in theirs.items()}
    try:
        in_order(recurrences)
    except RecurrenceError as error:
        raise PartnershipFileError("activities", str(error)) from None
    ours = {key: each for key, each in written.items() if key not in theirs}
    for key, activity in store(
        root, Activity, "activities", {k: each.row for k, each in ours.items()}
    ).items():
        set_reminders(activity, ours[key].reminders)
        set_preparations(activity, _known(activity, ours[key].preparations))
    root.leaving = [(where, row) for where, row in root.leaving if not _is_theirs(row)]
    for key in sorted(written.keys() & theirs):
        root.tell(f"activities.{key}: left as it is, since somebody has changed it on the page.")


def _read(root: Root) -> Mapping[str, Written]:
    tables = list(root.tables("activities"))
    unique_keys(tables)
    bodies = {body.key: body for body in Body.objects.all()}
    partners = {partner.key: partner for partner in Partner.objects.all()}
    found: dict[str, Written] = {}
    for position, table in enumerate(tables):
        recurrence = _recurrence(table)
        row = _activity(table, recurrence) | _responsible(table, bodies, partners) | {"position": position}
        found[table.key()] = Written(
            row, recurrence, _reminders(table), _preparations(table, list(bodies), list(partners))
        )
        table.done()
    return found


def _is_theirs(row: object) -> bool:
    return isinstance(row, Activity) and not row.managed_by_file


def _known(activity: Activity, wanted: list[PlannedPreparation]) -> list[PlannedPreparation]:
    """Each with the point it was before, told by its text, so that what is ticked stays ticked."""
    present = {str(point.text.as_dict()): point.pk for point in activity.preparations.all()}
    return [
        PlannedPreparation(
            pk=present.get(str(each.text.as_dict())),
            text=each.text,
            days_before=each.days_before,
            owner=each.owner,
        )
        for each in wanted
    ]


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
        "effort_hours": table.number("effort_hours", 0, high=2000),
        "effort_weeks": table.number("effort_weeks", 1, low=1, high=26),
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


def _reminders(table: Table) -> list[PlannedReminder]:
    found: dict[tuple[int, str], PlannedReminder] = {}
    for row in table.tables("reminders"):
        days, edge = row.number("days", low=-365, high=365), row.choice("of", Edge.values, Edge.START.value)
        hour = row.number("hour", 8, high=23)
        row.done()
        if (days, edge) in found:
            raise row.wrong("days", f"expected each reminder once, but {days} days stands twice")
        found[days, edge] = PlannedReminder(days=days, edge=edge, hour=time(hour))
    return list(found.values())


def _preparations(table: Table, bodies: list[str], partners: list[str]) -> list[PlannedPreparation]:
    found: list[PlannedPreparation] = []
    for row in table.tables("preparations"):
        owner = row.table("owner")
        seats = SeatFilter(
            body=owner.choice("body", bodies, ""),
            role=owner.choice("role", SeatRole.values, ""),
            partner=owner.choice("partner", partners, ""),
        )
        owner.done()
        if not seats:
            raise row.wrong("owner", "expected whose it is: body, role or partner")
        text, days = row.text("text"), row.number("days", high=365)
        row.done()
        if text in [point.text for point in found]:
            raise row.wrong("text", f"expected each preparation once, but “{text}” stands twice")
        found.append(PlannedPreparation(pk=None, text=text, days_before=days, owner=seats))
    return found
