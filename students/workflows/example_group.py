"""Interest in an example task, and what the groups that got it made of it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from portal.partnership.workflows.reading import Table
from projects.models import Result
from projects.workflows.example_parts import Shelf, rows_of
from students.models import Assignment, AssignmentPoint, GroupMember, Interest, StudentTask
from students.rules.enums import AssignmentState, InterestState, Point


def load_interest(table: Table, shelf: Shelf, task: StudentTask) -> datetime:
    """A group's interest with its members, and under `assignment` the place it got; gives when it moved."""
    registered = shelf.ago(table)
    moved = shelf.ago(table, "moved_days_ago") if table.has("moved_days_ago") else registered
    interest = Interest.objects.create(
        task=task,
        by=shelf.people[table.choice("by", shelf.people)],
        group_name=table.string("group", ""),
        angle=table.string("angle"),
        state=table.choice("state", InterestState.values, InterestState.REGISTERED),
        reason=table.string("reason", ""),
        answer_by=shelf.day_in(table, "answer_in"),
        is_example=True,
        created_at=registered,
        moved_at=moved,
    )
    for row in rows_of(table, "members"):
        GroupMember.objects.create(
            interest=interest,
            name=row.string("name"),
            email=row.email("email"),
            confirmed_at=registered if row.flag("confirmed", True) else None,
        )
    if table.has("assignment"):
        place = table.table("assignment")
        moved = max(moved, load_assignment(place, shelf, task, interest))
        place.done()
    return moved


def load_assignment(
    table: Table, shelf: Shelf, task: StudentTask, interest: Interest | None = None
) -> datetime:
    """A group's work; without `interest` the students' data are gone already. Gives when it moved."""
    moved = shelf.ago(table)
    assignment = Assignment.objects.create(
        task=task,
        interest=interest,
        state=table.choice("state", AssignmentState.values),
        supervisor=shelf.person(table, "supervisor", ""),
        approved_by=shelf.person(table, "approved_by", ""),
        agreement_on=shelf.day_in(table, "agreement_in"),
        agreement_ref=table.string("agreement_ref", ""),
        ends_on=shelf.day_in(table, "ends_in"),
        title=table.string("title", ""),
        found=table.text("found", optional=True),
        delivered_on=shelf.day_in(table, "delivered_in"),
        delivered_url=table.url("delivered_url"),
        authors=table.number("authors", 0),
        consent=table.flag("consent", False),
        embargo_until=shelf.day_in(table, "embargo_in"),
        result=Result.objects.filter(slug=table.string("result", ""), is_example=True).first(),
        reason=table.string("reason", ""),
        is_example=True,
        created_at=moved,
        moved_at=moved,
    )
    AssignmentPoint.objects.bulk_create(
        AssignmentPoint(assignment=assignment, point=point, by=task.contact, at=min(moved, timezone.now()))
        for point in table.strings("ticked", Point.values)
    )
    return moved
