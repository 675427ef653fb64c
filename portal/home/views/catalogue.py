"""The data catalogue, in the two ways it is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from portal.home.catalogue.entries import entries
from portal.home.catalogue.written import as_json_ld, as_turtle


def catalogue_turtle(request: HttpRequest) -> HttpResponse:
    return HttpResponse(as_turtle(entries()), content_type="text/turtle; charset=utf-8")


def catalogue_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(as_json_ld(entries()), content_type="application/ld+json")
