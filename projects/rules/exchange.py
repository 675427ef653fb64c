"""What can be done to a staff exchange."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from projects.rules.enums import ExchangeState
from projects.rules.rights import may_edit_exchange

E = ExchangeState
EXCHANGE = Table(
    (
        Transition(
            action="fill",
            source=E.OPEN,
            target=E.FILLED,
            who=may_edit_exchange,
            label=gettext_lazy("Mark as filled"),
            public=gettext_lazy("The position is filled."),
        ),
        Transition(
            action="end",
            source=E.FILLED,
            target=E.ENDED,
            who=may_edit_exchange,
            label=gettext_lazy("Mark as ended"),
            public=gettext_lazy("The exchange has ended."),
        ),
        Transition(
            action="withdraw",
            source=E.OPEN,
            target=E.WITHDRAWN,
            who=may_edit_exchange,
            label=gettext_lazy("Withdraw it"),
            public=gettext_lazy("The position is withdrawn."),
            asks=True,
        ),
        *(
            Transition(
                action="reopen",
                source=source,
                target=E.OPEN,
                who=may_edit_exchange,
                label=gettext_lazy("Open it again"),
                public=gettext_lazy("The position is open again."),
            )
            for source in (E.FILLED, E.WITHDRAWN)
        ),
    )
)
