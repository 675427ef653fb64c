"""The link of those who are named in a group: they say yes or no, and one answers for the group at need."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.workflows.transition import NotPossibleError
from students.models import GroupMember
from students.rules.leader_link import LinkBrokenError, LinkExpiredError
from students.rules.rights import may_show_interest
from students.workflows.group_member import (
    EndedError,
    answer_as_member,
    answer_for_group,
    read_member_link,
)

LEAD = "lead"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group_member(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners follow links; POST answers. The link proves who it is."""
    try:
        member = read_member_link(token)
    except LinkBrokenError:
        raise Http404 from None
    except LinkExpiredError:
        old = _("This link is too old. Ask the one who named you to send it again.")
        return _page(request, ended=old, status=410)
    except EndedError:
        ended = _("There is nothing to answer: you are not named in the group now, or it waits for nothing.")
        return _page(request, ended=ended, status=410)
    if request.method != "POST":
        return _page(request, member=member)
    answer = request.POST.get("answer", "")
    if answer not in ("yes", "no", LEAD):
        return _page(request, member=member, error=_("Choose an answer."), status=422)
    try:
        return _answer(request, member, answer)
    except NotPossibleError as why:
        member.refresh_from_db()
        return _page(request, member=member, error=str(why), status=409)


def _answer(request: HttpRequest, member: GroupMember, answer: str) -> HttpResponse:
    user: Any = request.user
    if answer == LEAD:
        if not user.is_authenticated:
            raise PermissionDenied
        answer_for_group(member, by=user)
        return redirect("my_interests")
    answer_as_member(member, yes=answer == "yes")
    return _page(request, member=member, answered=answer)


def _page(
    request: HttpRequest,
    *,
    member: GroupMember | None = None,
    answered: str = "",
    ended: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    headless = member is not None and member.confirmed_at is not None and not member.interest.by.is_active
    context = {
        "member": member,
        "answered": answered,
        "ended": ended,
        "error": error,
        "headless": headless,
        "may_lead": headless and may_show_interest(request.user),
        "sign_in": f"{reverse('sign_in')}?next={request.path}" if headless else "",
        "noindex": True,
        "breadcrumbs": [(_("Student tasks"), reverse("tasks")), (_("Are you in this group?"), None)],
    }
    return render(request, "students/interest_member.html", context, status=status)
