"""Needs, projects and what comes of them, as plain as they can be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from portal.core.text import Text
from portal.partnership.models import Partner, Unit
from projects.models import Application, Exchange, Need, Project, ProjectOwner, Result
from projects.rules.enums import (
    ApplicationState,
    ExchangeKind,
    ExchangeState,
    NeedState,
    ProjectState,
    ResultKind,
    ResultState,
)


def unit_at(kind: str) -> Unit:
    """The first unit of a partner of that kind."""
    return Unit.objects.named().filter(partner__kind=kind).order_by("pk")[0]


class NeedFactory(factory.django.DjangoModelFactory[Need]):
    """Voiced by the first unit of the municipality."""

    class Meta:
        model = Need

    slug = factory.Sequence(lambda number: f"behov-{number}")
    title = Text(nb="Hvem faller utenfor digitale skjema?")
    summary = Text(nb="Mange ringer fordi de ikke kommer gjennom skjemaet.")
    better = Text(nb="Alle får svar første gang de tar kontakt.")
    unit = factory.LazyFunction(lambda: unit_at("municipality"))
    state = NeedState.VOICED


class ProjectFactory(factory.django.DjangoModelFactory[Project]):
    """An idea nobody owns yet."""

    class Meta:
        model = Project

    slug = factory.Sequence(lambda number: f"prosjekt-{number}")
    title = Text(nb="Trygg natt på to sykehjem")
    summary = Text(nb="Vi finner ut hvilke nattilsyn sensorer trygt kan erstatte.")
    question = Text(nb="Hvilke nattilsyn kan sensorer erstatte?")
    why = Text(nb="Beboere våkner av tilsyn de ikke trenger.")
    state = ProjectState.IDEA


def owned(project: Project, person: Any) -> Project:
    """Make `person` owner at every required partner."""
    for partner in Partner.objects.filter(required=True):
        ProjectOwner.objects.create(project=project, partner=partner, person=person)
    return project


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """Being written, for a call in March 2027."""

    class Meta:
        model = Application

    slug = factory.Sequence(lambda number: f"soknad-{number}")
    project = factory.SubFactory(ProjectFactory)
    title = Text(nb="Søknad om trygg natt")
    funder = "Forskningsrådet"
    call = "Offentlig sektor"
    deadline = date(2027, 3, 17)
    sought = Decimal(1_500_000)
    state = ApplicationState.PLANNED


class ExchangeFactory(factory.django.DjangoModelFactory[Exchange]):
    """A shared position at the university that is open to applicants."""

    class Meta:
        model = Exchange

    slug = factory.Sequence(lambda number: f"utveksling-{number}")
    title = Text(nb="Delt stilling i velferdsteknologi")
    summary = Text(nb="To dager i uka på instituttet, tre i hjemmetjenesten.")
    kind = ExchangeKind.SHARED
    host = factory.LazyFunction(lambda: unit_at("university"))
    percent = 40
    state = ExchangeState.OPEN


class ResultFactory(factory.django.DjangoModelFactory[Result]):
    """Published, and without a project."""

    class Meta:
        model = Result

    slug = factory.Sequence(lambda number: f"resultat-{number}")
    kind = ResultKind.REPORT
    title = Text(nb="Én avdeling gikk fra fire til to nattrunder")
    summary = Text(nb="Sensorer så det samme som tilsynet i ni av ti tilfeller.")
    changed = Text(nb="Beboerne sover lenger.")
    call = Text(nb="Avdelingsleder, sykehjemmet")
    happened_on = date(2026, 6, 1)
    state = ResultState.PUBLISHED
