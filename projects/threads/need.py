"""A need as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models.thread import Audience, Thread
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from projects.rules.enums import NeedState
from projects.rules.need import NEED as TABLE
from projects.threads.facets import THEME, UNIT
from projects.workflows.need import follow_link

if TYPE_CHECKING:
    from projects.models import Need


def tell_need(need: Need) -> Told:
    """A parked need is live: that it is parked, and why, is public."""
    return Told(
        key=need.slug,
        title=need.title,
        lead=need.summary,
        words=str(need.better),
        language=need.better.lang,
        address=address_in_bokmal("need", need.slug),
        audience=Audience.PUBLIC,
        state=need.state,
        example=need.is_example,
        facets=(*need.facets_of_themes, f"enhet:{need.unit.key}", f"status:{need.state}"),
        published_at=need.created_at,
    )


def need_led_to(need: Need, later: Thread, relation: str, by: Any) -> None:
    """What a need becomes or is discussed in moves it on; see `projects.workflows.need.follow_link`."""
    follow_link(need, later, relation, by=by)


NEED = Kind(
    key="need",
    model="projects.Need",
    label=pgettext_lazy("a thing", "Need"),
    plural=_("Needs"),
    list_url="needs",
    tell=tell_need,
    prepare=lambda needs: needs.select_related("unit"),
    led_to=need_led_to,
    step=10,
    table=TABLE,
    states=dict(NeedState.choices),
    facets=(
        THEME,
        UNIT,
        Facet("status", pgettext_lazy("facet", "What came of it"), lambda _values: dict(NeedState.choices)),
    ),
    tags=("tema", "enhet"),
    telling=frozenset({NeedState.PICKED_UP, NeedState.ANSWERED, NeedState.PARKED}),
    schema="Question",
    about=_("Problems from the municipality’s everyday work that wait for somebody to look into them."),
)
