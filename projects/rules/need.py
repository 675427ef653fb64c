"""What can be done to a need. `discuss`, `pick_up` and `merge` follow from something else: no buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import rules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rules.transition import Table, Transition
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import STAFF_ROLES, is_inside
from projects.rules.enums import NeedState
from projects.rules.rights import may_move_need, runs_projects

if TYPE_CHECKING:
    from projects.models import Need

ANSWER_WITHIN = 60
"""Days in which the team moves a need on; those of quiet time don't count."""


def anyone(_user: Any, _thing: Any) -> bool:
    """What follows from something else a person did, which has its own right."""
    return True


def still_its_own(need: Need) -> str:
    """What has been merged has become the other need, and nothing more happens to it."""
    if need.thread.merged_into_id:
        return _("This need has been merged with another one. Open that one instead.")
    return ""


@rules.predicate
def has_voiced(user: Any, need: Need) -> bool:
    return bool(is_inside(user) and need.made_by_id == user.pk)


may_edit_need = has_voiced | runs_projects
"""Who voiced it, the team, and the administrator. `queries.need.editable_by` is its twin."""


def voicing_units(user: Any) -> list[int]:
    """Keys of the units whose needs the person may voice: where they are municipal staff today."""
    return [
        place.unit_id
        for place in standing_of(user).places
        if place.role in STAFF_ROLES and place.partner_kind == "municipality"
    ]


N = NeedState


def _rows(action: str, moves: Iterable[tuple[str, str]], **more: Any) -> list[Transition]:
    """One row for each state it can be done from, with the state it leads to."""
    common = {"label": "", "guard": still_its_own, **more}
    return [Transition(action=action, source=source, target=target, **common) for source, target in moves]


NEED = Table(
    (
        *_rows(
            "explore",
            [(N.VOICED, N.EXPLORED)],
            who=may_move_need,
            label=gettext_lazy("Start exploring"),
            public=gettext_lazy("The team explores it."),
        ),
        *_rows(
            "discuss",
            [(N.VOICED, N.EXPLORED), *((state, state) for state in N if state != N.VOICED)],
            who=anyone,
            public=gettext_lazy("It is taken up for discussion."),
        ),
        *_rows(
            "pick_up",
            [(N.ANSWERED, N.ANSWERED), *((state, N.PICKED_UP) for state in N if state != N.ANSWERED)],
            who=anyone,
            public=gettext_lazy("It is picked up."),
        ),
        *_rows(
            "answer",
            [(state, N.ANSWERED) for state in (N.VOICED, N.EXPLORED, N.PICKED_UP)],
            who=may_move_need,
            label=gettext_lazy("Mark as answered"),
            public=gettext_lazy("It is answered."),
            asks=True,
        ),
        *_rows(
            "park",
            [(state, N.PARKED) for state in (N.VOICED, N.EXPLORED, N.PICKED_UP)],
            who=may_move_need,
            label=gettext_lazy("Park it"),
            public=gettext_lazy("It is parked."),
            asks=True,
        ),
        *_rows(
            "reopen",
            [(state, N.EXPLORED) for state in (N.PARKED, N.ANSWERED)],
            who=may_move_need,
            label=gettext_lazy("Explore it again"),
            public=gettext_lazy("It is being explored again."),
        ),
        *_rows(
            "merge",
            [(state, state) for state in N],
            who=may_move_need,
            public=gettext_lazy("A need that asked the same was merged into it."),
        ),
    )
)
