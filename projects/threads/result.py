"""A result or a lesson as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models.thread import Audience
from portal.core.rules.html_text import text_of
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from projects.rules.enums import ResultKind, ResultState, Usage
from projects.rules.result import RESULT as TABLE
from projects.rules.result_group import year_kind
from projects.threads.facets import THEME, UNIT

if TYPE_CHECKING:
    from projects.models import Result


def tell_result(result: Result) -> Told:
    """Its facet `brukt` is the newest answer to whether it was used. No list shows `gjelder`, what a lesson
    helps with.

    It is as new as its publication, whenever its draft was begun. For readers of the draft its page decides.
    """
    published = result.state == ResultState.PUBLISHED
    newest = max(result.uses.all(), key=lambda use: use.year, default=None)
    return Told(
        key=result.slug,
        title=result.title,
        lead=result.changed or result.summary,
        words="\n".join([str(result.summary), str(result.call), text_of(str(result.body))]).strip(),
        language=result.summary.lang,
        address=address_in_bokmal("result", result.slug),
        audience=Audience.PUBLIC if published else Audience.OWN,
        state=result.state,
        live=published,
        example=result.is_example,
        facets=(
            f"slag:{result.kind}",
            *result.facets_of_themes,
            *((f"enhet:{result.unit.key}",) if result.unit else ()),
            f"ar:{result.happened_on.year}",
            year_kind(result.happened_on.year, result.kind),
            *(f"gjelder:{about}" for about in result.about),
            *((f"brukt:{newest.answer}",) if newest else ()),
        ),
        day=result.happened_on,
        published_at=result.moved_at,
    )


RESULT = Kind(
    key="result",
    model="projects.Result",
    label=pgettext_lazy("a thing", "Result"),
    plural=_("Results and lessons"),
    list_url="results",
    tell=tell_result,
    prepare=lambda results: results.select_related("unit").prefetch_related("uses"),
    step=90,
    table=TABLE,
    states=dict(ResultState.choices),
    facets=(
        Facet("slag", pgettext_lazy("facet", "Kind"), lambda _values: dict(ResultKind.choices)),
        THEME,
        UNIT,
        Facet("ar", pgettext_lazy("facet", "Year"), lambda values: {value: value for value in values}),
        Facet("brukt", pgettext_lazy("facet", "Was it used?"), lambda _values: dict(Usage.choices)),
    ),
    day_label=pgettext_lazy("date of a thing", "Date"),
    tags=("slag", "tema"),
    schema="CreativeWork",
    about=_("What changed, what was learnt, and whom to call."),
)
