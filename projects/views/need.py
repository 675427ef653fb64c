"""The list of needs, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.threads import Kind, Words
from portal.core.views.thread_detail import ThreadDetailView
from portal.core.views.thread_list import ThreadListView
from portal.partnership.rules.standing import is_inside, is_municipal_staff, own_units
from projects.models import Need
from projects.queries.need import needs_to_read, sharing_of, themes_of
from projects.rules.need import NEED, may_edit_need
from projects.rules.rights import may_move_need, may_take_part_in_needs, may_voice_needs, runs_projects


@dataclass(frozen=True)
class Step:
    """Something the reader may do next, at `url`."""

    label: Words
    url: str


class NeedList(ThreadListView):
    """With the way to voice one, for those who may and for those who have not signed in."""

    kind = "need"
    template_name = "projects/needs.html"

    @property
    def may_voice(self) -> bool:
        user = self.request.user
        return not user.is_authenticated or bool(may_voice_needs(user))


class NeedPage(ThreadDetailView):
    """Visitors read units and numbers; those inside read names, and what has been offered."""

    kind = "need"
    template_name = "projects/need.html"

    def find(self, kind: Kind, key: str) -> Any:
        return get_object_or_404(needs_to_read(), thread__kind=kind.key, thread__key=key)

    def facts(self, _kind: Kind, _thread: Any) -> Sequence[tuple[Words, Any]]:
        return ()  # the template tells them, from what has been read with the need

    def about(self, kind: Kind, thing: Any) -> dict[str, Any]:
        user = self.request.user
        return super().about(kind, thing) | {
            "inside": bool(is_inside(user)),
            "sharing": sharing_of(thing, user),
            "themes": themes_of(thing),
            "steps": steps_for(user, thing),
            "may_edit": bool(may_edit_need(user, thing)),
            "table": NEED,
        }


def steps_for(user: Any, need: Need) -> list[Step]:
    """What the reader may do next, the likeliest first. Visitors see what they may do once signed in."""
    share = Step(_("We have this need too"), reverse("need_share", args=[need.slug]))
    offer = Step(_("I can contribute to this"), reverse("need_offer", args=[need.slug]))
    if not user.is_authenticated:
        return [offer, share]
    both = [share, offer] if is_municipal_staff(user) else [offer, share]
    if not runs_projects(user) and set(own_units(user)) <= {need.unit_id}:
        both = [offer]  # their unit is the one that asks
    taking_part = both if may_take_part_in_needs(user) else []
    if not may_move_need(user, need):
        return taking_part
    moves = [
        Step(row.label, reverse(f"need_{row.action}", args=[need.slug]))
        for row in NEED.open_to(user, need)
        if row.label
    ]
    merging = Step(_("Merge it with another need"), reverse("need_merge", args=[need.slug]))
    return [*moves, *taking_part, merging]
