"""Who does an activity, whom it reminds when, and what has to be prepared for each of its dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from events.models import Activity, Preparation, ReminderPlan
from events.rules.draft import Plan, PlannedPreparation, PlannedReminder
from events.workflows.activity import mark_as_edited
from portal.partnership.models import Body, Partner, User
from portal.partnership.rules.seats import SeatFilter


@transaction.atomic
def set_plan(activity: Activity, plan: Plan, *, by: User) -> Activity:
    """Make the activity's plan this one. It holds for every date that is still to come.

    A point of the check list that stays keeps who has ticked it. From now on the partnership's file leaves
    the activity alone.
    """
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    for name, value in seat_values("responsible", plan.responsible).items():
        setattr(locked, name, value)
    mark_as_edited(locked, by)
    locked.save()
    set_reminders(locked, plan.reminders)
    set_preparations(locked, plan.preparations)
    return locked


def set_reminders(activity: Activity, wanted: Sequence[PlannedReminder]) -> None:
    """Make the reminders these; those that stay are not written."""
    present = {(plan.days, plan.edge, plan.hour): plan for plan in activity.reminders.all()}
    new = [each for each in wanted if (each.days, each.edge, each.hour) not in present]
    kept = {(each.days, each.edge, each.hour) for each in wanted}
    for key, plan in present.items():
        if key not in kept:
            plan.delete()
    ReminderPlan.objects.bulk_create(
        ReminderPlan(activity=activity, days=each.days, edge=each.edge, hour=each.hour) for each in new
    )


def set_preparations(activity: Activity, wanted: Sequence[PlannedPreparation]) -> None:
    """Make the check list this one, in this order. A point that is no longer in it goes, with its ticks."""
    present = {point.pk: point for point in activity.preparations.all()}
    kept = {each.pk for each in wanted}
    for pk, point in present.items():
        if pk not in kept:
            point.delete()
    for position, each in enumerate(wanted):
        values: dict[str, Any] = {
            "position": position,
            "text": each.text,
            "days_before": each.days_before,
            **seat_values("owner", each.owner),
        }
        known = present.get(each.pk) if each.pk else None
        if known is None:
            Preparation.objects.create(activity=activity, **values)
            continue
        changed = [name for name, value in values.items() if getattr(known, name) != value]
        for name in changed:
            setattr(known, name, values[name])
        if changed:
            known.save(update_fields=changed)


def seat_values(prefix: str, seats: SeatFilter) -> dict[str, Any]:
    """The three fields that say which seats."""
    return {
        f"{prefix}_body": Body.objects.get(key=seats.body) if seats.body else None,
        f"{prefix}_role": seats.role,
        f"{prefix}_partner": Partner.objects.get(key=seats.partner) if seats.partner else None,
    }
