"""The OpenAPI document, with the partnership's name and the kinds there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import override

from portal.core.threads import kinds
from portal.home.addresses import NLOD
from portal.home.api.operations import api
from portal.home.api.words import FIELDS
from portal.partnership.queries.partnership import the_partnership

ROOT = "/api/v1/"


def _header(kind: str, description: str) -> dict[str, Any]:
    return {"required": True, "schema": {"type": kind}, "description": description}


RETRY = {"Retry-After": _header("integer", "Seconds until the next try.")}
ETAG = {"ETag": _header("string", "A name for what the answer says, to send as If-None-Match.")}


def openapi(_request: HttpRequest) -> JsonResponse:
    return JsonResponse(described())


def described() -> dict[str, Any]:
    """The API in the words of OpenAPI 3.1, in English."""
    with override("en"):
        document: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
        document["info"] = _info()
        for schema in document["components"]["schemas"].values():
            for name, field in schema.get("properties", {}).items():
                if name in FIELDS:
                    field["description"] = str(FIELDS[name])
    document["servers"] = [{"url": settings.BASE_URL}]
    for path in document["paths"].values():
        for operation in path.values():
            _complete(operation)
    return document


def _info() -> dict[str, Any]:
    return {
        "title": str(the_partnership().name),
        "version": "1",
        "summary": "What is public here, as data. Read only, without a key.",
        "description": f"At most {settings.API_A_MINUTE} answers a minute for each reader.",
        "license": {"name": "NLOD 2.0", "url": NLOD},
    }


def _complete(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        if parameter["name"] == "kind":
            parameter["schema"]["enum"] = [kind.key for kind in kinds]
    answers = operation["responses"]
    answers[200]["headers"] = ETAG
    answers[304] = {"description": "You have it already."}
    answers[429]["headers"] = RETRY
