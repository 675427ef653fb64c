"""The partnership as data: who the partners are, what they agreed on, and who may do what because of it."""

from __future__ import annotations

from portal.partnership.models.agreement import Agreement, Measure, Objective, Party
from portal.partnership.models.body import Body, Seat, Tenure
from portal.partnership.models.follow import Follow
from portal.partnership.models.invitation import Invitation
from portal.partnership.models.mail import Absence, CalendarKey, MailOptOut
from portal.partnership.models.partner import Fact, Partner, Unit
from portal.partnership.models.partnership import Partnership, QuietPeriod
from portal.partnership.models.person import Affiliation, User
from portal.partnership.models.theme import Theme

__all__ = [
    "Absence",
    "Affiliation",
    "Agreement",
    "Body",
    "CalendarKey",
    "Fact",
    "Follow",
    "Invitation",
    "MailOptOut",
    "Measure",
    "Objective",
    "Partner",
    "Partnership",
    "Party",
    "QuietPeriod",
    "Seat",
    "Tenure",
    "Theme",
    "Unit",
    "User",
]
