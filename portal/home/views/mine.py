"""My page: what awaits me, most overdue first; what I follow; the next dates; the way to my settings."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from events.queries.wheel import next_rows
from portal.core.clock import today
from portal.core.guards import only
from portal.home.queries.awaiting import duties_of, sort_of
from portal.partnership.models import User
from portal.partnership.queries.follow import followed_by
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import is_administrator, is_signed_in, is_steering_leader

COMING = 5
OF_A_PAGE = 25
FOLLOWED = 5
"""How many of the things one follows stand here; the others have a page of their own."""

reads_the_change_log = is_steering_leader | is_administrator


@require_safe
@only(is_signed_in, gettext_lazy("Those who are signed in have a page of their own."))
def my_page(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    day = today()
    followed = followed_by(request.user)
    context = {
        "today": day,
        "awaits": duties_of(request.user),
        "followed": followed[:FOLLOWED],
        "more_followed": len(followed) > FOLLOWED,
        "standing": standing_of(request.user),
        "coming": next_rows(request.user, day, COMING),
        "reads_the_change_log": reads_the_change_log(request.user),
        "breadcrumbs": [(_("My page"), None)],
    }
    return render(request, "home/my_page.html", context)


@require_safe
@only(is_signed_in, gettext_lazy("Those who are signed in have a page of their own."))
def all_of_a_sort(request: HttpRequest, sort: str) -> HttpResponse:
    """All duties of one sort; an app's own list of them is led to. Raises Http404 where none awaits one."""
    asked = request.GET.get("side", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    found = sort_of(request.user, sort, most=OF_A_PAGE, start=(max(number, 1) - 1) * OF_A_PAGE)
    if found is None:
        raise Http404
    if found.sort.url:
        return redirect(found.sort.url)
    context = {
        "today": today(),
        "awaiting": found,
        "page": Paginator(range(found.total), OF_A_PAGE).get_page(number),
        "breadcrumbs": [(_("My page"), reverse("my_page")), (found.sort.heading, None)],
    }
    return render(request, "home/my_duties.html", context)
