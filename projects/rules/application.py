"""What can be done to an application for money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from projects.rules.enums import ApplicationState
from projects.rules.rights import may_edit_application

if TYPE_CHECKING:
    from projects.models import Application


def sum_said(application: Application) -> str:
    return "" if application.granted and application.granted > 0 else _("Say how much is granted.")


A = ApplicationState
APPLICATION = Table(
    (
        Transition(
            action="send",
            source=A.PLANNED,
            target=A.SENT,
            who=may_edit_application,
            label=gettext_lazy("Mark as sent"),
            public=gettext_lazy("The application is sent."),
        ),
        Transition(
            action="grant",
            source=A.SENT,
            target=A.GRANTED,
            who=may_edit_application,
            label=gettext_lazy("Record that it is granted"),
            public=gettext_lazy("Money is granted."),
            guard=sum_said,
        ),
        Transition(
            action="refuse",
            source=A.SENT,
            target=A.REFUSED,
            who=may_edit_application,
            label=gettext_lazy("Record that it is refused"),
            public=gettext_lazy("The application is refused."),
            asks=True,
        ),
        Transition(
            action="withdraw",
            source=A.PLANNED,
            target=A.WITHDRAWN,
            who=may_edit_application,
            label=gettext_lazy("Don’t send it"),
            public=gettext_lazy("The application was not sent."),
            asks=True,
        ),
        Transition(
            action="reopen",
            source=A.WITHDRAWN,
            target=A.PLANNED,
            who=may_edit_application,
            label=gettext_lazy("Write it after all"),
            public=gettext_lazy("The application is being written again."),
        ),
    )
)
