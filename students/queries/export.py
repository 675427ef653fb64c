"""What student tasks keep about a person, one function for each noun."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from students.models import Assignment, GroupMember, Interest, SavedSearch, StudentTask
from students.personal_data import TASK_PEOPLE


def tasks_export(user: Any) -> list[dict[str, Any]]:
    """Every task the person has a part in, and which. One query; texts in every language they have."""
    parts = Q()
    for name in TASK_PEOPLE:
        parts |= Q(**{name: user})
    return [
        {
            "task": task.title.as_dict(),
            "problem": task.summary.as_dict(),
            "state": task.state,
            "semester": task.semester,
            "your_part": [name for name in TASK_PEOPLE if getattr(task, f"{name}_id") == user.pk],
            "hours": task.hours if task.leader_id == user.pk else None,
            "confirmed_at": task.confirmed_at if task.leader_id == user.pk else None,
            "alone_reason": task.alone_reason if task.checked_by_id == user.pk else "",
            "made_at": task.created_at,
        }
        for task in StudentTask.objects.filter(parts).order_by("pk")
    ]


def saved_searches_export(user: Any) -> list[dict[str, Any]]:
    """The searches they keep. One query."""
    return [
        {"name": search.name, "query": search.query, "told_until": search.seen_until}
        for search in SavedSearch.objects.filter(user=user).order_by("pk")
    ]


def interest_export(user: Any) -> list[dict[str, Any]]:
    """Interest the person registered, and the groups they are named in; the others in them are not theirs.

    Two queries.
    """
    registered = Interest.objects.filter(by=user).select_related("task").order_by("pk")
    named = GroupMember.objects.filter(email__iexact=user.email).select_related("interest__task")
    return [
        {
            "task": one.task.title.as_dict(),
            "semester": one.task.semester,
            "angle": one.angle,
            "group": one.group_name,
            "state": one.state,
            "reason": one.reason,
            "answer_by": one.answer_by,
            "registered_at": one.created_at,
            "moved_at": one.moved_at,
        }
        for one in registered
    ] + [
        {
            "task": member.interest.task.title.as_dict(),
            "group": member.interest.group_name,
            "named_as": member.name,
            "email": member.email,
            "said_yes_at": member.confirmed_at,
            "said_no_at": member.said_no_at,
        }
        for member in named.order_by("pk")
    ]


def work_export(user: Any) -> list[dict[str, Any]]:
    """Work the person did, supervises or has approved, and points of a check list they ticked."""
    theirs = Q(interest__by=user) | Q(interest__members__email__iexact=user.email)
    parts = theirs | Q(supervisor=user) | Q(approved_by=user) | Q(points__by=user)
    works = Assignment.objects.filter(parts).select_related("task").distinct().order_by("pk")
    return [
        {
            "task": work.task.title.as_dict(),
            "state": work.state,
            "title": work.title,
            "found": work.found.as_dict(),
            "delivered_on": work.delivered_on,
            "delivered_at": work.delivered_url,
            "shown_to_everyone": work.consent,
            "kept_back_until": work.embargo_until,
            "ends_on": work.ends_on,
            "you_supervise": work.supervisor_id == user.pk,
            "you_approved": work.approved_by_id == user.pk,
            "your_consent": [
                {"yes": one.yes, "not_before": one.not_before, "at": one.at}
                for one in (work.interest.consents.all() if work.interest else [])
                if (one.member.email if one.member else one.interest.by.email).lower() == user.email.lower()
            ],
            "you_ticked": [point.point for point in work.points.all() if point.by_id == user.pk],
        }
        for work in works.prefetch_related(
            "points", "interest__consents__member", "interest__consents__interest__by"
        )
    ]
