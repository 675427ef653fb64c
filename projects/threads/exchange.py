"""A staff exchange as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models.thread import Audience
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from projects.rules.enums import ExchangeKind, ExchangeState
from projects.rules.exchange import EXCHANGE as TABLE
from projects.threads.facets import THEME, UNIT

if TYPE_CHECKING:
    from projects.models import Exchange


def tell_exchange(exchange: Exchange) -> Told:
    """While it is open the day that decides is the last one to apply, afterwards the last one of the work."""
    is_open = exchange.state == ExchangeState.OPEN
    return Told(
        key=exchange.slug,
        title=exchange.title,
        lead=exchange.summary,
        language=exchange.summary.lang,
        address=address_in_bokmal("exchange_page", exchange.slug),
        audience=Audience.PUBLIC,
        state=exchange.state,
        live=exchange.state != ExchangeState.WITHDRAWN,
        example=exchange.is_example,
        facets=(
            *exchange.facets_of_themes,
            f"slag:{exchange.kind}",
            f"enhet:{exchange.host.key}",
            f"status:{exchange.state}",
        ),
        day=exchange.apply_by if is_open else exchange.ends,
        published_at=exchange.created_at,
    )


EXCHANGE = Kind(
    key="exchange",
    model="projects.Exchange",
    label=pgettext_lazy("a thing", "Staff exchange"),
    plural=_("Staff exchange"),
    list_url="exchange",
    tell=tell_exchange,
    prepare=lambda exchanges: exchanges.select_related("host"),
    step=45,
    table=TABLE,
    states=dict(ExchangeState.choices),
    facets=(
        Facet("slag", pgettext_lazy("facet", "Kind"), lambda _values: dict(ExchangeKind.choices)),
        Facet("status", pgettext_lazy("facet", "Status"), lambda _values: dict(ExchangeState.choices)),
        THEME,
        UNIT,
    ),
    day_label=pgettext_lazy("date of a thing", "Last day"),
    tags=("slag", "enhet"),
    telling=frozenset(ExchangeState.values),
    schema="JobPosting",
    about=_("Public-sector PhDs, shared positions and secondments between the partners."),
)
