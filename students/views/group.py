"""The group of one's own interest: who has said yes, the question once more, one in and one out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.workflows.transition import NotPossibleError
from students.forms.group import FellowForm
from students.models import Interest
from students.workflows.group import CHANGES_IN, Fellow, add_fellow, ask_again, named, take_out


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def interest_group(request: HttpRequest, pk: int) -> HttpResponse:
    """For who registered the interest alone. POST adds a fellow student, asks one again or takes one out."""
    user: Any = request.user
    mine = Interest.objects.active().filter(by=user).select_related("task", "by")
    interest = get_object_or_404(mine, pk=pk)
    if request.method != "POST":
        return _page(request, interest, FellowForm())
    form = FellowForm(request.POST)
    try:
        if "again" in request.POST or "out" in request.POST:
            receipt = _change(request, interest)
        elif form.is_valid():
            add_fellow(interest, Fellow(form.cleaned_data["name"], form.cleaned_data["email"]), by=user)
            receipt = _("They have got a mail, and say yes or no.")
        else:
            return _page(request, interest, form, status=422)
    except NotPossibleError as why:
        interest.refresh_from_db()
        return _page(request, interest, FellowForm(), error=str(why), status=409)
    messages.success(request, receipt)
    return redirect("interest_group", interest.pk)


def _change(request: HttpRequest, interest: Interest) -> str:
    """Carries out what a button beside a member says, and gives the receipt."""
    user: Any = request.user
    again, out = request.POST.get("again", ""), request.POST.get("out", "")
    key = again or out
    member = (
        interest.members.select_related("interest__task", "interest__by")
        .filter(pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
        .first()
    )
    if member is None:
        raise NotPossibleError(_("They are not in the group any more."))
    if again:
        ask_again(member, by=user)
        return _("The link is sent once more.")
    take_out(member, by=user)
    return _("%(name)s is not in the group any more.") % {"name": member.name}


def _page(
    request: HttpRequest, interest: Interest, form: FellowForm, *, error: str = "", status: int = 200
) -> HttpResponse:
    changes = interest.state in CHANGES_IN
    context = {
        "interest": interest,
        "members": interest.members.all(),
        "form": form,
        "changes": changes,
        "room": changes and named(interest) + 1 < interest.task.group_max,
        "error": error,
        "noindex": True,
        "breadcrumbs": [
            (_("Student tasks"), reverse("tasks")),
            (_("My interests"), reverse("my_interests")),
            (_("The group"), None),
        ],
    }
    return render(request, "students/group.html", context, status=status)
