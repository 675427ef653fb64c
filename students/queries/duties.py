"""What student tasks ask of a person, on My page."""

from __future__ import annotations

from typing import Any

from portal.core.awaiting import Sort
from students.queries.board import board_duties
from students.queries.check import check_duties
from students.queries.interest_duties import answer_duties, student_duties
from students.queries.leader import author_duties, leader_duties
from students.queries.untaken import untaken_duties
from students.queries.work_duties import work_duties

SOURCES = (
    leader_duties,
    author_duties,
    check_duties,
    answer_duties,
    student_duties,
    untaken_duties,
    board_duties,
    work_duties,
)


def task_duties(user: Any) -> list[Sort]:
    return [sort for source in SOURCES for sort in source(user)]
