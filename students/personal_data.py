"""What student tasks keep about people: those who post, and the students who show interest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core.personal_data import (
    Basis,
    PersonalData,
    Purpose,
    Stay,
    declare_impersonal,
    fields_of,
    personal_data,
)

TASK_PEOPLE = ("made_by", "contact", "supervisor", "coordinator", "leader", "checked_by")
TASK_OWN = (
    *("thread", "slug", "title", "summary", "themes", "state", "is_example", "version", "created_at"),
    *("updated_at", "moved_at", "learn", "unit", "semester", "deadline", "data", "data_offered"),
    *("data_cleared_on", "data_reference", "kind", "fields", "supervisor_wanted", "groups", "group_min"),
    *("group_max", "in_english", "agreement", "measure", "confidential", "place", "travel", "listing_url"),
    *("assign_by", "course", "hours", "asked_leader_at", "confirmed_at", "comments", "alone_reason"),
    *("published_at", "source_key"),
)
FOR_GOOD = _("As long as the portal is in use; without your name once the account is erased.")


def register_personal_data() -> None:
    personal_data.register(
        "student_tasks",
        PersonalData(
            fields=fields_of("students.StudentTask", *TASK_PEOPLE),
            what=_("The student tasks you have posted, confirmed, checked, supervise or are the contact for"),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=_(
                "Those who are signed in see who supervises a task and whom to contact;"
                " the rest those inside."
            ),
            stays=_("The task, without your name."),
        ),
    )
    register_students()
    personal_data.register(
        "student_work",
        PersonalData(
            fields=(
                *fields_of("students.Assignment", "task", "interest", "state", "supervisor", "approved_by"),
                *fields_of("students.Assignment", "agreement_on", "agreement_ref", "ends_on", "title"),
                *fields_of("students.Assignment", "delivered_on", "delivered_url", "report", "consent"),
                *fields_of("students.Assignment", "found", "embargo_until", "result", "reason"),
                *fields_of("students.Assignment", "language", "authors", "version", "updated_at"),
                *fields_of("students.Assignment", "left", "left_with_yes"),
                *fields_of("students.Assignment", "is_example"),
                *fields_of("students.Assignment", "created_at", "moved_at"),
                *fields_of("students.AssignmentPoint", "assignment", "point", "by", "at"),
            ),
            what=_(
                "The work on a task: who supervises and approved it, the agreement’s reference, what came"
            ),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=_("Those who follow the task. What is delivered is public with the students’ consent."),
            stays=_("That the work was done and what it was called, without names."),
        ),
    )
    declare_impersonal(
        "what a task asks, and how tasks are sorted", *fields_of("students.StudentTask", *TASK_OWN)
    )
    declare_impersonal(
        "names kinds of tasks, fields of study, rounds and files",
        *(
            "students.TaskKind",
            "students.StudyField",
            "students.TaskRound",
            "students.TaskFile",
            "students.TaskRound.post_by",
            "students.TaskRound.apply_by",
            "students.TaskRound.call",
            "students.TaskRound.publication",
            "students.TaskRound.on_wheel",
            "students.TaskRound.version",
            "students.TaskRound.updated_at",
            "students.TaskBoard",
            "students.TaskBoard.url",
            "students.TaskBoard.hosts",
        ),
    )


def register_students() -> None:
    personal_data.register(
        "student_interest",
        PersonalData(
            fields=(
                *fields_of("students.Interest", "task", "by", "group_name", "angle", "state", "reason"),
                *fields_of("students.Interest", "answer_by", "is_example", "created_at", "moved_at"),
                *fields_of("students.GroupMember", "interest", "name", "email", "confirmed_at", "said_no_at"),
                *fields_of("students.Consent", "interest", "member", "yes", "not_before", "at"),
            ),
            what=_("The tasks you have shown interest in, alone or in a group, and the answers you got"),
            purpose=Purpose.WORK,
            basis=Basis.WISH,
            retention=_("Six months after the semester the task was for."),
            ends="student_interest",
            seen_by=_("Those who answer interest in the task, its supervisor and the partnership team."),
            stays=_("What a group you were in says of itself, while the others go on, without your name."),
        ),
    )
    personal_data.register(
        "saved_searches",
        PersonalData(
            fields=fields_of("students.SavedSearch", "user", "name", "query", "seen_until"),
            what=_("Searches you have saved, to be told of new tasks"),
            purpose=Purpose.MAIL,
            basis=Basis.WISH,
            retention=_("Until you delete them, or your account is erased."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=_("Only you."),
        ),
    )
