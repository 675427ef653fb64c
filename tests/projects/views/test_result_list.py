"""The list of results, and the picture of them year by year above it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client

from projects.drawing.years import draw_years
from projects.rules.enums import ResultKind, ResultState
from projects.rules.result_group import GROUPS, Year, years_of
from tests.cast import Cast
from tests.guards.nu import html_faults
from tests.projects.factories import ResultFactory
from tests.projects.pages import signed_in


def some() -> None:
    """Three of 2026, one of them a lesson, and one of 2025; a draft that nobody sees."""
    for kind in (ResultKind.REPORT, ResultKind.SERVICE, ResultKind.LESSON):
        ResultFactory.create(kind=kind)
    ResultFactory.create(happened_on=date(2025, 5, 1))
    ResultFactory.create(happened_on=date(2024, 5, 1), state=ResultState.DRAFT)


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/en/resultater/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_each_kind_of_result_is_in_one_group() -> None:
    kinds = [kind for group in GROUPS for kind in group.kinds]
    assert sorted(kinds) == sorted(ResultKind.values)


def bars(said: str) -> dict[str, str]:
    """The years of the picture and how many results each has."""
    return dict(re.findall(r'\bar=(\d+)"[^>]*>.*?</a>.*?dx="8">(\d+)</text></svg>', said))


def test_the_picture_has_a_bar_for_each_year_that_leads_to_its_list(cast: Cast) -> None:
    some()
    said = page(Client())
    assert bars(said) == {"2026": "3", "2025": "1"}
    assert "2024" not in said.partition("</figure>")[0].partition("<figure")[2]


def test_the_table_has_the_same_figures(cast: Cast) -> None:
    some()
    table = page(Client()).partition("<table")[2].partition("</table>")[0]
    row = table.partition('<th scope="row">2026</th>')[2].partition("</tr>")[0]
    cells = [cell.partition(">")[2].partition("<")[0] for cell in row.split("<td")[1:]]
    assert cells == ["1", "1", "0", "0", "1", "3"]


def test_the_picture_is_named_and_described(cast: Cast, tmp_path: Path) -> None:
    some()
    said = page(Client())
    assert '<title id="years-t">Results and lessons, year by year</title>' in said
    assert "4 from 2025 to 2026, most in 2026, with 3." in said
    assert not html_faults({"list": said}, tmp_path)


def test_it_shows_what_the_list_is_narrowed_to(cast: Cast) -> None:
    some()
    assert bars(page(Client(), "?slag=report")) == {"2026": "1", "2025": "1"}
    assert "<figure" not in page(Client(), "?ar=2026"), "a single year is no picture"


def test_list_and_picture_cost_four_queries_at_most(cast: Cast, django_assert_max_num_queries: Any) -> None:
    some()
    page(Client())
    with django_assert_max_num_queries(4):
        page(Client())


def test_those_who_may_tell_of_results_find_the_way(cast: Cast) -> None:
    assert "/resultater/nytt/" in page(signed_in(cast.employee))
    assert "/resultater/nytt/" not in page(Client())
    assert "/resultater/nytt/" not in page(signed_in(cast.student))


def test_only_years_that_have_any_are_counted_and_the_newest_first() -> None:
    counts = {"arslag:2025-report": 2, "arslag:2026-lesson": 1, "arslag:2024-report": 0, "ar:2023": 9}
    assert [(year.year, year.total) for year in years_of(counts)] == [(2026, 1), (2025, 2)]
    assert [year.year for year in years_of(counts, most=1)] == [2026]


def test_parts_lie_one_after_the_other_within_the_picture() -> None:
    drawn = draw_years([Year(2026, (5, 3, 0, 1, 1))], lambda year: f"?ar={year}")
    assert '<rect class="use" x="15%" width="37.5%" height="24"/>' in drawn
    assert '<rect class="written" x="52.5%" width="22.5%" height="24"/>' in drawn
    assert '<text x="90%" y="23" dx="8">10</text>' in drawn, "the sum stands at the end of the bar"
