"""What can be done to a need. `discuss` and `pick_up` follow from what it is linked to: without a button."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from projects.rules.enums import NeedState
from projects.rules.rights import may_move_need


def anyone(_user: Any, _thing: Any) -> bool:
    """What follows from something else a person did, which has its own right."""
    return True


N = NeedState
_park = {"label": gettext_lazy("Park it"), "public": gettext_lazy("It is parked."), "asks": True}
_answer = {"label": gettext_lazy("Mark as answered"), "public": gettext_lazy("It is answered."), "asks": True}
_reopen = {"label": gettext_lazy("Explore it again"), "public": gettext_lazy("It is being explored again.")}
_picked = {"label": gettext_lazy("Pick it up"), "public": gettext_lazy("It is picked up."), "who": anyone}

NEED = Table(
    (
        Transition(
            action="explore",
            source=N.VOICED,
            target=N.EXPLORED,
            who=may_move_need,
            label=gettext_lazy("Start exploring"),
            public=gettext_lazy("The team explores it."),
        ),
        Transition(
            action="discuss",
            source=N.VOICED,
            target=N.EXPLORED,
            who=anyone,
            label="",
            public=gettext_lazy("It is taken up for discussion."),
        ),
        *(
            Transition(action="pick_up", source=source, target=N.PICKED_UP, **_picked)  # type: ignore[arg-type]
            for source in (N.VOICED, N.EXPLORED, N.PARKED)
        ),
        *(
            Transition(action="answer", source=source, target=N.ANSWERED, who=may_move_need, **_answer)  # type: ignore[arg-type]
            for source in (N.VOICED, N.EXPLORED, N.PICKED_UP)
        ),
        *(
            Transition(action="park", source=source, target=N.PARKED, who=may_move_need, **_park)  # type: ignore[arg-type]
            for source in (N.VOICED, N.EXPLORED, N.PICKED_UP)
        ),
        *(
            Transition(action="reopen", source=source, target=N.EXPLORED, who=may_move_need, **_reopen)  # type: ignore[arg-type]
            for source in (N.PARKED, N.ANSWERED)
        ),
    )
)
