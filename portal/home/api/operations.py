"""The addresses of the API below `/api/v1/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.types import DictStrAny

from portal.core.queries.published import PLACE, Place, find_published, page_after, public_counts
from portal.core.queries.thread import lineage
from portal.core.threads import kinds
from portal.home.addresses import NLOD, absolute, absolute_in_bokmal, in_all_languages
from portal.home.api.answers import counted, fault, readable_from_anywhere
from portal.home.api.schemas import Fault, Index, Things, ThingWithThread
from portal.home.api.things import kinds_told, named, told
from portal.partnership.queries.partnership import example_content_exists, the_partnership

MOST = 100
USUAL = 50

KindKey = Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,30}$")]
Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,120}$")]
After = Annotated[str | None, Query(pattern=PLACE)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


class Readable(JSONRenderer):
    """Letters as they are, which people read and which is shorter."""

    json_dumps_params: DictStrAny = {"ensure_ascii": False}


api = NinjaAPI(renderer=Readable(), docs_url=None, openapi_url=None, urls_namespace="api")
FAULTS: Mapping[Any, Any] = {304: None, 429: Fault}
NOT_FOUND: Mapping[Any, Any] = {404: Fault, 422: Fault}


@api.exception_handler(ValidationError)
def say_what_was_expected(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """One sentence for each thing asked for wrongly."""
    return fault(422, " ".join(f"{one['loc'][-1]}: {one['msg']}." for one in error.errors))


@api.exception_handler(HttpError)
def say_what_is_wrong(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return fault(error.status_code, str(error))


@api.get(
    "/",
    response={200: Index, **FAULTS},
    summary="What there is",
    operation_id="index",
    url_name="api_index",
)
def index(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - Ninja goes by the name
    """Every kind of thing, the words of its states and facets, and how many live things there are."""
    return {
        "name": the_partnership().name.as_dict(),
        "licence": NLOD,
        "examples": example_content_exists(),
        "openapi": absolute("openapi"),
        "documentation": in_all_languages(lambda: absolute("api_docs")),
        "catalogue": absolute("catalogue_turtle"),
        "calendar": absolute_in_bokmal("wheel_calendar"),
        "feed": absolute_in_bokmal("feed"),
        "kinds": kinds_told(public_counts()),
    }


@api.get(
    "/{kind}/",
    response={200: Things, **FAULTS, **NOT_FOUND},
    summary="Things of one kind, newest first",
    operation_id="things",
    url_name="api_things",
)
def things(
    request: HttpRequest,  # noqa: ARG001
    response: HttpResponse,
    kind: KindKey,
    after: After = None,
    limit: Limit = USUAL,
) -> dict[str, Any]:
    """One page of live things. Follow `next` until it is null; what comes meanwhile moves nothing unread."""
    _known(kind)
    found, end = page_after(kind, Place.read(after) if after else None, limit)
    following = None
    if end is not None:
        following = f"{absolute('api_things', kind)}?{urlencode({'after': end, 'limit': limit})}"
        response.headers["Link"] = f'<{following}>; rel="next"'
    return {"items": [told(thread) for thread in found], "next": following, "licence": NLOD}


@api.get(
    "/{kind}/{key}",
    response={200: ThingWithThread, **FAULTS, **NOT_FOUND},
    summary="One thing, and its thread",
    operation_id="thing",
    url_name="api_thing",
)
def thing(request: HttpRequest, kind: KindKey, key: Key) -> dict[str, Any]:  # noqa: ARG001
    """What led to it and what came of it stands in `thread`. What was merged answers as what it became."""
    _known(kind)
    thread = find_published(kind, key)
    if thread is None:
        raise HttpError(404, "There is nothing here that everyone may read.")
    stations = lineage(thread.pk, ["public"])
    line = [named(station.thread) for station in stations] if len(stations) > 1 else []
    return {**told(thread), "thread": line}


def _known(kind: str) -> None:
    if kind not in kinds:
        raise HttpError(404, f"There is no such kind. There are: {', '.join(one.key for one in kinds)}.")


def patterns() -> list[URLPattern]:
    """The addresses, each read from anywhere and counted."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    for one in found:
        one.callback = readable_from_anywhere(counted(one.callback))
    return found
