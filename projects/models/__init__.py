"""Needs, joint projects, applications, staff exchange, results and lessons."""

from __future__ import annotations

from projects.models.application import Application
from projects.models.care import CareQuestion
from projects.models.exchange import Exchange
from projects.models.need import Need, NeedOffer, NeedVoice
from projects.models.project import (
    Funding,
    Milestone,
    Project,
    ProjectDocument,
    ProjectLink,
    ProjectNews,
    ProjectOwner,
    ProjectPerson,
    ProjectUnit,
)
from projects.models.result import Result, ResultUse

__all__ = [
    "Application",
    "CareQuestion",
    "Exchange",
    "Funding",
    "Milestone",
    "Need",
    "NeedOffer",
    "NeedVoice",
    "Project",
    "ProjectDocument",
    "ProjectLink",
    "ProjectNews",
    "ProjectOwner",
    "ProjectPerson",
    "ProjectUnit",
    "Result",
    "ResultUse",
]
