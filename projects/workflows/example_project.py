"""Example projects with their owners, money and news, and example applications."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.partnership.models import Agreement, Measure
from portal.partnership.workflows.reading import Table
from projects.models import (
    Application,
    Funding,
    Milestone,
    Project,
    ProjectLink,
    ProjectNews,
    ProjectOwner,
    ProjectPerson,
    ProjectUnit,
)
from projects.rules.application import APPLICATION
from projects.rules.enums import ApplicationState, FundingState, PersonRole, ProjectState, Stage
from projects.rules.project import PROJECT
from projects.workflows.example_parts import Past, Shelf, read_authored, read_past, rows_of, write_past

GOALS = range(1, 18)
"""Numbers of the UN's goals."""
OUTSIDE_PARTNERS = ("citizens", "users")
"""Who besides the partners can take part in a stage of research."""


def load_project(table: Table, shelf: Shelf) -> None:
    """An idea first, then its owners, then the phase it is in: as the database wants it."""
    past = read_past(table, shelf, PROJECT, ProjectState.IDEA)
    project = Project(**read_authored(table, shelf), **_more(table, shelf), state=ProjectState.IDEA)
    project.save()
    for row in rows_of(table, "owners"):
        partner = shelf.partners[row.choice("partner", shelf.partners)]
        ProjectOwner.objects.create(project=project, partner=partner, person=shelf.person(row, "person"))
    ProjectUnit.objects.bulk_create(
        ProjectUnit(project=project, unit=shelf.units[key]) for key in table.strings("units", shelf.units)
    )
    _load_rows(table, shelf, project)
    news = _load_news(table, shelf, project)
    project.state = past.state
    project.save()
    write_past(project, past, *news)


def _more(table: Table, shelf: Shelf) -> dict[str, Any]:
    agreements = {agreement.key: agreement for agreement in Agreement.objects.all()}
    measures = {measure.key: measure for measure in Measure.objects.all()}
    texts = {name: table.text(name, optional=True) for name in ("body", "learned", "changed", "call")}
    return {
        **texts,
        "question": table.text("question"),
        "why": table.text("why"),
        "starts": shelf.day_in(table, "starts_in"),
        "ends": shelf.day_in(table, "ends_in"),
        "agreement": agreements.get(table.choice("agreement", agreements, "")),
        "measure": measures.get(table.choice("measure", measures, "")),
        "sdgs": _goals(table),
        "with_whom": _with_whom(table, shelf),
    }


def _goals(table: Table) -> list[int]:
    found = table.raw("sdgs") or []
    if not isinstance(found, list) or any(number not in GOALS for number in found):
        raise table.wrong("sdgs", "expected numbers of the UN’s goals, from 1 to 17")
    return found


def _with_whom(table: Table, shelf: Shelf) -> dict[str, list[str]]:
    who = table.table("with_whom")
    known = [*shelf.partners, *OUTSIDE_PARTNERS]
    found = {stage: who.strings(stage, known) for stage in Stage.values if who.has(stage)}
    who.done()
    return found


def _load_rows(table: Table, shelf: Shelf, project: Project) -> None:
    for position, row in enumerate(rows_of(table, "people")):
        ProjectPerson.objects.create(
            project=project,
            name=row.string("name"),
            role=row.choice("role", PersonRole.values),
            partner=shelf.partners.get(row.choice("partner", shelf.partners, "")),
            position=position,
        )
    for row in rows_of(table, "funding"):
        Funding.objects.create(
            project=project,
            source=row.string("source"),
            amount=row.kroner("amount"),
            state=row.choice("state", FundingState.values),
        )
    for row in rows_of(table, "links"):
        ProjectLink.objects.create(project=project, label=row.string("label"), url=row.url("url"))
    for row in rows_of(table, "milestones"):
        Milestone.objects.create(
            project=project,
            text=row.string("text"),
            day=shelf.day_in(row, "in_days") or shelf.day,
            reached=row.flag("reached", False),
        )


def _load_news(table: Table, shelf: Shelf, project: Project) -> list[datetime]:
    news = [
        ProjectNews(
            project=project, text=row.text("text"), by=shelf.person(row, default=""), at=shelf.ago(row)
        )
        for row in rows_of(table, "news")
    ]
    ProjectNews.objects.bulk_create(news)
    return [item.at for item in news]


def load_application(table: Table, shelf: Shelf) -> None:
    past = read_past(table, shelf, APPLICATION, ApplicationState.PLANNED)
    projects = {project.slug: project for project in Project.objects.filter(is_example=True)}
    application = Application(
        **read_authored(table, shelf),
        project=projects[table.choice("project", projects)],
        funder=table.string("funder"),
        call=table.string("call"),
        call_url=table.url("call_url"),
        deadline=shelf.day_in(table, "due_in") or shelf.day,
        sought=table.kroner("sought"),
        granted=table.kroner("granted") if past.state == ApplicationState.GRANTED else None,
        state=past.state,
        reason=_said(past),
    )
    application.save()
    write_past(application, past)


def _said(past: Past) -> str:
    """What the funder said, or why it was never sent."""
    return past.note if past.state != ApplicationState.PLANNED else ""
