"""What can be done to a result or a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from projects.rules.enums import ResultKind, ResultState
from projects.rules.rights import may_edit_result

if TYPE_CHECKING:
    from projects.models import Result


def worth_publishing(result: Result) -> str:
    """A lesson needs its lesson; a result says what changed and whom to call, too."""
    if result.kind == ResultKind.LESSON:
        return "" if result.summary else _("Say what you learned first.")
    if result.summary and result.changed and result.call:
        return ""
    return _("Say what you learned, what changed and whom to call first.")


def editor_or_portal(user: Any, result: Result) -> bool:
    """Those who edit it; the portal itself (nobody) for what students have delivered."""
    return user is None or bool(may_edit_result(user, result))


R = ResultState
RESULT = Table(
    (
        *(
            Transition(
                action="publish",
                source=source,
                target=R.PUBLISHED,
                who=editor_or_portal,
                label=gettext_lazy("Publish it"),
                public=gettext_lazy("It is published."),
                guard=worth_publishing,
            )
            for source in (R.DRAFT, R.WITHDRAWN)
        ),
        Transition(
            action="withdraw",
            source=R.PUBLISHED,
            target=R.WITHDRAWN,
            who=editor_or_portal,
            label=gettext_lazy("Withdraw it"),
            public=gettext_lazy("It is withdrawn."),
            asks=True,
        ),
    )
)
