"""“Research with, not on”: who took part in which stage, as a small picture and as its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext

from portal.partnership.models import Partner
from projects.models import Project
from projects.rules.enums import Stage

LEFT, TOP, STEP_X, STEP_Y = 200, 30, 104, 30
"""Where the first dot stands, and how far it is to the next one, in the picture's own units."""


@dataclass(frozen=True)
class Dot:
    """One party at one stage."""

    stage: str
    took_part: bool
    x: int
    y: int


@dataclass(frozen=True)
class Party:
    """A row of the picture: a partner, users or citizens, with its dots."""

    name: str
    y: int
    dots: list[Dot]


@dataclass(frozen=True)
class Profile:
    parties: list[Party]
    stages: list[tuple[str, int]]
    width: int
    height: int


def takers(partners: Mapping[str, str] | None = None) -> dict[str, str]:
    """Who can take part: the partners by their keys, those who use the services, and citizens.

    Where the names of the `partners` are not given, they cost a query.
    """
    if partners is None:
        partners = {partner.key: partner.short_name for partner in Partner.objects.all()}
    return dict(partners) | {
        "users": pgettext("who takes part in research", "Users and next of kin"),
        "citizens": pgettext("who takes part in research", "Citizens"),
    }


def profile_of(project: Project, partners: Mapping[str, str] | None = None) -> Profile | None:
    """The picture of a project that has one; `partners` are the names of all, as `takers` takes them."""
    if not project.with_whom:
        return None
    stages = [(str(stage.label), LEFT + column * STEP_X) for column, stage in enumerate(Stage)]
    parties = [
        Party(name, y := TOP + row * STEP_Y, _dots(project, key, y))
        for row, (key, name) in enumerate(takers(partners).items())
    ]
    width = LEFT + len(stages) * STEP_X - STEP_X // 2
    return Profile(parties, stages, width, TOP + len(parties) * STEP_Y)


def _dots(project: Project, key: str, y: int) -> list[Dot]:
    return [
        Dot(str(stage.label), key in project.with_whom.get(stage.value, ()), LEFT + column * STEP_X, y)
        for column, stage in enumerate(Stage)
    ]
