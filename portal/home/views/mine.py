"""My page: what awaits me, oldest promise first; what I follow; the next dates; the way to my settings."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from events.queries.wheel import next_rows
from portal.core.clock import today
from portal.core.guards import only
from portal.core.registry import Duty, duties
from portal.partnership.models import User
from portal.partnership.queries.follow import followed_by
from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import is_administrator, is_signed_in, is_steering_leader

COMING = 5
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
        "duties": duties_of(request.user),
        "followed": followed[:FOLLOWED],
        "more_followed": len(followed) > FOLLOWED,
        "standing": standing_of(request.user),
        "coming": next_rows(request.user, day, COMING),
        "reads_the_change_log": reads_the_change_log(request.user),
        "breadcrumbs": [(_("My page"), None)],
    }
    return render(request, "home/my_page.html", context)


def duties_of(user: object) -> list[Duty]:
    """Everything the apps say awaits the person; what has no date comes last."""
    found = [duty for source in duties for duty in source(user)]  # type: ignore[arg-type]
    return sorted(found, key=lambda duty: duty.due or date.max)
