"""An application for money as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models.thread import Audience
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from projects.rules.application import APPLICATION as TABLE
from projects.rules.enums import ApplicationState
from projects.threads.facets import THEME

if TYPE_CHECKING:
    from projects.models import Application


def tell_application(application: Application) -> Told:
    """Public once it is answered."""
    answered = application.state in (ApplicationState.GRANTED, ApplicationState.REFUSED)
    return Told(
        key=application.slug,
        title=application.title,
        lead=application.summary,
        words=f"{application.funder}\n{application.call}",
        language=application.title.lang,
        address=address_in_bokmal("application", application.slug),
        audience=Audience.PUBLIC if answered else Audience.PARTNERS,
        state=application.state,
        live=application.state != ApplicationState.WITHDRAWN,
        example=application.is_example,
        facets=(
            *application.facets_of_themes,
            f"status:{application.state}",
            f"ar:{application.deadline.year}",
        ),
        day=application.deadline,
        published_at=application.created_at,
    )


APPLICATION = Kind(
    key="application",
    model="projects.Application",
    label=pgettext_lazy("a thing", "Application"),
    plural=_("Applications for money"),
    list_url="applications",
    tell=tell_application,
    step=60,
    table=TABLE,
    states=dict(ApplicationState.choices),
    facets=(
        THEME,
        Facet("status", pgettext_lazy("facet", "Outcome"), lambda _values: dict(ApplicationState.choices)),
        Facet("ar", pgettext_lazy("facet", "Year"), lambda values: {value: value for value in values}),
    ),
    day_label=pgettext_lazy("date of a thing", "Deadline"),
    tags=("tema",),
    telling=frozenset(ApplicationState.values),
    about=_("Applications of joint projects to funders outside the partnership, and how they went."),
    theme="ECON",
)
