"""What the catalogue reads of tasks, in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from portal.partnership.queries.theme import names_and

PLACES = """
SELECT task.groups, (SELECT count(*) FROM students_assignment AS work
    WHERE work.task_id = task.id AND work.state <> 'broken_off'), task.thread_id::text
FROM students_studenttask AS task WHERE task.thread_id = ANY(%(threads)s)
"""
"""An offer holds its place too. Said in SQL, since nothing of students is asked for more often."""


def words_and_places(
    met: Mapping[str, Iterable[str]], threads: Collection[int]
) -> tuple[dict[str, dict[str, str]], dict[int, tuple[int, int]]]:
    """What the facets met are called, and how much room tasks have. One query.

    Room is told by the key of a task's thread: for how many groups, and how many more may come.
    """
    words, rows = names_and(met, PLACES, {"threads": list(threads)})
    return words, {int(thread): (groups, max(groups - taken, 0)) for groups, taken, thread in rows}
