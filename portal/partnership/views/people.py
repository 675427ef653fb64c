"""The people inside the partnership, and one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.core.clock import today
from portal.core.guards import only
from portal.partnership.queries.invitation import invitations_of, waiting_invitations
from portal.partnership.queries.people import (
    Shown,
    as_line,
    counts,
    dossier_of,
    people_inside,
    person_inside,
    person_lines,
)
from portal.partnership.queries.tenure import bodies_run_by
from portal.partnership.rules.people import may_end_place, reads_people, runs_people

WHO = gettext_lazy(
    "The partnership team, the leaders and the administrators see who is inside the partnership."
)
PAGE = 50


@require_safe
@only(reads_people, WHO)
def people(request: HttpRequest) -> HttpResponse:
    """The list; the address says which people, and what was searched for."""
    now = timezone.now()
    shown = _shown(request)
    search = request.GET.get("q", "").strip()[:100]
    numbers: dict[Shown, int] = {**counts(now), Shown.INVITED: waiting_invitations().count()}
    context: dict[str, Any] = {
        "tabs": [(kind, kind.label, numbers[kind]) for kind in Shown],
        "shown": shown,
        "q": search,
        "runs_people": runs_people(request.user),
        "breadcrumbs": crumbs(),
    }
    if shown == Shown.INVITED:
        context["page_obj"] = _page(request, waiting_invitations())
        return render(request, "partnership/people/invited.html", context)
    found = people_inside(shown, search, now, by_address=runs_people(request.user))
    page = _page(request, person_lines(found, now))
    context |= {"page_obj": page, "lines": [as_line(each, now) for each in page]}
    return render(request, "partnership/people/list.html", context)


@require_safe
@only(reads_people, WHO)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = person_inside(pk)
    if found is None:
        raise Http404
    context = {
        "person": found,
        "line": as_line(found, timezone.now()),
        "dossier": dossier_of(found),
        "invitations": invitations_of(found),
        "today": today(),
        "runs_people": runs_people(request.user),
        "may_end_place": may_end_place(request.user),
        "bodies": set(bodies_run_by(request.user).values_list("pk", flat=True)),
        "breadcrumbs": crumbs(found.name),
    }
    return render(request, "partnership/people/person.html", context)


def crumbs(*below: Any) -> list[tuple[Any, str | None]]:
    """The way to the list, or to a page below it."""
    top: list[tuple[Any, str | None]] = [(_("My page"), reverse("my_page"))]
    if not below:
        return [*top, (_("People"), None)]
    return [*top, (_("People"), reverse("people")), *((words, None) for words in below)]


def _shown(request: HttpRequest) -> Shown:
    try:
        return Shown(request.GET.get("vis", Shown.ALL))
    except ValueError:
        return Shown.ALL


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PAGE).get_page(request.GET.get("side"))
