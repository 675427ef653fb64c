from __future__ import annotations

from portal.core.text import Text
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from tests.threads_app.models import Boat


def tell_boat(boat: Boat) -> Told:
    return Told(
        key=boat.slug,
        title=Text(nb="En båt", en="A boat") if boat.closed else boat.name,
        lead=boat.summary,
        words=boat.story,
        address=address_in_bokmal("boat", boat.slug),
        audience=boat.shown_to,
        state=boat.state,
        live=boat.state == "afloat",
        exempt=boat.closed,
        example=boat.is_example,
        facets=(f"havn:{boat.harbour}",),
        day=boat.sails_on,
        published_at=boat.built_at,
    )


BOAT = Kind(
    key="boat",
    model="threads_app.Boat",
    label="Boat",
    plural="Boats",
    list_url="boats",
    tell=tell_boat,
    step=30,
    states={"afloat": "afloat", "sunk": "sunk"},
    facets=(Facet("havn", "Harbour", lambda values: {value: value.title() for value in values}),),
    day_label="sails",
    tags=("havn",),
    telling=frozenset({"sunk"}),
    schema="Vehicle",
)
