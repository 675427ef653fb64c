"""What machines ask: are you alive, are you ready, how are you."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from portal.core.registry import ReadinessCheck, readiness


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing else, so that a database that is down restarts no web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Whether all that the portal stands on works: 200, or 503 with sentences for each part that doesn't."""
    parts = {name: problems(check) for name, check in readiness.items()}
    ready = not any(parts.values())
    return JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures for who holds the token; for everybody else there is no such page.

    Counts of one web process, unless PROMETHEUS_MULTIPROC_DIR names a folder the processes share.
    """
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, expected):
        raise Http404
    response: HttpResponse = ExportToDjangoView(request)
    return response


def problems(check: ReadinessCheck) -> list[str]:
    """The sentences of a check; one that needs the database says so when there is none."""
    try:
        return check()
    except (DatabaseError, InterfaceError):
        return [_("This can't be checked while the database doesn't answer.")]
