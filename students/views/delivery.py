"""Recording a delivery, and the page where each of the group says whether it may be shown."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from students.forms.delivery import ConsentForm, DeliveryForm
from students.queries.work import consents_of
from students.rules.leader_link import LinkBrokenError
from students.views.work_record import RecordView
from students.workflows.delivery import ConsentOverError, deliver, read_consent_link, say_consent

TEMPLATE = "students/work_consent.html"


class WorkDelivery(RecordView):
    title = gettext_lazy("What is delivered")
    lead = gettext_lazy(
        "The students own what they deliver. Everyone sees its title; the work itself only with their yes."
    )
    receipt = gettext_lazy("The delivery is recorded. The students are asked whether everyone may read it.")

    def form(self, *data: Any) -> Form:
        return DeliveryForm(*data, work=self.work)

    def keep(self, form: Any) -> None:
        deliver(
            self.work,
            form.values,
            upload=form.cleaned_data["report"],
            by=self.request.user,
            seen=form.cleaned_data["version"],
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work_consent(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners follow links; POST answers. The link proves who it is."""
    try:
        work, author = read_consent_link(token)
    except LinkBrokenError:
        raise Http404 from None
    except ConsentOverError:
        return _page(request, status=410)
    form = ConsentForm(request.POST or None, work=work, said=consents_of(work).get(author.member))
    if request.method != "POST":
        return _page(request, work=work, form=form, author=author)
    if not form.is_valid():
        return _page(request, work=work, form=form, author=author, status=422)
    try:
        say_consent(work, author, yes=form.yes, not_before=form.cleaned_data["not_before"])
    except ConsentOverError:
        return _page(request, status=410)
    return _page(request, work=work, author=author, done=True)


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"noindex": True, "breadcrumbs": [(_("May your work be shown?"), None)], **more}
    return render(request, TEMPLATE, context, status=status)
