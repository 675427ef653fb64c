"""What somebody takes along of what they wrote, answer for and said of results."""

from __future__ import annotations

from projects.models import ResultUse
from projects.queries.result_export import results_export
from tests.cast import Cast
from tests.projects.factories import ResultFactory


def test_they_get_what_is_theirs_and_nothing_of_others(cast: Cast) -> None:
    written = ResultFactory.create(made_by=cast.employee)
    ResultFactory.create(made_by=cast.supervisor)
    use = ResultUse.objects.create(
        result=written, year=2026, answer="not", why="Ingen tid.", by=cast.employee
    )
    given = results_export(cast.employee)
    assert [one["title"] for one in given["results_you_wrote"]] == [written.title.as_dict()]
    assert given["results_you_answer_for"] == []
    assert given["whether_results_were_used"] == [
        {"result": written.title.as_dict(), "year": 2026, "answer": "not", "why": "Ingen tid.", "at": use.at}
    ]
