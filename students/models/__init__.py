"""Student tasks, interest in them, and what groups make of them."""

from __future__ import annotations

from students.models.assignment import Assignment, AssignmentPoint, Consent
from students.models.catalogue import StudyField, TaskBoard, TaskKind, TaskRound
from students.models.interest import GroupMember, Interest
from students.models.task import SavedSearch, StudentTask, TaskFile

__all__ = [
    "Assignment",
    "AssignmentPoint",
    "Consent",
    "GroupMember",
    "Interest",
    "SavedSearch",
    "StudentTask",
    "StudyField",
    "TaskBoard",
    "TaskFile",
    "TaskKind",
    "TaskRound",
]
