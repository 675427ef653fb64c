"""The partnership files that come with the portal hold a whole year that can be planned."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.rules.chain import plan_year
from events.rules.recurrence import Recurrence, Span
from portal.partnership.rules.organisation import valid_organisation_number
from portal.partnership.rules.quiet import QuietSpan, quiet_spans

FOLDER = Path(__file__).parents[3] / "partnerships"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
LANGUAGES = ("nb", "nn", "en")
Data = Mapping[str, Any]

each_file = pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())


def quiet_of(data: Data, year: int) -> list[QuietSpan]:
    definitions = {
        row["key"]: {key: value for key, value in row.items() if key not in ("key", "name")}
        for row in data["quiet"]
    }
    return quiet_spans(definitions, year)


def planned(data: Data, year: int) -> dict[str, list[Span]]:
    recurrences = {row["key"]: Recurrence.parse(row["when"]) for row in data["activities"]}
    return plan_year(recurrences, year, quiet=quiet_of(data, year))


def texts(value: Any, at: str = "") -> Iterator[tuple[str, Data]]:
    """Every table of the file that holds a text per language, with where it stands."""
    if isinstance(value, Mapping):
        if set(value) & set(LANGUAGES):
            yield at, value
        else:
            for key, part in value.items():
                yield from texts(part, f"{at}.{key}")
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from texts(part, f"{at}[{number}]")


@each_file
@pytest.mark.parametrize("year", range(2021, 2031))
def test_every_activity_can_be_planned(data: Data, year: int) -> None:
    first_year = {
        row["key"]: row["when"]["start"].year for row in data["activities"] if "start" in row["when"]
    }
    for row in data["activities"]:
        due = year in row["when"].get("years", [year]) and year >= first_year.get(row["key"], year)
        assert bool(planned(data, year)[row["key"]]) is due, row["key"]


@each_file
def test_every_text_is_there_in_three_languages(data: Data) -> None:
    found = list(texts(data))
    assert len(found) > 50
    for at, text in found:
        assert set(text) == set(LANGUAGES), at
        assert all(str(text[language]).strip() for language in LANGUAGES), at


@each_file
def test_nynorsk_is_not_bokmal_over_again(data: Data) -> None:
    for at, text in texts(data):
        if len(text["nb"]) > 60 and not at.endswith(".name"):
            assert text["nn"] != text["nb"], at


@each_file
def test_keys_are_unique_and_references_lead_somewhere(data: Data) -> None:
    keys = {
        section: [row["key"] for row in rows]
        for section, rows in data.items()
        if isinstance(rows, list) and rows and "key" in rows[0]
    }
    for section, found in keys.items():
        assert len(found) == len(set(found)), section
    seats = [seat for body in data["bodies"] for seat in body["seats"]]
    assert len({seat["key"] for seat in seats}) == len(seats)
    partners = set(keys["partners"])
    for row in [*data["units"], *data["facts"], *seats, *data.get("fund", {}).get("contributions", [])]:
        assert row["partner"] in partners, row
    for row in [*data["units"], *data["agreements"]]:
        assert row.get("parent", row["key"]) in keys["units"] + keys["agreements"], row
    for agreement in data["agreements"]:
        assert set(agreement["parties"]) <= partners
    for body in data["bodies"]:
        assert body["archive_partner"] in partners


@each_file
def test_somebody_sits_in_the_seats_an_activity_waits_for(data: Data) -> None:
    seats = [{**seat, "body": body["key"]} for body in data["bodies"] for seat in body["seats"]]
    for activity in data["activities"]:
        wanted = activity["responsible"].items()
        assert any(wanted <= seat.items() for seat in seats), activity["key"]


@each_file
def test_organisation_numbers_are_valid(data: Data) -> None:
    for partner in data["partners"]:
        assert valid_organisation_number(partner["organisation_number"]), partner["key"]


def test_the_invented_partnership_has_no_trace_of_the_real_one() -> None:
    real, invented = FILES["gjovik"], FILES["fjordvik"]
    traces = {real["partnership"]["short_name"], real["partnership"]["key"]}
    for partner in real["partners"]:
        traces |= {partner["short_name"], partner["name"]["nb"], partner["organisation_number"]}
    text = (FOLDER / "fjordvik.toml").read_text(encoding="utf-8").lower()
    assert [trace for trace in traces if trace.lower() in text] == []
    assert len(invented["partners"]) == 3
    assert "fund" not in invented


WHEEL_OF_2027 = {
    "eit-intensive": ("2027-01-11", "2027-01-31"),  # weeks 2–4
    "bachelor-start": ("2027-01-11", "2027-01-17"),  # week 2
    "carry-over-confirmed": ("2027-01-25", "2027-01-31"),  # week 4
    "seed-call-spring": ("2027-02-01", "2027-04-04"),  # weeks 5–13
    "annual-report": ("2027-03-01", "2027-03-07"),  # week 9
    "annual-report-council": ("2027-04-01", "2027-04-30"),  # April
    "research-days-grants": ("2027-03-08", "2027-03-21"),  # weeks 10–11
    "workshop-1": ("2027-03-15", "2027-03-21"),  # week 11; Easter takes weeks 12 and 13
    "placements-requested": ("2027-04-01", "2027-04-01"),
    "placements-answered": ("2027-05-01", "2027-05-01"),
    "autumn-tasks-call": ("2027-04-19", "2027-06-06"),  # weeks 16–22
    "theses-delivered": ("2027-05-17", "2027-06-13"),  # weeks 20–23
    "steering-1": ("2027-06-07", "2027-06-13"),  # week 23
    "last-chance": ("2027-08-16", "2027-08-22"),  # week 33
    "seed-call-autumn": ("2027-08-23", "2027-10-10"),  # weeks 34–40
    "budget-input": ("2027-09-01", "2027-09-01"),
    "was-it-used": ("2027-09-01", "2027-09-01"),
    "catalogue-published": ("2027-08-30", "2027-09-05"),  # week 35
    "task-fair": ("2027-09-13", "2027-09-19"),  # week 37
    "research-days": ("2027-09-22", "2027-10-03"),  # Wednesday of week 38 to Sunday of week 39
    "placements-adjusted": ("2027-10-01", "2027-10-01"),
    "workshop-2": ("2027-10-25", "2027-10-31"),  # week 43
    "groups-approved": ("2027-11-08", "2027-11-14"),  # week 45
    "steering-2": ("2027-11-22", "2027-11-28"),  # week 47
    "invoices-in": ("2027-12-01", "2027-12-01"),
    "budgets-adopted": ("2027-12-13", "2027-12-26"),  # weeks 50–51
}


@pytest.mark.parametrize(("key", "days"), WHEEL_OF_2027.items(), ids=WHEEL_OF_2027.keys())
def test_the_wheel_of_2027_stands_where_the_year_plan_says(key: str, days: tuple[str, str]) -> None:
    [span] = planned(FILES["gjovik"], 2027)[key]
    assert (span.first.isoformat(), span.last.isoformat()) == days


def test_what_comes_often_comes_as_often_as_the_year_plan_says() -> None:
    wheel = planned(FILES["gjovik"], 2027)
    breakfasts = [span.first.isocalendar().week for span in wheel["breakfast-meetings"]]
    wednesdays = [span.first.isocalendar()[1:] for span in wheel["eit-wednesdays"]]

    assert breakfasts == [8, 17, 45]
    assert wednesdays == [(week, 3) for week in range(2, 18) if week != 12]  # Wednesday before Easter
    # 26 second Tuesdays, of which 6 and 20 July and 3 August are quiet
    assert len(wheel["team-meeting"]) == 23


def test_papers_follow_the_steering_meeting_and_become_exact_with_it() -> None:
    papers = next(row for row in FILES["gjovik"]["activities"] if row["key"] == "steering-2-papers")
    meeting = Span(date(2027, 11, 25), date(2027, 11, 25))
    recurrences = {
        "steering-2": Recurrence.parse({"rrule": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25"}),
        "papers": Recurrence.parse(papers["when"]),
    }
    wheel = plan_year(recurrences, 2027, quiet=[])
    assert wheel["steering-2"] == [meeting]
    assert wheel["papers"] == [Span(date(2027, 11, 15), date(2027, 11, 15))]
    assert planned(FILES["gjovik"], 2027)["steering-2-papers"][0].precision == "week"


def test_the_evaluation_is_planned_in_2026_only() -> None:
    evaluation = [row["key"] for row in FILES["gjovik"]["activities"] if row["key"].startswith("evaluation-")]
    assert len(evaluation) == 3
    for year in (2025, 2026, 2027):
        wheel = planned(FILES["gjovik"], year)
        assert [bool(wheel[key]) for key in evaluation] == [year == 2026] * 3
